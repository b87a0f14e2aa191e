import type { IDataObject } from 'n8n-workflow';
import type { KeyPair } from '../../../shared/auth';
import type { OperationContext } from '../../../shared/catalog';
import { t } from '../../../shared/language';
import { detailsOf, isRefusedWith } from '../../../shared/transport';
import { hasLink } from '../../api/docflowDocument';
import { readDocflow } from '../../api/documentPlaces';
import { docflowPath } from '../../api/routes';
import type { Docflow } from '../../api/types';
import { lastPart, shownName } from '../../api/urns';
import { checkDemand, checkDemandRoutes } from './checkDemand';
import { ACCEPTANCE, byOrder, isDecision, isFormal } from './formalReplies';
import { manualActions, type ManualAction } from './manualActions';
import { wantedReplies, wantsPensionReply, type WantedReply } from './replyLinks';
import { sendReply, sendReplyRoutes } from './sendReply';

export const answerRoutes = [...new Set([`GET ${docflowPath}`, ...sendReplyRoutes, ...checkDemandRoutes])];

export interface AnswerSettings {
	senderIpAddress: string;
	/** Accepts demands in which Kontur finds no faults. */
	acceptDemands: boolean;
	/** Lists what would be sent, and sends nothing. */
	dryRun: boolean;
}

type Work = Pick<OperationContext<{ accountId: string }>, 'params' | 'client' | 'openKeyPair' | 'log'> & {
	/** Returns the key to sign with, opened once. */
	keyPair: () => Promise<KeyPair>;
};

// A reply can enable another one: the receipt for a demand enables its acceptance. No known chain is longer.
const ROUNDS = 5;

const shown = ({ documentId, documentType, replyType }: WantedReply): IDataObject => ({
	documentId,
	documentType,
	replyType,
});

const keyOf = ({ documentId, replyType }: WantedReply) => `${documentId} ${replyType}`;

/** Returns the details of an error that concerns only one document flow; others would hit the next one too. */
function refusalOf(error: unknown): ({ error: string } & IDataObject) | undefined {
	if (!(error instanceof Error) || !isRefusedWith(error, 400, 404, 409)) return undefined;
	return { error: error.message, ...detailsOf(error) };
}

/** Lists the required replies that are not sent here, with the reason. */
function skippedReplies(docflow: Docflow, wanted: WantedReply[]): IDataObject[] {
	const skipped: IDataObject[] = wanted
		.filter(({ replyType }) => !isFormal(replyType) && !isDecision(replyType))
		.map((reply) => ({
			...shown(reply),
			reason: t`Only known formal replies are sent automatically. Send this one with Reply.`,
		}));
	if (wantsPensionReply(docflow)) {
		skipped.push({
			reason: t`The pension fund requires signatures. Send this reply with Pension Fund Reply.`,
		});
	}
	if (hasLink(docflow, 'documents-request')) {
		skipped.push({ reason: t`Request its documents first with Documents Request: Fetch Documents.` });
	}
	return skipped;
}

/**
 * Sends the formal replies that a document flow requires, and lists what needs a human. Kontur stops asking for a reply
 * that was sent, so this is safe to run again.
 * @throws NodeApiError when Kontur refuses every reply, or as `openKeyPair` does
 */
export async function answerDocflow(
	{ params: { accountId }, client, openKeyPair, keyPair, log }: Work,
	docflowId: string,
	{ senderIpAddress, acceptDemands, dryRun }: AnswerSettings,
): Promise<IDataObject> {
	const ids = { accountId, docflowId };
	let docflow = await readDocflow(client, ids);
	const answered: IDataObject[] = [];
	const failed: Array<{ reply: WantedReply; error: unknown }> = [];
	const faults: ManualAction[] = [];
	const tried = new Set<string>();
	let latest: Docflow | undefined;

	const toAnswer = (): WantedReply[] =>
		wantedReplies(accountId, docflow)
			.filter((reply) => !tried.has(keyOf(reply)))
			.filter(({ replyType }) => isFormal(replyType) || (acceptDemands && replyType === ACCEPTANCE))
			.sort((a, b) => byOrder(a.replyType, b.replyType));

	const answer = async (reply: WantedReply): Promise<void> => {
		const pair = await keyPair();
		if (reply.replyType === ACCEPTANCE) {
			const fault = await checkDemand(client, accountId, docflow, openKeyPair);
			if (fault) {
				faults.push(fault);
				return;
			}
		}
		const sent = await sendReply({ client, pair, senderIpAddress, log }, reply);
		answered.push({ ...shown(reply), replyId: sent.replyId, alreadySent: sent.alreadySent });
		latest = sent.docflow;
	};

	for (let round = 0; round < ROUNDS && !dryRun; round++) {
		const replies = toAnswer();
		if (replies.length === 0) break;
		for (const reply of replies) {
			tried.add(keyOf(reply));
			// A read mark ends the exchange and must not overtake the notice before it.
			if (failed.some((other) => other.reply.documentId === reply.documentId)) continue;
			await answer(reply).catch((error: unknown) => {
				if (!refusalOf(error)) throw error;
				failed.push({ reply, error });
			});
		}
		docflow = latest && Array.isArray(latest.documents) ? latest : await readDocflow(client, ids);
		latest = undefined;
	}
	if (failed.length > 0 && answered.length === 0) throw failed[0].error;

	return {
		docflowId,
		type: lastPart(docflow.type),
		typeName: shownName(docflow.type, 'docflow'),
		status: lastPart(docflow.status),
		statusName: shownName(docflow.status, 'docflow-common-status'),
		dryRun,
		...(dryRun ? { wouldAnswer: toAnswer().map(shown) } : {}),
		answered,
		skipped: skippedReplies(docflow, wantedReplies(accountId, docflow)),
		failed: failed.map(({ reply, error }) => ({ ...shown(reply), ...refusalOf(error) })),
		needsHuman: [...faults, ...manualActions(docflow)],
	};
}
