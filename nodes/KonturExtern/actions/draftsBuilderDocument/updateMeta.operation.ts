import { requestOperation } from '../../../shared/catalog';
import { accountId, builderDocumentFields, documentOfBuilder, draftsBuilderId } from '../../fields';
import { dataOfDocument } from '../../jobs/builder/builderData';

export const updateMeta = requestOperation({
	name: 'Update Metadata',
	value: 'updateMeta',
	action: 'Update the metadata of a builder document',
	description: 'Replace the description of an existing document',
	fields: [accountId, draftsBuilderId, documentOfBuilder, ...builderDocumentFields],
	http: {
		method: 'PUT',
		path: '/v1/{accountId}/drafts/builders/{draftsBuilderId}/documents/{documentId}/meta',
		body: (params) => ({ 'builder-data': dataOfDocument(params) }),
	},
});
