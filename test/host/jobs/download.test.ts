import { readFileSync } from 'node:fs';
import { catalog } from '../../../nodes/KonturExtern/actions';
import { fieldsOf } from '../../../nodes/shared/catalog';
import type { IncomingFacts } from '../../emulator/extern/incoming/incoming';
import type { DocflowDocument } from '../../emulator/extern/model';
import { shortenPauses } from '../../support/pauses';
import { sampleCells } from '../../support/sampling';
import { TestCertificates, type TestCertificate } from '../../support/testCertificates';
import { readBinary, useBinaryData, type RunResult } from '../engine/engine';
import { documentedRequests, drawnKinds, Job, locator } from './job.fixture';
import { everythingShown } from '../engine/kontur';
import { zip } from '../../support/zip';
import { encryptCms } from '../signing/signature.fixture';

useBinaryData('filesystem');

let certificates: TestCertificates;
let certificate: TestCertificate;
let stranger: TestCertificate;
beforeAll(async () => {
	certificates = await TestCertificates.create();
	certificate = await certificates.make('rsa');
	stranger = await certificates.make('rsa');
});
afterAll(async () => await certificates.remove());

let job: Job;
beforeEach(async () => {
	shortenPauses(15);
	job = await Job.start(certificate);
});
afterEach(async () => {
	jest.restoreAllMocks();
	await job.close();
});

const CONTENT = '/v1/{accountId}/contents/{id}';
const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(300_000, 'demand ')]);

const receive = async (facts: IncomingFacts) => {
	const { id } = await job.emulator.control.createIncoming(job.account.id, facts);
	job.emulator.control.clearLog();
	return id;
};

async function download(docflowId: string, parameters = {}, options = {}) {
	const all = { docflowId: locator(docflowId), ...parameters };
	const result = await job.run('docflow', 'downloadDocuments', all, options);
	const files = await Promise.all(result.items.map(async ({ binary }) => await readBinary(binary?.data)));
	return { ...result, files };
}

/** A document as the emulator holds it, to give it another file or name. */
function change(docflowId: string, type: string, changes: Partial<DocflowDocument>): DocflowDocument {
	const found = job.docflow(docflowId).documents.find((document) => document.type === type);
	if (!found) throw new Error(`the docflow has no document of type ${type}`);
	return Object.assign(found, changes);
}

test('every document becomes an item with its file, with the requests that the documentation lists', async () => {
	const id = await receive({ attachments: [{ filename: 'demand.pdf', bytes: pdf }] });
	const documents = job.docflow(id).documents.map(({ id: document, type, filename }) => ({
		docflowId: id,
		id: document,
		type,
		fileName: filename,
	}));
	const { json, items, files, error } = await download(id);
	expect(error).toBeUndefined();
	expect(json).toMatchObject(documents);
	const attachment = json.findIndex(({ type }) => type === 'fns534-demand-attachment');
	expect(files[attachment].equals(pdf)).toBe(true);
	expect(items[attachment].binary?.data).toMatchObject({
		fileName: 'demand.pdf',
		mimeType: 'application/pdf',
	});
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual(items.map(() => ({ item: 0 })));

	const one = await receive({ type: 'fns534-cu-letter' });
	await download(one, {
		documentTypes: 'urn:document:fns534-cu-letter',
		options: { includeSignatures: true },
	});
	expect(job.requests()).toEqual(documentedRequests('Download Documents'));
});

test.each(drawnKinds('Download Documents'))(
	'what is compressed and encrypted comes open, with a key of %s',
	async (kind) => {
		const own = await certificates.make(kind, { validity: 'expired' });
		job.useCertificate(own);
		const id = await receive({
			attachments: [{ filename: 'demand.pdf', bytes: pdf }],
			encryptFor: own.pem,
			compressed: true,
		});
		const { json, files, error } = await download(id, { documentTypes: 'fns534-demand-attachment' });
		expect(error).toBeUndefined();
		expect(json).toMatchObject([
			{ fileName: 'demand.pdf', contentType: 'application/pdf', size: pdf.length, encrypted: false },
		]);
		expect(files[0].equals(pdf)).toBe(true);
	},
);

