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
