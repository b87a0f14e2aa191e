import { readUtc, readWall } from './wallTime';

type Fields = Readonly<Record<string, unknown>>;

/** A fiscal document out of an answer of Kontur.OFD. */
export interface FiscalDocument {
	/** The key of its envelope: `receipt`, `closeShift` ... Kinds that are not known yet stay what they are. */
	kind: string;
	/** Its fields as they came. */
	body: Fields;
	/** What stands beside it in the envelope; the documentation knows of nothing. */
	beside?: Fields;
	/** Serial number of the fiscal drive, without padding; '' when the service left it out. */
	fn: string;
	/** Number of the document in its drive; undefined when the service left it out. */
	fd: number | undefined;
	/**
	 * `fn:fd`, stable for ever and unique over all registers: serial numbers of drives are unique, and a drive
	 * numbers its documents. The ID stands in where a number is missing.
	 */
	key: string;
	/** Wall time of the register when it was printed. */
	dateTime: string | undefined;
}

/** A document and its key: what an item is made of. */
export type KeyedDocument = Pick<FiscalDocument, 'kind' | 'body' | 'beside' | 'key'>;

const trimmed = (value: unknown) => (typeof value === 'string' ? value.trim() : '');

const isFields = (value: unknown): value is Fields =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

type Opened = Pick<FiscalDocument, 'kind' | 'body' | 'beside'>;

/** The name of the only member; undefined when there are others, or none. */
function onlyName(envelope: Fields): string | undefined {
	let only: string | undefined;
	for (const name in envelope) {
		if (only !== undefined) return undefined;
		only = name;
	}
	return only;
}

function openWithOthers(envelope: Fields): Opened {
	const members = Object.entries(envelope).filter((member): member is [string, Fields] =>
		isFields(member[1]),
	);
	const isDocument = ([, value]: [string, Fields]) =>
		'fiscalDocumentNumber' in value || 'fiscalDriveNumber' in value;
	const [kind, body] = members.find(isDocument) ?? members[0] ?? ['', envelope];
	const others = Object.entries(envelope).filter(([name]) => kind !== '' && name !== kind);
	return { kind, body, beside: others.length > 0 ? Object.fromEntries(others) : undefined };
}

function openEnvelope(envelope: Fields): Opened {
	const kind = onlyName(envelope);
	const body = kind === undefined ? undefined : envelope[kind];
	return kind !== undefined && isFields(body) ? { kind, body, beside: undefined } : openWithOthers(envelope);
}

/** Empty when there is none: the service also answers with a GUID of zeros. */
function idOf({ id }: Fields): string {
	const text = trimmed(id);
	return /^[0-]*$/.test(text) ? '' : text;
}

function numbersOf(body: Fields): Pick<FiscalDocument, 'fn' | 'fd' | 'key'> {
	const fn = trimmed(body.fiscalDriveNumber);
	const number = Number(body.fiscalDocumentNumber ?? undefined);
	const fd = Number.isInteger(number) && number > 0 ? number : undefined;
	return { fn, fd, key: fn && fd !== undefined ? `${fn}:${fd}` : idOf(body) };
}

/** Opens `{ "<kind>": { ...document } }`. */
export function keyDocument(envelope: Fields): KeyedDocument {
	const { kind, body, beside } = openEnvelope(envelope);
	return { kind, body, beside, key: numbersOf(body).key };
}

/**
 * Reads `{ "<kind>": { ...document } }`.
 * Source: Kontur.OFD documentation, "Structures" (padding of kktRegId and fiscalDriveNumber) and "documents/by-period".
 */
export function readDocument(envelope: Fields): FiscalDocument {
	const { kind, body, beside } = openEnvelope(envelope);
	const { fn, fd, key } = numbersOf(body);
	return { kind, body, beside, fn, fd, key, dateTime: readWall(body.dateTime) };
}

/**
 * Unix milliseconds when Kontur.OFD accepted a document; undefined in answers of before 2026. Read only where it
 * matters: lists are long.
 */
export const acceptedAt = ({ body }: Pick<FiscalDocument, 'body'>) => readUtc(body.receiveDateTimeUtc);
