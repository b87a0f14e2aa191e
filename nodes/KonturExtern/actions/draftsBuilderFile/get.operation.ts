import { requestOperation } from '../../../shared/catalog';
import { draftsBuilderId, fileId } from '../../descriptions/builderFields';
import { documentId } from '../../descriptions/fields';
import { accountId } from '../../descriptions/locators';

export const get = requestOperation({
	name: 'Get',
	value: 'get',
	action: 'Get a file of a drafts builder',
	description: 'Retrieve what Kontur has of a file of a drafts builder',
	fields: [accountId, draftsBuilderId, documentId, fileId],
	http: {
		method: 'GET',
		path: '/v1/{accountId}/drafts/builders/{draftsBuilderId}/documents/{documentId}/files/{fileId}',
	},
});
