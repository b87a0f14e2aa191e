import { requestOperation } from '../../../shared/catalog';
import { accountId, documentOfBuilder, draftsBuilderId, fileId } from '../../fields';

export const get = requestOperation({
	name: 'Get',
	value: 'get',
	action: 'Get a file of a drafts builder',
	description: 'Retrieve the details of a file of a drafts builder',
	fields: [accountId, draftsBuilderId, documentOfBuilder, fileId],
	http: {
		method: 'GET',
		path: '/v1/{accountId}/drafts/builders/{draftsBuilderId}/documents/{documentId}/files/{fileId}',
	},
});
