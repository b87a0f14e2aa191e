import { requestOperation } from '../../../shared/catalog';
import { documentInBuilder } from '../../fields';
import { builderDocumentPath } from '../../api/routes';
import { nothing } from '../../../shared/transport';

export const deleteDocument = requestOperation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete a document in a drafts builder',
	description: 'Remove a document and its files from a drafts builder permanently. This cannot be undone.',
	fields: documentInBuilder,
	http: { method: 'DELETE', path: builderDocumentPath, shape: nothing },
});
