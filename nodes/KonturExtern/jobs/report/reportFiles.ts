import { createHash } from 'crypto';
import type { OperationContext } from '../../../shared/catalog';
import { kindOf, UNKNOWN } from '../../../shared/formats/fileKind';
import { listOf, orNothing } from '../../api/parameters';
import { refusal } from '../../api/refusal';
import { HEAD, isReportName, readFacts, type ReportFacts } from './reportFacts';

/** A report file with its recognized type and facts, read once. */
export interface ReportFile {
	/** Binary field of the item. */
	field: string;
	fileName: string;
	contentType: string;
	/** URN, for a file that Kontur does not recognize. */
	type?: string;
	/** Bytes. */
	size: number;
	/** Hexadecimal. */
	sha256: string;
	facts: ReportFacts;
	open: () => Promise<AsyncIterable<Uint8Array>>;
}

/** What the user says about a file; takes precedence over the file itself. */
export interface FileDetails {
	binaryPropertyName?: string;
	fileName?: string;
	type?: string;
}

/** Kontur.Extern documentation, "Contents service": the largest content, in bytes. */
const LARGEST = 30 * 1024 ** 3;

/**
 * For `.catch`: puts the subject in front of an error text.
 * @param known other subjects that the text may already start with
 */
export const about =
	(subject: string, ...known: readonly string[]) =>
	(error: unknown): never => {
		// A copy would lose the advice, status and item of an n8n error.
		if (error instanceof Error && ![subject, ...known].some((name) => error.message.startsWith(name))) {
			error.message = `${subject}: ${error.message}`;
		}
		throw error;
	};

/** Names several files in one error, or the only file. */
export const nameAll = (names: readonly string[]): string =>
	names.length === 1 ? names[0] : `${names.length} files (${names[0]} and others)`;

/** Returns the beginning of a file for `readFacts`, and the hexadecimal hash of the whole file. */
export async function scan(chunks: AsyncIterable<Uint8Array>): Promise<{ head: Buffer; sha256: string }> {
	const hash = createHash('sha256');
	let head = Buffer.alloc(0);
	for await (const chunk of chunks) {
		hash.update(chunk);
		if (head.length < HEAD) head = Buffer.concat([head, chunk.subarray(0, HEAD - head.length)]);
	}
	return { head, sha256: hash.digest('hex') };
}

type Context = Pick<OperationContext<unknown>, 'input' | 'readBinary'>;

/**
 * Returns the named binary fields, or for `*` all fields of the item except the given ones.
 * @throws UserError when there are none
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
	throw refusal('The item has no file to send', 'Check Input Binary Fields and the previous node.');
}

/**
 * Reads a file of the item and recognizes it.
 * @throws UserError naming a file that is empty, too large, or in an encoding that the tax office does not accept
 */
export async function readReportFile(
	{ readBinary }: Context,
	field: string,
	details: FileDetails = {},
): Promise<ReportFile> {
	const file = await readBinary(field);
	const given = orNothing(details.fileName) ?? orNothing(file.fileName);
	const subject = given ?? `The file in the field "${field}"`;
	if (file.size === 0) {
		throw refusal(
			`${subject}: the file is empty`,
			'Kontur does not accept empty files. Check the previous node.',
		);
	}
	if (file.size > LARGEST) {
		throw refusal(
			`${subject}: the file is larger than 30 GB`,
			'Kontur does not accept larger files. Send it in parts.',
		);
	}
	const { head, sha256 } = await scan(await file.open());
	const facts = readFacts(given ?? '', head);
	const fileName =
		orNothing(details.fileName) ??
		// The tax office expects the name inside the file.
		(facts.fileId && !isReportName(given ?? '') ? `${facts.fileId}.xml` : given);
	if (!fileName) throw refusal(`${subject} has no name`, 'Name it as the authority prescribes.');
	if (facts.problem) {
		throw refusal(
			`${fileName}: the file ${facts.problem}; the tax office accepts only windows-1251`,
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
