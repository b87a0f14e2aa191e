import { requestOperation } from '../../../shared/catalog';
import { accountId } from '../../fields';
import { nothing } from '../../../shared/transport';

export const deleteAccount = requestOperation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete an account',
	description:
		'Delete an account permanently. This cannot be undone. Partners may delete accounts that they created.',
	fields: [accountId],
	http: { method: 'DELETE', path: '/v1/{accountId}', shape: nothing },
});
