import type { IDataObject } from 'n8n-workflow';
import { t } from '../../shared/language';
import { isObject } from '../../shared/shapes';
import { addKopecks, kopecks, numberIn, roubles } from '../receipts/money';
import type { OperationType } from '../receipts/tables';
import type { Intervals } from '../receipts/intervals';
import type { Period } from '../receipts/wallTime';
import type { RegisterNames } from './groups';
import {
	emptyTallies,
	OPERATIONS,
	type Counted,
	type RegisterLedger,
	type ShiftFacts,
	type Tallies,
} from './ledger';
import { writtenNumbers } from './numbers';

/*
 * Compares the receipts that were read with what the cash register and Kontur.OFD counted themselves.
 * Source: Kontur.OFD documentation, "Structures" (closeShift), "statistics/cash-receipt/by-shifts", "by-days".
 */

type Verdict = 'agrees' | 'differs' | 'cannot tell';

interface Finding {
	verdict: Verdict;
	reason: string;
}

/** Reads the totals of a day or shift in Kontur's statistics. */
function readTallies(row: IDataObject): Tallies {
	const tallies = emptyTallies();
	for (const name of OPERATIONS) {
		const group = row[name];
		if (!isObject(group)) continue;
		tallies[name] = { count: numberIn(group.count) ?? 0, total: kopecks(group.total) ?? 0 };
	}
	return tallies;
}

/** What a register took in from sales, returns taken off. */
const netOf = ({ sell, returnSell }: Tallies) => addKopecks(sell.total, -returnSell.total);

const countOf = (tallies: Tallies) => OPERATIONS.reduce((sum, name) => sum + tallies[name].count, 0);

const isSame = (a: Tallies, b: Tallies) =>
	OPERATIONS.every((name) => a[name].count === b[name].count && a[name].total === b[name].total);

/** Returns the reading of corrections that fits the statistics, or the one that includes them. */
function fitting({ withCorrections, withoutCorrections }: Counted, statistics: Tallies | undefined): Tallies {
	if (!statistics || isSame(withCorrections, statistics)) return withCorrections;
	// Where neither fits, the number of receipts tells which one was meant.
	const isWithout =
		isSame(withoutCorrections, statistics) || countOf(withoutCorrections) === countOf(statistics);
	return isWithout ? withoutCorrections : withCorrections;
}

const OPERATION_NAMES: Readonly<Record<OperationType, string>> = {
	sell: t`sales`,
	returnSell: t`sale returns`,
	buy: t`purchases`,
	returnBuy: t`purchase returns`,
};

function compareTallies(read: Tallies, statistics: Tallies | undefined): Finding | undefined {
	if (!statistics) return { verdict: 'cannot tell', reason: t`Kontur's statistics do not have it` };
	if (isSame(read, statistics)) return undefined;
	const parts = OPERATIONS.filter(
		(name) => read[name].count !== statistics[name].count || read[name].total !== statistics[name].total,
	).map((name) => {
		const receipts = read[name].count - statistics[name].count;
		const sum = roubles(addKopecks(read[name].total, -statistics[name].total));
		return t`${OPERATION_NAMES[name]} by ${receipts} receipts and ${sum} roubles`;
	});
	return { verdict: 'differs', reason: t`The receipts differ from Kontur's statistics: ${parts.join(', ')}` };
}

const ORDER: readonly Verdict[] = ['differs', 'cannot tell', 'agrees'];

function conclude(findings: ReadonlyArray<Finding | undefined>): Finding {
	const known = findings.filter((finding) => finding !== undefined);
	const verdict = ORDER.find((one) => known.some((finding) => finding.verdict === one)) ?? 'agrees';
	return { verdict, reason: known.map(({ reason }) => reason).join('. ') };
}

function sums(read: Tallies, statistics: Tallies | undefined): IDataObject {
	const net = netOf(read);
	const stated = statistics && netOf(statistics);
	const difference = stated === undefined ? null : addKopecks(net, -stated);
	return {
		netRub: roubles(net),
		statisticsNetRub: stated === undefined ? null : roubles(stated),
		differenceRub: difference === null ? null : roubles(difference),
		netSum: net,
		statisticsNetSum: stated ?? null,
		differenceSum: difference,
	};
}

/** Finds the statistics of a shift. They do not name the drive, so the times decide between shifts of the same number. */
function statisticsOf(shift: ShiftFacts, rows: readonly IDataObject[]): IDataObject | undefined {
	const same = rows.filter(({ shiftNumber }) => numberIn(shiftNumber) === shift.shiftNumber);
	if (same.length < 2) return same[0];
	const byTime = same.filter(
		({ shiftOpen, shiftClose }) =>
			(shift.opened !== undefined && shiftOpen === shift.opened) ||
			(shift.closed !== undefined && shiftClose === shift.closed),
	);
	return byTime.length === 1 ? byTime[0] : undefined;
}

