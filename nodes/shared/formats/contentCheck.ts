import { UserError } from 'n8n-workflow';
import { safeFileName } from '../foreign';
import { t } from '../language';
import { HEAD, kindOfFile, mimeTypeOf, TAIL } from './fileKind';
import type { Seen } from './kinds/damage';
import { endingOf, fits, isKnownEnding } from './kinds/endings';
import { KINDS, type FileKind } from './kinds/table';

export type { Seen } from './kinds/damage';

/** Keeps the beginning and the end of a file that is read chunk by chunk. */
export class EndsOfFile {
	private readonly first: Buffer[] = [];
	private readonly last: Buffer[] = [];
	private firstLength = 0;
	private lastLength = 0;
	private size = 0;

	add(chunk: Uint8Array): void {
		this.size += chunk.length;
		if (this.firstLength < HEAD) {
			const part = Buffer.from(chunk.subarray(0, HEAD - this.firstLength));
			this.first.push(part);
			this.firstLength += part.length;
		}
		const part = Buffer.from(chunk.subarray(Math.max(0, chunk.length - TAIL)));
		this.last.push(part);
		this.lastLength += part.length;
		while (this.lastLength - this.last[0].length >= TAIL) this.lastLength -= this.last.shift()?.length ?? 0;
	}

	seen(): Seen {
		const tail = Buffer.concat(this.last);
		return {
			head: Buffer.concat(this.first),
			tail: tail.subarray(Math.max(0, tail.length - TAIL)),
			size: this.size,
		};
	}
}

/** Larger files are judged by their beginning, so that they are not read twice. */
const READ_WHOLE = 16 * 1024 * 1024;

/** A file that can be read from its beginning. */
interface Readable {
	fileName: string;
	mimeType: string;
	size: number;
	open: (chunk?: number) => Promise<AsyncIterable<Uint8Array>>;
}

/** Recognizes a file; a large one by its beginning alone. */
async function recognizeFile(file: Readable): Promise<FileKind> {
	const isRead = file.size <= READ_WHOLE;
	const ends = new EndsOfFile();
	const chunks = await file.open(HEAD);
	for await (const chunk of chunks) {
		ends.add(chunk);
		if (!isRead && ends.seen().head.length >= HEAD) break;
	}
	const seen = ends.seen();
	return kindOfFile(isRead ? seen : { head: seen.head, size: file.size });
}

/** Endings of content that no mark identifies for certain. */
const VAGUE: ReadonlySet<string> = new Set(
	'sig sgn sign p7s enc encr encrypted der key p8 pk8 cms sys ocx db pub mpp vsd wps et dps wiz map prn log ai config plist tar com 3gp qt mov m4a'.split(
		' ',
	),
);

const KEYS: readonly FileKind[] = [KINDS.pfx, KINDS.privateKey];
const isKey = (kind: FileKind): boolean => KEYS.includes(kind) || kind.isPrivateKey === true;

/** Returns why a file cannot go anywhere under its name, as the rest of a sentence; undefined if it can. */
function contradiction(ending: string, kind: FileKind): string | undefined {
	if (isKey(kind)) return t`is ${kind.name}`;
	if (kind === KINDS.unknown) {
		const isOpen = !isKnownEnding(ending) || VAGUE.has(ending);
		return isOpen
			? undefined
			: t`does not have the content of a .${ending} file; it is damaged or of an unknown kind`;
	}
	// Damaged, or an empty value: no name makes it right.
	if (kind.endings.length === 0) return t`is ${kind.name}`;
	if (isKnownEnding(ending)) {
		return fits(kind, ending) ? undefined : t`is ${kind.name}, although its name ends in .${ending}`;
	}
	// Without an ending, what only tools produce is a mistake.
	return ending === '' && kind.advice !== undefined && kind !== KINDS.zip ? t`is ${kind.name}` : undefined;
}

function adviceFor(name: string, kind: FileKind): string {
	if (kind.advice) return kind.advice;
	const [ending] = kind.endings;
	if (!ending || kind === KINDS.text)
		return t`Check the node that creates the file, and load it again as binary.`;
	const stem = name.replace(/\.[^.]*$/, '');
	return t`Choose the right file, or rename this one to ${stem}.${ending} if it is the right one.`;
}

