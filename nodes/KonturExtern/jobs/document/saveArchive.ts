import type { IDataObject } from 'n8n-workflow';
import {
	closeSource,
	once,
	peek,
	storeFile,
	type OperationContext,
	type Output,
} from '../../../shared/catalog';
import { failure } from '../../../shared/formats/errors';
import { innerName, kindOf } from '../../../shared/formats/fileKind';
import { safeFileName } from '../../../shared/foreign';
import { t } from '../../../shared/language';
import { downloadContent } from '../../../shared/transport';
import { writeZip, type NewEntry } from '../../../shared/zip';
import { contentsOf, documentsOf } from '../../api/docflowDocument';
import { inDocflow } from '../../api/documentPlaces';
import { asArray } from '../../api/read';
import { contentPath } from '../../api/routes';
import type { Docflow, DocflowDocument } from '../../api/types';
import { shownName } from '../../api/urns';
import { describe, russianName, type ArchiveContents, type ArchivedFile } from './archiveSummary';
import { isNotRecipient, naming, WRAPPINGS } from './downloadDocuments';
import { readSignature, signatureRoute } from './downloadSignature';
import { openDocument } from './openDocument';
import { printedContent, startPrint, waitForPrint } from './printDocument';

export const saveArchiveRoutes = [
	`GET ${contentPath}`,
	signatureRoute(inDocflow),
	`POST ${inDocflow.document}/print`,
	`GET ${inDocflow.document}/tasks/{taskId}`,
];

// Bytes. Endings such as `.2.sig` and ` (печатная форма).pdf` must fit after it, or two files could get one name.
const LONGEST_DOCUMENT_NAME = 200;

/** How long to wait for one print form, in seconds. */
const PRINTING = 300;

type Context = OperationContext<{
	accountId: string;
	docflowId: string;
	decrypt: boolean;
	includePrintForms: boolean;
	binaryPropertyName: string;
}>;

type Time = NewEntry['time'];

/** Kontur gives Moscow time without an offset; an archive has wall-clock time too. */
function timeOf(...moments: unknown[]): Time {
	const text = moments.find((one): one is string => typeof one === 'string' && /^\d{4}-\d\d-\d\d/.test(one));
	const [year = 1980, month = 1, day = 1, hour = 0, minute = 0, second = 0] =
		text?.split(/\D/, 6).map(Number) ?? [];
	return { year, month, day, hour, minute, second };
}

/** The time in Moscow, in which Kontur writes. */
const moscowTime = () => new Date(Date.now() + 3 * 3600 * 1000).toISOString().slice(0, 19);

interface OpenedFile {
	name: string;
	encrypted: boolean;
	source: AsyncIterable<Uint8Array>;
	chunks: AsyncIterable<Uint8Array>;
}

async function open(
	{ client, params }: Context,
	document: DocflowDocument,
	openKeyPair: Context['openKeyPair'] | undefined,
): Promise<OpenedFile> {
	const opened = await openDocument(client, params.accountId, document, { openKeyPair, unpack: true });
	const { head, all } = await peek(opened.chunks).catch(opened.problem);
	const { encrypted, fileName, source } = opened;
	const given = fileName || russianName(document.description?.type, 'document');
	// A file that is still encrypted or compressed keeps the ending that says so.
	const isPlain = !encrypted && !opened.compressed;
	const name = innerName(given, isPlain ? WRAPPINGS : [], kindOf(head));
	async function* chunks() {
		const iterator = all[Symbol.asyncIterator]();
		try {
			for (;;) {
				const { done, value } = await iterator.next().catch(opened.problem);
				if (done) return;
				yield value as Uint8Array;
			}
		} finally {
			await iterator.return?.();
		}
	}
	return { name, encrypted, source, chunks: chunks() };
}

/** Opens the file of a document: decrypted, or as it is when it is encrypted for another certificate. */
const openOrEncrypted = async (context: Context, document: DocflowDocument): Promise<OpenedFile> =>
	await open(context, document, context.params.decrypt ? context.openKeyPair : undefined)
		.catch(async (error: unknown) => {
			if (!isNotRecipient(error)) throw error;
			return await open(context, document, undefined);
		})
		.catch(naming(document));

/** Kontur says for most documents whether it can print them; only a decrypted file is printed. */
const isPrintable = (document: DocflowDocument): boolean => {
	const { 'support-print': says }: IDataObject = { ...document.description };
	return contentsOf(document).plain !== undefined && (says === true || says === 'yes');
};

