import { createHash } from 'crypto';
import { UserError } from 'n8n-workflow';
import type { OperationContext } from '../../../shared/catalog';
import { kindOf, UNKNOWN } from '../../../shared/formats/fileKind';
import { listOf, orNothing } from '../../api/parameters';
import { HEAD, isReportName, readFacts, type ReportFacts } from './reportFacts';

/** A file of a report, read once for what it is and what it says. */
export interface ReportFile {
	/** Binary field of the item. */
	field: string;
	fileName: string;
	contentType: string;
	/** URN, where Kontur has to be told. */
	type?: string;
	/** Bytes. */
	size: number;
	/** Of the content, in hex. */
	sha256: string;
	facts: ReportFacts;
	open: () => Promise<AsyncIterable<Uint8Array>>;
}

/** What the user says of a file, in place of what it says itself. */
export interface FileDetails {
	binaryPropertyName?: string;
	fileName?: string;
	type?: string;
}

/** Kontur.Extern documentation, "Contents service": the largest content, in bytes. */
const LARGEST = 30 * 1024 ** 3;

/**
 * For `.catch`: puts the file that an error is about in front of its text.
 * @param known subjects that the text may begin with already
 */
export const about =
	(subject: string, ...known: readonly string[]) =>
	(error: unknown): never => {
		// A copy would lose what n8n shows of its own errors: their advice, status and item.
		if (error instanceof Error && ![subject, ...known].some((name) => error.message.startsWith(name))) {
			error.message = `${subject}: ${error.message}`;
		}
		throw error;
	};

/** One error for several files, or the only file's name. */
export const nameAll = (names: readonly string[]): string =>
	names.length === 1 ? names[0] : `${names.length} files (${names[0]} and others)`;

/** The beginning of a file for `readFacts`, and the hash of all of it, in hex. */
export async function scan(chunks: AsyncIterable<Uint8Array>): Promise<{ head: Buffer; sha256: string }> {
	const hash = createHash('sha256');
	let head = Buffer.alloc(0);
	for await (const chunk of chunks) {
		hash.update(chunk);
		if (head.length < HEAD) head = Buffer.concat([head, chunk.subarray(0, HEAD - head.length)]);
	}
	return { head, sha256: hash.digest('hex') };
}

const refuse = (message: string, advice: string) => new UserError(message, { description: advice });

type Context = Pick<OperationContext<unknown>, 'input' | 'readBinary'>;

/**
 * The names of binary fields that the user means: some, or with `*` all of the item but the excepted ones.
 * @throws UserError when there is none
 */
export function fieldNames(
	{ input }: Pick<Context, 'input'>,
	given: unknown,
	except: readonly string[] = [],
) {
	const named = listOf(given);
	const names = named.includes('*')
		? Object.keys(input.binary ?? {}).filter((name) => !except.includes(name))
		: [...new Set(named)];
	if (names.length > 0) return names;
	throw refuse('The item has no file to send', 'Check Input Binary Fields and the node before this one.');
}

/**
 * Reads a file of the item and recognizes what it is.
 * @throws UserError with the file's name: empty, too large, of an encoding that the tax office does not take
 */
export async function readReportFile(
	{ readBinary }: Context,
	field: string,
	details: FileDetails = {},
): Promise<ReportFile> {
	const file = await readBinary(field);
	const given = orNothing(details.fileName) ?? orNothing(file.fileName);
	const subject = given ?? `File of the field "${field}"`;
	if (file.size === 0) {
		throw refuse(
			`${subject}: the file is empty`,
			'Kontur takes no empty files; check the node before this one.',
		);
	}
	if (file.size > LARGEST) {
		throw refuse(
			`${subject}: the file is larger than 30 GB`,
			'Kontur takes no larger files. Send it in parts.',
		);
	}
	const { head, sha256 } = await scan(await file.open());
	const facts = readFacts(given ?? '', head);
	const fileName =
		orNothing(details.fileName) ??
		// The tax office goes by the name that the file gives itself.
		(facts.fileId && !isReportName(given ?? '') ? `${facts.fileId}.xml` : given);
	if (!fileName) throw refuse(`${subject} has no name`, 'Give it the name that the authority prescribes.');
	if (facts.problem) {
		throw refuse(
			`${fileName}: the file ${facts.problem}; the tax office takes windows-1251 only`,
			'Save the file in windows-1251, with encoding="windows-1251" in its first line.',
		);
	}
	const kind = kindOf(head);
	return {
		field,
		fileName,
		contentType: kind === UNKNOWN ? file.mimeType || kind.mimeType : kind.mimeType,
		type: orNothing(details.type) ?? facts.type,
		size: file.size,
		sha256,
		facts,
		open: file.open,
	};
}
