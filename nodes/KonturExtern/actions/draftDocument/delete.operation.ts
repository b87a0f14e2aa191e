import { requestOperation } from '../../../shared/catalog';
import { documentInDraft } from '../../fields';
import { draftDocumentPath } from '../../api/routes';
import { nothing } from '../../../shared/transport';

export const deleteDocument = requestOperation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete a document from a draft',
	description: 'Remove a document and its signatures from a draft permanently. This cannot be undone.',
	fields: documentInDraft,
	http: { method: 'DELETE', path: draftDocumentPath, shape: nothing },
});
