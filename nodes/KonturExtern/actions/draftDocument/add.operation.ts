import { runOperation } from '../../../shared/catalog';
import { draftPath } from '../../api/routes';
import { accountId, draftDocumentFields, draftId } from '../../fields';
import { putDraftDocument } from '../../jobs/draft/draftDocuments';
import { uploadRoutes } from '../../jobs/draft/uploadSigned';

const path = `${draftPath}/documents`;

export const add = runOperation({
	name: 'Add',
	value: 'add',
	action: 'Add a document to a draft',
	description: 'Add a file to a draft. Kontur recognizes the form and period of formalized reports.',
	fields: [accountId, draftId, ...draftDocumentFields],
	certificate: true,
	calls: [...uploadRoutes, `POST ${path}`],
	run: async (context) => await putDraftDocument(context, { method: 'POST', path }),
});
