import { UserError } from 'n8n-workflow';
import type { BinaryInput } from '../../../shared/catalog';
import { explained } from '../../../shared/formats/errors';
import { parseCertificates } from '../../../shared/gost';

/** Largest XML document to sign or verify, in bytes. A parsed tree takes several times the memory of its text. */
export const MAX_XML = 32 * 1024 * 1024;

/** Reads a whole file. @throws UserError for more than `limit` bytes */
export async function readUpTo(
	limit: number,
	file: BinaryInput,
	what: string,
	description?: string,
): Promise<Buffer> {
	if (file.size > limit) {
		throw new UserError(`${what} is larger than ${limit / 1024 / 1024} MB`, { description });
	}
	return await file.bytes();
}

/** Parses the certificates in a text option. Returns undefined when the option is empty. */
export const certificatesFrom = async (text: string | undefined) =>
	text?.trim() ? await explained('certificate', () => parseCertificates(text)) : undefined;
