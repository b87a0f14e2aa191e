import { UserError } from 'n8n-workflow';
import { runOperation, textField } from '../../../shared/catalog';
import { t } from '../../../shared/language';
import { nothing } from '../../../shared/transport';

export const link = runOperation({
	name: 'Link',
	value: 'link',
	action: 'Link a partner user',
	description:
		"For partners of Kontur's certification authority: link each user once, before their first sign-in by trust. Only the API key is needed.",
	fields: [
		textField({
			displayName: 'Partner User ID',
			name: 'serviceUserId',
			required: true,
			placeholder: 'user-42',
			description: 'ID of the user in your system',
		}),
		textField({
			displayName: 'Phone',
			name: 'phone',
			required: true,
			placeholder: '9991234567',
			description: "The user's phone number in Kontur, 10 digits without the country code",
		}),
	],
	calls: () => ['PUT /auth/v5.16/register-external-service-id'],
	run: async ({ params, client }) => {
		const digits = params.phone.replace(/\D/g, '').replace(/^[78](?=\d{10}$)/, '');
		if (digits.length !== 10) throw new UserError(t`"Phone" must have 10 digits, without the country code.`);
		const serviceUserId = params.serviceUserId.trim();
		await client.request({
			server: 'authenticator',
			method: 'PUT',
			path: '/auth/v5.16/register-external-service-id',
			query: { serviceUserId, phone: digits },
			shape: nothing,
		});
		return { json: { linked: true, serviceUserId, phone: digits } };
	},
});
