import { field, requestOperation, textField } from '../../../shared/catalog';
import { accountId, organizationId } from '../../fields';
import { jsonObject, orNothing } from '../../api/parameters';
import { isObject, nothing } from '../../../shared/transport';

const byFields = { displayOptions: { show: { signerFrom: ['fields'] } } } as const;

export const updateSigner = requestOperation({
	name: 'Update Signer',
	value: 'updateSigner',
	action: 'Update the signer of an organization',
	description: 'Set the signer of an organization and their certificate for one authority',
	fields: [
		accountId,
		organizationId,
		field({
			displayName: 'Signer Source',
			name: 'signerFrom',
			type: 'options',
			// Saved workflows have only the JSON.
			default: 'json',
			description: 'How to describe the signer',
			options: [
				{ name: 'Fields Below', value: 'fields' },
				{ name: 'JSON', value: 'json' },
			],
		}),
		textField({
			displayName: 'Authority Code',
			name: 'controlUnitCode',
			required: true,
			placeholder: '0087',
			description: 'Code of the tax office, fund or other authority',
			...byFields,
		}),
		field({
			displayName: 'Signer Type',
			name: 'signerType',
			type: 'options',
			default: 'chief',
			description: 'Who signs for the organization',
			options: [
				{ name: 'Head of the Organization', value: 'chief' },
				{ name: 'Representative', value: 'representative' },
			],
			...byFields,
		}),
		textField({
			displayName: 'Certificate Thumbprint',
			name: 'certificateThumbprint',
			placeholder: '1F5C0E2A9B7D4C3E8A6F1B2C3D4E5F6071829304',
			description:
				"SHA-1 thumbprint of the signer's certificate, 40 hexadecimal digits, from Certificate: Get Many. Leave empty to keep it unset.",
			...byFields,
		}),
		field({
			displayName: 'Signer',
			name: 'signer',
			type: 'json',
			default: '{}',
			required: true,
			displayOptions: { show: { signerFrom: ['json'] } },
			description:
				"The request as JSON, as described in Kontur's reference (update-signer): the authority, the certificate and the type of the signer. It is sent unchanged.",
		}),
	],
	http: {
		method: 'POST',
		path: '/v1/{accountId}/organizations/{organizationId}/update-signer',
		body: ({ signerFrom, signer, ...given }) =>
			signerFrom === 'fields'
				? {
						'control-unit-code': given.controlUnitCode.trim(),
						'signer-type': given.signerType,
						'certificate-thumbprint': orNothing(given.certificateThumbprint.replace(/[^0-9a-f]/gi, '')),
					}
				: jsonObject(signer, 'Signer'),
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
