import { requestOperation } from '../../../shared/catalog';
import { accountId, draftId } from '../../fields';
import { draftPath } from '../../api/routes';
import { draftShape } from '../../api/types';

export const get = requestOperation({
	name: 'Get',
	value: 'get',
	action: 'Get a draft',
	description: 'Retrieve a draft with its status and documents',
	fields: [accountId, draftId],
	http: { method: 'GET', path: draftPath, shape: draftShape },
});
