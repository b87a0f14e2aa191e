import { field, requestOperation } from '../../../shared/catalog';
import { accountId, organizationId } from '../../fields';
import { jsonObject } from '../../api/parameters';

export const updateSigner = requestOperation({
	name: 'Update Signer',
	value: 'updateSigner',
	action: 'Update the signer of an organization',
	description: 'Choose who signs for an organization, and with which certificate, for one authority',
	fields: [
		accountId,
		organizationId,
		field({
			displayName: 'Signer',
			name: 'signer',
			type: 'json',
			default: '{}',
			required: true,
			description:
				"The request as JSON, as Kontur's reference of this method (update-signer) describes it: the authority, the certificate and the type of the signer. It is passed on as it is.",
		}),
	],
	http: {
		method: 'POST',
		path: '/v1/{accountId}/organizations/{organizationId}/update-signer',
		body: ({ signer }) => jsonObject(signer, 'Signer'),
		// The choice made twice is the same choice.
		repeat: 'harmless',
		mayBeEmpty: true,
	},
	transform: (answer, params) => ({ organizationId: params.organizationId, updated: true, ...answer }),
});
