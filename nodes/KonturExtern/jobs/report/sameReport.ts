import type { IDataObject } from 'n8n-workflow';
import { periodMonths, type NoticeRow } from '../../../shared/formats/reports/periods';
import type { Recognition } from '../../../shared/formats/reports/types';
import { asArray } from '../../api/read';
import type { Docflow } from '../../api/types';
import { lastPart } from '../../api/urns';
import type { ReportFile } from './reportFiles';
import type { Parties } from './reportParties';

/** What a report is, whichever file it is in: two that agree in all of it are one report. */
export interface Meaning {
	file: ReportFile;
	/** Types of document flows that such a report becomes. */
	types: readonly string[];
	/** Narrows the list of document flows down. */
	query: IDataObject;
	year: number;
	/** Equal for the same reports of an account. */
	key: string;
	isOf: (docflow: Docflow) => boolean;
}

const text = (value: unknown) =>
	typeof value === 'string' || typeof value === 'number' ? String(value) : '';
const digits = (value: unknown) => text(value).replace(/\D/g, '');

/** The objects in a list. */
const objects = (list: unknown): IDataObject[] =>
	asArray(list as unknown[]).filter((one): one is IDataObject => typeof one === 'object' && one !== null);

const described = ({ description }: Docflow) => (description ?? {}) as IDataObject;

/** Year and month of a date. */
function monthOf(value: unknown): readonly [year: string, month: number] | undefined {
	const found = /^(\d{4})-(\d\d)/.exec(text(value));
	return found ? [found[1], Number(found[2])] : undefined;
}

/** The months of a reporting period. */
interface Span {
	code: string;
	year: string;
	months?: readonly [first: number, last: number];
}

/** Tells whether dates, or the code next to them, are those of a period; Kontur gives the code, the dates, or both. */
function hasPeriod(given: IDataObject, { code, year, months }: Span): boolean {
	const end = monthOf(given['period-end']);
	if (end?.[0] !== year) return false;
	const own = text(given['period-code']);
	if (own !== '') return own.padStart(2, '0') === code.padStart(2, '0');
	const begin = monthOf(given['period-begin']);
	return months !== undefined && begin?.[1] === months[0] && end[1] === months[1];
}

/** Where Kontur does not name the correction, only the first report is surely the same. */
function hasCorrection(given: unknown, correction: string): boolean {
	const own = text(given);
	return own === '' ? Number(correction) === 0 : Number(own) === Number(correction);
}

function hasPayer(description: IDataObject, { payer }: Parties): boolean {
	const [inn, kpp] = text(description['payer-inn']).split('-');
	return inn === payer.inn && (!kpp || !payer.kpp || kpp === payer.kpp);
}

const formVersion = (description: IDataObject) => (description['form-version'] ?? {}) as IDataObject;

const rowKey = ({ code, number, year, kbk }: NoticeRow) =>
	[kbk, code.padStart(2, '0'), number.padStart(2, '0'), year].join('/');

/** The rows of a notice, as Kontur lists them. */
function rowsOf(description: IDataObject): Set<string> {
	const taxes = objects(description['payment-periods']);
	return new Set(
		taxes.flatMap(({ kbk, periods }) =>
			objects(periods).map((period) =>
				rowKey({
					code: text(period['period-code']),
					number: text(period['month-or-quarter-number']),
					year: text(period.year),
					kbk: text(kbk),
					oktmo: '',
				}),
			),
		),
	);
}

const KND = /^\d{7}$/;
const YEAR = /^\d{4}$/;
const TAX = ['fns534-report', 'fns534-submission'];

/** A notice has no correction number: one for the same taxes and periods repeats or corrects an earlier one. */
function ofNotice(file: ReportFile, parties: Parties, notices: readonly NoticeRow[]): Meaning | undefined {
	const isWhole = notices.every(({ year, kbk }) => YEAR.test(year) && /^\d{20}$/.test(kbk));
	if (!isWhole) return undefined;
	const rows = [...new Set(notices.map(rowKey))].sort();
	const places = new Set(notices.map(({ oktmo }) => oktmo));
	return {
		file,
		types: ['fns534-report'],
		query: { knd: file.facts.form },
		year: Math.min(...notices.map(({ year }) => Number(year))),
		key: ['notice', parties.payer.inn, parties.payer.kpp, ...[...places].sort(), ...rows].join(' '),
		isOf: (docflow) => {
			const description = described(docflow);
			const sent = rowsOf(description);
			const place = text(description.oktmo);
			return (
				hasPayer(description, parties) &&
				(place === '' || places.has(place)) &&
				rows.every((row) => sent.has(row))
			);
		},
	};
}

/**
 * Forms that a payer files once for each place where it has employees or objects, under one KPP or, as an entrepreneur,
 * under none.
 */
const BY_PLACE = new Set(['1151050', '1151072', '1151078', '1151099', '1151100', '1152016']);

