import { requestOperation } from '../../../shared/catalog';
import { accountId, builderDocumentFields, draftsBuilderId } from '../../fields';
import { dataOfDocument } from '../../jobs/builder/builderData';

export const create = requestOperation({
	name: 'Create',
	value: 'create',
	action: 'Create a document of a drafts builder',
	description: 'Add a document to a drafts builder. Add its files next.',
	fields: [accountId, draftsBuilderId, ...builderDocumentFields],
	http: {
		method: 'POST',
		path: '/v1/{accountId}/drafts/builders/{draftsBuilderId}/documents',
		body: (params) => ({ 'builder-data': dataOfDocument(params) }),
	},
});
