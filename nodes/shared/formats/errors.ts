import { UserError } from 'n8n-workflow';
import { GostError, KeyPeriodError, OID, type GostErrorCode } from '../gost';
import { t } from '../language';

/** What was being processed when the error occurred. */
export type Subject = 'certificate' | 'document' | 'encrypted file' | 'revocation list' | 'signature';

/** Advice for a CMS message of the wrong type, by content type. */
const WRONG_TYPE: Readonly<Record<string, string>> = {
	[OID.envelopedData]: t`This is an encrypted file, not a signature. Use the Decrypt operation.`,
	[OID.signedData]: t`This is a signature, not an encrypted file. Use the Verify operation, which can also output the signed document.`,
};

/** The subject at the beginning of a sentence. */
const NAMES: Readonly<Record<Subject, string>> = {
	certificate: t`The certificate`,
	document: t`The document`,
	'encrypted file': t`The encrypted file`,
	'revocation list': t`The revocation list`,
	signature: t`The signature`,
};

const IS_NOT: Readonly<Record<Subject, string>> = {
	certificate: t`The file is not a certificate`,
	document: t`The file is not a document`,
	'encrypted file': t`The file is not an encrypted file`,
	'revocation list': t`The file is not a revocation list`,
	signature: t`The file is not a signature`,
};

/** Returns message and advice for an error of the cryptography module. */
function explanation(error: GostError, subject: Subject): [message: string, advice: string] {
	const { code, message, oid } = error;
	if (error instanceof KeyPeriodError)
		return [
			t`The private key may not sign at the signing time`,
			t`${message}, although its certificate is valid for longer. Choose a credential with a newer key.`,
		];
	switch (code) {
		case 'unsupported': {
			const advice = oid && WRONG_TYPE[oid];
			if (advice) return [IS_NOT[subject], advice];
			return [
				t`${NAMES[subject]} uses an algorithm or format that this package does not support (${oid ?? message})`,
				t`${message}. Ask the sender for a file in a common format: CMS with GOST or RSA algorithms.`,
			];
		}
		case 'damaged':
			return [
				t`${NAMES[subject]} is damaged or not in a readable format`,
				t`Check that the field contains the right file, complete${
					subject === 'document' ? '' : t` and in DER, PEM or base64`
				}, and load it again. Details: ${message}.`,
			];
		case 'key-mismatch':
			return [
				t`The key in the credential is of the wrong type`,
				t`${message}. Choose the credential that belongs to the file.`,
			];
		case 'expired':
		case 'not-yet-valid':
			return [
				t`The certificate is not valid at the signing time`,
				t`${message}. Correct Signing Time, or choose a credential with a certificate that is valid at that time.`,
			];
		default:
			return [t`${NAMES[subject]} could not be processed`, `${message}.`];
	}
}

/** Creates an error for the user, with a code that a workflow can branch on. */
export const failure = (code: GostErrorCode, message: string, advice: string) =>
	new UserError(message, { description: advice, extra: { code } });

/** Tells whether an error is about a file that cannot be read, and not about the key, the disk or the execution. */
export const isOfFile = (error: unknown): boolean =>
	error instanceof UserError && ['damaged', 'unsupported'].includes(String(error.extra?.code));

/** For `.catch`: turns an error of the cryptography module into advice about `subject`; rethrows any other. */
export const explain =
	(subject: Subject) =>
	(error: unknown): never => {
		if (!(error instanceof GostError)) throw error;
		throw failure(error.code, ...explanation(error, subject));
	};

/** Runs synchronous or asynchronous work and turns its errors into advice, like `explain`. */
export async function explained<T>(subject: Subject, work: () => T | Promise<T>): Promise<T> {
	return await Promise.resolve().then(work).catch(explain(subject));
}
