import { OperationalError } from 'n8n-workflow';
import { t } from '../../../shared/language';
import { listAll, type Client } from '../../../shared/transport';
import type { DraftIds } from '../../api/draft/draft';
import { refusal } from '../../api/refusal';
import { docflowShape, type Docflow } from '../../api/types';
import type { ReportFile } from './reportFiles';
import type { Parties } from './reportParties';
import { meaningOf, type Meaning } from './sameReport';
import { reportTitle } from './shownRecognition';

export const alreadySentRoutes = ['GET /v1/{accountId}/docflows'] as const;

const isOfDraft = ({ description }: Docflow, draftId: string) =>
	String(description?.['original-draft-id']).toLowerCase() === draftId.toLowerCase();

const AGAIN = t`To correct it, raise the correction number in the report. To send it once more as it is, fill in the option Send Again As.`;
const NOTICE_AGAIN = t`If this notice corrects that one, fill in the option Send Again As: a notice has no correction number.`;

/** Returns what the files report, as far as it can be compared. */
export const meaningsOf = (files: readonly ReportFile[], parties: Parties): Meaning[] =>
	files.flatMap((file) => meaningOf(file, parties) ?? []);

/** A document flow that this process has just made. */
interface Sent {
	user: string;
	draftId: string;
	docflowId: string;
	at: number;
}

/** A report that this process is sending, or has just sent. */
interface Hold {
	draftId: string;
	/** Runs that work on the draft. */
	runs: number;
	/** The list of document flows may still lack it. */
	sent?: Sent;
}

const held = new Map<string, Hold>();

/** Longer than a new document flow stays out of the list, in milliseconds. */
const REMEMBERED = 120_000;

const POLL = 250;

function forgetOld(): void {
	for (const [key, { runs, sent }] of held) {
		if (runs === 0 && (!sent || Date.now() - sent.at > REMEMBERED)) held.delete(key);
	}
}

/** Waits until this process sends no other draft of the same report, and takes its place. */
async function take(client: Client, key: string, draftId: string, left: () => number): Promise<Hold> {
	for (;;) {
		forgetOld();
		const hold = held.get(key);
		if (!hold || hold.draftId === draftId || hold.runs === 0) {
			const own = hold?.draftId === draftId ? hold : { draftId, runs: 0, sent: hold?.sent };
			own.runs += 1;
			held.set(key, own);
			return own;
		}
		if (left() === 0) {
			throw new OperationalError(
				t`Another file of the same report is still being sent. Run this node again: it sends only one of the two`,
			);
		}
		await client.wait(POLL);
	}
}

interface SentBefore {
	meaning: Meaning;
	/** Made of another file by this process. */
	justSent?: Sent;
}

const refuse = ({ file }: Meaning, docflowId: string, date = ''): never => {
	throw refusal(
		t`${file.fileName}: this report (${reportTitle(file.facts)}) was already sent${date ? t` on ${date}` : ''}, document flow ${docflowId}`,
		file.facts.notices ? NOTICE_AGAIN : AGAIN,
	);
};

/**
 * Looks for the same report among the document flows: one that was sent by other means, or from another file. A refused
 * one does not count, because it has to be sent again.
 * @throws UserError with the document flow and its date
 */
async function requireNotListed(
	client: Client,
	{ accountId, draftId }: DraftIds,
	reports: readonly SentBefore[],
): Promise<void> {
	const searchOf = ({ meaning: { types, query } }: SentBefore) => JSON.stringify([types, query]);
	for (const search of new Set(reports.map(searchOf))) {
		const compared = reports.filter((report) => searchOf(report) === search);
		const [{ meaning: first }] = compared;
		const firstYear = Math.min(...compared.map(({ meaning: { year } }) => year));
		const docflows = await listAll(
			client,
			{
				method: 'GET',
				path: '/v1/{accountId}/docflows',
				pathValues: { accountId },
				// No report is sent before its year begins.
				query: {
					type: first.types,
					...first.query,
					orderBy: 'descending',
					createdFrom: `${firstYear}-01-01T00:00:00Z`,
				},
				element: docflowShape,
			},
			{ style: 'skipTake', items: 'docflows-page-item' },
		);
		for (const { meaning, justSent } of compared) {
			const all = docflows.filter(
				(docflow) => !String(docflow['success-state']).endsWith('failed') && meaning.isOf(docflow),
			);
			const same = all.at(0);
			if (all.some((docflow) => isOfDraft(docflow, draftId))) continue;
			if (same) refuse(meaning, same.id, String(same['send-date'] ?? '').slice(0, 10));
			if (justSent && !docflows.some(({ id }) => id === justSent.docflowId)) {
				refuse(meaning, justSent.docflowId);
			}
		}
	}
}

/**
 * Sends a report while this process sends no other file of it: the others wait, and then see what was sent.
 * @param again tells the job apart from an earlier one on purpose, so document flows do not count
 * @param work is given a check that the report was not sent; it asks Kontur each time
 */
export async function sendAlone<T extends { sent?: { docflow: Docflow } }>(
	client: Client,
	ids: DraftIds,
	{ meanings, again, left }: { meanings: readonly Meaning[]; again: string; left: () => number },
	work: (requireNotSent: () => Promise<void>) => Promise<T>,
): Promise<T> {
	const taken: Array<{ hold: Hold; meaning: Meaning }> = [];
	const keyed = new Map(
		meanings.map((meaning) => [JSON.stringify([ids.accountId.toLowerCase(), meaning.key, again]), meaning]),
	);
	const user = await client.user();
	const requireNotSent = async () => {
		const reports = taken.map(({ hold: { sent }, meaning }): SentBefore => {
			const isOthers = sent?.user === user && sent.draftId !== ids.draftId;
			return { meaning, justSent: isOthers ? sent : undefined };
		});
		if (again === '') await requireNotListed(client, ids, reports);
		else {
			for (const { meaning, justSent } of reports) if (justSent) refuse(meaning, justSent.docflowId);
		}
	};
	try {
		// In one order, so that two runs never wait for each other.
		for (const key of [...keyed.keys()].sort()) {
			const hold = await take(client, key, ids.draftId, left);
			taken.push({ hold, meaning: keyed.get(key) as Meaning });
		}
		const outcome = await work(requireNotSent);
		if (outcome.sent) {
			const { id: docflowId } = outcome.sent.docflow;
			for (const { hold } of taken) hold.sent = { user, draftId: ids.draftId, docflowId, at: Date.now() };
		}
		return outcome;
	} finally {
		for (const { hold } of taken) hold.runs -= 1;
	}
}
