import { runOperation } from '../../../shared/catalog';
import { draftMeta } from '../../api/draftMeta';
import { accountId, draftId, draftMetaFields } from '../../fields';

export const updateMeta = runOperation({
	name: 'Update Metadata',
	value: 'updateMeta',
	action: 'Update the metadata of a draft',
	description:
		'Replace who sends a draft that exists, to whom and for whom; what is left empty here is removed. The draft has to be checked again.',
	fields: [accountId, draftId, ...draftMetaFields],
	calls: ['PUT /v1/{accountId}/drafts/{draftId}/meta'],
	run: async ({ params, client, openKeyPair }) => {
		const { body } = await client.request({
			method: 'PUT',
			path: '/v1/{accountId}/drafts/{draftId}/meta',
			pathValues: params,
			body: await draftMeta(params, openKeyPair),
		});
		return { json: body };
	},
});
