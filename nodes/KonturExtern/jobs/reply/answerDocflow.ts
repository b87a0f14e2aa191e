import type { IDataObject } from 'n8n-workflow';
import type { KeyPair } from '../../../shared/auth';
import type { OperationContext } from '../../../shared/catalog';
import { detailsOf } from '../../../shared/transport';
import { shownName } from '../../api/urns';
import { checkDemandRoutes, demandFaults } from '../demand/checkDemand';
import { inDocflow, readDocflow } from '../../api/documentPlaces';
import type { Docflow } from '../../api/types';
import { ACCEPTANCE, byOrder, isDecision, isFormal } from './formalReplies';
import { humanWork, type HumanWork } from './manualActions';
import { hasLink, wantedReplies, type WantedReply } from './replyLinks';
import { sendReply, sendReplyRoutes } from './sendReply';
import { lastPart } from '../../api/waitForDocflow';

/** The routes of `answerDocflow`. */
export const answerRoutes = [
	...new Set([`GET ${inDocflow.docflow}`, ...sendReplyRoutes, ...checkDemandRoutes]),
];

export interface AnswerSettings {
	senderIpAddress: string;
	/** Accepts demands in which Kontur finds no faults. */
	acceptDemands: boolean;
	/** Says what would be sent, and sends nothing. */
	dryRun: boolean;
}

type Work = Pick<OperationContext<{ accountId: string }>, 'params' | 'client' | 'openKeyPair' | 'log'> & {
	/** The key to sign with, opened once. */
	keyPair: () => Promise<KeyPair>;
};

// A reply may open another one: the receipt for a demand its acceptance. Nothing known goes further.
const ROUNDS = 5;

const shown = ({ documentId, documentType, replyType }: WantedReply): IDataObject => ({
	documentId,
	documentType,
	replyType,
});

const keyOf = ({ documentId, replyType }: WantedReply) => `${documentId} ${replyType}`;

/** What is asked for and not answered here, with the reason. */
function skippedReplies(docflow: Docflow, wanted: WantedReply[]): IDataObject[] {
	const skipped: IDataObject[] = wanted
		.filter(({ replyType }) => !isFormal(replyType) && !isDecision(replyType))
		.map((reply) => ({ ...shown(reply), reason: 'Only known formal replies are sent: send it with Reply.' }));
	if (hasLink(docflow, 'pfr-reply')) {
		skipped.push({ reason: 'The pension fund wants signatures: send them with Pension Fund Reply.' });
	}
	if (hasLink(docflow, 'documents-request')) {
		skipped.push({ reason: 'Its documents have to be asked for first: Documents Request: Fetch.' });
	}
	return skipped;
}

/**
 * Sends the formal replies that a document flow asks for, and says what it wants of a person. What was answered before
 * is not asked for any more, so it may be run again.
 * @throws NodeApiError when Kontur refuses everything; errors of the key as `openKeyPair`
 */
export async function answerDocflow(
	{ params: { accountId }, client, openKeyPair, keyPair, log }: Work,
	docflowId: string,
	settings: AnswerSettings,
): Promise<IDataObject> {
	const ids = { accountId, docflowId };
	let docflow = await readDocflow(client, ids);
	const answered: IDataObject[] = [];
	const failed: Array<{ reply: WantedReply; error: Error }> = [];
	const faults: HumanWork[] = [];
	const tried = new Set<string>();
	let latest: Docflow | undefined;

	const toAnswer = (): WantedReply[] =>
		wantedReplies(accountId, docflow)
			.filter((reply) => !tried.has(keyOf(reply)))
			.filter(({ replyType }) => isFormal(replyType) || (settings.acceptDemands && replyType === ACCEPTANCE))
			.sort((a, b) => byOrder(a.replyType, b.replyType));

	const answer = async (reply: WantedReply): Promise<void> => {
		const pair = await keyPair();
		if (reply.replyType === ACCEPTANCE) {
			const fault = await demandFaults(client, accountId, docflow, openKeyPair);
			if (fault) {
				faults.push(fault);
				return;
			}
		}
		const { senderIpAddress } = settings;
		const sent = await sendReply({ client, pair, senderIpAddress, log }, reply);
		answered.push({ ...shown(reply), replyId: sent.replyId, alreadySent: sent.alreadySent });
		latest = sent.docflow;
	};

	for (let round = 0; round < ROUNDS && !settings.dryRun; round++) {
		const next = toAnswer();
		if (next.length === 0) break;
		for (const reply of next) {
			tried.add(keyOf(reply));
			// A read mark ends the exchange: it must not overtake the notice before it.
			if (failed.some((other) => other.reply.documentId === reply.documentId)) continue;
			await answer(reply).catch((error: unknown) => {
				// What is wrong with this document flow; anything else would be wrong with the next one too.
				if (!(error instanceof Error) || ![400, 404, 409].includes(Number(detailsOf(error)?.status)))
					throw error;
				failed.push({ reply, error });
			});
		}
		docflow = latest && Array.isArray(latest.documents) ? latest : await readDocflow(client, ids);
		latest = undefined;
	}
	if (failed.length > 0 && answered.length === 0) throw failed[0].error;

	const wanted = wantedReplies(accountId, docflow);
	return {
		docflowId,
		type: lastPart(docflow.type),
		typeName: shownName(docflow.type, 'docflow'),
		status: lastPart(docflow.status),
		statusName: shownName(docflow.status, 'docflow-common-status'),
		dryRun: settings.dryRun,
		...(settings.dryRun ? { wouldAnswer: toAnswer().map(shown) } : {}),
		answered,
		skipped: skippedReplies(docflow, wanted),
		failed: failed.map(({ reply, error }) => ({
			...shown(reply),
			error: error.message,
			...detailsOf(error),
		})),
		needsHuman: [...faults, ...humanWork(docflow)],
	};
}
