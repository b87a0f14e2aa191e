import { addKopecks, numberIn } from '../receipts/money';
import { addNumber, innerGaps, type Intervals } from '../receipts/intervals';
import type { FiscalDocument } from '../receipts/document';
import { OPERATION_TYPES, type OperationType } from '../receipts/tables';
import { DocumentNumbers } from './numbers';
import { readSale, type Sale } from './sale';

/** Number and sum of the receipts of one operation, in kopecks. */
interface Tally {
	count: number;
	total: number;
}

export type Tallies = Record<OperationType, Tally>;

export const OPERATIONS = Object.keys(OPERATION_TYPES) as OperationType[];

export const emptyTallies = (): Tallies => ({
	sell: { count: 0, total: 0 },
	returnSell: { count: 0, total: 0 },
	buy: { count: 0, total: 0 },
	returnBuy: { count: 0, total: 0 },
});

/** Receipts of a shift or a day. Kontur does not document whether its statistics include corrections, so both are kept. */
export interface Counted {
	withCorrections: Tallies;
	withoutCorrections: Tallies;
}

const emptyCounted = (): Counted => ({
	withCorrections: emptyTallies(),
	withoutCorrections: emptyTallies(),
});

function addTo(tallies: Tallies, { operation, amount }: Sale): void {
	tallies[operation].count += 1;
	tallies[operation].total = addKopecks(tallies[operation].total, amount);
}

function count(counted: Counted, sale: Sale): void {
	addTo(counted.withCorrections, sale);
	if (!sale.isCorrection) addTo(counted.withoutCorrections, sale);
}

/** What the documents of a shift say. */
export interface ShiftFacts {
	fiscalDriveNumber: string;
	shiftNumber: number;
	/** Wall time of the opening; undefined if its report was not read. */
	opened?: string;
	closed?: string;
	/** Day of the closing, or of the last document. */
	lastDay: string;
	/** Receipts and corrections that the closing report counts. */
	reported?: number;
	/** Documents that the drive had not sent when the shift was closed. */
	unsent?: number;
	receipts: number;
	repeated: number;
	/** Receipts without an amount or an operation. */
	unreadable: number;
	numbers: Intervals;
	counted: Counted;
}

function addTallies(tallies: Tallies, others: Tallies): void {
	for (const name of OPERATIONS) {
		tallies[name].count += others[name].count;
		tallies[name].total = addKopecks(tallies[name].total, others[name].total);
	}
}

/** Adds a part of a shift to the rest of it. */
function join(shift: ShiftFacts, part: ShiftFacts): void {
	const isClosing = part.closed !== undefined;
	if (isClosing || (shift.closed === undefined && part.lastDay > shift.lastDay)) shift.lastDay = part.lastDay;
	shift.opened ??= part.opened;
	shift.closed ??= part.closed;
	shift.reported ??= part.reported;
	shift.unsent ??= part.unsent;
	shift.receipts += part.receipts;
	shift.repeated += part.repeated;
	shift.unreadable += part.unreadable;
	for (const [first, last] of part.numbers) {
		for (let number = first; number <= last; number++) shift.numbers = addNumber(shift.numbers, number);
	}
	addTallies(shift.counted.withCorrections, part.counted.withCorrections);
	addTallies(shift.counted.withoutCorrections, part.counted.withoutCorrections);
}

/** Adds up the documents of one cash register by shift and by day. */
export class RegisterLedger {
	readonly shifts = new Map<string, ShiftFacts>();

	readonly days = new Map<string, Counted>();

	readonly numbers = new DocumentNumbers();

	add(document: FiscalDocument): void {
		const day = document.dateTime?.slice(0, 10) ?? '';
		const shift = this.shiftOf(document, day);
		if (!this.numbers.add(document)) {
			if (shift) shift.repeated += 1;
			return;
		}
		if (shift) this.note(shift, document, day);
		const sale = readSale(document);
		if (sale === 'unreadable') {
			if (shift) shift.unreadable += 1;
		} else if (sale) {
			if (shift) {
				shift.receipts += 1;
				count(shift.counted, sale);
			}
			const ofDay = this.days.get(day) ?? emptyCounted();
			this.days.set(day, ofDay);
			count(ofDay, sale);
		}
	}

	/**
	 * Returns the missing numbers within a shift. A document of another shift or of none, such as a report, may stand between
	 * those of a shift.
	 */
	missingIn({ fiscalDriveNumber, numbers }: ShiftFacts): Intervals {
		const gaps = innerGaps(numbers);
		if (fiscalDriveNumber === '') return gaps;
		return gaps.flatMap(([first, last]) => this.numbers.missingOn(fiscalDriveNumber, first, last));
	}

	/** Adds the documents that came without their drive to the shift that they are of, if only one has its number. */
	settle(): void {
		for (const [key, shift] of this.shifts) {
			if (shift.fiscalDriveNumber !== '') continue;
			const candidates = [...this.shifts.values()].filter(
				({ fiscalDriveNumber, shiftNumber }) => fiscalDriveNumber !== '' && shiftNumber === shift.shiftNumber,
			);
			if (candidates.length !== 1) continue;
			join(candidates[0], shift);
			this.shifts.delete(key);
		}
	}

	private shiftOf({ body, fn }: FiscalDocument, day: string): ShiftFacts | undefined {
		const shiftNumber = numberIn(body.shiftNumber);
		if (shiftNumber === undefined) return undefined;
		const key = `${fn}:${shiftNumber}`;
		const known = this.shifts.get(key);
		if (known) return known;
		const shift: ShiftFacts = {
			fiscalDriveNumber: fn,
			shiftNumber,
			lastDay: day,
			receipts: 0,
			repeated: 0,
			unreadable: 0,
			numbers: [],
			counted: emptyCounted(),
		};
		this.shifts.set(key, shift);
		return shift;
	}

	private note(shift: ShiftFacts, { kind, fd, body, dateTime }: FiscalDocument, day: string): void {
		if (fd !== undefined) shift.numbers = addNumber(shift.numbers, fd);
		if (kind === 'openShift') shift.opened = dateTime;
		else if (kind === 'closeShift') {
			shift.closed = dateTime;
			shift.reported = numberIn(body.receiptsQuantity);
			shift.unsent = numberIn(body.notTransmittedDocumentsQuantity);
		}
		if (kind === 'closeShift' || (shift.closed === undefined && day > shift.lastDay)) shift.lastDay = day;
	}
}
