import { UserError, type IDataObject } from 'n8n-workflow';
import { toDay } from '../../shared/catalog';
import { t } from '../../shared/language';
import { listOf, orNone, orNothing, trimAll } from './parameters';

/** Requests to the tax office (ION) that Kontur builds. */
export const ION_TYPES = ['ION3', 'ION4', 'ION5', 'ION6', 'ION7', 'ION8', 'ION9'];

/** Those about a period. */
export const ION_DATED = ['ION3', 'ION4', 'ION6', 'ION8', 'ION9'];

/** Those about all budget codes or a list of them. */
export const ION_LISTING = ['ION4', 'ION7'];

export interface IonParams {
	contractType: string;
	periodFrom: unknown;
	periodTo: unknown;
	responseFormat: number;
	taxpayerName: string;
	chiefName: string;
	signerType: string;
	representativeDocument: string;
	representativeWarrantId: string;
	kbkCodes: string;
	balanceDetails: {
		include?: readonly string[];
		kppCodes?: string;
		oktmoCodes?: string;
		quarter?: number;
		year?: number;
	};
	additionalFields: { senderName?: string; taxpayerKpp?: string };
}

/** Formats a day as `31.12.2026`. @throws UserError when the field holds no date */
function russianDay(value: unknown, field: string): { text: string; year: string } {
	const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(toDay(value) ?? '');
	if (!found) throw new UserError(t`"${field}" must be a date, such as 2026-01-31.`);
	const [, year, month, day] = found;
	return { text: `${day}.${month}.${year}`, year };
}

/** Returns a trimmed text. @throws UserError when it is empty */
function filledIn(text: string, field: string): string {
	const given = orNothing(text);
	if (given === undefined)
		throw new UserError(t`"${field}" is empty. Fill it in: the tax office requires it.`);
	return given;
}

/** Returns the period of a request. @throws UserError when it is not within one calendar year */
function periodOf({ periodFrom, periodTo }: IonParams): IDataObject {
	const from = russianDay(periodFrom, t`Period From`);
	const to = russianDay(periodTo, t`Period To`);
	if (String(toDay(periodFrom)) > String(toDay(periodTo))) {
		throw new UserError(t`"Period From" must not be later than "Period To".`);
	}
	if (from.year !== to.year) {
		throw new UserError(
			t`The tax office answers for one calendar year at a time. Send one request per year, each with its own period.`,
		);
	}
	return { ДатаНач: from.text, ДатаКон: to.text };
}

/** Asks about all codes (1) or about those of a list (2). */
function codesOf(text: string | undefined, name: 'КБК' | 'КПП' | 'ОКТМО'): IDataObject {
	const codes = listOf(text).map((code) => ({ [name]: code }));
	return {
		[`Запр${name}`]:
			codes.length === 0 ? { [`Пр${name}`]: 1 } : { [`Пр${name}`]: 2, [`Переч${name}`]: codes },
	};
}

const FLAGS = ['ДеталСвед', 'ИнфПрНач', 'РасчСуммПени', 'ДеталНачСумм'];

/** What the certificate of the balance contains. Lists of codes need accrued amounts or information on accruals. */
function balanceOf({ balanceDetails: more, kbkCodes }: IonParams): IDataObject {
	const include = more.include ?? [];
	const flags = Object.fromEntries(FLAGS.map((flag) => [flag, include.includes(flag) ? 1 : 0]));
	const listing = include.includes('ДеталНачСумм') || include.includes('ИнфПрНач');
	if (!listing && [kbkCodes, more.kppCodes, more.oktmoCodes].some((codes) => listOf(codes).length > 0)) {
		throw new UserError(
			t`Lists of codes need accrued amounts or information on accruals. Choose one of them in Balance Details, Include.`,
		);
	}
	const { quarter, year } = more;
	if ((quarter === undefined) !== (year === undefined)) {
		throw new UserError(
			t`Balance Details needs both Details by Quarter and Details by Year, or none of them.`,
		);
	}
	return {
		ДеталСпр: {
			...flags,
			...(year ? { СвДеталСум: { ПрПредДетал: 1, Квартал: quarter, Год: year } } : {}),
		},
		...(listing
			? {
					...codesOf(more.oktmoCodes, 'ОКТМО'),
					...codesOf(kbkCodes, 'КБК'),
					...codesOf(more.kppCodes, 'КПП'),
				}
			: {}),
	};
}

/**
 * Returns the contract of a request to the tax office from the fields of the node.
 * Source: Kontur.Extern documentation, "Contracts", samples of ION3 to ION9.
 * @throws UserError when a date or a name is missing, the period spans two years, or codes are listed where none are allowed
 */
export function ionContract(params: IonParams): IDataObject {
	const { contractType: type, additionalFields: more } = params;
	const taxpayer = filledIn(params.taxpayerName, t`Taxpayer Name`);
	const isRepresentative = params.signerType === 'representative';
	return {
		version: '3',
		data: {
			ФормОтв: params.responseFormat,
			...(ION_DATED.includes(type) ? periodOf(params) : {}),
			...(type === 'ION4' ? codesOf(params.kbkCodes, 'КБК') : {}),
			...(type === 'ION7' ? balanceOf(params) : {}),
		},
		'additional-org-info': {
			'document-sender': { 'sender-full-name': orNothing(more.senderName) ?? taxpayer },
			'signer-type': params.signerType,
			...(isRepresentative
				? orNone(
						trimAll({
							'representative-document-name': params.representativeDocument,
							'representative-document-warrant-id': params.representativeWarrantId,
						}),
					)
				: {}),
			taxpayer: {
				kpp: orNothing(more.taxpayerKpp),
				'taxpayer-chief-fio': filledIn(params.chiefName, t`Head of the Organization`),
				'taxpayer-full-name': taxpayer,
			},
		},
	};
}
