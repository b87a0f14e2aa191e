import { requestOperation } from '../../../shared/catalog';
import { draftsBuilderId } from '../../descriptions/builderFields';
import { accountId } from '../../descriptions/locators';
import { documentOfBuilder, fileId } from '../../descriptions/partLocators';

export const getMeta = requestOperation({
	name: 'Get Metadata',
	value: 'getMeta',
	action: 'Get the metadata of a builder file',
	description: 'Retrieve name and order of a file of a drafts builder',
	fields: [accountId, draftsBuilderId, documentOfBuilder, fileId],
	http: {
		method: 'GET',
		path: '/v1/{accountId}/drafts/builders/{draftsBuilderId}/documents/{documentId}/files/{fileId}/meta',
	},
});
