import { MONEY, roublesName, vatRateOf } from '../../../nodes/KonturOfd/receipts/money';
import { kindLabel, LABELS } from '../../../nodes/KonturOfd/receipts/tables';

/*
 * What the node adds to a receipt, as somebody writes it who needs the same: with Kontur's tables at hand, without a
 * thought for speed.
 */

type Fields = Record<string, unknown>;

const PADDED = ['kktRegId', 'fiscalDriveNumber', 'userInn', 'buyerInn', 'operatorInn', 'ofdInn', 'kktNumber'];

function addTo(item: Fields): void {
	for (const [name, value] of Object.entries(item)) {
		if (PADDED.includes(name)) item[name] = String(value).trim();
		if (typeof value === 'number') {
			const isMoney = (MONEY as readonly string[]).includes(name) || vatRateOf(name);
			if (isMoney) item[roublesName(name)] = value / 100;
		}
		const label = name in LABELS ? LABELS[name](value) : undefined;
		if (label !== undefined) item[`${name}Label`] = label;
	}
}

function addGoods(item: Fields, list: string): void {
	if (!Array.isArray(item[list])) return;
	item[list] = (item[list] as Fields[]).map((good) => {
		const shaped = { ...good };
		addTo(shaped);
		const name = good.ndsType ?? Object.keys(good).find((field) => vatRateOf(field));
		const rate = vatRateOf(String(name));
		if (rate) shaped.ndsTypeLabel = rate.label;
		return shaped;
	});
}

function addVat(item: Fields, body: Fields): void {
	const vat = Object.entries(body)
		.flatMap(([name, value]) => {
			const rate = vatRateOf(name);
			return rate ? [{ ...rate, amount: Number(value) }] : [];
		})
		.sort((a, b) => (b.rate ?? -1) - (a.rate ?? -1) || a.label.length - b.label.length);
	if (vat.length === 0) return;
	item.vat = vat.map(({ rate, label, amount }) =>
		rate
			? { rate, label, tax: amount, taxRub: amount / 100 }
			: { rate, label, base: amount, baseRub: amount / 100 },
	);
	const total = vat.reduce((sum, { rate, amount }) => sum + (rate ? amount : 0), 0);
	item.vatTotal = total;
	item.vatTotalRub = total / 100;
}

const SIGNS: Readonly<Record<string, number>> = { 1: 1, 2: -1, 3: -1, 4: 1 };

function addAmount(item: Fields, { operationType, totalSum }: Fields): void {
	const sign = SIGNS[String(operationType)];
	if (sign === undefined || typeof totalSum !== 'number') return;
	item.operation = LABELS.operationType(operationType);
	item.amount = sign * totalSum;
	item.amountRub = (sign * totalSum) / 100;
}

/** A document as the node gives it with labels, roubles and VAT. */
export function shapedByHand(envelope: object, origin: object): object {
	const [[kind, body]] = Object.entries(envelope) as Array<[string, Fields]>;
	const key = `${String(body.fiscalDriveNumber).trim()}:${String(body.fiscalDocumentNumber)}`;
	const item: Fields = { ...body };
	addTo(item);
	addGoods(item, 'items');
	addGoods(item, 'stornoItems');
	addVat(item, body);
	addAmount(item, body);
	return { documentType: kind, documentTypeLabel: kindLabel(kind), dedupeKey: key, ...origin, ...item };
}
