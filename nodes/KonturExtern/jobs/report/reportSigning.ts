import type { KeyPair } from '../../../shared/auth';
import type { OperationContext } from '../../../shared/catalog';
import { checkDates, parseCertificate, type ByteOrder, type Certificate } from '../../../shared/gost';
import { certificateBase64 } from '../../api/certificate';
import { refusal } from '../../api/refusal';
import { signatureBytes } from '../../api/signatureText';
import { otherFile, verifyOver } from '../draft';
import { about, fieldNames, type ReportFile } from './reportFiles';

/** How the files of a report get their signatures. */
export interface Signing {
	/** The sender's, DER in base64. */
	certificate: string;
	/** The key to sign with, or detached signatures that were made elsewhere. */
	source: { pair: KeyPair; byteOrder: ByteOrder } | { given: ReadonlyMap<ReportFile, Buffer> };
}

interface SigningParams {
	signatureFrom: 'binary' | 'certificate';
	signatureBinaryPropertyName: string;
	senderCertificate: string;
	options: { byteOrder?: ByteOrder };
}

type Context = Pick<OperationContext<SigningParams>, 'params' | 'input' | 'readBinary' | 'openKeyPair'>;

/** Rejects a signature that the sender did not make over this file. Kontur would notice only at the end. */
async function requireSender(
	signature: Buffer,
	file: ReportFile,
	certificate: Certificate,
	field: string,
): Promise<void> {
	const advice = `The signature is in the field "${field}". Provide the signatures in the order of the files, each made over its file with the sender's certificate.`;
	const { signers } = await verifyOver(signature, file, [certificate], advice);
	const wrong = signers.find(({ valid }) => !valid);
	if (wrong || signers.length === 0) {
		throw otherFile(file, wrong?.reason?.message ?? 'it contains no signature', advice);
	}
	const own = Buffer.from(certificate.der);
	if (signers.some((signer) => signer.certificate && own.equals(signer.certificate.der))) return;
	throw refusal(`${file.fileName}: the signature was not made with the sender's certificate`, advice);
}

function readCertificate(content: string): Certificate {
	try {
		const certificate = parseCertificate(Buffer.from(content, 'base64'));
		checkDates(certificate, new Date());
		return certificate;
	} catch (error) {
		throw refusal(
			(error as Error).message,
			'Provide the certificate (.cer) that signed the files; it must be valid now.',
		);
	}
}

async function readSignatures(context: Context, files: readonly ReportFile[]): Promise<Signing> {
	const { params, readBinary } = context;
	const content = certificateBase64(params.senderCertificate);
	const certificate = readCertificate(content);
	const fields = fieldNames(context, params.signatureBinaryPropertyName);
	if (fields.length !== files.length) {
		throw refusal(
			`${files.at(fields.length)?.fileName ?? files[0].fileName}: ${files.length} files have ${fields.length} signatures`,
			'Name one signature for each file in Signature Binary Fields, in the order of the files.',
		);
	}
	const given = new Map<ReportFile, Buffer>();
	for (const [index, file] of files.entries()) {
		const field = fields[index];
		const read = async () => {
			const signature = signatureBytes(await (await readBinary(field)).bytes());
			await requireSender(signature, file, certificate, field);
			return signature;
		};
		given.set(file, await read().catch(about(file.fileName)));
	}
	return { certificate: content, source: { given } };
}

/**
 * Opens the key to sign with, or reads the signatures that the user gives and verifies each over its file.
 * @throws UserError when a signature does not match, or the certificate is not valid now, or as `openKeyPair` does
 */
export async function openSigning(context: Context, files: readonly ReportFile[]): Promise<Signing> {
	if (context.params.signatureFrom === 'binary') return await readSignatures(context, files);
	const pair = await context.openKeyPair();
	return {
		certificate: Buffer.from(pair.certificate.der).toString('base64'),
		source: { pair, byteOrder: context.params.options.byteOrder ?? 'big-endian' },
	};
}
