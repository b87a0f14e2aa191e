import { runOperation } from '../../../shared/catalog';
import { accountId, builderMetaFields, draftsBuilderId } from '../../fields';
import { builderMeta } from '../../jobs/builder/builderData';

const path = '/v1/{accountId}/drafts/builders/{draftsBuilderId}';

export const update = runOperation({
	name: 'Update',
	value: 'update',
	action: 'Update a drafts builder',
	description:
		'Replace who sends, to whom and for what; what is left empty here is removed. If there is no builder of this ID, it is created.',
	fields: [accountId, draftsBuilderId, ...builderMetaFields],
	calls: [`PUT ${path}`],
	run: async ({ params, client, openKeyPair }) => {
		const request = { method: 'PUT', path, pathValues: { ...params } } as const;
		const { body } = await client.request({ ...request, body: await builderMeta(params, openKeyPair) });
		return { json: body };
	},
});
