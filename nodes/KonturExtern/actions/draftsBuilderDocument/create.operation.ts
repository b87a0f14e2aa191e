import { requestOperation } from '../../../shared/catalog';
import { accountId, builderDocumentFields, draftsBuilderId } from '../../fields';
import { builderPath } from '../../api/routes';
import { dataOfDocument } from '../../jobs/builder';
import { builderDocumentShape } from '../../api/types';

export const create = requestOperation({
	name: 'Create',
	value: 'create',
	action: 'Create a document in a drafts builder',
	description: 'Add a document to a drafts builder. Add its files next.',
	fields: [accountId, draftsBuilderId, ...builderDocumentFields],
	http: {
		method: 'POST',
		path: `${builderPath}/documents`,
		body: (params) => ({ 'builder-data': dataOfDocument(params) }),
		shape: builderDocumentShape,
	},
});
