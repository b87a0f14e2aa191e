import { requestOperation } from '../../../shared/catalog';
import { accountId, draftId, draftMetaFields } from '../../fields';
import { draftMeta } from '../../api/draft/draftMeta';
import { draftPath } from '../../api/routes';
import { draftShape } from '../../api/types';

export const update = requestOperation({
	name: 'Update',
	value: 'update',
	action: 'Update a draft',
	description:
		'Replace the sender, recipient and payer; fields left empty are cleared. Creates the draft if the ID does not exist.',
	fields: [accountId, draftId, ...draftMetaFields],
	certificate: true,
	http: {
		method: 'PUT',
		path: draftPath,
		body: async (params, { openKeyPair }) => await draftMeta(params, openKeyPair),
		shape: draftShape,
	},
});
