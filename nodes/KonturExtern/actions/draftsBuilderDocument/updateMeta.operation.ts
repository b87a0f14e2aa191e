import { requestOperation } from '../../../shared/catalog';
import { builderDocumentFields, draftsBuilderId } from '../../descriptions/builderFields';
import { accountId } from '../../descriptions/locators';
import { documentOfBuilder } from '../../descriptions/partLocators';
import { dataOfDocument } from '../../steps/builderData';

export const updateMeta = requestOperation({
	name: 'Update Metadata',
	value: 'updateMeta',
	action: 'Update the metadata of a builder document',
	description: 'Replace what a document that exists is',
	fields: [accountId, draftsBuilderId, documentOfBuilder, ...builderDocumentFields],
	http: {
		method: 'PUT',
		path: '/v1/{accountId}/drafts/builders/{draftsBuilderId}/documents/{documentId}/meta',
		body: (params) => ({ 'builder-data': dataOfDocument(params) }),
	},
});
