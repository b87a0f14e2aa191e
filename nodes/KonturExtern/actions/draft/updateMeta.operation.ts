import { requestOperation } from '../../../shared/catalog';
import { accountId, draftId, draftMetaFields } from '../../fields';
import { draftMeta } from '../../api/draft/draftMeta';
import { draftPath } from '../../api/routes';
import { metaShape } from '../../api/types';

export const updateMeta = requestOperation({
	name: 'Update Metadata',
	value: 'updateMeta',
	action: 'Update the metadata of a draft',
	description:
		'Replace the sender, recipient and payer of an existing draft; fields left empty are cleared. Check the draft again afterwards.',
	fields: [accountId, draftId, ...draftMetaFields],
	certificate: true,
	http: {
		method: 'PUT',
		path: `${draftPath}/meta`,
		body: async (params, { openKeyPair }) => await draftMeta(params, openKeyPair),
		shape: metaShape,
	},
});
