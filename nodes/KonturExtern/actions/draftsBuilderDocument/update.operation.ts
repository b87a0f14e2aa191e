import { requestOperation } from '../../../shared/catalog';
import { accountId, builderDocumentFields, documentOfBuilder, draftsBuilderId } from '../../fields';
import { dataOfDocument } from '../../jobs/builder/builderData';

export const update = requestOperation({
	name: 'Update',
	value: 'update',
	action: 'Update a document of a drafts builder',
	description:
		'Replace what a document is; its files stay. If there is no document of this ID, it is created.',
	fields: [accountId, draftsBuilderId, documentOfBuilder, ...builderDocumentFields],
	http: {
		method: 'PUT',
		path: '/v1/{accountId}/drafts/builders/{draftsBuilderId}/documents/{documentId}',
		body: (params) => ({ 'builder-data': dataOfDocument(params) }),
	},
});
