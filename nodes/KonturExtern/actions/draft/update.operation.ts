import { runOperation } from '../../../shared/catalog';
import { draftMeta } from '../../api/draftMeta';
import { accountId, draftId, draftMetaFields } from '../../fields';

export const update = runOperation({
	name: 'Update',
	value: 'update',
	action: 'Update a draft',
	description:
		'Replace the sender, recipient and payer; fields left empty are cleared. Creates the draft if the ID does not exist.',
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
