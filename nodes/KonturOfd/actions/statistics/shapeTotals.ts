import type { IDataObject } from 'n8n-workflow';
import { setOwn } from '../../../shared/foreign';
import { isObject } from '../../../shared/shapes';
import { kopecks, roubles } from '../../receipts/money';
import { OPERATION_TYPES } from '../../receipts/tables';

const isGroup = (name: string) => Object.hasOwn(OPERATION_TYPES, name);

const MONEY = /^(total|cashTotal|cashlessTotal|totalWithNds(0|Free)|(rate|calculatedWithRate)\d+)$/;

function withRoubles(fields: IDataObject): IDataObject {
	return Object.fromEntries(
		Object.entries(fields).flatMap(([name, value]) => {
			const shaped = [[name, name === 'nds' && isObject(value) ? withRoubles(value) : value]];
			const amount = MONEY.test(name) ? kopecks(value) : undefined;
			const inRoubles = `${name}Rub`;
			if (amount !== undefined && !(inRoubles in fields)) shaped.push([inRoubles, roubles(amount)]);
			return shaped;
		}),
	) as IDataObject;
}

/**
 * Adds roubles to the totals of a day or a shift, next to the kopecks that Kontur sends (`totalRub` next to `total`).
 * Source: Kontur.OFD documentation, "statistics".
 */
export const shapeTotals = (row: IDataObject): IDataObject =>
	Object.fromEntries(
		Object.entries(row).map(([name, value]) => [
			name,
			isGroup(name) && isObject(value) ? withRoubles(value) : value,
		]),
	);

/** Flattens totals into a table row: where and when, then count and roubles of each operation type. */
export function simplifyTotals(row: IDataObject): IDataObject {
	const flat: IDataObject = {};
	for (const [name, value] of Object.entries(row)) {
		if (!isGroup(name) || !isObject(value)) {
			setOwn(flat, name, value);
			continue;
		}
		for (const part of ['count', 'totalRub', 'cashTotalRub', 'cashlessTotalRub']) {
			if (value[part] !== undefined) flat[`${name}${part[0].toUpperCase()}${part.slice(1)}`] = value[part];
		}
	}
	return flat;
}
