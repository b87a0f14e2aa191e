import type { IDataObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';
import type { KeyPair } from '../../../shared/auth';
import type { OperationContext } from '../../../shared/catalog';
import {
	checkDates,
	parseCertificate,
	signRaw,
	type ByteOrder,
	type Certificate,
} from '../../../shared/gost';
import { downloadContent, type Client } from '../../../shared/transport';
import { certificateBase64 } from '../../api/certificate';
import { signatureBytes } from '../../api/signatureText';
import { notOfThisFile, reportOver } from '../draft/verifyProvidedSignature';
import { detachedSignature } from '../draft/signDocument';
import { about, fieldNames, type ReportFile } from './reportFiles';

/** How the files of a report get their signatures. */
export interface Signing {
	/** Of the sender, DER in base64. */
	certificate: string;
	/** Detached, over the file as it is. */
	sign: (file: ReportFile) => Promise<Buffer>;
	/** Bare, over what Kontur hands out; not there when the signatures were made elsewhere. */
	signBare?: (data: AsyncIterable<Uint8Array>) => Promise<Buffer>;
}

export interface SigningParams {
	signatureFrom: 'binary' | 'certificate';
	signatureBinaryPropertyName: string;
	senderCertificate: string;
	options: { byteOrder?: ByteOrder };
}

const refuse = (message: string, advice: string) => new UserError(message, { description: advice });

function withKey(pair: KeyPair, order: ByteOrder): Signing {
	return {
		certificate: Buffer.from(pair.certificate.der).toString('base64'),
		sign: async (file) => await detachedSignature(await file.open(), pair),
		signBare: async (data) => Buffer.from(await signRaw(data, pair.key, { order })),
	};
}

/** Refuses a signature that is not the sender's over this file: Kontur would find that out only at the end. */
async function requireFitting(
	signature: Buffer,
	file: ReportFile,
	certificate: Certificate,
	field: string,
): Promise<void> {
	const advice = `The signature is in the field "${field}". Give the signatures in the order of the files, each made over its file with the sender's certificate.`;
	const report = await reportOver(signature, file, [certificate], advice);
	const wrong = report.signers.find(({ valid }) => !valid);
	if (wrong || report.signers.length === 0) {
		throw notOfThisFile(file, wrong?.reason?.message ?? 'it holds no signature', advice);
	}
	const own = Buffer.from(certificate.der);
	if (report.signers.some((signer) => signer.certificate && own.equals(signer.certificate.der))) return;
	throw refuse(`${file.fileName}: the signature is not made with the sender's certificate`, advice);
}

async function givenSignatures(
	context: Pick<OperationContext<SigningParams>, 'params' | 'input' | 'readBinary'>,
	files: readonly ReportFile[],
): Promise<Signing> {
	const { params, readBinary } = context;
	const content = certificateBase64(params.senderCertificate);
	const certificate = await Promise.resolve()
		.then(() => parseCertificate(Buffer.from(content, 'base64')))
		.then((parsed) => {
			checkDates(parsed, new Date());
			return parsed;
		})
		.catch((error: Error) => {
			throw refuse(error.message, 'Give the certificate (.cer) that the files are signed with, valid now.');
		});
	const fields = fieldNames(context, params.signatureBinaryPropertyName);
	if (fields.length !== files.length) {
		throw refuse(
			`${files.at(fields.length)?.fileName ?? files[0].fileName}: ${files.length} files have ${fields.length} signatures`,
			'Name one signature for each file in Signature Binary Fields, in the order of the files.',
		);
	}
	const made = new Map<ReportFile, Buffer>();
	for (const [index, file] of files.entries()) {
		const field = fields[index];
		const read = async () => {
			const signature = signatureBytes(await (await readBinary(field)).bytes());
			await requireFitting(signature, file, certificate, field);
			return signature;
		};
		made.set(file, await read().catch(about(file.fileName)));
	}
	return { certificate: content, sign: async (file) => made.get(file) as Buffer };
}

/**
 * The signatures that the user gives, each verified over its file, or the key to make them with.
 * @throws UserError when a signature does not fit, the certificate is out of its dates; errors of `openKeyPair`
 */
export async function openSigning(
	context: Pick<OperationContext<SigningParams>, 'params' | 'input' | 'readBinary' | 'openKeyPair'>,
	files: readonly ReportFile[],
): Promise<Signing> {
	if (context.params.signatureFrom === 'binary') return await givenSignatures(context, files);
	return withKey(await context.openKeyPair(), context.params.options.byteOrder ?? 'big-endian');
}

/**
 * The bare signature over what Kontur hands out for a document; nothing where it hands out nothing because the
 * file carries its signature.
 * Source: Kontur.Extern documentation, "Draft documents" (`data-to-sign-content-id`).
 */
export async function bareSignature(
	client: Client,
	accountId: string,
	document: IDataObject,
	{ signBare }: Signing,
): Promise<Buffer | undefined> {
	const contentId = document['data-to-sign-content-id'];
	if (typeof contentId !== 'string' || !contentId) return undefined;
	if (!signBare) {
		throw refuse(
			'This authority wants a signature over data that Kontur hands out',
			'Set Signature to Sign with Certificate.',
		);
	}
	return await signBare((await downloadContent(client, accountId, contentId)).stream);
}
