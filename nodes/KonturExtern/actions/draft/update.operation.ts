import { runOperation } from '../../../shared/catalog';
import { draftPath } from '../../api/routes';
import { draftMeta } from '../../api/draftMeta';
import { accountId, draftId, draftMetaFields } from '../../fields';

export const update = runOperation({
	name: 'Update',
	value: 'update',
	action: 'Update a draft',
	description:
		'Replace the sender, recipient and payer; fields left empty are cleared. Creates the draft if the ID does not exist.',
	fields: [accountId, draftId, ...draftMetaFields],
	calls: [`PUT ${draftPath}`],
	run: async ({ params, client, openKeyPair }) => {
		const { body } = await client.request({
			method: 'PUT',
			path: draftPath,
			pathValues: params,
			body: await draftMeta(params, openKeyPair),
		});
		return { json: body };
	},
});