/** What an authority accepts. */
export interface Accepted {
	kinds: readonly FileKind[];
	/** Endings under which it accepts them; the first that fits replaces another right one. */
	endings: readonly string[];
	/** Why it refuses others, as the rest of a sentence. */
	refusal: string;
	advice: string;
}

interface NameOptions {
	/** Refuses other kinds. */
	accepted?: Accepted;
	/** Also takes a CMS message under the name of the file in it. */
	mayBeEncrypted?: boolean;
}

/**
 * Names a file by its content: a name without an ending gets one, a right ending stays.
 * @returns why the content contradicts the name, as the rest of a sentence that begins with "the file", or the name
 */
export function judgeByContent(
	fileName: string,
	kind: FileKind,
	{ accepted, mayBeEncrypted = false }: NameOptions = {},
): { fileName: string } | { problem: string; advice: string } {
	const ending = endingOf(fileName);
	if (mayBeEncrypted && (kind === KINDS.encrypted || kind === KINDS.cms)) return { fileName };
	const isAccepted = !accepted || accepted.kinds.includes(kind);
	const problem =
		contradiction(ending, kind) ?? (isAccepted ? undefined : t`is ${kind.name}, ${accepted.refusal}`);
	if (problem !== undefined) {
		const advice = isAccepted ? adviceFor(fileName, kind) : `${accepted.advice} ${kind.advice ?? ''}`.trim();
		return { problem, advice };
	}
	const stem = fileName.trimEnd();
	const [first] = accepted?.endings.filter((one) => fits(kind, one)) ?? kind.endings;
	if (ending === '' || (accepted && !isKnownEnding(ending))) {
		return { fileName: first === undefined ? fileName : safeFileName(`${stem}.${first}`) };
	}
	if (!accepted || accepted.endings.includes(ending)) return { fileName };
	return { fileName: `${stem.slice(0, -ending.length)}${first}` };
}

/**
 * Names a file by its content, like `judgeByContent`.
 * @throws UserError naming the file and its kind when name and content contradict each other
 */
export function nameByContent(fileName: string, kind: FileKind, options: NameOptions = {}): string {
	const judged = judgeByContent(fileName, kind, options);
	if ('fileName' in judged) return judged.fileName;
	throw new UserError(t`${fileName}: the file ${judged.problem}`, { description: judged.advice });
}

interface CheckOptions {
	/** The name that the user gives the file. */
	fileName?: string;
	/** Names a file without a name in errors. */
	field: string;
	mayBeEncrypted?: boolean;
	/** Also takes what nothing identifies under any name: text, and bytes of no known kind. */
	mayBeUnknown?: boolean;
}

/**
 * Checks a file before it is uploaded, and names it by its content.
 * @returns the name, or an empty string for a file without one, and the media type
 * @throws UserError as `nameByContent`, or for an empty file
 */
export async function checkFile(
	file: Readable,
	{ fileName = file.fileName, field, mayBeEncrypted, mayBeUnknown = false }: CheckOptions,
): Promise<{ fileName: string; contentType: string }> {
	const subject = fileName || t`The file in the field "${field}"`;
	if (file.size === 0) {
		throw new UserError(t`${subject}: the file is empty`, {
			description: t`Kontur does not accept empty files. Check the previous node.`,
		});
	}
	const kind = await recognizeFile(file);
	const isTaken = mayBeUnknown && (kind === KINDS.unknown || kind === KINDS.text);
	const named = isTaken ? subject : nameByContent(subject, kind, { mayBeEncrypted });
	const isOpen = kind === KINDS.unknown || kind === KINDS.text || kind === KINDS.zipBased;
	const isSaid = file.mimeType !== '' && file.mimeType !== 'application/octet-stream';
	const isKept = isSaid && (isOpen || (kind === KINDS.xml && /[/+]xml$/.test(file.mimeType)));
	return { fileName: fileName && named, contentType: isKept ? file.mimeType : mimeTypeOf(kind, named) };
}
