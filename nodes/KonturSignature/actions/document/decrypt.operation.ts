import type { IBinaryData, IDataObject } from 'n8n-workflow';
import {
	contentOf,
	field,
	inputBinaryField,
	once,
	peek,
	readWhole,
	runOperation,
	storeFile,
	type BinaryInput,
} from '../../../shared/catalog';
import {
	decryptChunks,
	GostError,
	parseCertificates,
	toResultAsync,
	type Certificate,
} from '../../../shared/gost';
import { readArchive, type ArchiveFile } from '../../../shared/formats/archive';
import { commonName } from '../../../shared/auth';
import { fileName, outputFileField } from '../../fields/fields';
import { failure, understandable } from '../../../shared/formats/errors';
import { baseName, innerName, kindOf, ZIP, type FileKind } from '../../../shared/formats/fileKind';
import { recipientsOf } from './message';

const WRAPPINGS = ['enc', 'encr', 'encrypted', 'p7m', 'p7e', 'cms', 'bin', 'pem', 'der'];
const SHOWN = 5;

/** What to say when a file is not for this certificate: for whom it is. */
async function notForUs(file: BinaryInput, certificate: Certificate) {
	const found = await toResultAsync(async () => await recipientsOf(contentOf(file)));
	const names = found.ok ? found.value : [];
	const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : '';
	return failure(
		'not-a-recipient',
		'The file is not encrypted for the certificate of the credential',
		[
			names.length > 0
				? `It is encrypted for the certificate with ${names.slice(0, SHOWN).join('; ')}${more}.`
				: '',
			`The credential holds the one with serial number ${certificate.serial}, issued by ${commonName(certificate.issuer)}.`,
			'Choose the credential with the right one. An expired certificate still decrypts what was encrypted for it.',
		].join(' '),
	);
}

/** Errors of decryption that need to look at the file or at the operation's own fields. */
const explainDecryption = (file: BinaryInput, certificate: Certificate) => async (error: unknown) => {
	if (!(error instanceof GostError)) throw error;
	if (error.code === 'not-a-recipient') throw await notForUs(file, certificate);
	if (error.code === 'bad-argument') {
		throw failure(
			'bad-argument',
			"The sender's certificate is needed to decrypt this file",
			"The file does not hold it. Add the option Sender Certificates and paste the sender's certificate as PEM text.",
		);
	}
	throw error;
};

/** Office documents are zip archives too, and nobody wants their parts. */
const isDocument = (files: readonly ArchiveFile[]) =>
	files.some(({ path }) => path === '[Content_Types].xml' || path === 'mimetype');

export const decrypt = runOperation({
	name: 'Decrypt',
	value: 'decrypt',
	action: 'Decrypt a document',
	description:
		'Open a file that was encrypted for the certificate of the credential. The certificate may have expired.',
	fields: [
		inputBinaryField,
		field({
			displayName: 'Unpack Archive',
			name: 'unzip',
			type: 'boolean',
			default: true,
			description:
				'Whether to unpack a zip archive that was encrypted. Each of its files becomes an item of its own. Office documents stay whole.',
		}),
		outputFileField('data'),
		field({
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [
				fileName,
				field({
					displayName: 'Sender Certificates',
					name: 'senderCertificates',
					type: 'string',
					typeOptions: { rows: 4 },
					default: '',
					placeholder: '-----BEGIN CERTIFICATE-----',
					description: 'Certificates of possible senders as PEM text, for files that do not hold them',
				}),
			],
		}),
	],
	calls: [],
	run: async ({ params, openKeyPair, readBinary, writeBinary }) => {
		const { senderCertificates, fileName: wantedName } = params.options;
		const { key, certificate } = await openKeyPair({ anyDate: true });
		const senders = senderCertificates?.trim()
			? await understandable('certificate', () => parseCertificates(senderCertificates))
			: undefined;
		const file = await readBinary(params.binaryPropertyName);
		const source = await file.open();

		const save = async (
			chunks: AsyncIterable<Uint8Array>,
			name: string,
			{ mimeType }: FileKind,
			more: IDataObject = {},
		) => {
			const data: IBinaryData = await storeFile(writeBinary, source, chunks, name, mimeType);
			return {
				json: { ...more, fileName: name, mimeType, size: data.bytes },
				binary: { [params.outputBinaryPropertyName]: data },
			};
		};

		const decryptFile = async () => {
			const { head, all } = await peek(decryptChunks(source, { key, certificate, senders }));
			const kind = kindOf(head);
			const name = baseName(wantedName ?? '') || innerName(file.fileName, WRAPPINGS, kind);
			if (!params.unzip || kind !== ZIP) return await save(all, name, kind);
			const archive = await readWhole(all, 'The archive');
			const files = readArchive(archive);
			if (files.length === 0 || isDocument(files)) {
				return await save(once(archive), name, kind);
			}
			const outputs = [];
			for (const { path, open } of files) {
				const content = await peek(open());
				outputs.push(await save(content.all, baseName(path), kindOf(content.head), { path, archive: name }));
			}
			return outputs;
		};
		return await understandable(
			'encrypted file',
			async () => await decryptFile().catch(explainDecryption(file, certificate)),
		);
	},
});
