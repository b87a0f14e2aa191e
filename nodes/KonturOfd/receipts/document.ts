import { createHash, type Hash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';
import { Turn } from '../../shared/gost';
import { isObject } from '../../shared/shapes';
import { isLong, jsonPieces } from './jsonPieces';
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

/** Returns the number of the register; some responses leave it blank. @param kktRegId of the one that was asked for */
const registerOf = (body: IDataObject, kktRegId: string) => trimmed(body.kktRegId) || kktRegId.trim();

/** Returns the key of a document that has one but for its content. */
function statedKey(body: IDataObject, kktRegId: string): string {
	const { fn, fd } = numbersOf(body);
	if (fn && fd !== undefined) return `${fn}:${fd}`;
	const register = registerOf(body, kktRegId);
	const dateTime = parseWallTime(body.dateTime) ?? '';
	const sign = fiscalSignOf(body);
	return register && dateTime && sign ? `${register}:${dateTime}:${sign}` : documentIdOf(body);
}

const shorten = (digest: Hash) => digest.digest('hex').slice(0, 32);

/** Digests of long documents, which take turns of the event loop, with the register that they were made for. */
const digests = new WeakMap<IDataObject, { register: string; key: string }>();

function keyOf(body: IDataObject, kktRegId = ''): string {
	const stated = statedKey(body, kktRegId);
	if (stated) return stated;
	const register = registerOf(body, kktRegId);
	const known = digests.get(body);
	if (known?.register === register) return known.key;
	return shorten(createHash('sha256').update(JSON.stringify([register, body])));
}

/** Prepares the keys of long documents that have nothing else to tell them apart, so that none blocks the event loop. */
export async function prepareKeys(envelopes: readonly IDataObject[], kktRegId = ''): Promise<void> {
	const turn = new Turn();
	for (const envelope of envelopes) {
		if (turn.isOver) await turn.end();
		const { body } = openEnvelope(envelope);
		if (statedKey(body, kktRegId) || !isLong(body)) continue;
		const register = registerOf(body, kktRegId);
		const digest = createHash('sha256');
		for (const piece of jsonPieces([register, body])) {
			digest.update(piece);
			if (turn.isOver) await turn.end();
		}
		digests.set(body, { register, key: shorten(digest) });
	}
}

/** Returns the numbers of a document, as far as the service sent them. */
function numbersOf(body: IDataObject): Pick<FiscalDocument, 'fn' | 'fd'> {
	const number = Number(body.fiscalDocumentNumber ?? undefined);
	const fd = Number.isInteger(number) && number > 0 ? number : undefined;
	return { fn: trimmed(body.fiscalDriveNumber), fd };
}

/** Opens an envelope without making a key. */
export function openDocument(envelope: IDataObject): Pick<FiscalDocument, 'body' | 'fn' | 'fd'> {
	const { body } = openEnvelope(envelope);
	return { body, ...numbersOf(body) };
}

/** Opens `{ "<kind>": { ...document } }`. @param kktRegId of the register that was asked for */
export function keyDocument(envelope: IDataObject, kktRegId?: string): NumberedDocument {
	const { kind, body, extra } = openEnvelope(envelope);
	const { fn, fd } = numbersOf(body);
	return { kind, body, extra, fn, fd, key: keyOf(body, kktRegId) };
}

/**
 * Reads `{ "<kind>": { ...document } }`, including what the trigger needs to tell whether the document is new.
 * @param kktRegId of the register that was asked for
 * Source: Kontur.OFD documentation, "Structures" (padding of kktRegId and fiscalDriveNumber) and "documents/by-period".
 */
export function readDocument(envelope: IDataObject, kktRegId?: string): FiscalDocument {
	const { kind, body, extra } = openEnvelope(envelope);
	const { fn, fd } = numbersOf(body);
	return { kind, body, extra, fn, fd, key: keyOf(body, kktRegId), dateTime: parseWallTime(body.dateTime) };
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
