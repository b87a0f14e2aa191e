import type { IBinaryKeyData } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';
import {
	once,
	peek,
	readWhole,
	storeFile,
	type OperationContext,
	type Output,
} from '../../../shared/catalog';
import { readArchive } from '../../../shared/formats/archive';
import { innerName, kindOf } from '../../../shared/formats/fileKind';
import { bytesOfJsonString } from '../../../shared/transport';
import { isZip } from '../../../shared/zip';
import { shownName } from '../../api/urns';
import { contentsOf, fileNameOf, openDocument, type OpenedDocument } from './documentContent';
import { inDocflow } from '../../api/documentPlaces';
import { asArray } from '../../api/read';
import type { DocflowDocument } from '../../api/types';
import { signatureRoute } from './downloadSignature';

/** The routes of `downloadDocuments`. */
export const downloadRoutes = ['GET /v1/{accountId}/contents/{contentId}', signatureRoute(inDocflow)];

// Endings that tell of the wrapping and not of the file.
const WRAPPINGS = ['enc', 'p7m', 'cms', 'zip', 'gz'];

type Context = OperationContext<{
	accountId: string;
	docflowId: string;
	decrypt: boolean;
	unzip: boolean;
	includeSignatures: boolean;
	binaryPropertyName: string;
	whenNotRecipient: 'error' | 'encrypted' | 'leaveOut';
}>;

export const typeOf = ({ description }: DocflowDocument): string =>
	String(description?.type ?? '').replace('urn:document:', '');

interface NamedFile {
	path?: string;
	chunks: AsyncIterable<Uint8Array>;
}

/** The files that an opened document comes down to: itself, or what is in its archive. */
async function filesIn(opened: OpenedDocument, unzip: boolean): Promise<NamedFile[]> {
	if (!unzip || !opened.compressed || opened.encrypted) return [{ chunks: opened.chunks }];
	const packed = await readWhole(opened.chunks, opened.fileName).catch(opened.problem);
	const files = isZip(packed) ? readArchive(packed) : [];
	if (files.length === 0) return [{ chunks: once(packed) }];
	return files.map(({ path, open }) => ({ path, chunks: open() }));
}

/** The signatures of a document, each in an output field of its own. */
async function signaturesOf(
	{ client, params, writeBinary }: Context,
	document: DocflowDocument,
	fileName: string,
): Promise<IBinaryKeyData> {
	const binary: IBinaryKeyData = {};
	for (const [index, { id }] of asArray(document.signatures).entries()) {
		const { body } = await client.request({
			method: 'GET',
			path: `${inDocflow.document}/signatures/{signatureId}/content`,
			pathValues: { ...params, documentId: document.id, signatureId: id },
		});
		const name = `${fileName}${index === 0 ? '' : `.${index + 1}`}.sig`;
		binary[`signature${index + 1}`] = await writeBinary(
			bytesOfJsonString(body),
			name,
			'application/pkcs7-signature',
		);
	}
	return binary;
}

/** One document as items: a file each, under a name and of a type that fit its content. */
async function downloadDocument(
	context: Context,
	document: DocflowDocument,
	openKeyPair: Context['openKeyPair'] | undefined,
): Promise<Output[]> {
	const { client, params, writeBinary } = context;
	const opened = await openDocument(client, params.accountId, document, {
		openKeyPair,
		unpack: params.unzip,
	});
	const { plain, encrypted } = contentsOf(document);
	const isUnpacked = (plain ?? encrypted)?.compressed === true && !opened.compressed;
	const wrappings = isUnpacked || (!plain && !opened.encrypted) ? WRAPPINGS : [];
	const outputs: Output[] = [];
	for (const { path, chunks } of await filesIn(opened, params.unzip)) {
		const { head, all } = await peek(chunks).catch(opened.problem);
		const kind = kindOf(head);
		const given = path ?? (opened.fileName || String(document.id));
		const name = innerName(given, path === undefined ? wrappings : [], kind);
		// Kontur's own word is more exact than what the content tells, but is about the file itself.
		const said = opened.encrypted || path !== undefined ? '' : opened.contentType;
		const type = said && said !== 'application/octet-stream' ? said : kind.mimeType;
		const file = await storeFile(writeBinary, opened.source, all, name, type).catch(opened.problem);
		const signatures = outputs.length === 0 && params.includeSignatures ? document.signatures : undefined;
		outputs.push({
			json: {
				docflowId: params.docflowId,
				id: document.id,
				type: typeOf(document),
				typeName: shownName(typeOf(document), 'document'),
				contentId: opened.contentId,
				fileName: name,
				...(path === undefined ? {} : { path }),
				contentType: type,
				size: file.bytes,
				encrypted: opened.encrypted,
				signatures,
			},
			binary: {
				[params.binaryPropertyName]: file,
				...(signatures ? await signaturesOf(context, document, name) : {}),
			},
		});
	}
	return outputs;
}

const isNotRecipient = (error: unknown) =>
	error instanceof UserError && error.extra?.code === 'not-a-recipient';

/** For `.catch`: says which file it is that cannot be decrypted or unpacked. */
const naming = (document: DocflowDocument) => (error: unknown) => {
	if (!(error instanceof UserError) || !error.extra?.code) throw error;
	const { message, description, extra } = error;
	const name = fileNameOf(document) || String(document.id);
	throw new UserError(`${name}: ${message}`, { description, extra });
};

/**
 * Downloads documents of a document flow, decrypted and unpacked as the user wants, a file an item. Documents without
 * a file, which only mark that something happened, give none.
 * Source: Kontur.Extern documentation, "Docflows" (contents) and "Contents service".
 * @throws UserError when a file is encrypted for somebody else and the user wants to know; errors of the key
 */
export async function downloadDocuments(context: Context, documents: DocflowDocument[]): Promise<Output[]> {
	const { params, log } = context;
	const withFile = documents.filter((document) => {
		const { plain, encrypted } = contentsOf(document);
		return plain ?? encrypted;
	});
	const openKeyPair = params.decrypt ? context.openKeyPair : undefined;
	const outputs: Output[] = [];
	for (const [index, document] of withFile.entries()) {
		log(`downloading document ${index + 1} of ${withFile.length}: ${typeOf(document)}`);
		const got = await downloadDocument(context, document, openKeyPair).catch((error: unknown) =>
			params.whenNotRecipient === 'error' || !isNotRecipient(error) ? naming(document)(error) : undefined,
		);
		if (got) outputs.push(...got);
		else if (params.whenNotRecipient === 'encrypted') {
			outputs.push(...(await downloadDocument(context, document, undefined)));
		} else log(`document ${String(document.id)} is encrypted for somebody else, left out`);
	}
	return outputs;
}
