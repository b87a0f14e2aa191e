import { t } from '../../language';
import { shownEncoding, type Encoding } from './codePages';

/** What is wrong with the encoding of a file. */
export interface EncodingProblem {
	/**
	 * `mojibake`: letters became others; `lost`: letters became replacement signs; `mixed`: parts in another encoding;
	 * `invalid`: broken characters; `declaration`: the file is sound, its first line is wrong.
	 */
	kind: 'declaration' | 'invalid' | 'lost' | 'mixed' | 'mojibake';
	/** The rest of a sentence that begins with "the file". */
	text: string;
	/** A sentence. */
	advice: string;
}

const AS_BINARY = t`Read the original file as binary data in n8n, not as text, and pass it on unchanged (HTTP Request: Response Format File).`;
const SAVE_AGAIN = t`Save the file again in the program that made it.`;

/** Text that was decoded with the wrong encoding and saved. */
export const mojibake = (original: string, readAs: string, savedAs: Encoding): EncodingProblem => ({
	kind: 'mojibake',
	text: t`was in ${shownEncoding(original)}, but was read as ${shownEncoding(readAs)} and saved as ${shownEncoding(savedAs)}, so its letters are wrong`,
	advice: AS_BINARY,
});

export const lost = (savedAs: Encoding): EncodingProblem => ({
	kind: 'lost',
	text: t`was in windows-1251 or another one-byte encoding, but was read as UTF-8 and saved as ${shownEncoding(savedAs)}, so its letters are lost`,
	advice: AS_BINARY,
});

export const questionMarks: EncodingProblem = {
	kind: 'lost',
	text: t`was saved in an encoding without Russian letters, so it has question marks instead of them`,
	advice: SAVE_AGAIN,
};

export const mixed = (encoding: Encoding, other: Encoding): EncodingProblem => ({
	kind: 'mixed',
	text: t`is in ${shownEncoding(encoding)}, but parts of it are in ${shownEncoding(other)}`,
	advice: SAVE_AGAIN,
});

export const brokenUtf8: EncodingProblem = {
	kind: 'invalid',
	text: t`is in UTF-8, but some of its characters are broken`,
	advice: SAVE_AGAIN,
};

export const undefinedBytes = (encoding: Encoding): EncodingProblem => ({
	kind: 'invalid',
	text: t`contains bytes that are no characters in ${shownEncoding(encoding)}`,
	advice: SAVE_AGAIN,
});

export const falseMark = (encoding: Encoding): EncodingProblem => ({
	kind: 'declaration',
	text: t`begins with the byte order mark of UTF-8, but is in ${shownEncoding(encoding)}`,
	advice: t`Remove the first three bytes of the file, or save it again.`,
});

export const falseDeclaration = (declared: string, encoding: Encoding): EncodingProblem => ({
	kind: 'declaration',
	text: t`declares the encoding ${declared} in its first line, but is in ${shownEncoding(encoding)}`,
	advice: t`Correct the encoding in the first line of the file, or save the file in the declared encoding.`,
});

export const noDeclaration: EncodingProblem = {
	kind: 'declaration',
	text: t`does not declare its encoding in its first line`,
	advice: t`Save the file with an XML declaration in its first line that names its encoding.`,
};
