import { requestOperation } from '../../../shared/catalog';
import { accountId, docflowId, documentOfDocflow, taskId } from '../../fields';

export const getTask = requestOperation({
	name: 'Get Task',
	value: 'getTask',
	action: 'Get a task of a document of a document flow',
	description:
		'Retrieve the state and result of printing or of decrypting in the cloud. The result names a content; get it with Content: Download.',
	fields: [accountId, docflowId, documentOfDocflow, taskId],
	http: { method: 'GET', path: '/v1/{accountId}/docflows/{docflowId}/documents/{documentId}/tasks/{taskId}' },
});
