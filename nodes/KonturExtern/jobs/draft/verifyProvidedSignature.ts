import { contentOf } from '../../../shared/catalog';
import { explain } from '../../../shared/formats/errors';
import { verifySignature, type Certificate, type Content, type SignatureReport } from '../../../shared/gost';
import { t } from '../../../shared/language';
import { refusal } from '../../api/refusal';
import { isCms } from '../../api/signatureText';

/** The file that a signature should belong to. */
export interface SignedFile {
	fileName: string;
	open: () => Promise<AsyncIterable<Uint8Array>>;
}

/** Builds the error for a signature that belongs to another file. */
const otherFile = ({ fileName }: SignedFile, found: string, advice: string) =>
	refusal(t`${fileName}: the signature does not belong to this file`, t`Found: ${found}. ${advice}`);

/** Encodes a file as base64 text without line breaks, chunk by chunk. */
async function* asBase64(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
	let rest: Uint8Array = new Uint8Array();
	for await (const chunk of chunks) {
		const bytes = Buffer.concat([rest, chunk]);
		const end = bytes.length - (bytes.length % 3);
		yield Buffer.from(bytes.toString('base64', 0, end), 'latin1');
		rest = bytes.subarray(end);
	}
	yield Buffer.from(Buffer.from(rest).toString('base64'), 'latin1');
}

/**
 * Verifies a detached CMS signature.
 * @param subject names the file in errors
 * @throws UserError when the signature is unreadable, contains a document, or is only a collection of certificates
 */
async function verifyDetached(
	signature: Uint8Array,
	content: Content,
	certificates: readonly Certificate[],
	{ subject, advice }: { subject: string; advice: string },
): Promise<SignatureReport> {
	const report = await verifySignature(signature, { content, certificates }).catch((error: unknown) => {
		if ((error as { code?: string }).code === 'bad-argument') {
			throw refusal(
				t`${subject}: the signature contains a document`,
				t`A detached signature is needed. ${advice}`,
			);
		}
		return explain('signature')(error);
	});
	if (report.signers.length > 0) return report;
	throw refusal(t`${subject}: the signature file contains certificates but no signature`, advice);
}

/** Throws the error for a signature over something else, and tells the base64 text of the file from another file. */
async function refuseOther(
	signature: Uint8Array,
	file: SignedFile,
	certificates: readonly Certificate[],
	found: string,
	advice: string,
): Promise<never> {
	const options = { content: asBase64(contentOf(file)), certificates };
	const isOfBase64 = await verifySignature(signature, options).then(
		({ signers }) => signers.some(({ intact }) => intact),
		() => false,
	);
	if (!isOfBase64) throw otherFile(file, found, advice);
	throw refusal(
		t`${file.fileName}: the signature was made over the base64 text of this file, not over the file`,
		t`Sign the file as it is. ${advice}`,
	);
}

/**
 * Verifies a signature that the sender made over a file.
 * @throws UserError when it is not a valid signature of this file, or nobody signed with this certificate
 */
export async function requireSender(
	signature: Uint8Array,
	file: SignedFile,
	certificate: Certificate,
	advice: string,
): Promise<void> {
	const subject = { subject: file.fileName, advice };
	const { signers } = await verifyDetached(signature, contentOf(file), [certificate], subject);
	const wrong = signers.find(({ intact }) => !intact);
	if (wrong) {
		const found = wrong.reason?.message ?? t`it does not match`;
		await refuseOther(signature, file, [certificate], found, advice);
	}
	const own = Buffer.from(certificate.der);
	if (signers.some((signer) => signer.certificate && own.equals(signer.certificate.der))) return;
	throw refusal(t`${file.fileName}: the signature was not made with the sender's certificate`, advice);
}

/**
 * Refuses a signature that does not belong to the file, whoever made it. Accepts what cannot be verified: the signer's
 * certificate may be missing, or the algorithm unknown here.
 * @throws UserError as `verifyDetached`, or when a signature in it was made over something else
 */
export async function verifyProvidedSignature(
	signature: Uint8Array,
	file: SignedFile,
	advice: string,
): Promise<void> {
	const subject = { subject: file.fileName, advice };
	const { signers } = await verifyDetached(signature, contentOf(file), [], subject);
	const wrong = signers.find(
		({ intact, reason, certificate }) =>
			!intact && certificate !== undefined && reason?.code === 'bad-signature',
	);
	if (wrong) await refuseOther(signature, file, [], wrong.reason?.message ?? t`it does not match`, advice);
}

const NO_CONTENT = new Uint8Array();

/**
 * Checks a signature whose file only Kontur has: it must be detached. A raw signature shows nothing.
 * @throws UserError as `verifyDetached`
 */
export async function requireDetached(signature: Uint8Array, subject: string, advice: string): Promise<void> {
	if (isCms(signature)) await verifyDetached(signature, NO_CONTENT, [], { subject, advice });
}
