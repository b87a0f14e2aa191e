import { field, requestOperation } from '../../../shared/catalog';
import { simplifyAccount } from './simplify';

export const create = requestOperation({
	name: 'Create',
	value: 'create',
	action: 'Create an account',
	description: 'Create an account for an organization. If it already has one, that account is returned.',
	fields: [
		field({
			displayName: 'INN',
			name: 'inn',
			type: 'string',
			default: '',
			required: true,
			placeholder: '7811223344',
			description: 'Taxpayer number: 10 digits for a company, 12 for an entrepreneur',
		}),
		field({
			displayName: 'KPP',
			name: 'kpp',
			type: 'string',
			default: '',
			placeholder: '781101001',
			description: 'Nine digits; leave empty for an entrepreneur',
		}),
		field({
			displayName: 'Organization Name',
			name: 'organizationName',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'ООО Ромашка',
		}),
	],
	http: {
		method: 'POST',
		path: '/v1',
		body: ({ inn, kpp, organizationName }) => ({
			inn: inn.trim(),
			kpp: kpp.trim() || undefined,
			'organization-name': organizationName.trim(),
		}),
		// Kontur keeps one account per INN and KPP and returns it on every call.
		repeat: 'harmless',
	},
	simplify: simplifyAccount,
});
