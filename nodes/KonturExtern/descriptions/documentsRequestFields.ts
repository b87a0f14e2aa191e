import { field } from '../../shared/catalog';

export const documentsRequestId = field({
	displayName: 'Documents Request ID',
	name: 'documentsRequestId',
	type: 'string',
	default: '',
	required: true,
	placeholder: '4b4b5c6d-7e8f-4901-82a3-b4c5d6e7f809',
	description: 'The ID of the request, from the operation that created it',
});

/** Who signs the request for the organization. */
export const warrantOfRequest = field({
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: [
		field({
			displayName: 'Machine-Readable Power of Attorney ID',
			name: 'machineReadableWarrantId',
			type: 'string',
			default: '',
			description:
				'Number (UUID) of the machine-readable power of attorney in the register of the tax office, when somebody signs for the organization',
		}),
	],
});
