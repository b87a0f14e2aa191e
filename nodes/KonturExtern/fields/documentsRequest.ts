import { additionalFields, textField } from '../../shared/catalog';
import { machineReadableWarrantId } from './draft/meta';

export const documentsRequestId = textField({
	displayName: 'Documents Request ID',
	name: 'documentsRequestId',
	required: true,
	placeholder: '4b4b5c6d-7e8f-4901-82a3-b4c5d6e7f809',
	description: 'ID of the request, from Documents Request: Create',
});

export const requestOptions = additionalFields([machineReadableWarrantId]);
