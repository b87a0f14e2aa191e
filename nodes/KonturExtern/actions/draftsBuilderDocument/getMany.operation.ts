import { requestOperation } from '../../../shared/catalog';
import { accountId, draftsBuilderId } from '../../fields';
import { builderPath } from '../../api/routes';

export const getMany = requestOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many documents of a drafts builder',
	description: 'Retrieve the documents of a drafts builder',
	fields: [accountId, draftsBuilderId],
	http: { method: 'GET', path: `${builderPath}/documents` },
	paginate: { style: 'whole' },
});
