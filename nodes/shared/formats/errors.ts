import { UserError } from 'n8n-workflow';
import { GostError, OID, type GostErrorCode } from '../gost';

/** What was being read when it went wrong. */
export type Subject = 'certificate' | 'document' | 'encrypted file' | 'signature';

/** What a file is that was given in place of another, and what it is good for. */
const KINDS: Readonly<Record<string, string>> = {
	[OID.envelopedData]: 'This is an encrypted file, not a signature. Use the operation Decrypt.',
	[OID.signedData]:
		'This is a signature, not an encrypted file. Use the operation Verify; it can put out the signed document too.',
};

interface Explanation {
	message: string;
	advice: string;
}

function explanation({ code, message, oid }: GostError, subject: Subject): Explanation {
	switch (code) {
		case 'unsupported':
			return KINDS[oid ?? '']
				? { message: `The file is no ${subject}`, advice: KINDS[oid ?? ''] }
				: {
						message: `The ${subject} uses something that this package does not know (${oid ?? message})`,
						advice: `${message}. Ask the sender for a file in a common form: CMS with GOST or RSA algorithms.`,
					};
		case 'damaged':
			return {
				message: `The ${subject} is not readable or is damaged`,
				advice: `Check that the field holds the right file, whole${
					subject === 'document' ? '' : ', as DER, PEM or base64'
				}, and load it again. Found: ${message}.`,
			};
		case 'key-mismatch':
			return {
				message: 'The key of the credential is of another kind than this needs',
				advice: `${message}. Choose the credential that belongs to the file.`,
			};
		case 'expired':
		case 'not-yet-valid':
			return {
				message: 'The certificate is not valid at the time of signing',
				advice: `${message}. Correct Signing Time, or choose a credential with a certificate that is valid then.`,
			};
		default:
			return { message: `The ${subject} could not be processed`, advice: `${message}.` };
	}
}

/** An error for the user with a code that a workflow can branch on. */
export const failure = (code: GostErrorCode, message: string, advice: string) =>
	new UserError(message, { description: advice, extra: { code } });

/** For `.catch`: what the cryptography module says about `subject`, in words that help. Other errors pass. */
export const explain =
	(subject: Subject) =>
	(error: unknown): never => {
		if (!(error instanceof GostError)) throw error;
		const { message, advice } = explanation(error, subject);
		throw failure(error.code, message, advice);
	};

/** `explain` for work that gives its result at once. */
export async function understandable<T>(subject: Subject, work: () => T | Promise<T>): Promise<T> {
	return await Promise.resolve().then(work).catch(explain(subject));
}
