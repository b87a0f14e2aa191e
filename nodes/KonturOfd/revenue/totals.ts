import type { IDataObject } from 'n8n-workflow';
import { addKopecks, roubles } from '../receipts/money';
import type { Period } from '../receipts/wallTime';
import type { Division, Label, RegisterNames } from './groups';
import type { Sale, Share } from './sale';

interface Row {
	label: Label;
	gross: number;
	returned: number;
	paidOut: number;
	/** Undefined while no share states VAT. */
	vat: number | undefined;
	receipts: number;
	returns: number;
	purchases: number;
	corrections: number;
}

const emptyRow = (label: Label): Row => ({
	label,
	gross: 0,
	returned: 0,
	paidOut: 0,
	vat: undefined,
	receipts: 0,
	returns: 0,
	purchases: 0,
	corrections: 0,
});

const COUNTS = ['receipts', 'returns', 'purchases', 'corrections'] as const;

const keyOf = (label: Label) => JSON.stringify(label);

/** The columns of a label that change when somebody renames a shop, next to one that does not. */
const NAMES = new Set(['cashRegister', 'organization']);

/**
 * Returns the key of a row, the same in every run for the same period and grouping, so that a table can update it. The
 * name of a shop is part of it only where no cash register identifies the row.
 */
function dedupeKeyOf(label: Label, period: string): string {
	const parts = Object.entries(label)
		.filter(([name]) => !NAMES.has(name) && !(name === 'shop' && label.kktRegId !== undefined))
		.map(([, value]) => String(value).replace(/[\\|]/g, '\\$&'));
	return [...(period ? [period] : []), ...parts].join('|');
}

function countSale(row: Row, { operation, isCorrection }: Sale): void {
	if (operation === 'sell') row.receipts += 1;
	else if (operation === 'returnSell') row.returns += 1;
	else row.purchases += 1;
	if (isCorrection) row.corrections += 1;
}

function addShare(row: Row, { operation }: Sale, { amount, vat }: Share): void {
	const sold = operation === 'sell' || operation === 'returnSell';
	if (operation === 'sell') row.gross = addKopecks(row.gross, amount);
	else if (operation === 'returnSell') row.returned = addKopecks(row.returned, amount);
	else row.paidOut = addKopecks(row.paidOut, operation === 'buy' ? amount : -amount);
	if (sold && vat !== undefined) row.vat = addKopecks(row.vat ?? 0, operation === 'sell' ? vat : -vat);
}

function addRow(row: Row, other: Row): void {
	row.gross = addKopecks(row.gross, other.gross);
	row.returned = addKopecks(row.returned, other.returned);
	row.paidOut = addKopecks(row.paidOut, other.paidOut);
	if (other.vat !== undefined) row.vat = addKopecks(row.vat ?? 0, other.vat);
	for (const name of COUNTS) row[name] += other[name];
}

/** Rounds half away from zero, as an accountant does. */
const rounded = (amount: number) => Math.sign(amount) * Math.round(Math.abs(amount));

function itemOf({ label, gross, returned, paidOut, vat, ...counts }: Row, period: string): IDataObject {
	const net = addKopecks(gross, -returned);
	const average = counts.receipts > 0 ? rounded(gross / counts.receipts) : null;
	const inRoubles = (amount: number | null | undefined) =>
		typeof amount === 'number' ? roubles(amount) : null;
	const { kktRegId, organizationId, fiscalDriveNumber, ...names } = label;
	const ids = Object.fromEntries(
		Object.entries({ fiscalDriveNumber, kktRegId, organizationId }).filter(
			([, value]) => value !== undefined,
		),
	);
	return {
		...names,
		netRub: inRoubles(net),
		grossRub: inRoubles(gross),
		returnRub: inRoubles(returned),
		...counts,
		averageRub: inRoubles(average),
		vatRub: inRoubles(vat),
		paidOutRub: inRoubles(paidOut),
		netSum: net,
		grossSum: gross,
		returnSum: returned,
		averageSum: average,
		vatSum: vat ?? null,
		paidOutSum: paidOut,
		...ids,
		dedupeKey: dedupeKeyOf(label, period),
	};
}

let compare: Intl.Collator['compare'] | undefined;

function compareLabels(a: Label, b: Label): number {
	// A collator takes long to make, and n8n loads this at its start.
	compare ??= new Intl.Collator('ru', { numeric: true }).compare;
	for (const column of Object.keys(a)) {
		const order = compare(String(a[column] ?? ''), String(b[column] ?? ''));
		if (order !== 0) return order;
	}
	return 0;
}

/** Adds sales up into rows. Holds one row per group, however many sales there are. */
export class RevenueTotals {
	private readonly rows = new Map<string, Row>();

	constructor(private readonly division: Division) {}

	/** Creates the rows that a register has even without a sale. */
	open(period: Period, names: RegisterNames): void {
		for (const label of this.division.emptyRows(period, names)) this.row(label);
	}

	add(sale: Sale, names: RegisterNames): void {
		const counted = new Set<Row>();
		for (const share of this.division.sharesOf(sale, names)) {
			const row = this.row(share.label);
			if (!counted.has(row)) countSale(row, sale);
			counted.add(row);
			addShare(row, sale, share);
		}
	}

	/** Adds the rows of other totals. */
	merge(others: RevenueTotals): void {
		for (const other of others.rows.values()) addRow(this.row(other.label), other);
	}

	/** Returns one item per row, ordered by its labels. @param period names the whole period, for rows that name no part of it */
	items(period: string): IDataObject[] {
		return [...this.rows.values()]
			.sort((a, b) => compareLabels(a.label, b.label))
			.map((row) => itemOf(row, period));
	}

	private row(label: Label): Row {
		const key = keyOf(label);
		const known = this.rows.get(key);
		if (known) return known;
		const row = emptyRow(label);
		this.rows.set(key, row);
		return row;
	}
}
