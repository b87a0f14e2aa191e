import { runOperation } from '../../../shared/catalog';
import { accountId, builderMetaFields } from '../../fields';
import { builderMeta } from '../../jobs/builder/builderData';

const path = '/v1/{accountId}/drafts/builders';

export const create = runOperation({
	name: 'Create',
	value: 'create',
	action: 'Create a drafts builder',
	description:
		'Create a drafts builder, which converts files to the format of the authority and builds drafts from them. Add documents and files to it next.',
	fields: [accountId, ...builderMetaFields],
	calls: [`POST ${path}`],
	run: async ({ params, client, openKeyPair }) => {
		const request = { method: 'POST', path, pathValues: { ...params } } as const;
		const { body } = await client.request({ ...request, body: await builderMeta(params, openKeyPair) });
		return { json: body };
	},
});
