import { requestOperation } from '../../../shared/catalog';
import { draftsBuilderId } from '../../fields/draft/builderFields';
import { accountId } from '../../fields/locators/locators';
import { documentOfBuilder, fileId } from '../../fields/locators/partLocators';

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
