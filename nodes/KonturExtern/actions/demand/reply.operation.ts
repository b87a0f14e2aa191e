import type { IDataObject } from 'n8n-workflow';
import { omit, runOperation, type OperationContext, type Output, type Params } from '../../../shared/catalog';
import { t } from '../../../shared/language';
import { accountId, demandReplyFields } from '../../fields';
import { deterministicUuid } from '../../api/deterministicUuid';
import { inDocflow, readDocflow } from '../../api/documentPlaces';
import { draftMeta } from '../../api/draft/draftMeta';
import {
	builderDocuments,
	type DemandDocument,
	demandDocumentId,
	type DemandParties,
	partiesOf,
	readDocuments,
} from '../../jobs/demand';
import { sendBuilt, sendBuiltRoutes } from '../../jobs/builder';
import { sayHowToResume } from '../../jobs/draft';
import { simplifySent } from '../docflow/simplify';
import { docflowShape, pageShape } from '../../api/types';

const inventories = `${inDocflow.docflow}/documents/{documentId}/inventories`;

type Context = OperationContext<Params<typeof demandReplyFields> & { accountId: string }>;

const shown = ({ name, type, claimItemNumber, files }: DemandDocument): IDataObject => ({
	name,
	type,
	claimItemNumber,
	files: files.map(({ field, fileName, mimeType, size }) => ({ field, fileName, mimeType, size })),
});

/** Lists what would be sent, and counts the inventories already sent for this demand. */
async function rehearse(
	{ client, params }: Context,
	facts: IDataObject,
	documentId: string,
): Promise<Output> {
	const { body } = await client.request({
		method: 'GET',
		path: inventories,
		pathValues: { ...params, docflowId: params.relatedDocflowId, documentId },
		query: { take: 1 },
		shape: pageShape('docflows-page-item', docflowShape),
	});
	return { json: { dryRun: true, ...facts, earlierInventories: body['total-count'] } };
}

async function builderMetaOf(
	{ params, openKeyPair }: Context,
	parties: DemandParties,
	relatedDocumentId: string,
): Promise<IDataObject> {
	const { senderInn, senderKpp, payerInn, payerKpp, recipientCode } = parties;
	const meta = await draftMeta(
		{
			senderInn,
			senderKpp,
			certificateFrom: 'credential',
			senderCertificate: '',
			senderIpAddress: params.senderIpAddress,
			recipientType: 'ifns-code',
			recipientCode,
			// The builder names the document that is replied to.
			additionalFields: { ...omit(params.additionalFields, 'relatedDocumentId'), payerInn, payerKpp },
		},
		openKeyPair,
	);
	return {
		...meta,
		'builder-type': 'urn:drafts-builder:fns534-inventory',
		'builder-data': {
			'related-document': {
				'related-docflow-id': params.relatedDocflowId,
				'related-document-id': relatedDocumentId,
			},
		},
	};
}

async function run(context: Context): Promise<Output | Output[]> {
	const { params, client, openKeyPair, log } = context;
	const { dryRun = false, timeout = 900, sendAgainAs = '', ...more } = params.additionalFields;
	const documents = await readDocuments(context);
	// Opens the key before creating anything, so that a wrong password leaves nothing behind.
	const pair = dryRun ? undefined : await openKeyPair();
	const docflow = await readDocflow(client, {
		...params,
		docflowId: params.relatedDocflowId,
	});
	const relatedDocumentId = demandDocumentId(docflow, more.relatedDocumentId);
	const parties = partiesOf(docflow, params);
	const facts = {
		accountId: params.accountId,
		relatedDocflowId: params.relatedDocflowId,
		relatedDocumentId,
		...parties,
		// Not `documents`: the document flow in the same output has a field of that name.
		sentDocuments: documents.map(shown),
	};
	if (!pair) return await rehearse(context, facts, relatedDocumentId);

	const until = Date.now() + timeout * 1000;
	const left = () => Math.max(0, (until - Date.now()) / 1000);
	const contents = documents.map(({ files, ...document }) => [
		{ ...document, signature: document.signature?.toString('base64') },
		files.map(({ fileName, sha256 }) => [fileName, sha256]),
	]);
	const draftsBuilderId = deterministicUuid(
		...['demand reply', params.accountId.toLowerCase(), params.relatedDocflowId.toLowerCase()],
		...[relatedDocumentId, parties, contents, sendAgainAs.trim()],
	);
	const ids = { accountId: params.accountId, draftsBuilderId };
	const meta = await builderMetaOf(context, parties, relatedDocumentId);
	const sent = await sendBuilt(client, {
		...{ ids, meta, pair, left, log, documents: builderDocuments(documents) },
		instead: t`Reply to this demand with the Drafts Builder operations`,
	}).catch(sayHowToResume(timeout));
	return sent.map(({ draftId, docflow: made, alreadySent }) => ({
		json: { ...facts, draftsBuilderId, draftId, docflowId: made.id, alreadySent, ...made } as IDataObject,
	}));
}

export const reply = runOperation({
	name: 'Reply',
	value: 'reply',
	action: 'Reply to a demand',
	description:
		'Reply to a demand from the tax office with documents in one step: build the inventory from the files, sign it with your certificate, check, prepare and send it. This cannot be undone. Nothing is sent if there are errors. Safe to run again with the same files: it continues where it stopped and never sends twice.',
	fields: [accountId, ...demandReplyFields],
	certificate: true,
	calls: () => [...new Set([`GET ${inDocflow.docflow}`, `GET ${inventories}`, ...sendBuiltRoutes])],
	run,
	simplify: simplifySent,
});
