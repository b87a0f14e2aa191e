import type { IDataObject } from 'n8n-workflow';
import { visible } from '../../shared/foreign';
import { MARKING } from './simplify';

/** How rows are written to a file. */
export type TableFormat = 'csv' | 'ndjson';

/** Columns of simplified receipts, in the order of interest. A CSV file needs them before the first row. */
export const RECEIPT_COLUMNS: readonly string[] = [
	...[
		'shop',
		'cashRegister',
		'dateTime',
		'operation',
		'isCorrection',
		'amountRub',
		'amount',
		'totalRub',
		'totalSum',
	],
	...['cashTotalSum', 'ecashTotalSum', 'prePaymentTotalSum', 'postPaymentTotalSum', 'considerationTotalSum'],
	...['vatTotalRub', 'vatTotal', ...ratesOf('nds'), ...ratesOf('ndsCalculated'), 'nds0', 'ndsNo'],
	...['line', 'name', 'barcode', 'price', 'priceRub', 'quantity', 'sum', 'sumRub', 'ndsType', 'ndsTypeLabel'],
	...[
		'paymentMode',
		'paymentModeLabel',
		'paymentSubject',
		'paymentSubjectLabel',
		'codeNumbering',
		...MARKING,
	],
	...[
		'additionalRequisite',
		'operator',
		'address',
		'documentType',
		'operationType',
		'operationTypeLabel',
		'shiftNumber',
	],
	...[
		'receiptsQuantity',
		'documentsQuantity',
		'notTransmittedDocumentsQuantity',
		'notTransmittedDocumentNumber',
		'notTransmittedDocumentsDateTime',
	],
	...['fiscalDriveNumber', 'fiscalDocumentNumber', 'fiscalSign', 'receiveDateTimeUtc'],
	...['kktRegId', 'organizationId', 'id', 'documentKey', 'dedupeKey'],
];

function ratesOf(name: string): string[] {
	return [22, 20, 18, 10, 7, 5].map((rate) => `${name}${rate}`);
}

const BOM = '\uFEFF';
const END = '\r\n';

// What begins a formula, in a whole cell or after a comma, where an Excel that is not Russian starts the next cell. It
// also reads the full-width forms. Source: OWASP, "CSV Injection".
const FORMULA = /^(?=[\s\p{Cc}]*[=+\-@＝＋－＠])|,(?=[\s\p{Cc}]*[=+\-@＝＋－＠])/gu;

// The parts of a marking code (GS1, FNC1): a code without it is not valid.
const SEPARATOR = '\u001d';

/** Returns text from outside as one line that runs nothing: names come from strangers. */
const harmless = (text: string) =>
	text
		.split(SEPARATOR)
		.map(visible)
		.join(SEPARATOR)
		.replace(FORMULA, (comma) => `${comma}'`);

/** Writes a value for a Russian Excel: a decimal comma, and quotes where the separator needs them. */
function cell(value: unknown): string {
	if (value === undefined || value === null) return '';
	if (typeof value === 'number') return String(value).replace('.', ',');
	if (typeof value === 'boolean') return value ? '1' : '0';
	const text = harmless(typeof value === 'string' ? value : JSON.stringify(value));
	return /[";]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

// Some readers end a line at any line break of Unicode.
const HIDDEN = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

const escaped = (character: string) =>
	character.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Writes a row as JSON in which no character is hidden; the value stays the same. */
const jsonLine = (row: IDataObject) => `${JSON.stringify(row).replace(HIDDEN, escaped)}\n`;

const csvLine = (values: readonly unknown[]) => `${values.map(cell).join(';')}${END}`;

/** Writes rows as text, page by page. */
export interface TableWriter {
	/** What the file begins with. */
	head: string;
	page: (rows: readonly IDataObject[]) => string;
	extension: string;
	mimeType: string;
}

/**
 * Returns a writer. CSV is as a Russian Excel opens it: semicolons, decimal commas, UTF-8 with a byte order mark. NDJSON
 * is one JSON object a line.
 */
export function tableWriter(format: TableFormat, columns: readonly string[]): TableWriter {
	if (format === 'ndjson') {
		return {
			head: '',
			page: (rows) => rows.map(jsonLine).join(''),
			extension: 'ndjson',
			mimeType: 'application/x-ndjson',
		};
	}
	return {
		head: BOM + csvLine(columns),
		page: (rows) => rows.map((row) => csvLine(columns.map((name) => row[name]))).join(''),
		extension: 'csv',
		mimeType: 'text/csv',
	};
}
