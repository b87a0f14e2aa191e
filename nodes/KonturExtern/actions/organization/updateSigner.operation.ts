import { field, requestOperation } from '../../../shared/catalog';
import { accountId, organizationId } from '../../fields';
import { jsonObject } from '../../api/parameters';
import { isObject, nothing } from '../../../shared/transport';

export const updateSigner = requestOperation({
	name: 'Update Signer',
	value: 'updateSigner',
	action: 'Update the signer of an organization',
	description: 'Set the signer of an organization and their certificate for one authority',
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
				"The request as JSON, as described in Kontur's reference (update-signer): the authority, the certificate and the type of the signer. It is sent unchanged.",
		}),
	],
	http: {
		method: 'POST',
		path: '/v1/{accountId}/organizations/{organizationId}/update-signer',
		body: ({ signer }) => jsonObject(signer, 'Signer'),
		// Setting the same signer again changes nothing.
		repeat: 'harmless',
		shape: nothing,
	},
	transform: (answer, params) => ({
		organizationId: params.organizationId,
		updated: true,
		...(isObject(answer) ? answer : {}),
	}),
});
