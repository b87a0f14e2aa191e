/*
 * Kontur's labels for the codes in a fiscal document. Kontur numbers paymentMode and paymentSubject from zero and the
 * fiscal data formats from one, so the code always stays next to its label.
 * Source: Kontur.OFD documentation, "Structures" (enumerations).
 */

/** Operation types, under their names in Kontur's statistics. */
export const OPERATION_TYPES = { sell: 1, returnSell: 2, buy: 3, returnBuy: 4 } as const;

export type OperationType = keyof typeof OPERATION_TYPES;

/** Means of payment, by the field of a receipt. */
export const PAYMENTS: Readonly<Record<string, string>> = {
	cashTotalSum: 'наличными',
	ecashTotalSum: 'безналичными',
	prePaymentTotalSum: 'зачёт аванса',
	postPaymentTotalSum: 'в кредит',
	considerationTotalSum: 'встречное предоставление',
};

const KINDS: Readonly<Record<string, string>> = {
	fiscalReport: 'отчёт о регистрации',
	fiscalReportCorrection: 'отчёт об изменении параметров регистрации',
	openShift: 'отчёт об открытии смены',
	currentStateReport: 'отчёт о текущем состоянии расчётов',
	receipt: 'кассовый чек',
	receiptCorrection: 'кассовый чек коррекции',
	bso: 'бланк строгой отчётности',
	bsoCorrection: 'БСО коррекции',
	closeShift: 'отчёт о закрытии смены',
	closeArchive: 'отчёт о закрытии фискального накопителя',
};

const OPERATIONS = ['', 'приход', 'возврат прихода', 'расход', 'возврат расхода'];

// One bit each, lowest first, here and in AGENTS.
const TAXATION = [
	'общая',
	'упрощённая доход',
	'упрощённая доход минус расход',
	'единый налог на вменённый доход',
	'единый сельскохозяйственный налог',
	'патентная система налогообложения',
];

const AGENTS = [
	'банковский платёжный агент',
	'банковский платёжный субагент',
	'платёжный агент',
	'платёжный субагент',
	'поверенный',
	'комиссионер',
	'агент',
];

const PAYMENT_MODES = [
	'предоплата 100 %',
	'предоплата',
	'аванс',
	'полный расчёт',
	'частичный расчёт и кредит',
	'передача в кредит',
	'оплата кредита',
];

const PAYMENT_SUBJECTS = [
	'товар',
	'подакцизный товар',
	'работа',
	'услуга',
	'ставка азартной игры',
	'выигрыш азартной игры',
	'лотерейный билет',
	'выигрыш лотереи',
	'предоставление РИД',
	'платёж',
	'агентское вознаграждение',
	'выплата',
	'иной предмет расчёта',
	'имущественное право',
	'внереализационный доход',
	'иные платежи и взносы',
	'торговый сбор',
	'курортный сбор',
	'залог',
	'расход',
	'взносы на ОПС ИП',
	'взносы на ОПС',
	'взносы на ОМС ИП',
	'взносы на ОМС',
	'взносы на ОСС',
	'платёж казино',
	'выдача денежных средств',
	'АТНМ',
	'АТМ',
	'ТНМ',
	'ТМ',
];

// Marked goods are 30 to 33 in the fiscal data formats, and 27 to 30 in Kontur's table.
const MARKED = 27;
const GAP_OF_FORMAT = 2;

/** The same table as the fiscal data formats number it. */
const asFormat = (table: readonly string[]): Readonly<Record<number, string>> =>
	Object.fromEntries(
		table.map((label, index) => [index + 1 + (index >= MARKED ? GAP_OF_FORMAT : 0), label] as const),
	);

