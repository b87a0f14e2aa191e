import { requestOperation } from '../../../shared/catalog';
import { draftDocumentPath } from '../../api/routes';
import { documentInDraft, taskId } from '../../fields';

export const getTask = requestOperation({
	name: 'Get Task',
	value: 'getTask',
	action: 'Get a task of a document of a draft',
	description:
		'Retrieve the status and result of printing. Download the resulting file with Content: Download.',
	fields: [...documentInDraft, taskId],
	http: { method: 'GET', path: `${draftDocumentPath}/tasks/{taskId}` },
});
