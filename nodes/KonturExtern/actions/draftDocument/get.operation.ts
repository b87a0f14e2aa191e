import { requestOperation } from '../../../shared/catalog';
import { accountId, documentOfDraft, draftId } from '../../fields';

export const get = requestOperation({
	name: 'Get',
	value: 'get',
	action: 'Get a document of a draft',
	description: 'Retrieve a document of a draft: its recognized form, contents and signatures',
	fields: [accountId, draftId, documentOfDraft],
	http: { method: 'GET', path: '/v1/{accountId}/drafts/{draftId}/documents/{documentId}' },
});