/** Writes the files of a document flow one after the other, and the description last: it says what came out. */
async function* entriesOf(
	context: Context,
	docflow: Docflow,
	first: OpenedFile | undefined,
	contents: ArchiveContents,
): AsyncGenerator<NewEntry> {
	const { client, params, log } = context;
	async function* add(
		file: ArchivedFile,
		time: Time,
		chunks: NewEntry['chunks'],
		source = chunks,
	): AsyncGenerator<NewEntry> {
		contents.files.push(file);
		try {
			yield { path: file.path, time, chunks };
		} finally {
			// Chunks that nobody began to read close nothing.
			closeSource(source);
		}
	}
	let opened = first;
	for (const [index, document] of documentsOf(docflow).entries()) {
		const { plain, encrypted } = contentsOf(document);
		if (!plain && !encrypted) continue;
		log(`archiving document ${index + 1} of ${documentsOf(docflow).length}`);
		const documentId = String(document.id);
		const ids = { ...params, documentId };
		const time = timeOf(document['send-date'], docflow['send-date']);
		const file = opened ?? (await openOrEncrypted(context, document));
		opened = undefined;
		const title = russianName(document.description?.type, 'document');
		const fullName = `${String(index + 1).padStart(2, '0')} ${title} ${file.name}`;
		const path = safeFileName(fullName, 'document', LONGEST_DOCUMENT_NAME);
		if (file.encrypted) contents.encrypted.push(document);
		yield* add({ path, content: 'document', documentId }, time, file.chunks, file.source);
		for (const [number, { id }] of asArray(document.signatures).entries()) {
			const bytes = await readSignature(client, inDocflow, { ...ids, signatureId: id });
			const name = safeFileName(`${path}${number === 0 ? '' : `.${number + 1}`}.sig`);
			yield* add({ path: name, content: 'signature', documentId }, time, once(bytes));
		}
		if (!params.includePrintForms || !plain || !isPrintable(document)) continue;
		const printed = await print(context, document, plain.id);
		if ('refusal' in printed) {
			contents.notPrinted.push({ document, reason: printed.refusal });
			continue;
		}
		const name = safeFileName(`${path.replace(/\.[^.]*$/, '')} (печатная форма).pdf`);
		yield* add({ path: name, content: 'printForm', documentId }, time, printed.chunks);
	}
	const now = moscowTime();
	const about: ArchivedFile = { path: 'О документообороте.txt', content: 'description' };
	yield* add(about, timeOf(now), once(Buffer.from(describe(docflow, contents, now))));
}

/** Prints a document, unless Kontur says that it cannot. */
async function print(
	{ client, params }: Context,
	document: DocflowDocument,
	contentId: string,
): Promise<{ chunks: AsyncIterable<Uint8Array> } | { refusal: string }> {
	const ids = { ...params, documentId: String(document.id) };
	const { status, body } = await startPrint(client, inDocflow, ids, contentId, [400]);
	if (status === 400) return { refusal: client.failure(body).message };
	const task = await waitForPrint(client, inDocflow, ids, body, PRINTING);
	if (task['task-state'] === 'failed') return { refusal: client.failure(task.error ?? {}).message };
	const { stream } = await downloadContent(client, params.accountId, printedContent(client, task));
	return { chunks: stream };
}

function archiveName(docflow: Docflow): string {
	const { description } = docflow;
	const sent = String(docflow['send-date'] ?? '').slice(0, 10);
	const parts = [
		russianName(docflow.type, 'docflow'),
		description?.['form-version']?.['form-shortname'],
		description?.['payer-inn'],
		sent,
		docflow.id,
	];
	return safeFileName(`${parts.filter((part) => typeof part === 'string' && part).join(' ')}.zip`);
}

const tooLarge = () =>
	failure(
		'unsupported',
		t`The archive would be larger than 4 GB`,
		t`Download the documents one by one with Download Documents.`,
	);

/**
 * Saves a document flow as a company must keep it: documents, signatures, receipts, print forms and a description, in one
 * ZIP archive that is written as it is read.
 * Source: Kontur.Extern documentation, "Docflows" (contents, signatures, print).
 * @throws UserError when a document cannot be read; the errors of `openKeyPair`
 */
export async function saveArchive(context: Context, docflow: Docflow): Promise<Output> {
	const { params, writeBinary } = context;
	const contents: ArchiveContents = { files: [], encrypted: [], notPrinted: [] };
	const firstDocument = documentsOf(docflow).find((document) => {
		const { plain, encrypted } = contentsOf(document);
		return plain ?? encrypted;
	});
	const first = firstDocument && (await openOrEncrypted(context, firstDocument));
	const fileName = archiveName(docflow);
	const entries = entriesOf(context, docflow, first, contents);
	const source = first?.source ?? once(Buffer.alloc(0));
	const archive = writeZip(entries, tooLarge);
	const file = await storeFile(writeBinary, source, archive, fileName, 'application/zip');
	return {
		json: {
			docflowId: docflow.id,
			type: docflow.type,
			typeName: shownName(docflow.type, 'docflow'),
			fileName,
			size: file.bytes,
			files: contents.files as unknown as IDataObject[],
			encryptedDocuments: contents.encrypted.map(({ id }) => String(id)),
			notPrinted: contents.notPrinted.map(({ document, reason }) => ({
				documentId: String(document.id),
				reason,
			})),
		},
		binary: { [params.binaryPropertyName]: file },
	};
}
