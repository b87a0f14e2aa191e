import { runOperation } from '../../../shared/catalog';
import { draftMeta } from '../../api/draftMeta';
import { accountId, draftId, draftMetaFields } from '../../fields';

export const update = runOperation({
	name: 'Update',
	value: 'update',
	action: 'Update a draft',
	description:
		'Replace who sends, to whom and for whom; what is left empty here is removed. If there is no draft of this ID, it is created.',
	fields: [accountId, draftId, ...draftMetaFields],
	calls: ['PUT /v1/{accountId}/drafts/{draftId}'],
	run: async ({ params, client, openKeyPair }) => {
		const { body } = await client.request({
			method: 'PUT',
			path: '/v1/{accountId}/drafts/{draftId}',
			pathValues: params,
			body: await draftMeta(params, openKeyPair),
		});
		return { json: body };
	},
});
