import { requestOperation } from '../../../shared/catalog';
import { taskId } from '../../descriptions/documentFields';
import { documentId } from '../../descriptions/fields';
import { accountId, docflowId } from '../../descriptions/locators';

export const getTask = requestOperation({
	name: 'Get Task',
	value: 'getTask',
	action: 'Get a task of a document of a document flow',
	description:
		'Retrieve the state and result of printing or of decrypting in the cloud. The result names a content; get it with Content: Download.',
	fields: [accountId, docflowId, documentId, taskId],
	http: { method: 'GET', path: '/v1/{accountId}/docflows/{docflowId}/documents/{documentId}/tasks/{taskId}' },
});