test('an archive of several files becomes an item for each', async () => {
	const packed = zip([
		{ name: 'one.xml', content: '<Файл/>' },
		{ name: 'pages/two.pdf', content: pdf },
	]);
	const id = await receive({
		attachments: [{ filename: 'documents.zip', contentType: 'application/zip', bytes: packed }],
		encryptFor: certificate.pem,
	});
	const document = change(id, 'fns534-demand-attachment', {});
	document.contents = document.contents.map((content) => ({ ...content, compression: 'zip' }));
	const { json, files, error } = await download(id, { documentTypes: 'fns534-demand-attachment' });
	expect(error).toBeUndefined();
	expect(json).toMatchObject([
		{ path: 'one.xml', fileName: 'one.xml', contentType: 'application/xml' },
		{ path: 'pages/two.pdf', fileName: 'two.pdf', contentType: 'application/pdf' },
	]);
	expect(files[1].equals(pdf)).toBe(true);
});

test('a damaged file in an archive does not take the others', async () => {
	const packed = zip([
		{ name: 'one.xml', content: '<Файл/>' },
		{ name: 'pages/two.pdf', content: pdf, says: { crc: 1 } },
	]);
	const id = await receive({
		attachments: [{ filename: 'documents.zip', contentType: 'application/zip', bytes: packed }],
		encryptFor: certificate.pem,
	});
	const document = change(id, 'fns534-demand-attachment', {});
	document.contents = document.contents.map((content) => ({ ...content, compression: 'zip' }));
	const types = { documentTypes: 'fns534-demand-attachment' };
	const { json, error } = await download(id, types);
	expect(error).toBeUndefined();
	expect(json).toMatchObject([{ path: 'one.xml', fileName: 'one.xml' }]);
	const item = await job.run('docflow', 'downloadDocuments', {
		docflowId: locator(id),
		...types,
		options: { onPartialFailure: 'item' },
	});
	expect(item.json).toMatchObject([
		{ path: 'one.xml' },
		{ error: expect.stringMatching(/documents\.zip, pages\/two\.pdf: The archive is damaged/) },
	]);
});

test('files get names and types that fit them', async () => {
	const id = await receive({
		attachments: [
			{ filename: 'scan', contentType: 'application/octet-stream', bytes: pdf },
			{ filename: 'answer.xml.p7m', contentType: 'application/octet-stream', bytes: Buffer.from('<Файл/>') },
		],
		encryptFor: certificate.pem,
	});
	const { json } = await download(id, { documentTypes: 'fns534-demand-attachment' });
	expect(json.map(({ fileName, contentType }) => [fileName, contentType]).sort()).toEqual([
		['answer.xml', 'application/xml'],
		['scan.pdf', 'application/pdf'],
	]);
});

test('signatures come with their file', async () => {
	const id = await receive({ type: 'fns534-cu-letter' });
	const [letter] = job.docflow(id).documents.filter(({ type }) => type === 'fns534-cu-letter');
	letter.signatures.push({
		...letter.signatures[0],
		id: job.account.id,
		content: Buffer.from('the second signature'.repeat(9)),
	});
	const { items } = await download(id, {
		documentTypes: 'fns534-cu-letter',
		options: { includeSignatures: true },
	});
	const { data, ...signatures } = items[0].binary ?? {};
	expect(Object.keys(signatures)).toEqual(['signature1', 'signature2']);
	expect(signatures.signature1.fileName).toBe(`${data.fileName}.sig`);
	expect(signatures.signature2.fileName).toBe(`${data.fileName}.2.sig`);
	expect((await readBinary(signatures.signature1)).equals(letter.signatures[0].content)).toBe(true);
	expect((await readBinary(signatures.signature2)).equals(letter.signatures[1].content)).toBe(true);
});

test('documents without a file give no item', async () => {
	const id = await receive({});
	change(id, 'fns534-demand', { contents: [] });
	const { json } = await download(id);
	expect(json.map(({ type }) => type)).not.toContain('fns534-demand');
	expect(json.length).toBe(job.docflow(id).documents.length - 1);
});

test('without decryption files stay encrypted, and are named so', async () => {
	const id = await receive({ encryptFor: certificate.pem });
	const { json } = await download(id, { documentTypes: 'fns534-demand', options: { decrypt: false } });
	expect(json).toMatchObject([
		{
			encrypted: true,
			contentType: 'application/pkcs7-mime',
			fileName: expect.stringMatching(/\.xml\.enc$/),
		},
	]);
});

