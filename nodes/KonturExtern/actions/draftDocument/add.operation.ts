import { runOperation } from '../../../shared/catalog';
import { accountId, draftDocumentFields, draftId } from '../../fields';
import { putDraftDocument } from '../../jobs/draft/draftDocuments';
import { uploadRoutes } from '../../jobs/draft/uploadSigned';

const path = '/v1/{accountId}/drafts/{draftId}/documents';

export const add = runOperation({
	name: 'Add',
	value: 'add',
	action: 'Add a document to a draft',
	description: 'Add a file to a draft. Kontur recognizes the form and period of formalized reports.',
	fields: [accountId, draftId, ...draftDocumentFields],
	calls: [...uploadRoutes, `POST ${path}`],
	run: async (context) => await putDraftDocument(context, { method: 'POST', path }),
});
