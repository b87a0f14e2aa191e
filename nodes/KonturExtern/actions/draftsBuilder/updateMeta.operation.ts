import { runOperation } from '../../../shared/catalog';
import { builderPath } from '../../api/routes';
import { accountId, builderMetaFields, draftsBuilderId } from '../../fields';
import { builderMeta } from '../../jobs/builder/builderData';

const path = `${builderPath}/meta`;

export const updateMeta = runOperation({
	name: 'Update Metadata',
	value: 'updateMeta',
	action: 'Update the metadata of a drafts builder',
	description: 'Replace the sender, recipient and data of an existing builder; fields left empty are cleared',
	fields: [accountId, draftsBuilderId, ...builderMetaFields],
	calls: [`PUT ${path}`],
	run: async ({ params, client, openKeyPair }) => {
		const request = { method: 'PUT', path, pathValues: { ...params } } as const;
		const { body } = await client.request({ ...request, body: await builderMeta(params, openKeyPair) });
		return { json: body };
	},
});
