import type { OperationContext } from '../../../shared/catalog';
import { t } from '../../../shared/language';
import type { Client } from '../../../shared/transport';
import { documentsOf, hasLink, typeOf } from '../../api/docflowDocument';
import { readDocflow } from '../../api/documentPlaces';
import type { Ids } from '../../api/read';
import { docflowPath, documentsRequestPath } from '../../api/routes';
import { replyShape, type Docflow, type DocflowDocument } from '../../api/types';
import { lastPart } from '../../api/urns';
import { generate, putBytes, sendGenerated, signGenerated } from '../reply';

/** Requests for the documents of a message. Source: Kontur.Extern documentation, "Documents requests" (SEDO). */
const documentsRequestKind = {
	generate: `${docflowPath}/generate-documents-request`,
	message: documentsRequestPath,
};

export const requestRoutes = [
	`POST ${documentsRequestKind.generate}`,
	`PUT ${documentsRequestPath}/signature`,
	`POST ${documentsRequestPath}/send`,
	`GET ${docflowPath}`,
];

/** Returns the document flow if its documents were requested: until then its status is `received`. */
export async function sentDocumentsRequest(client: Client, ids: Ids): Promise<Docflow | undefined> {
	const docflow = await readDocflow(client, ids);
	return String(docflow.status).endsWith(':received') ? undefined : docflow;
}

/**
 * Tells whether the documents of a social fund message still have to be requested.
 * Source: Kontur.Extern documentation, "Documents requests": a link, and the status `received`.
 */
export const wantsRequest = (docflow: Docflow): boolean =>
	hasLink(docflow, 'documents-request') || lastPart(docflow.status) === 'received';

// Documents that the subscriber sends, and mere confirmations.
const OWN =
	/(^|-)(request|request-message|reception-result|receipt|receipt-notification(-receipt)?-message)$/;

/** Returns the documents that the social fund has sent, errors included. */
export const documentsOfFund = (docflow: Docflow): DocflowDocument[] =>
	documentsOf(docflow).filter((document) => !OWN.test(typeOf(document)));

/** Tells whether a document reports that the exchange failed. */
export const isExchangeError = (document: DocflowDocument): boolean =>
	/-(exchange-error|error-message)$/.test(typeOf(document));

const NOT_OFFERED = {
	message: t`The documents of this document flow cannot be requested`,
	advice: t`Choose an incoming message from the social fund (SEDO). Other document flows already contain their documents. Get them with Document Flow: Download Documents.`,
};

/**
 * Requests the documents of a social fund message once: generates the request, signs it and sends it.
 * Source: Kontur.Extern documentation, "Documents requests" (SEDO): a raw signature over the data to sign.
 * @param message the document flow to request for
 * @throws NodeApiError when Kontur refuses, or as `openKeyPair` does
 */
export async function requestDocuments(
	{
		client,
		params,
		openKeyPair,
		log,
	}: Pick<
		OperationContext<{ accountId: string; docflowId: string }>,
		'client' | 'params' | 'openKeyPair' | 'log'
	>,
	message: Docflow,
	machineReadableWarrantId: string | undefined,
): Promise<void> {
	const pair = await openKeyPair();
	const body = {
		'certificate-base64': Buffer.from(pair.certificate.der).toString('base64'),
		'machine-readable-warrant-id': machineReadableWarrantId,
	};
	const advice = hasLink(message, 'documents-request') ? undefined : { 400: NOT_OFFERED };
	const request = await generate(client, documentsRequestKind, params, body, { advice });
	const ids = { ...params, documentsRequestId: request.id };
	const signature = await signGenerated(request, pair, { kind: 'raw' });
	await putBytes(
		client,
		{ path: `${documentsRequestPath}/signature`, shape: replyShape, echo: request.id },
		ids,
		signature,
	);
	log(`requesting the documents of ${params.docflowId}`);
	await sendGenerated(client, documentsRequestKind, ids, {
		docflowId: params.docflowId,
		findSent: async () => {
			const docflow = await readDocflow(client, params);
			return wantsRequest(docflow) ? undefined : docflow;
		},
		log,
	});
}
