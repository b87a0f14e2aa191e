import { runOperation } from '../../../shared/catalog';
import { builderPath } from '../../api/routes';
import { accountId, builderMetaFields, draftsBuilderId } from '../../fields';
import { builderMeta } from '../../jobs/builder/builderData';

const path = builderPath;

export const update = runOperation({
	name: 'Update',
	value: 'update',
	action: 'Update a drafts builder',
	description:
		'Replace the sender, recipient and data; fields left empty are cleared. Creates the builder if the ID does not exist.',
	fields: [accountId, draftsBuilderId, ...builderMetaFields],
	calls: [`PUT ${path}`],
	run: async ({ params, client, openKeyPair }) => {
		const request = { method: 'PUT', path, pathValues: { ...params } } as const;
		const { body } = await client.request({ ...request, body: await builderMeta(params, openKeyPair) });
		return { json: body };
	},
});
