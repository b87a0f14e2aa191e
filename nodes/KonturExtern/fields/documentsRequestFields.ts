import { field } from '../../shared/catalog';
import { machineReadableWarrantId } from './draft/draftMetaFields';
import { additionalFields } from './fields';

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
export const warrantOfRequest = additionalFields([machineReadableWarrantId]);
