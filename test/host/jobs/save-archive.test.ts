import type { IncomingFacts } from '../../emulator/extern/incoming/incoming';
import type { DocflowDocument } from '../../emulator/extern/model';
import { shortenPauses } from '../../support/pauses';
import { sampleCells } from '../../support/sampling';
import { TestCertificates, type TestCertificate } from '../../support/testCertificates';
import { readBinary, useBinaryData } from '../engine/engine';
import { documentedRequests, Job, locator } from './job.fixture';
import { readZip } from '../../../nodes/shared/zip';

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
	job = await Job.start(certificate, { externParallelLimit: 0 });
});
afterEach(async () => {
	jest.restoreAllMocks();
	await job.close();
});

const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(100_000, 'demand ')]);

const receive = async (facts: IncomingFacts) => {
	const { id } = await job.emulator.control.createIncoming(job.account.id, facts);
	job.emulator.control.clearLog();
	return id;
};

/** A document as the emulator holds it, to give it another file or name. */
function change(docflowId: string, type: string, changes: Partial<DocflowDocument>): DocflowDocument {
	const found = job.docflow(docflowId).documents.find((document) => document.type === type);
	if (!found) throw new Error(`the docflow has no document of type ${type}`);
	return Object.assign(found, changes);
}

async function archive(docflowId: string, parameters = {}, options = {}) {
	const all = { docflowId: locator(docflowId), ...parameters };
	const result = await job.run('docflow', 'saveArchive', all, options);
	if (result.items.length === 0) return { ...result, files: new Map<string, Buffer>(), text: '' };
	const data = Buffer.from(new Uint8Array(await readBinary(result.items[0].binary?.data)));
	const files = new Map<string, Buffer>();
	for (const { path, open } of readZip(data, (_code, what) => new Error(what))) {
		const parts: Uint8Array[] = [];
		for await (const part of open()) parts.push(part);
		files.set(path, Buffer.concat(parts));
	}
	return { ...result, files, text: files.get('О документообороте.txt')?.toString('utf8') ?? '' };
}

test('holds documents, signatures, print forms and a description, with the requests that are documented', async () => {
	const id = await receive({ type: 'fns534-cu-letter' });
	const { json, items, files, text, error } = await archive(id);
	expect(error).toBeUndefined();
	expect(json).toMatchObject([{ docflowId: id, encryptedDocuments: [], notPrinted: [] }]);
	expect(items[0].binary?.data).toMatchObject({ mimeType: 'application/zip', fileName: json[0].fileName });
	expect(json[0].fileName).toMatch(new RegExp(`^[А-Яа-я].* \\d{4}-\\d\\d-\\d\\d ${id}\\.zip$`));
	const { documents } = job.docflow(id);
	for (const [index, document] of documents.entries()) {
		const start = `${String(index + 1).padStart(2, '0')} `;
		const paths = [...files.keys()].filter((path) => path.startsWith(start));
		const signatures = paths.filter((path) => path.endsWith('.sig'));
		expect(signatures.map((path) => files.get(path))).toEqual(
			document.signatures.map(({ content }) => content),
		);
		const main = paths.find((path) => !/\.sig$|печатная форма/.test(path)) ?? '';
		expect(main).toMatch(/^\d\d [А-Я][а-я ]+/);
		for (const path of signatures) expect(path.startsWith(main)).toBe(true);
		const printed = paths.filter((path) => path.endsWith('(печатная форма).pdf'));
		expect(printed).toHaveLength(/xml$/i.test(document.contentType) ? 1 : 0);
		for (const path of printed) expect(files.get(path)?.toString('latin1', 0, 5)).toBe('%PDF-');
		for (const path of paths) expect(text).toContain(`   ${path}\r\n`);
	}
	expect(text).toContain(`Номер в Контур.Экстерне: ${id}`);
	expect(text).toMatch(/^\ufeffДокументооборот: [А-Я]/);
	expect(text).toMatch(/Отправлен: \d\d\.\d\d\.\d{4} \d\d:\d\d \(московское время\)/);
	expect([...new Set(job.requests())].sort()).toEqual([...documentedRequests('Save Archive')].sort());
});

test('decrypts and unpacks, so that the signatures fit the files', async () => {
	const facts = { attachments: [{ filename: 'требование.pdf', bytes: pdf }], compressed: true };
	const id = await receive({ ...facts, encryptFor: certificate.pem });
	const { files } = await archive(id);
	const path = [...files.keys()].find((name) => name.endsWith(' требование.pdf')) ?? '';
	expect(files.get(path)?.equals(pdf)).toBe(true);
});

test('a file for another certificate stays encrypted, and the description says so', async () => {
	const id = await receive({ encryptFor: stranger.pem });
	const { json, files, text, error } = await archive(id);
	expect(error).toBeUndefined();
	const encrypted = job.docflow(id).documents.filter(({ encryptedFor }) => encryptedFor.length > 0);
	expect(json[0].encryptedDocuments).toEqual(encrypted.map((document) => document.id));
	expect([...files.keys()].filter((path) => path.endsWith('.enc'))).toHaveLength(encrypted.length);
	expect(text.match(/файл зашифрован/g)).toHaveLength(encrypted.length);
	expect((await archive(id, { decrypt: false })).json[0].encryptedDocuments).toEqual(
		json[0].encryptedDocuments,
	);
});

