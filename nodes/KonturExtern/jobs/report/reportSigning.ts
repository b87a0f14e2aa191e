import type { KeyPair } from '../../../shared/auth';
import type { OperationContext } from '../../../shared/catalog';
import { checkDates, parseCertificate, type ByteOrder, type Certificate } from '../../../shared/gost';
import { t } from '../../../shared/language';
import { certificateBase64 } from '../../api/certificate';
import { about, refusal } from '../../api/refusal';
import { readSignature } from '../../api/signatureText';
import { requireSender } from '../draft';
import { fieldNames, type ReportFile } from './reportFiles';

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

function readCertificate(content: string): Certificate {
	try {
		const certificate = parseCertificate(Buffer.from(content, 'base64'));
		checkDates(certificate, new Date());
		return certificate;
	} catch (error) {
		throw refusal(
			(error as Error).message,
			t`Provide the certificate (.cer) that signed the files; it must be valid now.`,
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
			t`${files.at(fields.length)?.fileName ?? files[0].fileName}: ${files.length} files have ${fields.length} signatures`,
			t`Name one signature for each file in Signature Binary Fields, in the order of the files.`,
		);
	}
	const given = new Map<ReportFile, Buffer>();
	for (const [index, file] of files.entries()) {
		const field = fields[index];
		const read = async () => {
			const signature = await readSignature(await readBinary(field));
			const advice = t`The signature is in the field "${field}". Provide the signatures in the order of the files, each made over its file with the sender's certificate.`;
			// Kontur would notice a wrong one only at the end.
			await requireSender(signature, file, certificate, advice);
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
