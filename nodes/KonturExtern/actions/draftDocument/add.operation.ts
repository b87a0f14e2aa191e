import { runOperation } from '../../../shared/catalog';
import { accountId, draftDocumentFields, draftId } from '../../fields';
import { draftPath } from '../../api/routes';
import { putDraftDocument, uploadSignedRoutes } from '../../jobs/draft';

const path = `${draftPath}/documents`;

export const add = runOperation({
	name: 'Add',
	value: 'add',
	action: 'Add a document to a draft',
	description: 'Add a file to a draft. Kontur recognizes the form and period of formalized reports.',
	fields: [accountId, draftId, ...draftDocumentFields],
	certificate: true,
	calls: () => [...uploadSignedRoutes, `POST ${path}`],
	run: async (context) => await putDraftDocument(context, { method: 'POST', path }),
});
