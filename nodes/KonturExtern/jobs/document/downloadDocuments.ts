import type { IBinaryKeyData } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';
import {
	once,
	partsOf,
	peek,
	readWhole,
	storeFile,
	type OnPartialFailure,
	type OperationContext,
	type Output,
	type Parts,
} from '../../../shared/catalog';
import { readArchive } from '../../../shared/formats/archive';
import { isOfFile } from '../../../shared/formats/errors';
import { innerName, kindOf, mimeTypeOf } from '../../../shared/formats/fileKind';
import { isZip } from '../../../shared/zip';
import { contentsOf, fileNameOf, typeOf } from '../../api/docflowDocument';
import { inDocflow } from '../../api/documentPlaces';
import { asArray } from '../../api/read';
import { contentPath } from '../../api/routes';
import type { DocflowDocument } from '../../api/types';
import { shownName } from '../../api/urns';
import { russianName } from './archiveSummary';
import { readSignature, SIGNATURE_TYPE, signatureRoute } from './downloadSignature';
import { openDocument, type OpenedDocument } from './openDocument';

export const downloadAllRoutes = [`GET ${contentPath}`, signatureRoute(inDocflow)];

// Extensions of the wrapping, not of the file inside.
export const WRAPPINGS = ['enc', 'p7m', 'cms', 'zip', 'gz'];

type Context = OperationContext<{
	accountId: string;
	docflowId: string;
	binaryPropertyName: string;
	options: {
		/** On unless it is turned off. */
		decrypt?: boolean;
		/** On unless it is turned off. */
		unzip?: boolean;
		includeSignatures?: boolean;
		whenNotRecipient?: 'error' | 'encrypted' | 'leaveOut';
		onPartialFailure?: OnPartialFailure;
	};
}>;

interface NamedFile {
	path?: string;
	chunks: AsyncIterable<Uint8Array>;
}

/** Returns the files of an opened document: the document itself, or what its archive contains. */
async function filesIn(opened: OpenedDocument, unzip: boolean): Promise<NamedFile[]> {
	if (!unzip || !opened.compressed || opened.encrypted) return [{ chunks: opened.chunks }];
	const packed = await readWhole(opened.chunks, opened.fileName).catch(opened.problem);
	const files = isZip(packed) ? readArchive(packed) : [];
	if (files.length === 0) return [{ chunks: once(packed) }];
	return files.map(({ path, open }) => ({ path, chunks: open() }));
}

/** Returns the signatures of a document, each in its own output field. */
async function signaturesOf(
	{ client, params, writeBinary }: Context,
	document: DocflowDocument,
	fileName: string,
): Promise<IBinaryKeyData> {
	const binary: IBinaryKeyData = {};
	for (const [index, { id }] of asArray(document.signatures).entries()) {
		const ids = { ...params, documentId: document.id, signatureId: id };
		const bytes = await readSignature(client, inDocflow, ids);
		const name = `${fileName}${index === 0 ? '' : `.${index + 1}`}.sig`;
		binary[`signature${index + 1}`] = await writeBinary(bytes, name, SIGNATURE_TYPE);
	}
	return binary;
}

/** Returns the name of the file, or else that of the document's type. */
const nameOf = (document: DocflowDocument) =>
	fileNameOf(document) || russianName(document.description?.type, 'document') || String(document.id);

