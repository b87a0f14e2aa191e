import { runOperation } from '../../../shared/catalog';
import { certificateFields, documentInDocflow } from '../../fields';
import { certificateBody } from '../../api/certificate';
import { inDocflow } from '../../api/documentPlaces';
import { docflowDocumentPath } from '../../api/routes';
import { pfrReplyShape } from '../../api/types';
import { pensionReplyType } from '../../jobs/reply';

const path = `${docflowDocumentPath}/pfr-generate-reply`;

export const create = runOperation({
	name: 'Create',
	value: 'create',
	action: 'Create a reply to the pension fund',
	description:
		'Generate the reply to a protocol or letter from the former pension fund. Sign each of its documents, then send the reply.',
	fields: [...documentInDocflow, ...certificateFields],
	certificate: true,
	calls: () => [inDocflow.reads, `POST ${path}`],
	run: async ({ params, client, openKeyPair }) => {
		const body = await certificateBody(params, openKeyPair);
		const documentType = await pensionReplyType(client, params);
		const { body: reply } = await client.request({
			method: 'POST',
			path,
			pathValues: params,
			query: { documentType },
			body,
			// An unsent duplicate does no harm.
			repeat: 'harmless',
			shape: pfrReplyShape,
		});
		return { json: { ...reply } };
	},
});
