import { requestOperation } from '../../../shared/catalog';
import { accountId, documentOfBuilder, draftsBuilderId } from '../../fields';

export const getMeta = requestOperation({
	name: 'Get Metadata',
	value: 'getMeta',
	action: 'Get the metadata of a builder document',
	description: 'Retrieve the description of a document of a drafts builder',
	fields: [accountId, draftsBuilderId, documentOfBuilder],
	http: {
		method: 'GET',
		path: '/v1/{accountId}/drafts/builders/{draftsBuilderId}/documents/{documentId}/meta',
	},
});
