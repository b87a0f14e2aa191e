import { requestOperation } from '../../../shared/catalog';
import { fileInBuilder } from '../../fields';
import { builderFilesPath } from '../../api/routes';
import { nothing } from '../../../shared/transport';

export const deleteFile = requestOperation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete a file in a drafts builder',
	description: 'Remove a file from a drafts builder. This cannot be undone.',
	fields: fileInBuilder,
	http: { method: 'DELETE', path: `${builderFilesPath}/{fileId}`, shape: nothing },
});
