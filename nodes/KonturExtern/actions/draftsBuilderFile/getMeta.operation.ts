import { requestOperation } from '../../../shared/catalog';
import { accountId, documentOfBuilder, draftsBuilderId, fileId } from '../../fields';

export const getMeta = requestOperation({
	name: 'Get Metadata',
	value: 'getMeta',
	action: 'Get the metadata of a builder file',
	description: 'Retrieve the name and order of a file of a drafts builder',
	fields: [accountId, draftsBuilderId, documentOfBuilder, fileId],
	http: {
		method: 'GET',
		path: '/v1/{accountId}/drafts/builders/{draftsBuilderId}/documents/{documentId}/files/{fileId}/meta',
	},
});
