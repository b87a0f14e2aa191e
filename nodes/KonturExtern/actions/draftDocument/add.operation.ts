import { runOperation } from '../../../shared/catalog';
import { draftDocumentFields } from '../../fields/draft/draftDocumentFields';
import { accountId, draftId } from '../../fields/locators/locators';
import { putDraftDocument } from '../../jobs/draft/draftDocuments';
import { uploadRoutes } from '../../jobs/draft/uploadSigned';

const path = '/v1/{accountId}/drafts/{draftId}/documents';

export const add = runOperation({
	name: 'Add',
	value: 'add',
	action: 'Add a document to a draft',
	description:
		'Put a file into a draft. Kontur recognizes the form and period of a formalized report by itself.',
	fields: [accountId, draftId, ...draftDocumentFields],
	calls: [...uploadRoutes, `POST ${path}`],
	run: async (context) => await putDraftDocument(context, { method: 'POST', path }),
});
