import { requestOperation } from '../../../shared/catalog';
import { taskId } from '../../fields/docflow/documentFields';
import { accountId, docflowId } from '../../fields/locators/locators';
import { documentOfDocflow } from '../../fields/locators/partLocators';
import { replyId } from '../../fields/replyFields';
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