test('a large file comes whole', async () => {
	const large = Buffer.alloc(8 * 1024 * 1024, 'large ');
	const id = await receive({
		attachments: [{ filename: 'large.bin', contentType: 'application/octet-stream', bytes: large }],
	});
	change(id, 'fns534-demand-attachment', {});
	const { files } = await download(id, { documentTypes: 'fns534-demand-attachment' });
	expect(files[0].equals(large)).toBe(true);
});

describe('documents encrypted for somebody else', () => {
	const encrypted = async () => {
		const id = await receive({
			attachments: [{ filename: 'own.pdf', bytes: pdf }],
			encryptFor: certificate.pem,
		});
		const main = change(id, 'fns534-demand', { filename: 'main.xml' });
		const theirs = await receive({ encryptFor: stranger.pem });
		const other = job.docflow(theirs).documents.find(({ type }) => type === 'fns534-demand');
		main.contents = other?.contents ?? [];
		main.encryptedFor = other?.encryptedFor ?? [];
		return id;
	};

	test('is an error that names the file and the certificate', async () => {
		const { error } = await download(await encrypted());
		expect(error?.message).toBe(
			'main.xml: The document is not encrypted for the certificate in the credential',
		);
		expect(error?.description).toMatch(/^It is encrypted for serial number \w+\. The credential holds \w+\./);
	});

	test('can be left out', async () => {
		const { json, files } = await download(await encrypted(), { options: { whenNotRecipient: 'leaveOut' } });
		expect(json.map(({ type }) => type)).not.toContain('fns534-demand');
		expect(files.some((file) => file.equals(pdf))).toBe(true);
	});

	test('can be had as it is', async () => {
		const id = await encrypted();
		const { json } = await download(id, {
			options: { whenNotRecipient: 'encrypted' },
			documentTypes: 'fns534-demand',
		});
		expect(json).toMatchObject([{ encrypted: true, fileName: 'main.xml.enc' }]);
	});
});

