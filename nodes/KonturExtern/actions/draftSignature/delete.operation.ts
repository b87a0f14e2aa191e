import { requestOperation } from '../../../shared/catalog';
import { draftDocumentPath } from '../../api/routes';
import { documentInDraft, signatureInDraft } from '../../fields';

export const deleteSignature = requestOperation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete a signature of a draft document',
	description: 'Remove a signature from a document of a draft. This cannot be undone.',
	fields: [...documentInDraft, signatureInDraft],
	http: { method: 'DELETE', path: `${draftDocumentPath}/signatures/{signatureId}` },
});
