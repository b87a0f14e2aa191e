import { requestOperation } from '../../../shared/catalog';
import { documentInDocflow, replyId, taskId } from '../../fields';
import { pfrReplyPath } from '../../api/routes';
import { taskShape } from '../../api/types';

export const getTask = requestOperation({
	name: 'Get Task',
	value: 'getTask',
	action: 'Get a task of a reply to the pension fund',
	description: 'Retrieve the status of a cloud signature. Once it succeeds, the reply is signed.',
	fields: [...documentInDocflow, replyId, taskId],
	http: { method: 'GET', path: `${pfrReplyPath}/tasks/{taskId}`, shape: taskShape },
});
