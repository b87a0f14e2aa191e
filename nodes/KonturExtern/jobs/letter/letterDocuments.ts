import { createHash } from 'crypto';
import { once, type BinaryInput, type OperationContext } from '../../../shared/catalog';
import { checkFile } from '../../../shared/formats/contentCheck';
import { encodeWindows1251, misfitList, type Misfit } from '../../../shared/formats/encoding';
import { t } from '../../../shared/language';
import { orNothing } from '../../api/parameters';
import { about, refusal } from '../../api/refusal';
import type { BuilderDocument } from '../builder';
import { fieldNames } from '../report';

/** A file that goes with a letter. */
export interface Attachment extends BinaryInput {
	field: string;
	/** Hexadecimal. */
	sha256: string;
}

type Context = Pick<OperationContext<unknown>, 'input' | 'readBinary'>;

// Kontur.Extern documentation, "Limits": letters to the tax office.
const LARGEST = 4 * 1024 * 1024;
const LISTED = 5;

async function hashOf(file: BinaryInput): Promise<string> {
	const hash = createHash('sha256');
	for await (const chunk of await file.open()) hash.update(chunk);
	return hash.digest('hex');
}

async function readAttachment({ readBinary }: Context, field: string): Promise<Attachment> {
	const file = await readBinary(field);
	const { fileName, contentType } = await checkFile(file, { field, mayBeUnknown: true });
	if (file.size > LARGEST) {
		throw refusal(
			t`${fileName}: the file is larger than 4 MB`,
			t`The tax office does not accept larger attachments of letters. Split the file, or scan in gray at 150 to 300 dpi.`,
		);
	}
	return { ...file, fileName: fileName || field, mimeType: contentType, field, sha256: await hashOf(file) };
}

/**
 * Reads the attachments of a letter.
 * @throws UserError naming a file that is empty, too large, or not what its name says
 */
export async function readAttachments(context: Context, fields: string | undefined): Promise<Attachment[]> {
	if (!orNothing(fields)) return [];
	const files: Attachment[] = [];
	for (const field of fieldNames(context, fields, [])) {
		files.push(await readAttachment(context, field).catch(about(field)));
	}
	return files;
}

/**
 * Encodes the text of a letter as the tax office reads it.
 * @throws UserError with the characters that windows-1251 lacks, or for an empty text
 */
export function letterText(text: string): Buffer {
	if (!orNothing(text)) throw refusal(t`The letter has no text`, t`Fill in Text.`);
	const misfits: Misfit[] = [];
	const bytes = encodeWindows1251(text, (misfit) => misfits.push(misfit));
	if (misfits.length > 0) {
		throw refusal(
			t`The text has characters that the tax office cannot read: ${misfitList(misfits, misfits.length, LISTED)}`,
			t`Letters are encoded in windows-1251. Replace these characters.`,
		);
	}
	return Buffer.from(bytes);
}

/**
 * Describes a letter to a drafts builder: its text, which Kontur puts into the letter itself, and a document for each
 * attachment.
 * Source: Kontur.Extern documentation, "Drafts builder", `builder-data` of letters.
 */
export const letterDocuments = (text: Buffer, attachments: readonly Attachment[]): BuilderDocument[] => [
	{
		data: { type: 'letter' },
		files: [
			{
				fileName: 'letter.txt',
				mimeType: 'text/plain',
				size: text.length,
				open: async () => once(text),
				bytes: async () => text,
			},
		],
		isMerged: true,
	},
	...attachments.map((file, index) => ({
		data: { type: 'attachment' },
		files: [{ ...file, data: { 'attachment-file-order': index + 1 } }],
	})),
];
