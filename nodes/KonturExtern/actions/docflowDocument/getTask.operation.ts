import { requestOperation } from '../../../shared/catalog';
import { accountId, docflowId, documentOfDocflow, taskId } from '../../fields';

export const getTask = requestOperation({
	name: 'Get Task',
	value: 'getTask',
	action: 'Get a task of a document of a document flow',
	description:
		'Retrieve the status and result of printing or cloud decryption. Download the resulting file with Content: Download.',
	fields: [accountId, docflowId, documentOfDocflow, taskId],
	http: { method: 'GET', path: '/v1/{accountId}/docflows/{docflowId}/documents/{documentId}/tasks/{taskId}' },
});
