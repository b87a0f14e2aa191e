import { booleanField, requestOperation } from '../../../shared/catalog';
import { draftPath } from '../../api/routes';
import { accountId, draftId } from '../../fields';
import { taskShape } from '../../api/types';

export const getMany = requestOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many tasks of a draft',
	description: 'Retrieve the check, prepare and send tasks of a draft with their status',
	fields: [
		accountId,
		draftId,
		booleanField({
			displayName: 'Include Old Tasks',
			name: 'includeReleased',
			description: 'Whether to include tasks that finished long ago',
		}),
	],
	http: {
		method: 'GET',
		path: `${draftPath}/tasks`,
		query: (params) => ({ includeReleased: params.includeReleased || undefined }),
		shape: taskShape,
	},
	paginate: { style: 'skipTake', items: 'api-task-page-items' },
});
