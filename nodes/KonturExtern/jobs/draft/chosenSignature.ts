import type { KeyPair } from '../../../shared/auth';
import type { OperationContext } from '../../../shared/catalog';
import { signatureBytes } from '../../api/signatureText';

/** Where a signature comes from. */
export interface SignatureParams {
	signatureFrom: 'binary' | 'certificate' | 'text';
	/** Binary field of the signature file. */
	binaryPropertyName: string;
	signatureText: string;
}

/**
 * Returns the signature from the user's file or text, or signs with the key of the credential.
 * @throws UserError when the file or text is not a signature, or as `openKeyPair` does
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
	const given =
		params.signatureFrom === 'text'
			? params.signatureText
			: await (await readBinary(params.binaryPropertyName)).bytes();
	return signatureBytes(given, { mayBeRaw: true });
}
