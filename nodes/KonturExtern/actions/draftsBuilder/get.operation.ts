import { requestOperation } from '../../../shared/catalog';
import { accountId, draftsBuilderId } from '../../fields';
import { builderPath } from '../../api/routes';
import { draftsBuilderShape } from '../../api/types';

export const get = requestOperation({
	name: 'Get',
	value: 'get',
	action: 'Get a drafts builder',
	description: 'Retrieve a drafts builder with its status',
	fields: [accountId, draftsBuilderId],
	http: { method: 'GET', path: builderPath, shape: draftsBuilderShape },
});
