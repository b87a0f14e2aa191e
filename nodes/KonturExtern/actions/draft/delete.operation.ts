import { requestOperation } from '../../../shared/catalog';
import { accountId, draftId } from '../../fields';
import { draftPath } from '../../api/routes';
import { nothing } from '../../../shared/transport';

export const deleteDraft = requestOperation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete a draft',
	description: 'Delete a draft permanently, with its documents. This cannot be undone.',
	fields: [accountId, draftId],
	http: { method: 'DELETE', path: draftPath, shape: nothing },
});
