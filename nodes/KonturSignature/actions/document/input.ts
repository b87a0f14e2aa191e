import { UserError } from 'n8n-workflow';
import { toList, type BinaryInput } from '../../../shared/catalog';
import { explained } from '../../../shared/formats/errors';
import {
	parseCertificates,
	readCertificateList,
	readRevocationListFile,
	type Certificate,
	type RevocationList,
} from '../../../shared/gost';
import { t } from '../../../shared/language';

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
		throw new UserError(t`${what} is larger than ${limit / 1024 / 1024} MB`, { description });
	}
	return await file.bytes();
}

/** Parses the certificates in a text option. Returns undefined when the option is empty. */
export const certificatesFrom = async (text: string | undefined) =>
	text?.trim() ? await explained('certificate', () => parseCertificates(text)) : undefined;

/** Largest file of certificates or revocation lists, in bytes. */
const MAX_LIST = 64 * 1024 * 1024;

type ReadBinary = (field: string) => Promise<BinaryInput>;

/** Reads what a text option and the files of other fields contain. Returns undefined when both are empty. */
async function readAll<T>(
	text: string | undefined,
	fields: string | undefined,
	readBinary: ReadBinary,
	read: (data: Uint8Array | string) => Promise<T[]>,
): Promise<T[] | undefined> {
	const names = toList(fields);
	const found: T[] = [];
	if (text?.trim()) found.push(...(await read(text)));
	for (const name of names) {
		const file = await readBinary(name);
		found.push(...(await read(await readUpTo(MAX_LIST, file, t`The file in field "${name}"`))));
	}
	return text?.trim() || names.length > 0 ? found : undefined;
}

interface TrustFields {
	trustedCertificates?: string;
	trustedCertificatesBinaryPropertyNames?: string;
	revocationLists?: string;
	revocationListsBinaryPropertyNames?: string;
}

/**
 * Reads whom the user trusts, and the revocation lists. @throws UserError for lists without trusted certificates, which
 * would not be used
 */
export async function trustFrom(
	options: TrustFields,
	readBinary: ReadBinary,
): Promise<{ trusted?: Certificate[]; lists?: RevocationList[] }> {
	const trusted = await explained('certificate', async () =>
		readAll(
			options.trustedCertificates,
			options.trustedCertificatesBinaryPropertyNames,
			readBinary,
			readCertificateList,
		),
	);
	const lists = await explained('revocation list', async () =>
		readAll(
			options.revocationLists,
			options.revocationListsBinaryPropertyNames,
			readBinary,
			readRevocationListFile,
		),
	);
	if (lists && !trusted) {
		throw new UserError(t`Revocation lists can only be checked with trusted certificates`, {
			description: t`Add the root certificate of the certification authority to Trusted Certificates.`,
		});
	}
	return { trusted, lists };
}
