import { requestOperation } from '../../../shared/catalog';
import { taskId } from '../../fields/docflow/documentFields';
import { accountId, draftId } from '../../fields/locators/locators';
import { documentOfDraft } from '../../fields/locators/partLocators';

export const getTask = requestOperation({
	name: 'Get Task',
	value: 'getTask',
	action: 'Get a task of a document of a draft',
	description:
		'Retrieve the state and result of printing. The result names a content; get it with Content: Download.',
	fields: [accountId, draftId, documentOfDraft, taskId],
	http: {
		method: 'GET',
		path: '/v1/{accountId}/drafts/{draftId}/documents/{documentId}/tasks/{taskId}',
	},
});
