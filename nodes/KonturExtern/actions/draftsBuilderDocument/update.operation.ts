import { requestOperation } from '../../../shared/catalog';
import { accountId, builderDocumentFields, documentOfBuilder, draftsBuilderId } from '../../fields';
import { dataOfDocument } from '../../jobs/builder/builderData';

export const update = requestOperation({
	name: 'Update',
	value: 'update',
	action: 'Update a document of a drafts builder',
	description:
		'Replace the description of a document; its files stay. Creates the document if the ID does not exist.',
	fields: [accountId, draftsBuilderId, documentOfBuilder, ...builderDocumentFields],
	http: {
		method: 'PUT',
		path: '/v1/{accountId}/drafts/builders/{draftsBuilderId}/documents/{documentId}',
		body: (params) => ({ 'builder-data': dataOfDocument(params) }),
	},
});
