import { OperationalError } from 'n8n-workflow';
import { options, outputBinaryField, runOperation } from '../../../shared/catalog';
import { t } from '../../../shared/language';
import { accountId, docflowId, downloadAllOptions, requestOptions, waitAtMost } from '../../fields';
import { readDocflow } from '../../api/documentPlaces';
import { orNothing } from '../../api/parameters';
import type { Docflow } from '../../api/types';
import { lastPart } from '../../api/urns';
import { waitForDocflow } from '../../api/waitForDocflow';
import { downloadAllRoutes, downloadDocuments } from '../../jobs/document';
import {
	documentsOfFund,
	isExchangeError,
	requestDocuments,
	requestRoutes,
	wantsRequest,
} from '../../jobs/request';

export const fetch = runOperation({
	name: 'Fetch Documents',
	value: 'fetch',
	action: 'Fetch documents from the social fund',
	description:
		'Request the documents of an incoming message from the social fund (SEDO), wait for them and download them decrypted, one item per file. The request is signed with your certificate and cannot be undone. Safe to run again: it requests only once.',
	fields: [
		accountId,
		docflowId,
		outputBinaryField,
		options([...downloadAllOptions, waitAtMost]),
		requestOptions,
	],
	certificate: true,
	calls: () => [...requestRoutes, ...downloadAllRoutes],
	run: async (context) => {
		const { params, client, log } = context;
		const hasArrived = (docflow: Docflow) => !wantsRequest(docflow) && documentsOfFund(docflow).length > 0;
		const { timeout = 900 } = params.options;
		const found = await readDocflow(client, params);
		if (wantsRequest(found)) {
			const warrantId = orNothing(params.additionalFields.machineReadableWarrantId);
			await requestDocuments(context, found, warrantId);
		}
		const { docflow } = hasArrived(found)
			? { docflow: found }
			: await waitForDocflow(client, params, { isReached: hasArrived, seconds: timeout, log });
		const documents = documentsOfFund(docflow);
		const error = documents.find(isExchangeError);
		if (error) {
			throw new OperationalError(
				t`The social fund returned an error instead of the documents. Download document ${String(error.id)} with Document Flow Document: Download to read it.`,
			);
		}
		if (documents.length === 0) {
			throw new OperationalError(
				lastPart(docflow.status) === 'finished'
					? t`The exchange ended without documents.`
					: t`The documents were requested but did not arrive within ${timeout} seconds. Run the node again later: it keeps waiting and does not request them twice.`,
			);
		}
		return await downloadDocuments(context, documents);
	},
});
