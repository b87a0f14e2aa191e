import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../../shared/shapes';
import { parseUtc, parseWallTime, shiftWallTime } from './wallTime';

/** A fiscal document from a response of Kontur.OFD. */
export interface FiscalDocument {
	/** The key of its envelope: `receipt`, `closeShift`… New kinds pass through. */
	kind: string;
	body: IDataObject;
	/** Other members of the envelope; none are documented. */
	extra?: IDataObject;
	/** Serial number of the fiscal drive, without padding; '' when the service left it out. */
	fn: string;
	/** Number of the document on its drive; undefined when the service left it out. */
	fd: number | undefined;
	/**
	 * `fn:fd`, permanent and unique across all registers: serial numbers of drives are unique, and a drive numbers its
	 * documents. If a number is missing, the register, time and fiscal sign; without these, the ID or a digest. Never ''.
	 */
	key: string;
	/** Wall time when the register printed it. */
	dateTime: string | undefined;
}

export interface Page {
	documents: FiscalDocument[];
	/** Without percent-encoding; undefined when the service sent none. */
	nextOffset?: string;
}

/** A document with its key, which is all that an output item needs. */
export type KeyedDocument = Pick<FiscalDocument, 'kind' | 'body' | 'extra' | 'key'>;

/** A document with its numbers, which tell whether any is missing. */
export type NumberedDocument = KeyedDocument & Pick<FiscalDocument, 'fn' | 'fd'>;

type Opened = Pick<FiscalDocument, 'kind' | 'body' | 'extra'>;

const trimmed = (value: unknown) => (typeof value === 'string' ? value.trim() : '');

/** Returns the name of the only member, or undefined when there are more or none. */
function onlyName(envelope: IDataObject): string | undefined {
	let only: string | undefined;
	for (const name in envelope) {
		if (only !== undefined) return undefined;
		only = name;
	}
	return only;
}

function openWithExtra(envelope: IDataObject): Opened {
	const members = Object.entries(envelope).filter((member): member is [string, IDataObject] =>
		isObject(member[1]),
	);
	const isDocument = ([, value]: [string, IDataObject]) =>
		'fiscalDocumentNumber' in value || 'fiscalDriveNumber' in value;
	const [kind, body] = members.find(isDocument) ?? members[0] ?? ['', envelope];
	const others = Object.entries(envelope).filter(([name]) => kind !== '' && name !== kind);
	return { kind, body, extra: others.length > 0 ? Object.fromEntries(others) : undefined };
}

function openEnvelope(envelope: IDataObject): Opened {
	const kind = onlyName(envelope);
	const body = kind === undefined ? undefined : envelope[kind];
	return kind !== undefined && isObject(body) ? { kind, body, extra: undefined } : openWithExtra(envelope);
}

/** Returns '' for an absent ID and for the all-zero GUID that the service sends in its place. */
export function documentIdOf({ id }: IDataObject): string {
	const text = trimmed(id);
	return /^[0-]*$/.test(text) ? '' : text;
}

const fiscalSignOf = ({ fiscalSign }: IDataObject) =>
	typeof fiscalSign === 'number' ? String(fiscalSign) : trimmed(fiscalSign);

/** Returns the key of a document without a drive or number. @param kktRegId of the register that was asked for */
function keyWithoutNumbers(body: IDataObject, kktRegId = ''): string {
	// Some responses leave the register's number blank, too.
	const register = trimmed(body.kktRegId) || kktRegId.trim();
	const dateTime = parseWallTime(body.dateTime) ?? '';
	const sign = fiscalSignOf(body);
	if (register && dateTime && sign) return `${register}:${dateTime}:${sign}`;
	const id = documentIdOf(body);
	if (id) return id;
	const text = JSON.stringify([register, body]);
	return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

function numbersOf(body: IDataObject, kktRegId?: string): Pick<FiscalDocument, 'fn' | 'fd' | 'key'> {
	const fn = trimmed(body.fiscalDriveNumber);
	const number = Number(body.fiscalDocumentNumber ?? undefined);
	const fd = Number.isInteger(number) && number > 0 ? number : undefined;
	return { fn, fd, key: fn && fd !== undefined ? `${fn}:${fd}` : keyWithoutNumbers(body, kktRegId) };
}

/** Opens `{ "<kind>": { ...document } }`. @param kktRegId of the register that was asked for */
export function keyDocument(envelope: IDataObject, kktRegId?: string): NumberedDocument {
	const { kind, body, extra } = openEnvelope(envelope);
	const { fn, fd, key } = numbersOf(body, kktRegId);
	return { kind, body, extra, fn, fd, key };
}

/**
 * Reads `{ "<kind>": { ...document } }`, including what the trigger needs to tell whether the document is new.
 * @param kktRegId of the register that was asked for
 * Source: Kontur.OFD documentation, "Structures" (padding of kktRegId and fiscalDriveNumber) and "documents/by-period".
 */
export function readDocument(envelope: IDataObject, kktRegId?: string): FiscalDocument {
	const { kind, body, extra } = openEnvelope(envelope);
	const { fn, fd, key } = numbersOf(body, kktRegId);
	return { kind, body, extra, fn, fd, key, dateTime: parseWallTime(body.dateTime) };
}

/** Returns a document whose time is by a clock that is ahead of the register's. @param ahead milliseconds, may be negative */
export function atClock(document: FiscalDocument, ahead: number): FiscalDocument {
	if (ahead === 0 || document.dateTime === undefined) return document;
	const dateTime = shiftWallTime(document.dateTime, ahead);
	return { ...document, dateTime, body: { ...document.body, dateTime } };
}

/**
 * Returns the Unix milliseconds when Kontur.OFD received a document, or undefined for responses from before 2026.
 * Not part of `readDocument`, because few documents need it and lists are long.
 */
export const receivedAt = ({ body }: Pick<FiscalDocument, 'body'>) => parseUtc(body.receiveDateTimeUtc);
