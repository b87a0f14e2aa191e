import { UserError } from 'n8n-workflow';
import { t } from '../../shared/language';
import { kopecks, numberIn } from '../receipts/money';
import type { FiscalDocument } from '../receipts/document';
import type { Period } from '../receipts/wallTime';

/** What the QR code of a receipt says. */
export interface QrCode {
	/** Wall time to the minute or second, `yyyy-MM-ddTHH:mm` or `yyyy-MM-ddTHH:mm:ss`. */
	time: string;
	/** Kopecks. */
	total: number;
	fiscalDriveNumber: string;
	fiscalDocumentNumber: number;
	fiscalSign: number;
	/** 1 sale, 2 sale return, 3 purchase, 4 purchase return. */
	operationType: number;
}

/** More characters than a QR code can hold (ISO/IEC 18004). */
const LONGEST = 8192;

const TIME = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)?$/;

function timeOf(text: string): string | undefined {
	const [, year, month, day, hour, minute, second] = TIME.exec(text) ?? [];
	if (year === undefined) return undefined;
	const time = `${year}-${month}-${day}T${hour}:${minute}`;
	const moment = new Date(`${time}:${second ?? '00'}Z`);
	// The parser turns 31 February into 3 March.
	const exists = !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(time);
	return exists ? `${time}${second === undefined ? '' : `:${second}`}` : undefined;
}

/** Undoes what a web page or a link does to the text of a code. */
function plainText(text: string): string {
	const isEncoded = !/fn=/i.test(text) && /fn%3d/i.test(text);
	const decoded = isEncoded ? text.replace(/%(3d|26|2e|2c|3f|20)/gi, decodeURIComponent) : text;
	return decoded.replace(/&amp;/gi, '&');
}

/** Reads an amount in roubles as kopecks, without binary rounding. */
function totalOf(text: string): number | undefined {
	const [, whole, part = ''] = /^(\d{1,12})(?:[.,](\d{1,2}))?$/.exec(text) ?? [];
	return whole === undefined ? undefined : Number(`${whole}${part.padEnd(2, '0')}`);
}

const integer = (text: string) => (/^\d{1,15}$/.test(text) ? Number(text) : undefined);

/**
 * Reads the text of a receipt's QR code, `t=20260305T1504&s=2063.99&fn=9960440300000001&i=3251&fp=55141403&n=1`. The order of
 * the parts does not matter, and the address of a receipt check may stand before them.
 * @throws UserError that names what is missing
 * Source: fiscal data formats of the Federal Tax Service, tag 1196 (QR code).
 */
export function readQrCode(value: unknown): QrCode {
	const text = typeof value === 'string' ? plainText(value.slice(0, LONGEST).trim()) : '';
	const parts = new Map(
		text
			.slice(text.indexOf('?') + 1)
			.split('&')
			.map((part) => {
				const at = part.indexOf('=');
				return [part.slice(0, at).trim().toLowerCase(), part.slice(at + 1).trim()] as const;
			}),
	);
	const read = <T>(name: string, as: (text: string) => T | undefined): T => {
		const found = as(parts.get(name) ?? '');
		if (found !== undefined) return found;
		throw new UserError(
			t`"QR Code" is not the QR code of a receipt: its part "${name}" is missing or wrong`,
			{
				description: t`Pass the text in the code as the scanner returns it: t=20260305T1504&s=2063.99&fn=9960440300000001&i=3251&fp=55141403&n=1`,
			},
		);
	};
	return {
		time: read('t', timeOf),
		total: read('s', totalOf),
		fiscalDriveNumber: read('fn', (one) => (/^\d{1,16}$/.test(one) ? one : undefined)),
		fiscalDocumentNumber: read('i', integer),
		fiscalSign: read('fp', integer),
		operationType: read('n', (one) => (/^[1-4]$/.test(one) ? Number(one) : undefined)),
	};
}

/** Returns the minute that the code names, in which the receipt was printed. */
export function periodOf({ time }: QrCode): Period {
	const minute = time.slice(0, 16);
	return { from: `${minute}:00`, to: `${minute}:59` };
}

/** Returns the names of what a receipt says otherwise than its code. */
export function contradictions(code: QrCode, { body }: Pick<FiscalDocument, 'body'>): string[] {
	const pairs = {
		[t`fiscal sign`]: [code.fiscalSign, numberIn(body.fiscalSign)],
		[t`total`]: [code.total, kopecks(body.totalSum)],
		[t`operation`]: [code.operationType, numberIn(body.operationType)],
	};
	return Object.entries(pairs).flatMap(([name, [said, stated]]) => (said === stated ? [] : [name]));
}
