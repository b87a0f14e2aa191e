import { runOperation } from '../../../shared/catalog';
import { accountId, docflowId, documentsRequestId } from '../../fields';
import { inDocflow } from '../../api/documentPlaces';
import { documentsRequestPath } from '../../api/routes';
import { sendGenerated } from '../../jobs/reply';
import { sentDocumentsRequest } from '../../jobs/request';
import { simplifySent } from '../docflow/simplify';

export const send = runOperation({
	name: 'Send',
	value: 'send',
	action: 'Send a request for documents from the social fund',
	description:
		'Send a signed request to the social fund. This cannot be undone. Safe to run again: it returns the document flow and never sends twice.',
	fields: [accountId, docflowId, documentsRequestId],
	calls: () => [`POST ${documentsRequestPath}/send`, `GET ${inDocflow.docflow}`],
	run: async ({ params, client, log }) => {
		const { docflow, alreadySent } = await sendGenerated(client, { message: documentsRequestPath }, params, {
			docflowId: params.docflowId,
			findSent: async () => await sentDocumentsRequest(client, params),
			log,
		});
		return { json: { documentsRequestId: params.documentsRequestId, alreadySent, ...docflow } };
	},
	simplify: simplifySent,
});
