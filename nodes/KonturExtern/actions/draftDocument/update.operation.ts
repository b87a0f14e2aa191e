import { runOperation } from '../../../shared/catalog';
import { documentInDraft, draftDocumentFields } from '../../fields';
import { inDraft, putDraftDocument } from '../../jobs/draft/draftDocuments';
import { uploadRoutes } from '../../jobs/draft/uploadSigned';

export const update = runOperation({
	name: 'Update',
	value: 'update',
	action: 'Update a document of a draft',
	description:
		'Replace the file of a document. Its signatures are lost, and the draft has to be checked again. Creates the document if the ID does not exist.',
	fields: [...documentInDraft, ...draftDocumentFields],
	certificate: true,
	calls: [...uploadRoutes, `PUT ${inDraft.document}`],
	run: async (context) => await putDraftDocument(context, { method: 'PUT', path: inDraft.document }),
});
