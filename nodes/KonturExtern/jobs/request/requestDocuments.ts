import type { OperationContext } from '../../../shared/catalog';
import { documentsOf, inDocflow, readDocflow } from '../../api/documentPlaces';
import { replyShape, type Docflow, type DocflowDocument } from '../../api/types';
import { documentsRequestPath } from '../../api/documentsRequests';
import { typeOf } from '../document/downloadDocuments';
import { hasLink } from '../reply/replyLinks';
import { sendOnce } from '../../api/sendOnce';
import { putBytes, signInline } from '../reply/signature';
import { lastPart } from '../../api/waitForDocflow';

/** The routes of `requestDocuments`. */
export const requestRoutes = [
	`POST ${inDocflow.docflow}/generate-documents-request`,
	`PUT ${documentsRequestPath}/signature`,
	`POST ${documentsRequestPath}/send`,
	`GET ${inDocflow.docflow}`,
];

/**
 * Whether a message of the social fund still waits to be asked for its documents.
 * Source: Kontur.Extern documentation, "Documents requests": a link, and the status `received`.
 */
export const wantsRequest = (docflow: Docflow): boolean =>
	hasLink(docflow, 'documents-request') || lastPart(docflow.status) === 'received';

// What the subscriber sends, and what only confirms that something was sent.
const OWN =
	/(^|-)(request|request-message|reception-result|receipt|receipt-notification(-receipt)?-message)$/;

/** The documents that the social fund has sent, errors among them. */
export const documentsOfFund = (docflow: Docflow): DocflowDocument[] =>
	documentsOf(docflow).filter((document) => !OWN.test(typeOf(document)));

/** Whether a document says that the exchange failed. */
export const isExchangeError = (document: DocflowDocument): boolean =>
	/-(exchange-error|error-message)$/.test(typeOf(document));

const NOT_OFFERED = {
	message: 'The documents of this document flow cannot be asked for',
	advice:
		'Choose a message of the social fund (SEDO) that has come in. The documents of others are there already: Document Flow: Download Documents gets them.',
};

/**
 * Asks the social fund for the documents of a message, once: makes the request, signs it and sends it.
 * Source: Kontur.Extern documentation, "Documents requests" (SEDO): a bare signature over the data to sign.
 * @param message the document flow as it was read
 * @throws NodeApiError when Kontur refuses; errors of the key as `openKeyPair`
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
	const isOffered = hasLink(message, 'documents-request');
	const { body: made } = await client.request({
		method: 'POST',
		path: `${inDocflow.docflow}/generate-documents-request`,
		pathValues: params,
		body: {
			'certificate-base64': Buffer.from(pair.certificate.der).toString('base64'),
			'machine-readable-warrant-id': machineReadableWarrantId,
		},
		// A request that was made twice is only an unused request.
		repeat: 'harmless',
		shape: replyShape,
		advice: isOffered ? undefined : { 400: NOT_OFFERED },
	});
	const ids = { ...params, documentsRequestId: made.id };
	const toSign = { content: made.content, dataToSign: made['data-to-sign'] };
	const signature = await signInline(toSign, pair, { kind: 'raw', byteOrder: 'big-endian' });
	await putBytes(client, `${documentsRequestPath}/signature`, ids, signature);
	log(`asking for the documents of ${params.docflowId}`);
	await sendOnce(
		client,
		{ method: 'POST', path: `${documentsRequestPath}/send`, pathValues: ids },
		async () => {
			const docflow = await readDocflow(client, params);
			return wantsRequest(docflow) ? undefined : docflow;
		},
		log,
	);
}
