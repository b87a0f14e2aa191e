import { requestOperation } from '../../../shared/catalog';
import { accountId, draftsBuilderId } from '../../fields';
import { builderPath } from '../../api/routes';
import { builderDocumentShape } from '../../api/types';

export const getMany = requestOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many documents in a drafts builder',
	description: 'Retrieve the documents in a drafts builder',
	fields: [accountId, draftsBuilderId],
	http: { method: 'GET', path: `${builderPath}/documents`, shape: builderDocumentShape },
	paginate: { style: 'whole' },
});