const CORRECTION_REASONS: Readonly<Record<number, string>> = {
	1: 'замена ФН',
	2: 'замена ОФД',
	3: 'изменение реквизитов пользователя',
	4: 'изменение настроек ККТ',
	5: 'переход в режим передачи данных',
	6: 'переход в автономный режим',
	7: 'изменение версии модели ККТ',
	8: 'изменение системы налогообложения',
	9: 'изменение номера автоматического устройства',
	10: 'переход из автоматического режима в неавтоматический',
	11: 'переход из неавтоматического режима в автоматический',
	12: 'переход в режим БСО',
	13: 'выход из режима БСО',
	14: 'переход из режима расчётов в Интернете в режим печати',
	15: 'переход из режима печати в режим расчётов в Интернете',
	16: 'прекращение услуг платёжного агента',
	17: 'начало услуг платёжного агента',
	18: 'прекращение азартных игр',
	19: 'начало азартных игр',
	20: 'прекращение лотерей',
	21: 'начало лотерей',
	22: 'изменение версии ФФД',
	23: 'изменение наименования организации',
	24: 'изменение адреса или места расчётов',
	32: 'иные причины',
};

export type Label = (value: unknown) => string | undefined;

const numberOf = (value: unknown) =>
	typeof value === 'number' || (typeof value === 'string' && value.trim() !== '') ? Number(value) : NaN;

const fromTable =
	(table: Readonly<Record<number, string>>): Label =>
	(value) =>
		table[numberOf(value)] || undefined;

const fromBits =
	(table: readonly string[]): Label =>
	(value) => {
		const mask = numberOf(value);
		if (!Number.isInteger(mask) || mask <= 0 || mask >= 2 ** 31) return undefined;
		const words: string[] = [];
		for (let bit = 0; mask >> bit > 0; bit++) {
			// An unknown bit shows as its value.
			if (mask & (1 << bit)) words.push(table[bit] ?? String(2 ** bit));
		}
		return words.join(', ');
	};

const fromList =
	(table: Readonly<Record<number, string>>): Label =>
	(value) =>
		Array.isArray(value) && value.length > 0
			? value.map((one) => fromTable(table)(one) ?? String(one)).join(', ')
			: undefined;

/** Labels by field name. A label is undefined for a value outside its table. */
export const LABELS: Readonly<Record<string, Label>> = {
	operationType: fromTable(OPERATIONS),
	taxationType: fromBits(TAXATION),
	paymentAgentType: fromBits(AGENTS),
	paymentAgentByProductType: fromBits(AGENTS),
	paymentMode: fromTable(PAYMENT_MODES),
	paymentSubject: fromTable(PAYMENT_SUBJECTS),
	correctionReasonCodes: fromList(CORRECTION_REASONS),
};

/** Labels of the codes of a receipt line in the numbering of the fiscal data formats. */
export const FORMAT_LABELS: Readonly<Record<string, Label>> = {
	paymentMode: fromTable(asFormat(PAYMENT_MODES)),
	paymentSubject: fromTable(asFormat(PAYMENT_SUBJECTS)),
};

const FORMAT_CODES = Object.keys(FORMAT_LABELS);

/** Tells from which numbering a code is, if it occurs in one only: 1 the fiscal data formats, -1 Kontur's table. */
function numberingOf(name: string, code: unknown): number {
	const isOurs = LABELS[name](code) !== undefined;
	const isFormats = FORMAT_LABELS[name](code) !== undefined;
	return Number(isFormats) - Number(isOurs);
}

/**
 * Returns whether the lines of a receipt have codes as the fiscal data formats number them: one line has a code that
 * Kontur's table lacks, and none a code that only Kontur's table has.
 */
export function isNumberedAsFormat(lines: readonly unknown[]): boolean {
	let isFormats = false;
	for (const line of lines) {
		if (typeof line !== 'object' || line === null) continue;
		for (const name of FORMAT_CODES) {
			const numbering = numberingOf(name, (line as Readonly<Record<string, unknown>>)[name]);
			if (numbering < 0) return false;
			isFormats ||= numbering > 0;
		}
	}
	return isFormats;
}

/** Returns the label of a kind of document (`receipt`), or undefined for a new kind. */
export const kindLabel = (kind: string): string | undefined =>
	Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
