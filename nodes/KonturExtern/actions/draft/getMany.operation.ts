import { requestOperation } from '../../../shared/catalog';
import { accountId } from '../../fields';
import { draftShape } from '../../api/types';

export const getMany = requestOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many drafts',
	description: 'Retrieve the drafts of an account',
	fields: [accountId],
	http: { method: 'GET', path: '/v1/{accountId}/drafts', shape: draftShape },
	paginate: { style: 'pageLinks', items: 'drafts' },
});
