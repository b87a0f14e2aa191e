import { OperationalError } from 'n8n-workflow';
import { runOperation } from '../../../shared/catalog';
import { accountId, docflowId, downloadAllFields, requestOptions, waitAtMost } from '../../fields';
import { orNothing } from '../../api/parameters';
import { readDocflow } from '../../api/documentPlaces';
import { downloadDocuments, downloadRoutes } from '../../jobs/document/downloadDocuments';
import {
	documentsOfFund,
	isExchangeError,
	requestDocuments,
	requestRoutes,
	wantsRequest,
} from '../../jobs/request/requestDocuments';
import type { Docflow } from '../../api/types';
import { lastPart, waitForDocflow } from '../../api/waitForDocflow';

export const fetch = runOperation({
	name: 'Fetch Documents',
	value: 'fetch',
	action: 'Fetch documents of the social fund',
	description:
		'Ask the social fund for the documents of a message that came in (SEDO), wait for them, and get them decrypted, each as an item. The request is signed with your certificate. The request cannot be undone; run again, it asks only once.',
	fields: [accountId, docflowId, waitAtMost, ...downloadAllFields, requestOptions],
	calls: [...requestRoutes, ...downloadRoutes],
	run: async (context) => {
		const { params, client, log } = context;
		const hasCome = (docflow: Docflow) => !wantsRequest(docflow) && documentsOfFund(docflow).length > 0;
		const found = await readDocflow(client, params);
		if (wantsRequest(found)) {
			const warrantId = orNothing(params.additionalFields.machineReadableWarrantId);
			await requestDocuments(context, found, warrantId);
		}
		const { docflow } = hasCome(found)
			? { docflow: found }
			: await waitForDocflow(client, params, { isReached: hasCome, seconds: params.timeout, log });
		const documents = documentsOfFund(docflow);
		const error = documents.find(isExchangeError);
		if (error) {
			throw new OperationalError(
				`The social fund answered with an error instead of the documents. Read it with Document: Download, document ${String(error.id)}.`,
			);
		}
		if (documents.length === 0) {
			throw new OperationalError(
				lastPart(docflow.status) === 'finished'
					? 'The exchange has ended without documents.'
					: `The documents have been asked for and have not come within ${params.timeout} seconds. Run the node again later: it goes on waiting and does not ask twice.`,
			);
		}
		return await downloadDocuments(context, documents);
	},
});