describe('one of several documents cannot be downloaded', () => {
	/** A document flow, and the file of it that Kontur does not hand out. */
	async function broken() {
		const docflowId = await receive({ attachments: [{ filename: 'demand.pdf', bytes: pdf }] });
		const { id, contents } = change(docflowId, 'fns534-demand-attachment', {});
		for (const { contentId } of contents) {
			job.emulator.control.addFault({ path: `/contents/${contentId}`, status: 500, times: 1000 });
		}
		return { docflowId, id, others: job.docflow(docflowId).documents.length - 1 };
	}
	const failed = (docflowId: string, documentId: unknown) => ({
		error: expect.stringMatching(/^demand\.pdf: Kontur\.Extern failed to process the request/),
		details: expect.objectContaining({ docflowId, documentId, status: 500 }),
	});
	const notesOf = ({ run }: RunResult) =>
		(run.data.resultData.runData.Node?.[0].hints ?? []).map(({ message }) => message);

	test.each([['unless the user chose', {}] as const, ['note', { onPartialFailure: 'note' }] as const])(
		'%s: the others, and a note that names it',
		async (_how, options) => {
			const { docflowId, others } = await broken();
			const result = await download(docflowId, { options });
			expect(result.error).toBeUndefined();
			expect(result.json).toHaveLength(others);
			expect(notesOf(result)).toEqual([
				expect.stringMatching(
					/^The result is incomplete\. Not read: demand\.pdf \(Kontur\.Extern failed to process the request/,
				),
			]);
		},
	);

	test('item: an item with the error, on the error output where the node has one', async () => {
		const { docflowId, id, others } = await broken();
		const options = { onPartialFailure: 'item' };
		const { json, error } = await job.run('docflow', 'downloadDocuments', {
			docflowId: locator(docflowId),
			options,
		});
		expect(error).toBeUndefined();
		expect(json).toHaveLength(others + 1);
		expect(json.at(-1)).toEqual(failed(docflowId, id));
		const routed = await download(docflowId, { options }, { onError: 'continueErrorOutput' });
		expect(routed.json).toHaveLength(others);
		expect(routed.errorItems.map((item) => item.json)).toEqual([failed(docflowId, id)]);
	});

	test('stop: an error that names it', async () => {
		const { docflowId } = await broken();
		const { json, error } = await download(docflowId, { options: { onPartialFailure: 'stop' } });
		expect(json).toEqual([]);
		expect(error?.message).toMatch(/^demand\.pdf: Kontur\.Extern failed to process the request/);
	});

	test('when all fail, the run fails', async () => {
		const { docflowId } = await broken();
		job.emulator.control.addFault({ path: '/contents/', status: 500, times: 1000 });
		const { json, error } = await download(docflowId, { options: { onPartialFailure: 'note' } });
		expect(json).toEqual([]);
		expect(error?.message).toContain('Kontur.Extern failed to process the request');
	});

	test('what is encrypted for somebody else is an item if the user asks for items', async () => {
		const own = await receive({
			attachments: [{ filename: 'own.pdf', bytes: pdf }],
			encryptFor: certificate.pem,
		});
		const theirs = await receive({ encryptFor: stranger.pem });
		const { contents, encryptedFor } = change(theirs, 'fns534-demand', {});
		change(own, 'fns534-demand', { contents, encryptedFor });
		const { json, error } = await job.run('docflow', 'downloadDocuments', {
			docflowId: locator(own),
			options: { onPartialFailure: 'item' },
		});
		expect(error).toBeUndefined();
		expect(json.at(-1)?.error).toContain('The document is not encrypted for the certificate');
		expect(json.map(({ fileName }) => fileName)).toContain('own.pdf');
	});

	test('every operation with the option is tested', () => {
		const withOption = catalog.resources.flatMap((resource) =>
			resource.operations
				.filter((operation) => JSON.stringify(fieldsOf(operation)).includes('"onPartialFailure"'))
				.map((operation) => `${resource.value}.${operation.value}`),
		);
		// What Fetch Documents downloads goes through the same code (job-fetch.test.ts); accounts: job-attention.test.ts;
		// files: recognize.test.ts.
		expect(withOption.sort()).toEqual([
			'attention.getAll',
			'docflow.downloadDocuments',
			'documentsRequest.fetch',
			'report.recognize',
		]);
	});
});

describe('bad input', () => {
	test('an encrypted file without a credential to decrypt it', async () => {
		const id = await receive({ encryptFor: certificate.pem });
		const credentials = { konturExternApi: 'extern' };
		const { error } = await download(id, { documentTypes: 'fns534-demand' }, { credentials });
		expect(error?.message).toContain('Choose the credential with your certificate and private key');
		expect(job.count('GET', CONTENT)).toBe(0);
	});

	test('a damaged file', async () => {
		const bytes = (await encryptCms([certificate], pdf, 'aes256')).subarray(0, 5000);
		const id = await receive({ attachments: [{ filename: 'cut.pdf', bytes }] });
		const document = change(id, 'fns534-demand-attachment', {});
		document.contents = document.contents.map((content) => ({ ...content, encrypted: true }));
		const { error } = await download(id, { documentTypes: 'fns534-demand-attachment' });
		expect(error?.message).toBe('cut.pdf: The encrypted file is damaged or not in a readable format');
	});

	test('an account without rights', async () => {
		const id = await receive({});
		const { error } = await download(id, { accountId: locator('0b0b0b0b-0b0b-4b0b-8b0b-0b0b0b0b0b0b') });
		expect(error?.message).toBe('This login has no access to the account or object');
	});
});

const cuts = ['before', 'after', 'body'] as const;

test.each(sampleCells('Cut points', 'Download Documents', cuts, 2))(
	'a download that is cut (%s) comes whole',
	async (cut) => {
		const id = await receive({
			attachments: [{ filename: 'demand.pdf', bytes: pdf }],
			encryptFor: certificate.pem,
		});
		for (const path of ['/v1/{accountId}/docflows/{docflowId}', CONTENT]) {
			job.emulator.control.addFault({ method: 'GET', path, cut });
		}
		const { files, error } = await download(id, { documentTypes: 'fns534-demand-attachment' });
		expect(error).toBeUndefined();
		expect(files[0].equals(pdf)).toBe(true);
		expect(job.emulator.control.faults().map(({ hits }) => hits)).toEqual([1, 1]);
	},
);

test('no key is in outputs or logs', async () => {
	const id = await receive({ encryptFor: certificate.pem });
	const shown = everythingShown(await download(id), job.engine.log);
	const lines = readFileSync(certificate.paths.key, 'utf8').split('\n');
	expect(lines.filter((line) => line.length > 40 && shown.includes(line))).toEqual([]);
});
