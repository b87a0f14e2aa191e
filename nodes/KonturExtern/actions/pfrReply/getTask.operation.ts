import { requestOperation } from '../../../shared/catalog';
import { accountId, docflowId, documentOfDocflow, replyId, taskId } from '../../fields';
import { pfrReplyPath } from '../../jobs/reply/pfrReplies';

export const getTask = requestOperation({
	name: 'Get Task',
	value: 'getTask',
	action: 'Get a task of a reply to the pension fund',
	description:
		'Retrieve the state of signing in the cloud; the signatures are put to the reply when it has succeeded',
	fields: [accountId, docflowId, documentOfDocflow, replyId, taskId],
	http: { method: 'GET', path: `${pfrReplyPath}/tasks/{taskId}` },
});
