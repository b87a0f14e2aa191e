import { runOperation } from '../../../shared/catalog';
import { contractFields, documentInDraft } from '../../fields';
import { contractRequest } from '../../api/contract';
import { draftDocumentPath } from '../../api/routes';
import { isObject, nothing } from '../../../shared/transport';

const path = `${draftDocumentPath}/build`;

export const build = runOperation({
	name: 'Build',
	value: 'build',
	action: 'Build the file of a draft document',
	description:
		'Build the file of an empty document from data, in the format of the authority. Draft: Build Document also creates the document.',
	fields: [...documentInDraft, ...contractFields],
	calls: () => [`POST ${path}`],
	run: async ({ params, client }) => {
		const { accountId: account, draftId: draft, documentId: document } = params;
		const request = { method: 'POST', path, pathValues: params, ...contractRequest(params) } as const;
		const { body } = await client.request({ ...request, shape: nothing });
		return {
			json: {
				...(isObject(body) ? body : {}),
				accountId: account,
				draftId: draft,
				documentId: document,
				built: true,
			},
		};
	},
});
