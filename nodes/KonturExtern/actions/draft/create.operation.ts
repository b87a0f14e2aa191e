import { requestOperation } from '../../../shared/catalog';
import { accountId, draftMetaFields } from '../../fields';
import { draftMeta } from '../../api/draft/draftMeta';
import { draftShape } from '../../api/types';

export const create = requestOperation({
	name: 'Create',
	value: 'create',
	action: 'Create a draft',
	description: 'Create a draft with its sender, recipient and payer. Add documents to it next.',
	fields: [accountId, ...draftMetaFields],
	certificate: true,
	http: {
		method: 'POST',
		path: '/v1/{accountId}/drafts',
		body: async (params, { openKeyPair }) => await draftMeta(params, openKeyPair),
		shape: draftShape,
	},
});
