import { contentOf } from '../../../shared/catalog';
import { explain } from '../../../shared/formats/errors';
import { verifySignature, type Certificate, type SignatureReport } from '../../../shared/gost';
import { refusal } from '../../api/refusal';

/** The file that a signature should belong to. */
export interface SignedFile {
	fileName: string;
	open: () => Promise<AsyncIterable<Uint8Array>>;
}

/** Builds the error for a signature that belongs to another file. */
export const otherFile = ({ fileName }: SignedFile, found: string, advice: string) =>
	refusal(`${fileName}: the signature does not belong to this file`, `Found: ${found}. ${advice}`);

/**
 * Verifies a detached CMS signature over a file.
 * @param certificates of signers, in addition to those in the signature
 * @throws UserError when the signature is attached to a document, or unreadable
 */
export async function verifyOver(
	signature: Uint8Array,
	file: SignedFile,
	certificates: readonly Certificate[],
	advice: string,
): Promise<SignatureReport> {
	return await verifySignature(signature, { content: contentOf(file), certificates }).catch(
		(error: unknown) => {
			if ((error as { code?: string }).code === 'bad-argument') {
				throw refusal(
					`${file.fileName}: the signature contains a document`,
					`A detached signature is needed. ${advice}`,
				);
			}
			return explain('signature')(error);
		},
	);
}

/**
 * Refuses a counterparty's signature that does not belong to the file. Accepts what cannot be verified: the signer's
 * certificate may be missing, or the algorithm unknown here.
 * @throws UserError as `verifyOver`
 */
export async function verifyProvidedSignature(
	signature: Uint8Array,
	file: SignedFile,
	advice: string,
): Promise<void> {
	const { signers } = await verifyOver(signature, file, [], advice);
	const wrong = signers.find(
		({ reason, certificate }) => certificate !== undefined && reason?.code === 'bad-signature',
	);
	if (wrong) throw otherFile(file, wrong.reason?.message ?? 'it does not match', advice);
}
