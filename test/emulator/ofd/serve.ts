import { ZERO_GUID } from './request/guid';
import type { Drive, FiscalDocument, Json, JsonObject, Organization, Register, Switches } from './types';

const FAR_FUTURE = '9999-12-31T23:59:59';
const FAR_PAST = '0001-01-01T00:00:00';
const SALES: ReadonlySet<string> = new Set(['receipt', 'receiptCorrection', 'bso', 'bsoCorrection']);
const VAT_OF_2026 = /^nds(Calculated)?(22|7|5)$/;

export function isVisible(document: FiscalDocument, now: number): boolean {
	return document.receivedAt !== null && document.receivedAt <= now;
}

/** Every document the server has, drive after drive, by number inside a drive. */
export function visibleDocuments(register: Register, now: number): FiscalDocument[] {
	return register.drives.flatMap((drive) => drive.documents.filter((document) => isVisible(document, now)));
}

function receivedText(receivedAt: number, format: Switches['receivedFormat']): string {
	const iso = new Date(receivedAt).toISOString();
	if (format === 'plain') return iso.slice(0, 19);
	if (format === 'z') return `${iso.slice(0, 19)}Z`;
	return `${iso.slice(0, 23)}4567Z`;
}

/** FFD numbers both lists from one and leaves a gap before marked goods. */
function toFfd(item: JsonObject): JsonObject {
	const result = { ...item };
	if (typeof item.paymentMode === 'number') result.paymentMode = item.paymentMode + 1;
	if (typeof item.paymentSubject === 'number') {
		result.paymentSubject = item.paymentSubject + (item.paymentSubject >= 27 ? 3 : 1);
	}
	return result;
}

function without2026(body: JsonObject): JsonObject {
	const kept = Object.entries(body).filter(
		([key]) => !VAT_OF_2026.test(key) && key !== 'ndsType' && key !== 'internetSignForMarking',
	);
	return Object.fromEntries(kept);
}

function mapItems(body: JsonObject, change: (item: JsonObject) => JsonObject): JsonObject {
	const result = { ...body };
	for (const key of ['items', 'stornoItems']) {
		const list = body[key];
		if (!Array.isArray(list)) continue;
		result[key] = list.map((item): Json => {
			const isItem = typeof item === 'object' && item !== null && !Array.isArray(item);
			return isItem ? change(item) : item;
		});
	}
	return result;
}

export const isWithoutNumbers = ({ fd }: FiscalDocument, { blankEvery }: Register): boolean =>
	blankEvery > 0 && fd % blankEvery === 0;

/** The document as an answer carries it: one object whose only key is the kind. */
export function serveDocument(document: FiscalDocument, register: Register, switches: Switches): JsonObject {
	let { body } = document;
	if (switches.ffdCodes) body = mapItems(body, toFfd);
	if (switches.d22) body = mapItems(without2026(body), without2026);
	const full: JsonObject = { ...body, dateTime: document.dateTime };
	if (!switches.d22) {
		full.receiveDateTimeUtc =
			document.receivedAt === null ? '' : receivedText(document.receivedAt, switches.receivedFormat);
	}
	const isBlank = isWithoutNumbers(document, register);
	full.kktRegId = isBlank ? ' ' : register.regNumber.padEnd(20);
	full.fiscalDriveNumber = isBlank ? ' ' : document.fn.padEnd(16);
	full.fiscalDocumentNumber = document.fd;
	full.id = switches.zeroId ? ZERO_GUID : (body.id ?? document.id);
	return { [document.kind]: full };
}

export function serveOrganization(organization: Organization): JsonObject {
	const { id, inn, kpp, ogrn, shortName, fullName } = organization;
	return kpp === null ? { id, inn, ogrn, shortName, fullName } : { id, inn, kpp, ogrn, shortName, fullName };
}

function serveDrive(drive: Drive, now: number): JsonObject {
	const first = drive.documents.find((document) => isVisible(document, now));
	return { fiscalDriverNumber: drive.fn, earliestDocumentTimestamp: first?.dateTime ?? null };
}

interface Latest {
	document: string | null;
	sale: string | null;
}

function latestOf(drive: Drive, now: number): Latest {
	const found: Latest = { document: null, sale: null };
	for (const one of drive.documents) {
		const { dateTime, kind } = one;
		const isLater = (found.document ?? '') < dateTime;
		if ((!isLater && (found.sale ?? '') >= dateTime) || !isVisible(one, now)) continue;
		if (isLater) found.document = dateTime;
		if (SALES.has(kind) && (found.sale ?? '') < dateTime) found.sale = dateTime;
	}
	return found;
}

interface Remembered extends Latest {
	documents: number;
	moves: number;
	/** Validity of the entry, until the next arrival. */
	from: number;
	until: number;
}

const remembered = new WeakMap<Drive, Remembered>();

/** Cached, because every poll requests the list and a drive may have thousands of documents. */
function latestOnce(drive: Drive, now: number): Latest {
	const { documents, moves } = drive;
	const known = remembered.get(drive);
	const isKnown = known?.documents === documents.length && known.moves === moves;
	if (isKnown && known.from <= now && now < known.until) return known;
	let until = Infinity;
	for (const { receivedAt } of documents) {
		if (receivedAt !== null && receivedAt > now && receivedAt < until) until = receivedAt;
	}
	const found = { ...latestOf(drive, now), documents: documents.length, moves, from: now, until };
	remembered.set(drive, found);
	return found;
}

const later = (a: string | null, b: string | null) => ((a ?? '') < (b ?? '') ? b : a);

const latest = ({ drives }: Register, now: number): Latest =>
	drives
		.map((drive) => latestOnce(drive, now))
		.reduce<Latest>((a, b) => ({ document: later(a.document, b.document), sale: later(a.sale, b.sale) }), {
			document: null,
			sale: null,
		});

function permission(value: string | null, far: string, switches: Switches): Json | undefined {
	if (value !== null) return value;
	if (switches.unlimited === 'absent') return undefined;
	return switches.unlimited === 'far' ? far : null;
}

export function serveRegister(register: Register, now: number, switches: Switches): JsonObject {
	// The operator learns of a drive from its first document; before that only the first drive is on record.
	const known = register.drives.filter(
		(drive, index) => index === 0 || drive.documents.some((document) => isVisible(document, now)),
	);
	const answer: JsonObject = {
		regNumber: register.regNumber,
		serialNumber: register.serialNumber,
		address: register.addresses[register.addresses.length - 1].address,
		addresses: register.addresses.map(({ address, startDate }) => ({ address, startDate })),
		name: register.name,
		modelName: register.modelName,
	};
	if (register.kpp !== null) answer.kpp = register.kpp;
	if (!switches.d22) {
		const last = latest(register, now);
		answer.lastDocumentTimestamp = last.document;
		answer.lastCashReceiptTimestamp = last.sale;
	}
	if (known.length > 0) answer.fiscalDrive = serveDrive(known[known.length - 1], now);
	answer.fiscalDrives = known.map((drive) => serveDrive(drive, now));
	answer.salesPointName = register.salesPointName;
	const from = permission(register.permissionFrom, FAR_PAST, switches);
	const to = permission(register.permissionTo, FAR_FUTURE, switches);
	if (from !== undefined) answer.permissionFrom = from;
	if (to !== undefined) answer.permissionTo = to;
	return answer;
}
