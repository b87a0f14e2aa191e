import type { IDataObject } from 'n8n-workflow';
import { kopecks, roubles } from '../../receipts/money';
import { OPERATION_TYPES } from '../../receipts/tables';

const GROUPS = Object.keys(OPERATION_TYPES);

const MONEY = /^(total|cashTotal|cashlessTotal|totalWithNds(0|Free)|(rate|calculatedWithRate)\d+)$/;

const isFields = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

function withRoubles(fields: IDataObject): IDataObject {
	const shaped: IDataObject = {};
	for (const [name, value] of Object.entries(fields)) {
		shaped[name] = name === 'nds' && isFields(value) ? withRoubles(value) : value;
		const amount = MONEY.test(name) ? kopecks(value) : undefined;
		const beside = `${name}Rub`;
		if (amount !== undefined && !(beside in fields)) shaped[beside] = roubles(amount);
	}
	return shaped;
}

/**
 * Totals of a day or a shift as they came, in kopecks, with roubles beside them (`totalRub` beside `total`).
 * Source: Kontur.OFD documentation, "statistics".
 */
export const shapeTotals = (row: IDataObject): IDataObject =>
	Object.fromEntries(
		Object.entries(row).map(([name, value]) => [
			name,
			GROUPS.includes(name) && isFields(value) ? withRoubles(value) : value,
		]),
	);

/** A flat row for a table: where and when, then count and roubles of each operation. */
export function simplifyTotals(row: IDataObject): IDataObject {
	const flat: IDataObject = {};
	for (const [name, value] of Object.entries(row)) {
		if (!GROUPS.includes(name) || !isFields(value)) {
			flat[name] = value;
			continue;
		}
		for (const part of ['count', 'totalRub', 'cashTotalRub', 'cashlessTotalRub']) {
			if (value[part] !== undefined) flat[`${name}${part[0].toUpperCase()}${part.slice(1)}`] = value[part];
		}
	}
	return flat;
}