test('without print forms nothing is printed', async () => {
	const id = await receive({ type: 'fns534-cu-letter' });
	const { files } = await archive(id, { includePrintForms: false });
	expect([...files.keys()].filter((path) => path.includes('печатная форма'))).toEqual([]);
	expect(job.requests().filter((request) => request.startsWith('POST'))).toEqual([]);
});

test('what Kontur cannot print is named with its reason', async () => {
	const id = await receive({ type: 'fns534-cu-letter' });
	const body = { id: 'urn:error:externapi:documentPrintUnsupported', 'status-code': 400, message: 'No' };
	job.emulator.control.addFault({ path: '/print', status: 400, body, times: 1 });
	const { json, text, error } = await archive(id);
	expect(error).toBeUndefined();
	expect(json[0].notPrinted).toHaveLength(1);
	expect(text.match(/печатной формы нет: /g)).toHaveLength(1);
});

test('a document that cannot be read ends the run: an archive is complete or none', async () => {
	const id = await receive({ attachments: [{ filename: 'demand.pdf', bytes: pdf }] });
	const { contents } = change(id, 'fns534-demand-attachment', {});
	job.emulator.control.addFault({ path: `/contents/${contents[0].contentId}`, status: 500, times: 1000 });
	const { json, error } = await archive(id);
	expect(json).toEqual([]);
	expect(error?.message).toContain('Kontur.Extern failed to process the request');
});

test('long names stay apart, and no value adds a line to the description', async () => {
	const attachment = { filename: `${'Очень длинное имя '.repeat(12)}.pdf`, bytes: pdf };
	const id = await receive({ attachments: [attachment] });
	// The emulator prints nothing else.
	change(id, 'fns534-demand-attachment', { contentType: 'application/xml' });
	Object.assign(job.docflow(id).description, { recipient: '0000\r\nИтог: принят\u2028Итог: принят\u202e' });
	const { json, files, text, error } = await archive(id);
	expect(error).toBeUndefined();
	const { files: listed } = json[0] as { files: Array<{ path: string; content: string }> };
	expect(new Set(listed.map(({ path }) => path)).size).toBe(listed.length);
	expect(files.size).toBe(listed.length);
	expect(listed.some(({ content }) => content === 'printForm')).toBe(true);
	for (const { path } of listed) expect(Buffer.byteLength(path)).toBeLessThanOrEqual(255);
	expect(text).toContain('Получатель: 0000 Итог: принят Итог: принят\r\n');
});

test('documents without a file are listed', async () => {
	const id = await receive({});
	change(id, 'fns534-demand', { contents: [] });
	const { text } = await archive(id);
	expect(text).toContain('   без файла: документ только отмечает событие');
});

describe('parallel requests', () => {
	const limitTo = (parallelRequests: number) => {
		const { credentials } = job.engine;
		credentials.set('extern', { ...credentials.get('extern'), parallelRequests });
	};
	const contentsAsked = () =>
		job.emulator.control.log().filter(({ path }) => path.includes('/contents/')).length;
	const slowly = (delayMs: number) =>
		job.emulator.control.addFault({
			method: 'GET',
			path: '/contents/',
			kind: 'slowBody',
			delayMs,
			times: 1000,
		});

	test.each(sampleCells('Limits', 'Save Archive', [1, 2, 8], 2))(
		'%i at most have a body open, whatever the archives hold',
		async (limit) => {
			const attachments = [{ filename: 'demand.pdf', bytes: pdf }];
			const ids = [
				await receive({ attachments, encryptFor: stranger.pem }),
				await receive({ attachments, encryptFor: certificate.pem, compressed: true }),
				await receive({ type: 'fns534-cu-letter', attachments }),
			];
			limitTo(limit);
			slowly(5);
			const results = await Promise.all([...ids, ...ids].map(async (id) => await archive(id)));
			expect(results.map(({ error }) => error)).toEqual(Array(6).fill(undefined));
			expect(job.emulator.control.counters().mostAtOnce.extern).toBeLessThanOrEqual(limit);
		},
	);

	test('an archive that is cancelled gives its place back', async () => {
		const id = await receive({ attachments: [{ filename: 'demand.pdf', bytes: pdf }] });
		limitTo(1);
		slowly(10_000);
		const { error } = await archive(
			id,
			{},
			{
				cancelAfter: async () => {
					while (contentsAsked() === 0) await new Promise((resolve) => setTimeout(resolve, 10));
				},
			},
		);
		expect(error?.message).toContain('canceled');
		job.emulator.control.clearFaults();
		// With the place held, it would wait for the minute after which a download counts as stalled.
		expect((await archive(id)).error).toBeUndefined();
		expect(job.emulator.control.counters().mostAtOnce.extern).toBe(1);
	});
});
