/*
 * Documents without a drive or number cannot be told by numbers whether they were read. They are remembered one by one,
 * the latest ones only, because reading again may bring each of them up to 35 days later.
 */
import { createHash } from 'crypto';
import { receivedAt, type FiscalDocument } from '../../receipts/document';
import type { Unnumbered } from './types';

const MARK = 8;
// Documents in each half, 8 kB.
const MOST = 1000;

const markOf = (key: string) => createHash('sha256').update(key).digest('base64url').slice(0, MARK);

function hasMark(marks: string, mark: string): boolean {
	for (let at = marks.indexOf(mark); at >= 0; at = marks.indexOf(mark, at + 1))
		if (at % MARK === 0) return true;
	return false;
}

/** Returns whether a document was read before. @param isAgain its period was read before */
export function wasRead(
	known: Unnumbered | undefined,
	document: Pick<FiscalDocument, 'key' | 'body'>,
	isAgain: boolean,
): boolean {
	if (!known) return false;
	const mark = markOf(document.key);
	if (hasMark(known.recent, mark) || hasMark(known.old, mark)) return true;
	return isAgain && (receivedAt(document) ?? Infinity) < known.since;
}

/** Remembers a document, and forgets the oldest. @param now Unix milliseconds by Kontur's clock */
export function remember(known: Unnumbered | undefined, { key }: Pick<FiscalDocument, 'key'>, now: number) {
	const { old, recent, begunAt, since } = known ?? { old: '', recent: '', begunAt: now, since: 0 };
	const mark = markOf(key);
	return recent.length < MOST * MARK
		? { old, recent: recent + mark, begunAt, since }
		: // What is forgotten was received before the remembered part began.
			{ old: recent, recent: mark, begunAt: now, since: begunAt };
}
