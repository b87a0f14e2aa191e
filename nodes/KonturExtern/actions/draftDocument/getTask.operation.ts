import { requestOperation } from '../../../shared/catalog';
import { documentInDraft, taskId } from '../../fields';
import { draftDocumentPath } from '../../api/routes';
import { taskShape } from '../../api/types';

export const getTask = requestOperation({
	name: 'Get Task',
	value: 'getTask',
	action: 'Get a task of a document in a draft',
	description:
		'Retrieve the status and result of printing. Download the resulting file with Content: Download.',
	fields: [...documentInDraft, taskId],
	http: { method: 'GET', path: `${draftDocumentPath}/tasks/{taskId}`, shape: taskShape },
});
