import { requestOperation } from '../../../shared/catalog';
import { accountId, draftsBuilderId, taskId } from '../../fields';
import { builderTaskPath } from '../../api/routes';
import { taskShape } from '../../api/types';

export const getTask = requestOperation({
	name: 'Get Task',
	value: 'getTask',
	action: 'Get a task of a drafts builder',
	description: 'Retrieve the status and result of a build or prepare task that was started without waiting',
	fields: [accountId, draftsBuilderId, taskId],
	http: { method: 'GET', path: builderTaskPath, shape: taskShape },
});