function judgeShift(shift: ShiftFacts, missing: Intervals): Array<Finding | undefined> {
	const { reported, receipts, opened, closed, repeated, unreadable, unsent } = shift;
	return [
		missing.length > 0
			? { verdict: 'differs', reason: t`Document numbers missing: ${writtenNumbers(missing)}` }
			: undefined,
		repeated > 0
			? { verdict: 'differs', reason: t`Documents returned more than once: ${repeated}` }
			: undefined,
		unreadable > 0
			? {
					verdict: 'cannot tell',
					reason: t`Receipts without an amount or an operation, not counted: ${unreadable}`,
				}
			: undefined,
		opened === undefined
			? { verdict: 'cannot tell', reason: t`The opening of the shift is not among the documents` }
			: undefined,
		closed === undefined
			? { verdict: 'cannot tell', reason: t`The shift is not closed, or its closing has not arrived` }
			: undefined,
		opened !== undefined && reported !== undefined && reported !== receipts
			? {
					verdict: 'differs',
					reason: t`The closing report counts ${reported} receipts, ${receipts} were read`,
				}
			: undefined,
		// Documents that wait in the drive are no difference yet; they are when they do not arrive.
		unsent !== undefined && unsent > 0 && missing.length > 0
			? { verdict: 'differs', reason: t`At the closing ${unsent} documents had not been sent` }
			: undefined,
	];
}

export interface Statistics {
	shifts: readonly IDataObject[];
	days: readonly IDataObject[];
}

const isWithin = (day: string, { from, to }: Period) => day >= from.slice(0, 10) && day <= to.slice(0, 10);

function shiftRows(ledger: RegisterLedger, period: Period, statistics: Statistics): IDataObject[] {
	return [...ledger.shifts.values()]
		.filter(({ lastDay }) => isWithin(lastDay, period))
		.map((shift) => {
			const stated = statisticsOf(shift, statistics.shifts);
			const tallies = stated && readTallies(stated);
			const read = fitting(shift.counted, tallies);
			const missing = ledger.missingIn(shift);
			const { verdict, reason } = conclude([...judgeShift(shift, missing), compareTallies(read, tallies)]);
			return {
				level: 'shift',
				date: shift.lastDay,
				shiftNumber: shift.shiftNumber,
				verdict,
				reason,
				receipts: shift.receipts,
				receiptsReported: shift.reported ?? null,
				...sums(read, tallies),
				missingNumbers: writtenNumbers(missing),
				unsentDocuments: shift.unsent ?? null,
				fiscalDriveNumber: shift.fiscalDriveNumber,
			};
		});
}

function dayRows(ledger: RegisterLedger, period: Period, { days }: Statistics): IDataObject[] {
	const stated = new Map(days.map((row) => [String(row.date).slice(0, 10), row]));
	const all = new Set([...ledger.days.keys(), ...stated.keys()]);
	return [...all]
		.filter((date) => isWithin(date, period))
		.map((date) => {
			const row = stated.get(date);
			// A day without shifts and receipts is absent.
			const tallies = row ? readTallies(row) : emptyTallies();
			const counted = ledger.days.get(date);
			const read = counted ? fitting(counted, tallies) : emptyTallies();
			const { verdict, reason } = conclude([compareTallies(read, tallies)]);
			return {
				level: 'day',
				date,
				verdict,
				reason,
				receipts: countOf(counted?.withCorrections ?? read),
				...sums(read, tallies),
			};
		});
}

/** Returns the gaps that belong to no shift: between two shifts, or of whole shifts. */
function gapRows(ledger: RegisterLedger): IDataObject[] {
	const inShifts = [...ledger.shifts.values()].flatMap((shift) =>
		ledger.missingIn(shift).map(([first]) => `${shift.fiscalDriveNumber}:${first}`),
	);
	return ledger.numbers.missing().flatMap(({ fiscalDriveNumber, numbers }) => {
		const others = numbers.filter(([first]) => !inShifts.includes(`${fiscalDriveNumber}:${first}`));
		if (others.length === 0) return [];
		return [
			{
				level: 'drive',
				verdict: 'differs',
				reason: t`Document numbers missing between shifts: ${writtenNumbers(others)}`,
				missingNumbers: writtenNumbers(others),
				fiscalDriveNumber,
			},
		];
	});
}

const byDate = (a: IDataObject, b: IDataObject) =>
	String(a.date ?? '').localeCompare(String(b.date ?? '')) ||
	Number(a.shiftNumber ?? 0) - Number(b.shiftNumber ?? 0);

/** Returns a row for each shift and day of a period, and for each gap between shifts. */
export function reconcile(
	ledger: RegisterLedger,
	period: Period,
	statistics: Statistics,
	{ shop, cashRegister, kktRegId, organizationId }: RegisterNames,
): IDataObject[] {
	ledger.settle();
	const rows = [
		...shiftRows(ledger, period, statistics),
		...dayRows(ledger, period, statistics),
		...gapRows(ledger),
	];
	return rows.sort(byDate).map(({ fiscalDriveNumber, ...row }) => ({
		shop,
		cashRegister,
		...row,
		...(fiscalDriveNumber === undefined ? {} : { fiscalDriveNumber }),
		kktRegId,
		organizationId,
	}));
}
