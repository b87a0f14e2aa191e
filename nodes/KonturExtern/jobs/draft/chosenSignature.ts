import type { KeyPair } from '../../../shared/auth';
import type { OperationContext } from '../../../shared/catalog';
import { t } from '../../../shared/language';
import { about } from '../../api/refusal';
import { readSignature, signatureBytes } from '../../api/signatureText';
import { requireDetached } from './verifyProvidedSignature';

/** Where a signature comes from. */
export interface SignatureParams {
	signatureFrom: 'binary' | 'certificate' | 'text';
	/** Binary field of the signature file. */
	binaryPropertyName: string;
	signatureText: string;
}

const ADVICE = t`Provide a detached signature (.sig, .p7s) of the document as Kontur holds it.`;

/**
 * Returns the signature from the user's file or text, or signs with the key of the credential. Only Kontur has the
 * document, so only the form of a given signature is checked.
 * @throws UserError when the file or text is not a signature or contains a document, or as `openKeyPair` does
 */
export async function chosenSignature(
	{
		params,
		readBinary,
		openKeyPair,
	}: Pick<OperationContext<SignatureParams>, 'params' | 'readBinary' | 'openKeyPair'>,
	sign: (pair: KeyPair) => Promise<Buffer>,
): Promise<Buffer> {
	if (params.signatureFrom === 'certificate') return await sign(await openKeyPair());
	const file = params.signatureFrom === 'binary' ? await readBinary(params.binaryPropertyName) : undefined;
	const subject = file
		? file.fileName || t`The file in the field "${params.binaryPropertyName}"`
		: t`Signature Text`;
	const read = async () => {
		const form = { mayBeRaw: true };
		const signature = file ? await readSignature(file, form) : signatureBytes(params.signatureText, form);
		await requireDetached(signature, subject, ADVICE);
		return signature;
	};
	return await read().catch(about(subject));
}