/** Downloads one document as items, one per file, with names and types that match their contents. */
async function downloadOne(
	context: Context,
	document: DocflowDocument,
	openKeyPair: Context['openKeyPair'] | undefined,
	parts: Parts,
): Promise<Output[]> {
	const { client, params, writeBinary } = context;
	const { unzip = true, includeSignatures = false, onPartialFailure } = params.options;
	const opened = await openDocument(client, params.accountId, document, {
		openKeyPair,
		unpack: unzip,
	});
	const { plain, encrypted } = contentsOf(document);
	const isUnpacked = (plain ?? encrypted)?.compressed === true && !opened.compressed;
	const wrappings = isUnpacked || (!plain && !opened.encrypted) ? WRAPPINGS : [];
	const type = typeOf(document);
	const outputs: Output[] = [];
	const add = async ({ path, chunks }: NamedFile) => {
		const { head, all } = await peek(chunks).catch(opened.problem);
		const kind = kindOf(head);
		const given = path ?? (opened.fileName || nameOf(document));
		const name = innerName(given, path === undefined ? wrappings : [], kind);
		// Kontur's media type is more precise than the recognized one, but describes only the file itself.
		const declared = opened.encrypted || path !== undefined ? '' : opened.contentType;
		const contentType =
			declared && declared !== 'application/octet-stream' ? declared : mimeTypeOf(kind, name);
		const file = await storeFile(writeBinary, opened.source, all, name, contentType).catch(opened.problem);
		const signatures = outputs.length === 0 && includeSignatures ? document.signatures : undefined;
		outputs.push({
			json: {
				docflowId: params.docflowId,
				id: document.id,
				type,
				typeName: shownName(type, 'document'),
				contentId: opened.contentId,
				fileName: name,
				...(path === undefined ? {} : { path }),
				contentType,
				size: file.bytes,
				encrypted: opened.encrypted,
				signatures,
			},
			binary: {
				[params.binaryPropertyName]: file,
				...(signatures ? await signaturesOf(context, document, name) : {}),
			},
		});
	};
	const files = await filesIn(opened, unzip);
	const damaged: Array<{ path?: string; error: unknown }> = [];
	for (const one of files) {
		await add(one).catch((error: unknown) => {
			// One damaged file of an archive does not take the others.
			if (files.length === 1 || !isOfFile(error)) throw error;
			damaged.push({ path: one.path, error });
		});
	}
	const isFailure = outputs.length === 0 || onPartialFailure === 'stop';
	if (isFailure && damaged.length > 0) throw damaged[0].error;
	for (const { path, error } of damaged) {
		const ids = { docflowId: params.docflowId, documentId: document.id, path };
		parts.fail({ name: `${nameOf(document)}, ${path}`, ids, error });
	}
	return outputs;
}

/** Tells whether decryption failed because a file is encrypted for other certificates. */
export const isNotRecipient = (error: unknown): error is UserError =>
	error instanceof UserError && error.extra?.code === 'not-a-recipient';

/** For `.catch`: names the file that cannot be decrypted or unpacked. */
export const naming =
	(document: DocflowDocument) =>
	(error: unknown): never => {
		if (!(error instanceof UserError) || !error.extra?.code) throw error;
		const { message, description, extra } = error;
		throw new UserError(`${nameOf(document)}: ${message}`, { description, extra });
	};

/**
 * Downloads documents in a document flow, decrypted and unpacked as the user wants them, one item for each file.
 * Documents without a file only record an event and return no item.
 * Source: Kontur.Extern documentation, "Docflows" (contents) and "Contents service".
 * @throws UserError when a file is encrypted for another certificate and `whenNotRecipient` is `error`; the errors of
 * `openKeyPair`
 */
export async function downloadDocuments(context: Context, documents: DocflowDocument[]): Promise<Output[]> {
	const { params, log } = context;
	const { docflowId, options } = params;
	const { decrypt = true, whenNotRecipient = 'error' } = options;
	const parts = partsOf(context, options.onPartialFailure);
	const withFile = documents.filter((document) => {
		const { plain, encrypted } = contentsOf(document);
		return plain ?? encrypted;
	});
	let keyProblem: unknown;
	const openKeyPair: Context['openKeyPair'] = async (how) =>
		await context.openKeyPair(how).catch((error: unknown) => {
			keyProblem = error;
			throw error;
		});
	const download = async (document: DocflowDocument) =>
		await downloadOne(context, document, decrypt ? openKeyPair : undefined, parts).catch(
			async (error: unknown) => {
				if (whenNotRecipient === 'error' || !isNotRecipient(error)) throw error;
				if (whenNotRecipient === 'encrypted') return await downloadOne(context, document, undefined, parts);
				log(`document ${String(document.id)} is encrypted for another certificate, skipped`);
				return [];
			},
		);
	const outputs: Output[] = [];
	let succeeded = 0;
	for (const [index, document] of withFile.entries()) {
		log(`downloading document ${index + 1} of ${withFile.length}: ${typeOf(document)}`);
		const got = await download(document).catch((error: unknown) => {
			// Without the key no encrypted document opens: that is not about this one.
			const isNoPart = error === keyProblem && options.onPartialFailure === undefined;
			if (withFile.length === 1 || isNoPart) return naming(document)(error);
			const ids = { docflowId, documentId: document.id };
			parts.fail({ name: nameOf(document), ids, error, isMistake: isNotRecipient(error) });
			return undefined;
		});
		if (!got) continue;
		outputs.push(...got);
		succeeded += 1;
	}
	return parts.finish(outputs, succeeded);
}