/** Tells whether a document flow went to the office, and is for the municipality, of a file; either may be unknown. */
function hasPlace(description: IDataObject, { office, place }: Recognition): boolean {
	const isSame = (given: unknown, own: string | undefined) =>
		text(given) === '' || own === undefined || text(given) === own;
	return (
		isSame(description['final-recipient'] ?? description.recipient, office) &&
		isSame(description.oktmo, place)
	);
}

function ofTaxOffice(file: ReportFile, parties: Parties): Meaning | undefined {
	const { form = '', periodCode = '', year = '', correction = '0', notices } = file.facts;
	if (notices) return ofNotice(file, parties, notices);
	if (!KND.test(form) || periodCode === '' || !YEAR.test(year)) return undefined;
	const { inn, kpp } = parties.payer;
	const isByPlace = BY_PLACE.has(form);
	const places = isByPlace ? [file.facts.office, file.facts.place] : [];
	const span = { code: periodCode, year, months: periodMonths(periodCode) };
	return {
		file,
		types: TAX,
		query: { knd: form },
		year: Number(year),
		key: ['tax', inn, kpp, form, periodCode, year, Number(correction), ...places].join(' '),
		isOf: (docflow) => {
			const description = described(docflow);
			return (
				text(formVersion(description).knd) === form &&
				hasPayer(description, parties) &&
				(!isByPlace || hasPlace(description, file.facts)) &&
				hasCorrection(description['correction-number'], correction) &&
				hasPeriod(description, span)
			);
		},
	};
}

function ofStatistics(file: ReportFile, { registrationNumber = '' }: Parties): Meaning | undefined {
	const { form = '', periodCode = '', year = '', correction = '0' } = file.facts;
	if (!KND.test(form) || registrationNumber === '' || periodCode === '' || !YEAR.test(year)) return undefined;
	const span = { code: periodCode, year, months: periodMonths(periodCode) };
	return {
		file,
		types: ['stat-report'],
		query: { okud: form },
		year: Number(year),
		key: ['statistics', registrationNumber, form, periodCode, year, Number(correction)].join(' '),
		isOf: (docflow) => {
			const description = described(docflow);
			return (
				[description.okud, formVersion(description).okud].map(text).includes(form) &&
				text(description.okpo) === registrationNumber &&
				hasCorrection(description['correction-number'], correction) &&
				hasPeriod(description, span)
			);
		},
	};
}

/** The months of a period of the social fund, which is a month, or named by its last month; 0 is the year. */
function fundMonths(code: string, isMonth: boolean): readonly [number, number] | undefined {
	const last = Number(code) === 0 ? 12 : Number(code);
	if (!Number.isInteger(last) || last < 1 || last > 12) return undefined;
	return [isMonth ? last : 1, last];
}

/** A number without the zeros in front of it; other text as it is. */
const plainNumber = (value: string) => (/^\d+$/.test(value) ? String(Number(value)) : value);

/** Names of forms, whatever their dashes and spaces. */
const formText = (value: unknown) =>
	text(value)
		.toLowerCase()
		.replace(/[^\p{L}\d]/gu, '');

/**
 * Reports that say which correction they are. The others, such as hirings and dismissals, are sent many times a month.
 */
function ofSocialFund(file: ReportFile, parties: Parties): Meaning | undefined {
	const { form = '', periodCode = '', year = '', correction, isMonth = false } = file.facts;
	const registration = digits(parties.registrationNumber);
	const months = fundMonths(periodCode, isMonth);
	if (correction === undefined || form === '' || registration === '' || !months || !YEAR.test(year))
		return undefined;
	const number = plainNumber(correction);
	const span = { code: periodCode, year, months };
	const isFunds = parties.recipientType === 'fss-code';
	const hasForm = (version: IDataObject) =>
		['form-shortname', 'form-fullname'].some((name) => formText(version[name]).includes(formText(form)));
	return {
		file,
		types: [isFunds ? 'fss-report' : 'sfr-report'],
		query: {},
		year: Number(year),
		key: ['fund', registration, form, plainNumber(periodCode), year, number].join(' '),
		isOf: (docflow) => {
			const description = described(docflow);
			if (digits(description['registration-number']) !== registration) return false;
			if (isFunds) {
				return hasCorrection(description['correction-number'], correction) && hasPeriod(description, span);
			}
			return objects(description['section-infos']).some((section) => {
				const corrections = [section['correction-number'], section['correction-type']].map(text);
				return (
					(hasForm(formVersion(section)) || hasForm(formVersion(description))) &&
					hasPeriod({ ...section, 'period-code': '' }, span) &&
					corrections.some((own) => own !== '' && plainNumber(lastPart(own)) === number)
				);
			});
		},
	};
}

/** Returns what a file reports, or undefined where its document flow cannot be told from others. */
export function meaningOf(file: ReportFile, parties: Parties): Meaning | undefined {
	const { role, authority } = file.facts;
	if (role !== 'report') return undefined;
	if (authority === 'taxOffice') return ofTaxOffice(file, parties);
	if (authority === 'statistics') return ofStatistics(file, parties);
	return authority === 'socialFund' ? ofSocialFund(file, parties) : undefined;
}
