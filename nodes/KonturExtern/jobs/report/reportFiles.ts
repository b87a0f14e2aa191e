import { createHash } from 'crypto';
import type { OperationContext } from '../../../shared/catalog';
import { EndsOfFile, judgeByContent } from '../../../shared/formats/contentCheck';
import { kindOfFile, KINDS, mimeTypeOf, UNKNOWN, type FileKind } from '../../../shared/formats/fileKind';
import { nameToSend } from '../../../shared/formats/reports/names';
import { Recognizer } from '../../../shared/formats/reports/recognize';
import type { Recognition } from '../../../shared/formats/reports/types';
import { chunked } from '../../../shared/gost';
import { t } from '../../../shared/language';
import { listOf, orNothing } from '../../api/parameters';
import { refusal } from '../../api/refusal';
import { asWindows1251, convertibleFrom } from '../draft';

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
	facts: Recognition;
	/** What to do about a content that contradicts the name. */
	contentAdvice?: string;
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

/** Names several files in one error, or the only file. */
export const nameAll = (names: readonly string[]): string =>
	names.length === 1 ? names[0] : t`${names.length} files (${names[0]} and others)`;

/**
 * Reads a file once.
 * @returns its kind, the size and hexadecimal hash of all of it, and what it is as a report
 */
export async function scan(
	fileName: string,
	chunks: AsyncIterable<Uint8Array>,
): Promise<{ kind: FileKind; size: number; sha256: string; facts: Recognition }> {
	const hash = createHash('sha256');
	const recognizer = new Recognizer(fileName);
	const ends = new EndsOfFile();
	let size = 0;
	for await (const chunk of chunked(chunks)) {
		hash.update(chunk);
		size += chunk.length;
		recognizer.write(chunk);
		ends.add(chunk);
	}
	return { kind: kindOfFile(ends.seen()), size, sha256: hash.digest('hex'), facts: recognizer.end() };
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
	throw refusal(t`The item has no file to send`, t`Check Input Binary Fields and the previous node.`);
}

/** Reads a file of the item and recognizes it, whatever is wrong with it. */
export async function recognizeFile(
	{ readBinary }: Context,
	field: string,
	details: FileDetails = {},
): Promise<ReportFile> {
	const file = await readBinary(field);
	const given = orNothing(details.fileName) ?? orNothing(file.fileName) ?? '';
	if (file.size > LARGEST) {
		throw refusal(
			t`${given || t`The file in the field "${field}"`}: the file is larger than 30 GB`,
			t`Kontur does not accept larger files. Send it in parts.`,
		);
	}
	const { kind, sha256, facts } = await scan(given, await file.open());
	const named = orNothing(details.fileName) ?? nameToSend(given, facts.fileId);
	const judged = judgeByContent(named, kind);
	const fileName = named && 'fileName' in judged ? judged.fileName : named;
	const problems = file.size === 0 ? [t`is empty`] : 'problem' in judged ? [judged.problem] : facts.problems;
	return {
		field,
		fileName,
		contentType: kind === UNKNOWN ? file.mimeType || kind.mimeType : mimeTypeOf(kind, fileName),
		type: orNothing(details.type) ?? facts.type,
		size: file.size,
		sha256,
		facts: { ...facts, problems, isArchive: kind === KINDS.zip || undefined },
		contentAdvice: 'problem' in judged ? judged.advice : undefined,
		open: file.open,
	};
}

const CONVERT = t`Save the file in windows-1251, with encoding="windows-1251" in its first line, or turn on the option Convert to Windows-1251.`;

/** Converts a file that is sound but not in windows-1251; what is signed and sent is the converted one. */
async function converted(file: ReportFile): Promise<ReportFile> {
	const from = convertibleFrom(file.facts.inspected);
	if (!from) return file;
	const { first, again, requireFit } = asWindows1251(file.fileName, from, file.open);
	const { size, sha256, facts } = await scan(file.fileName, await first());
	requireFit();
	return { ...file, size, sha256, facts, open: again };
}

/**
 * Reads a file of the item and recognizes it.
 * @param convert whether to convert a file for the tax office to windows-1251
 * @throws UserError naming a file that is empty, too large, damaged, or in an encoding that the tax office does not accept
 */
export async function readReportFile(
	context: Context,
	field: string,
	details: FileDetails = {},
	convert = false,
): Promise<ReportFile> {
	const read = await recognizeFile(context, field, details);
	const file = convert && read.facts.encodingProblem ? await converted(read) : read;
	const { fileName, facts } = file;
	const subject = fileName || t`The file in the field "${field}"`;
	const [problem] = facts.problems;
	if (problem === undefined && fileName) return file;
	if (problem === undefined)
		throw refusal(t`${subject} has no name`, t`Name it as the authority prescribes.`);
	if (file.size === 0) {
		throw refusal(
			t`${subject}: the file is empty`,
			t`Kontur does not accept empty files. Check the previous node.`,
		);
	}
	if (file.contentAdvice !== undefined) throw refusal(t`${subject}: the file ${problem}`, file.contentAdvice);
	const { authority, encodingProblem } = facts;
	if (encodingProblem) {
		const demand = authority === 'taxOffice' ? t`; the tax office accepts only windows-1251` : '';
		const advice =
			authority === 'taxOffice' && convertibleFrom(facts.inspected) ? CONVERT : encodingProblem.advice;
		throw refusal(t`${subject}: the file ${encodingProblem.text}${demand}`, advice);
	}
	throw refusal(
		t`${subject}: the file ${problem}`,
		t`Export it again from the program that made it, and check the previous node.`,
	);
}
