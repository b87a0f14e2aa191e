import { GOODS, vatAmount, type Good, type VatName } from './goods';
import type { Random } from './random';
import type { Json, JsonObject, Organization, Register, SaleKind } from '../types';

const CASHIERS = ['Иванова А. П.', 'Петров С. И.', 'Сидорова М. В.', 'Ким О. Л.'];
const CALCULATED: Partial<Record<VatName, VatName>> = {
	nds22: 'ndsCalculated22',
	nds20: 'ndsCalculated20',
	nds10: 'ndsCalculated10',
};

export interface SaleNumbers {
	fd: number;
	shiftNumber: number;
	requestNumber: number;
}

export function cashier(random: Random): string {
	return random.pick(CASHIERS);
}

export function innOf(organization: Organization, register: Register): string {
	return register.profile.padInn ? organization.inn.padEnd(12) : organization.inn;
}

function makeItem(good: Good, random: Random, prepaid: boolean): JsonObject {
	const quantity = good.byWeight ? random.int(150, 2400) / 1000 : random.pick([1, 1, 1, 2, 3]);
	const sum = Math.round(good.price * quantity);
	const vat = prepaid ? (CALCULATED[good.vat] ?? good.vat) : good.vat;
	const item: JsonObject = { name: good.name };
	if (good.barcode) item.barcode = good.barcode;
	item.price = good.price;
	item.quantity = quantity;
	item.sum = sum;
	item.paymentMode = prepaid ? 0 : 3;
	item.paymentSubject = prepaid ? 9 : good.subject;
	item[vat] = vatAmount(vat, sum);
	item.ndsType = vat;
	if (good.additionalProperty) item.additionalProperty = good.additionalProperty;
	return item;
}

/** FFD 1.0 only: the price already holds the discount, the modifier merely tells how it came about. */
function addModifiers(body: JsonObject, items: JsonObject[], random: Random): void {
	if (random.chance(0.3)) {
		items[0].modifiers = [
			{ discountName: 'Карта постоянного покупателя', discount: 12.5, discountSum: 1200 },
		];
	}
	if (random.chance(0.2)) {
		body.Modifiers = [{ markupName: 'Округление', markup: 0.125, markupSum: 2.34 }];
	}
}

function addAgent(body: JsonObject, items: JsonObject[], ffd: string, random: Random): void {
	body.paymentAgentType = random.pick([1, 4, 64, 96]);
	body.paymentAgentPhone = '+70000000001';
	body.operatorPhoneToTransfer = '+70000000002';
	body.bankAgentPhone = '+70000000003';
	body.bankAgentOperation = 'Перевод';
	body.operatorName = 'Оператор перевода «Пример»';
	body.operatorAddress = 'г. Москва, Примерный пр., 1';
	body.operatorInn = '0000000000';
	if (ffd === '1.0') {
		body.paymentAgentRemuneration = random.chance(0.5) ? '' : 1500;
		body.paymentSubagentPhone = '+70000000004';
		body.operatorPhoneToReceive = '+70000000005';
		body.bankSubagentPhone = '+70000000006';
		body.bankSubagentOperation = 'Пополнение';
		body.bankAgentRemuneration = 0;
	}
	items[0].paymentAgentByProductType = 64;
}

function addPayments(body: JsonObject, total: number, random: Random): void {
	const way = random.int(1, 100);
	let cash = 0;
	let card = 0;
	if (way <= 58) card = total;
	else if (way <= 88) cash = total;
	else if (way <= 94) {
		cash = random.int(1, total);
		card = total - cash;
	}
	const rest = total - cash - card;
	body.totalSum = total;
	body.cashTotalSum = cash;
	body.ecashTotalSum = card;
	if (rest > 0) {
		const key = random.pick(['prePaymentTotalSum', 'postPaymentTotalSum', 'considerationTotalSum']);
		body[key] = rest;
	}
}

function addVat(body: JsonObject, items: JsonObject[]): void {
	for (const item of items) {
		const vat = String(item.ndsType);
		body[vat] = Number(body[vat] ?? 0) + Number(item[vat]);
	}
}

function operationType(random: Random): number {
	const roll = random.int(1, 100);
	if (roll <= 92) return 1;
	if (roll <= 97) return 2;
	return roll <= 99 ? 3 : 4;
}

function codeOf(kind: SaleKind): JsonObject {
	if (kind === 'receipt') return { receiptCode: 3 };
	if (kind === 'receiptCorrection') return { receiptCode: 31 };
	return { bsoCode: kind === 'bso' ? 4 : 41 };
}

function addBuyer(body: JsonObject, random: Random): void {
	if (random.chance(0.1)) body.buyerInn = '000000000000';
	if (random.chance(0.15)) {
		body.buyerAddress = random.pick(['buyer@shop.example', '+70000000000']);
		body.senderAddress = 'receipts@shop.example';
		body.internetSignForMarking = 1;
	}
	if (random.chance(0.1)) body.cashReceiptProperty = 'Акция выходного дня';
	if (random.chance(0.12)) {
		body.properties = [{ key: 'Номер заказа', value: `A-${random.int(1000, 9999)}` }];
	}
}

export function makeSale(
	organization: Organization,
	register: Register,
	kind: SaleKind,
	numbers: SaleNumbers,
	random: Random,
): JsonObject {
	const { profile } = register;
	const correction = kind === 'receiptCorrection' || kind === 'bsoCorrection';
	const prepaid = !correction && profile.goods === 'electronics' && random.chance(0.08);
	const items: JsonObject[] = [];
	for (let count = random.pick([1, 1, 2, 2, 3, 4, 6]); count > 0; count--) {
		items.push(makeItem(random.pick(GOODS[profile.goods]), random, prepaid));
	}
	const total = items.reduce((sum, item) => sum + Number(item.sum), 0);

	const body: JsonObject = {
		...codeOf(kind),
		user: organization.fullName,
		userInn: innOf(organization, register),
		requestNumber: numbers.requestNumber,
		shiftNumber: numbers.shiftNumber,
		operationType: operationType(random),
		taxationType: profile.taxationType,
		operator: cashier(random),
	};
	addBuyer(body, random);
	if (!correction) {
		body.retailPlaceAddress = register.addresses[register.addresses.length - 1].address;
		body.addressToCheckFiscalSign = 'nalog.gov.ru';
		if (profile.agent) addAgent(body, items, profile.ffd, random);
		if (profile.ffd === '1.0') addModifiers(body, items, random);
		if (random.chance(0.05)) items[0].properties = [{ key: 'Размер', value: 'M' }];
		// Kontur's own pages do not name every tag a register may send; clients must carry such fields through.
		if (profile.ffd === '1.2' && random.chance(0.2)) body.fiscalDocumentFormatVersion = 4;
		if (numbers.fd % 97 === 0) body.stornoItems = [{ ...items[0] }] as Json[];
	} else if (profile.agent) {
		body.paymentAgentType = 64;
	}
	body.items = items;
	addVat(body, items);
	addPayments(body, total, random);
	return body;
}
