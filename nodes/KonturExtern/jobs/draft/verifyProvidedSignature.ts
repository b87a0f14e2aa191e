import { UserError } from 'n8n-workflow';
import { explain } from '../../../shared/formats/errors';
import { verifySignature, type Certificate, type SignatureReport } from '../../../shared/gost';

/** A file that a signature is said to be over. */
export interface SignedFile {
	fileName: string;
	open: () => Promise<AsyncIterable<Uint8Array>>;
}

/** The content, opened only when it is read: a signature that is none never gets so far. */
async function* contentOf({ open }: SignedFile): AsyncGenerator<Uint8Array> {
	yield* await open();
}

const refuse = (message: string, advice: string) => new UserError(message, { description: advice });

/** The error for a signature that is not of its file. */
export const notOfThisFile = ({ fileName }: SignedFile, found: string, advice: string) =>
	refuse(`${fileName}: the signature is not of this file`, `Found: ${found}. ${advice}`);

/**
 * What a detached CMS signature is found to be over a file.
 * @param certificates of signers, besides those in the signature
 * @throws UserError when it holds a document itself, or is not readable
 */
export async function reportOver(
	signature: Uint8Array,
	file: SignedFile,
	certificates: readonly Certificate[],
	advice: string,
): Promise<SignatureReport> {
	return await verifySignature(signature, { content: contentOf(file), certificates }).catch(
		(error: unknown) => {
			if ((error as { code?: string }).code === 'bad-argument') {
				throw refuse(
					`${file.fileName}: the signature holds a document itself`,
					`A detached one is needed. ${advice}`,
				);
			}
			return explain('signature')(error);
		},
	);
}

/**
 * Refuses a signature of somebody else that is not of the file. What cannot be told is let through: the signer's
 * certificate may be missing, or the algorithm be one that is not known here.
 * @throws UserError as `reportOver`
 */
export async function requireOfFile(signature: Uint8Array, file: SignedFile, advice: string): Promise<void> {
	const { signers } = await reportOver(signature, file, [], advice);
	const wrong = signers.find(
		({ reason, certificate }) => certificate !== undefined && reason?.code === 'bad-signature',
	);
	if (wrong) throw notOfThisFile(file, wrong.reason?.message ?? 'it does not fit', advice);
}
