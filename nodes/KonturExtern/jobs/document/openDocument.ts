import { UserError } from 'n8n-workflow';
import type { KeyPair } from '../../../shared/auth';
import { once, readWhole, type OperationContext } from '../../../shared/catalog';
import { gunzip, readArchive } from '../../../shared/formats/archive';
import { explain, failure } from '../../../shared/formats/errors';
import { decryptChunks, GostError } from '../../../shared/gost';
import { t } from '../../../shared/language';
import { downloadContent, type Client } from '../../../shared/transport';
import { isZip } from '../../../shared/zip';
import { contentsOf, fileNameOf } from '../../api/docflowDocument';
import { asArray } from '../../api/read';
import type { DocflowDocument } from '../../api/types';

type Chunks = AsyncIterable<Uint8Array>;

/** For `.catch` of decryption: explains the error, and names the certificates if the credential's is not among them. */
const decryptionProblem =
	({ description }: DocflowDocument, { alternatives }: KeyPair) =>
	(error: unknown): never => {
		if (!(error instanceof GostError) || error.code !== 'not-a-recipient') {
			return explain('encrypted file')(error);
		}
		const serials = asArray(description?.['encrypted-certificates'])
			.map((one) => one['serial-number'])
			.filter((serial) => typeof serial === 'string' && serial);
		throw failure(
			'not-a-recipient',
			t`The document is not encrypted for the certificate in the credential`,
			t`${serials.length > 0 ? t`It is encrypted for serial number ${serials.join(', ')}. ` : ''}The credential holds ${alternatives.map(({ certificate }) => certificate.serial).join(', ')}. Choose the credential with the right certificate; an expired one still decrypts.`,
		);
	};

/** Unpacks a gzip file or a ZIP archive of one file; leaves anything else as it is. */
async function unpack(chunks: Chunks): Promise<{ chunks: Chunks; compressed: boolean }> {
	const packed = await readWhole(chunks, t`The compressed file`);
	if (packed[0] === 0x1f && packed[1] === 0x8b) return { chunks: gunzip(packed), compressed: false };
	const files = isZip(packed) ? readArchive(packed) : [];
	if (files.length === 1) return { chunks: files[0].open(), compressed: false };
	return { chunks: once(packed), compressed: true };
}

export interface OpenedDocument {
	contentId: string;
	fileName: string;
	contentType: string;
	/** Whether `chunks` are still encrypted. */
	encrypted: boolean;
	/** Whether `chunks` are still compressed. */
	compressed: boolean;
	/** The raw download behind `chunks`. */
	source: Chunks;
	chunks: Chunks;
	/** For `.catch` of whatever reads the chunks: explains decryption errors. */
	problem: (error: unknown) => never;
}

/**
 * Opens the plain file of a document, or else the encrypted one.
 * @param options.openKeyPair decrypts the file; without it an encrypted file stays encrypted
 * @param options.unpack unpacks a file that is not encrypted
 * @throws UserError when the document has no file, or as `openKeyPair` does
 * Source: Kontur.Extern documentation, "Docflows": decrypt CMS first, then unzip.
 */
export async function openDocument(
	client: Client,
	accountId: string,
	document: DocflowDocument,
	options: { openKeyPair?: OperationContext<unknown>['openKeyPair']; unpack: boolean },
): Promise<OpenedDocument> {
	const { plain, encrypted } = contentsOf(document);
	const chosen = plain ?? encrypted;
	if (!chosen) {
		throw new UserError(t`The document has no file. Some documents in a document flow only record an event.`);
	}
	// The key opens before anything is downloaded. An expired certificate still decrypts.
	const pair = chosen.encrypted
		? await options.openKeyPair?.({ anyDate: true, forDecryption: true })
		: undefined;
	const { stream, contentType } = await downloadContent(client, accountId, chosen.id);
	const named = document.description?.['content-type'];
	const opened: OpenedDocument = {
		contentId: chosen.id,
		fileName: fileNameOf(document),
		contentType: typeof named === 'string' && named ? named : contentType,
		encrypted: chosen.encrypted && !pair,
		compressed: chosen.compressed,
		source: stream,
		chunks: pair ? decryptChunks(stream, pair) : stream,
		problem: pair ? decryptionProblem(document, pair) : explain('encrypted file'),
	};
	if (!options.unpack || !opened.compressed || opened.encrypted) return opened;
	return { ...opened, ...(await unpack(opened.chunks).catch(opened.problem)) };
}
