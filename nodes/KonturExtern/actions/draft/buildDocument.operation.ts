import { runOperation } from '../../../shared/catalog';
import { accountId, contractFields, draftId } from '../../fields';
import { contractRequest } from '../../api/contract';
import { draftPath } from '../../api/routes';
import { draftDocumentShape } from '../../api/types';

const path = `${draftPath}/build-document`;

export const buildDocument = runOperation({
	name: 'Build Document',
	value: 'buildDocument',
	action: 'Build a document in a draft',
	description: 'Build a document in the format of the authority from data, and add it to the draft',
	fields: [accountId, draftId, ...contractFields],
	calls: () => [`POST ${path}`],
	run: async ({ params, client }) => {
		const request = { method: 'POST', path, pathValues: params, ...contractRequest(params) } as const;
		const { body } = await client.request({ ...request, shape: draftDocumentShape });
		return { json: { ...body, accountId: params.accountId, draftId: params.draftId } };
	},
});
