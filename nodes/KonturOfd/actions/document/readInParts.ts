import { UserError } from 'n8n-workflow';
import {
	isTooMuchData,
	partsOf,
	type OnPartialFailure,
	type OperationContext,
	type Output,
} from '../../../shared/catalog';
import { grouped, label, t } from '../../../shared/language';
import { daysOf, readMoment } from '../../api/period';
import { DAY, earlier, later, shiftWallTime, type Period } from '../../receipts/wallTime';
import type { Collected } from './readItems';

type Context = Pick<
	OperationContext<{
		options: { daysAtOnce?: unknown; continueFrom?: unknown; onPartialFailure?: OnPartialFailure };
	}>,
	'params' | 'client' | 'note' | 'log' | 'nameError'
>;

const dayOf = (wall: string) => wall.slice(0, 10);
const midnight = (wall: string) => `${dayOf(wall)}T00:00:00`;

/** Cuts a period into parts of whole days; the first may begin and the last may end in the middle of one. */
export function partsOfPeriod({ from, to }: Period, days: number): Period[] {
	const parts: Period[] = [];
	for (let start = from; start <= to;) {
		const next = shiftWallTime(midnight(start), days * DAY);
		parts.push({ from: start, to: earlier(shiftWallTime(next, -1000), to) });
		start = next;
	}
	return parts;
}

function readDaysAtOnce(value: unknown): number {
	const days = Number(value);
	if (Number.isInteger(days) && days >= 1) return days;
	throw new UserError(t`"Days at Once" must be a whole number, 1 or greater`);
}

/** Returns the part of a period that an earlier run left. */
function rest(period: Period, continueFrom: unknown): Period {
	if (continueFrom === undefined || continueFrom === null || continueFrom === '') return period;
	return {
		...period,
		from: later(period.from, readMoment(continueFrom, label('Continue From', 'continueFrom'))),
	};
}

const inWords = (count: number) => t`${grouped(count)} documents`;

/**
 * Reads a long period part by part. A part counts only if all of it was read. The place where to continue is in the
 * output, because a note cannot be read by the next node: in the item of each file, or in an item after the documents.
 * @param most the documents after which no other part is begun
 * @throws the error of the first part, or as the user chose
 */
export async function readInParts(
	context: Context,
	whole: Period,
	{ most, isFile, read }: { most: number; isFile: boolean; read: (period: Period) => Promise<Collected> },
): Promise<{ outputs: Output[]; isPartial: boolean }> {
	const { params, note, log } = context;
	const { daysAtOnce, continueFrom, onPartialFailure } = params.options;
	const period = rest(whole, continueFrom);
	const all = partsOfPeriod(period, readDaysAtOnce(daysAtOnce));
	const failures = partsOf(context, onPartialFailure);
	const outputs: Output[] = [];
	let documents = 0;
	let done = 0;
	let isFull = false;
	const nextDay = () => (done < all.length ? dayOf(all[done].from) : null);
	for (const part of all) {
		const [from, to] = daysOf(part);
		const found = await read(part).catch((error: unknown) => {
			isFull = isTooMuchData(error) && done > 0;
			if (!isFull) failures.fail({ name: t`Documents from ${from}`, ids: { continueFrom: from }, error });
			return undefined;
		});
		if (!found) break;
		done += 1;
		documents += found.documents;
		log(`${from} to ${to}: ${inWords(found.documents)}, part ${done} of ${all.length}`);
		for (const output of found.outputs) {
			outputs.push(isFile ? { ...output, json: { ...output.json, continueFrom: nextDay() } } : output);
		}
		if (documents >= most) break;
	}
	const place = { from: dayOf(period.from), to: dayOf(period.to), documents, continueFrom: nextDay() };
	if (!isFile || outputs.length === 0) outputs.push({ json: place });
	const day = nextDay();
	const why = isFull ? t` More is too much for n8n at once.` : '';
	note(
		day === null
			? t`Read to the end: ${inWords(documents)} in ${done} parts.`
			: t`Read up to ${day}: ${inWords(documents)} in ${done} of ${all.length} parts.${why} "Continue From" ${day} reads the rest.`,
	);
	return { outputs: failures.finish(outputs, done), isPartial: failures.hasFailed || isFull };
}
