import { requestOperation } from '../../../shared/catalog';
import { accountId, documentOfDraft, draftId, taskId } from '../../fields';

export const getTask = requestOperation({
	name: 'Get Task',
	value: 'getTask',
	action: 'Get a task of a document of a draft',
	description:
		'Retrieve the status and result of printing. Download the resulting file with Content: Download.',
	fields: [accountId, draftId, documentOfDraft, taskId],
	http: {
		method: 'GET',
		path: '/v1/{accountId}/drafts/{draftId}/documents/{documentId}/tasks/{taskId}',
	},
});
