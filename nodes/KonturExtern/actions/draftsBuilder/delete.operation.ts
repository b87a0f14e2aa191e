import { requestOperation } from '../../../shared/catalog';
import { accountId, draftsBuilderId } from '../../fields';
import { builderPath } from '../../api/routes';
import { nothing } from '../../../shared/transport';

export const deleteBuilder = requestOperation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete a drafts builder',
	description: 'Delete a drafts builder permanently, with its documents and files. This cannot be undone.',
	fields: [accountId, draftsBuilderId],
	http: { method: 'DELETE', path: builderPath, shape: nothing },
});
