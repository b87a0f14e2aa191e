import { runOperation } from '../../../shared/catalog';
import { draftPath } from '../../api/routes';
import { draftMeta } from '../../api/draftMeta';
import { accountId, draftId, draftMetaFields } from '../../fields';

export const updateMeta = runOperation({
	name: 'Update Metadata',
	value: 'updateMeta',
	action: 'Update the metadata of a draft',
	description:
		'Replace the sender, recipient and payer of an existing draft; fields left empty are cleared. Check the draft again afterwards.',
	fields: [accountId, draftId, ...draftMetaFields],
	calls: [`PUT ${draftPath}/meta`],
	run: async ({ params, client, openKeyPair }) => {
		const { body } = await client.request({
			method: 'PUT',
			path: `${draftPath}/meta`,
			pathValues: params,
			body: await draftMeta(params, openKeyPair),
		});
		return { json: body };
	},
});
