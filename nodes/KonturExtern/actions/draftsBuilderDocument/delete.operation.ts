import { requestOperation } from '../../../shared/catalog';
import { draftsBuilderId } from '../../fields/draft/builderFields';
import { accountId } from '../../fields/locators/locators';
import { documentOfBuilder } from '../../fields/locators/partLocators';

export const deleteDocument = requestOperation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete a document of a drafts builder',
	description: 'Take a document out of a drafts builder permanently, with its files. This cannot be undone.',
	fields: [accountId, draftsBuilderId, documentOfBuilder],
	http: {
		method: 'DELETE',
		path: '/v1/{accountId}/drafts/builders/{draftsBuilderId}/documents/{documentId}',
	},
});
