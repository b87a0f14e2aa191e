import { requestOperation } from '../../../shared/catalog';
import { documentInDocflow, taskId } from '../../fields';
import { docflowDocumentPath } from '../../api/routes';
import { taskShape } from '../../api/types';

export const getTask = requestOperation({
	name: 'Get Task',
	value: 'getTask',
	action: 'Get a task of a document in a document flow',
	description:
		'Retrieve the status and result of printing or cloud decryption. Download the resulting file with Content: Download.',
	fields: [...documentInDocflow, taskId],
	http: { method: 'GET', path: `${docflowDocumentPath}/tasks/{taskId}`, shape: taskShape },
});
