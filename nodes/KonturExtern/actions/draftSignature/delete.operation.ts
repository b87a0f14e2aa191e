import { requestOperation } from '../../../shared/catalog';
import { documentInDraft, signatureInDraft } from '../../fields';
import { draftDocumentPath } from '../../api/routes';
import { nothing } from '../../../shared/transport';

export const deleteSignature = requestOperation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete a signature of a draft document',
	description: 'Remove a signature from a document in a draft. This cannot be undone.',
	fields: [...documentInDraft, signatureInDraft],
	http: { method: 'DELETE', path: `${draftDocumentPath}/signatures/{signatureId}`, shape: nothing },
});
