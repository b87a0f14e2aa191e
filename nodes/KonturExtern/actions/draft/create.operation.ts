import { runOperation } from '../../../shared/catalog';
import { draftMeta } from '../../api/draftMeta';
import { accountId, draftMetaFields } from '../../fields';

export const create = runOperation({
	name: 'Create',
	value: 'create',
	action: 'Create a draft',
	description: 'Create a draft with its sender, recipient and payer. Add documents to it next.',
	fields: [accountId, ...draftMetaFields],
	calls: ['POST /v1/{accountId}/drafts'],
	run: async ({ params, client, openKeyPair }) => {
		const { body } = await client.request({
			method: 'POST',
			path: '/v1/{accountId}/drafts',
			pathValues: { accountId: params.accountId },
			body: await draftMeta(params, openKeyPair),
		});
		return { json: body };
	},
});
