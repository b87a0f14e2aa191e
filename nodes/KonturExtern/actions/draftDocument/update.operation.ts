import { runOperation } from '../../../shared/catalog';
import { documentInDraft, draftDocumentFields } from '../../fields';
import { draftDocumentPath } from '../../api/routes';
import { putDraftDocument, uploadSignedRoutes } from '../../jobs/draft';

export const update = runOperation({
	name: 'Update',
	value: 'update',
	action: 'Update a document in a draft',
	description:
		'Replace the file of a document. Its signatures are lost, and the draft has to be checked again. Creates the document if the ID does not exist.',
	fields: [...documentInDraft, ...draftDocumentFields],
	certificate: true,
	calls: () => [...uploadSignedRoutes, `PUT ${draftDocumentPath}`],
	run: async (context) => await putDraftDocument(context, { method: 'PUT', path: draftDocumentPath }),
});
