import type { IDataObject } from 'n8n-workflow';
import { commonName, type KeyPair } from '../../../shared/auth';
import {
	contentOf,
	field,
	inputBinaryField,
	once,
	onPartialFailure,
	partsOf,
	peek,
	readWhole,
	runOperation,
	storeFile,
	type BinaryInput,
	type Output,
} from '../../../shared/catalog';
import { readArchive, type ArchiveFile } from '../../../shared/formats/archive';
import { explained, failure, isOfFile } from '../../../shared/formats/errors';
import {
	baseName,
	innerName,
	kindOf,
	kindOfWhole,
	KINDS,
	mimeTypeOf,
	type FileKind,
} from '../../../shared/formats/fileKind';
import { decryptChunks, GostError, recipientsOf, type CertificateId } from '../../../shared/gost';
import { t } from '../../../shared/language';
import { fileName, outputFileField, pemField } from '../../fields/fields';
import { certificatesFrom } from './input';

const WRAPPINGS = ['enc', 'encr', 'encrypted', 'p7m', 'p7e', 'cms', 'bin', 'pem', 'der'];
const MAX_LISTED = 5;

const idText = ({ serial, issuer, keyId }: CertificateId) =>
	issuer
		? t`serial number ${serial ?? ''}, issued by ${commonName(issuer)}`
		: t`the key identifier ${keyId ?? ''}`;

/** Lists the first few items. */
function listed(items: readonly string[]): string {
	const more = items.length > MAX_LISTED ? t` and ${items.length - MAX_LISTED} more` : '';
	return `${items.slice(0, MAX_LISTED).join('; ')}${more}`;
}

/** Creates the error for a file encrypted for other certificates. Names them if the file does. */
async function notRecipient(file: BinaryInput, pairs: KeyPair['alternatives']) {
	const ids = (await recipientsOf(contentOf(file)).catch(() => [])).map(idText);
	return failure(
		'not-a-recipient',
		t`The file is not encrypted for the certificate in the credential`,
		[
			...(ids.length > 0 ? [t`It is encrypted for the certificate with ${listed(ids)}.`] : []),
			t`The certificate in the credential has ${listed(pairs.map(({ certificate }) => idText(certificate)))}.`,
			t`Choose the credential with the matching certificate. An expired certificate still decrypts files that were encrypted for it.`,
		].join(' '),
	);
}

/** For `.catch`: explains errors that need the list of recipients or the name of a field. */
const explainDecryption = (file: BinaryInput, pairs: KeyPair['alternatives']) => async (error: unknown) => {
	if (!(error instanceof GostError)) throw error;
	if (error.code === 'not-a-recipient') throw await notRecipient(file, pairs);
	if (error.code === 'bad-argument') {
		throw failure(
			'bad-argument',
			t`The sender's certificate is required to decrypt this file`,
			t`The file does not include it. Add the option Sender Certificates and paste the sender's certificate as PEM.`,
		);
	}
	throw error;
};

/** Returns whether a ZIP archive is an Office document, which stays in one piece. */
const isDocument = (files: readonly ArchiveFile[]) =>
	files.some(({ path }) => path === '[Content_Types].xml' || path === 'mimetype');

export const decrypt = runOperation({
	name: 'Decrypt',
	value: 'decrypt',
	action: 'Decrypt a document',
	description:
		'Decrypt a file that was encrypted for the certificate in the credential. The certificate may have expired.',
	fields: [
		inputBinaryField,
		field({
			displayName: 'Unpack Archive',
			name: 'unzip',
			type: 'boolean',
			default: true,
			description:
				'Whether to unpack a decrypted ZIP archive into one item per file. Office documents are not unpacked.',
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
				onPartialFailure,
				pemField(
					'senderCertificates',
					'Sender Certificates',
					'Certificates of possible senders as PEM, for files that do not include them',
				),
			],
		}),
	],
	calls: () => [],
	run: async (context) => {
		const { params, openKeyPair, readBinary, writeBinary } = context;
		const { options } = params;
		const parts = partsOf(context, options.onPartialFailure);
		const { key, certificate, alternatives } = await openKeyPair({ anyDate: true, forDecryption: true });
		const senders = await certificatesFrom(options.senderCertificates);
		const file = await readBinary(params.binaryPropertyName);
		const source = await file.open();

		const save = async (
			chunks: AsyncIterable<Uint8Array>,
			name: string,
			kind: FileKind,
			more: IDataObject = {},
		) => {
			const mimeType = mimeTypeOf(kind, name);
			const data = await storeFile(writeBinary, source, chunks, name, mimeType);
			return {
				json: { ...more, fileName: name, mimeType, size: data.bytes },
				binary: { [params.outputBinaryPropertyName]: data },
			};
		};

		const decryptFile = async () => {
			const { head, all } = await peek(decryptChunks(source, { key, certificate, alternatives, senders }));
			const kind = kindOf(head);
			const nameOf = (found: FileKind) =>
				baseName(options.fileName ?? '') || innerName(file.fileName, WRAPPINGS, found);
			if (!params.unzip || (kind !== KINDS.zip && kind !== KINDS.zipBased)) {
				return await save(all, nameOf(kind), kind);
			}
			const archive = await readWhole(all, t`The archive`);
			const whole = kindOfWhole(archive);
			const isArchive = whole === KINDS.zip || whole === KINDS.zipBased;
			const files = readArchive(archive);
			const name = nameOf(isArchive ? kind : whole);
			if (!isArchive || files.length === 0 || isDocument(files)) {
				return await save(once(archive), name, isArchive ? kind : whole);
			}
			const outputs: Output[] = [];
			const unpack = async ({ path, open }: ArchiveFile) => {
				const content = await peek(open());
				outputs.push(await save(content.all, baseName(path), kindOf(content.head), { path, archive: name }));
			};
			for (const one of files) {
				await unpack(one).catch((error: unknown) => {
					// One damaged file does not take the others.
					if (files.length === 1 || !isOfFile(error)) throw error;
					parts.fail({ name: one.path, ids: { path: one.path, archive: name }, error });
				});
			}
			return parts.finish(outputs, outputs.length);
		};
		return await explained(
			'encrypted file',
			async () => await decryptFile().catch(explainDecryption(file, alternatives)),
		);
	},
});
