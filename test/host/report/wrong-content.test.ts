import type { IDataObject } from 'n8n-workflow';
import { findContent, wholeContent } from '../../emulator/extern/files/contentStore';
import { cp1251 } from '../../support/reports/reconstruction';
import { sampleCells } from '../../support/sampling';
import { TestCertificates, type TestCertificate } from '../../support/testCertificates';
import { pdfFile, rightFiles, wrongContents, type RightFile, type WrongContent } from './content-kinds';
import { INN, receiveDemand, replyTo, shortenWaits } from '../jobs/demand.fixture';
import { binaryItem, useBinaryData } from '../engine/engine';
import { Job, locator } from '../jobs/job.fixture';
import { SENDER_ADDRESS } from '../../support/senderAddress';

/*
 * A file goes nowhere under a name that its content contradicts: every kind of wrong content at every place where a file
 * goes in is refused before any request, in one sentence with the file and its kind. A right file passes everywhere.
 */

useBinaryData('filesystem');

let certificates: TestCertificates;
let own: TestCertificate;
let job: Job;
let wrong: Record<string, WrongContent>;
let right: RightFile[];
beforeAll(async () => {
	shortenWaits();
	certificates = await TestCertificates.create();
	own = await certificates.make('rsa', { inn: INN });
	job = await Job.start(own);
	wrong = await wrongContents(own);
	right = await rightFiles(own);
});
afterAll(async () => {
	jest.restoreAllMocks();
	await job.close();
	await certificates.remove();
});

const id = '0b0b0b0b-0b0b-4b0b-8b0b-0b0b0b0b0b0b';
const senderIpAddress = SENDER_ADDRESS;
const draft = { draftId: locator(id), documentId: id };
const inDocflow = { docflowId: locator(id), documentId: id };
const builder = (builderType: string) => ({ draftsBuilderId: id, documentId: id, builderType });
const decrypted = { contentFrom: 'binary' };

const send = (recipientType: string, recipientCode: string): [string, string, IDataObject] => [
	'report',
	'send',
	{
		senderIpAddress,
		additionalFields: { recipientType, recipientCode, senderInn: INN, senderKpp: '771001001' },
	},
];

/** Where a file goes in: resource, operation, parameters. */
const PLACES: Record<string, [string, string, IDataObject]> = {
	'report to the tax office': send('ifns-code', '0087'),
	'report, recipient from the file': send('file', ''),
	'report to the social fund': send('sfr-code', '078-001'),
	'report to the social insurance': send('fss-code', '78001'),
	'report to the pension fund': send('upfr-code', '078-001'),
	'report to the statistics office': send('togs-code', '78-01'),
	'reply to a demand': ['demand', 'reply', { relatedDocflowId: locator(id), senderIpAddress }],
	'pages of a reply to a demand': [
		'demand',
		'reply',
		{
			relatedDocflowId: locator(id),
			senderIpAddress,
			documentDetails: { documents: [{ pages: 'data', name: 'Договор' }] },
		},
	],
	'document of a draft': ['draftDocument', 'add', draft],
	'signed document of a draft': ['draftDocument', 'add', { ...draft, signature: 'certificate' }],
	'replaced document of a draft': ['draftDocument', 'update', draft],
	'page of an inventory': ['draftsBuilderFile', 'create', builder('fns534-inventory')],
	'attachment of a letter': ['draftsBuilderFile', 'create', builder('fns534-letter')],
	'document for a registration': ['draftsBuilderFile', 'create', builder('business-registration')],
	'replaced page of an inventory': [
		'draftsBuilderFile',
		'update',
		{ ...builder('fns534-inventory'), fileId: id },
	],
	content: ['content', 'upload', {}],
	'content of a reply': ['reply', 'updateContent', { ...inDocflow, replyId: id }],
	'decrypted file': ['docflowDocument', 'uploadDecrypted', { ...inDocflow, ...decrypted }],
	'file to print': ['docflowDocument', 'print', { ...inDocflow, ...decrypted }],
	'file to recognize': ['docflowDocument', 'recognize', { ...inDocflow, ...decrypted }],
	'decrypted file of an inventory': [
		'inventoryDocument',
		'uploadDecrypted',
		{ relatedDocflowId: locator(id), relatedDocumentId: id, inventoryId: id, documentId: id, ...decrypted },
	],
	'decrypted file of a pension fund reply': [
		'pfrReply',
		'uploadDecrypted',
		{ ...inDocflow, replyId: id, replyDocumentId: id, ...decrypted },
	],
};

async function runAt(place: string, fileName: string, bytes: Buffer, more: IDataObject = {}) {
	const [resource, operation, parameters] = PLACES[place];
	const item = await binaryItem({}, { data: { content: bytes, fileName } });
	job.emulator.control.clearLog();
	return await job.run(resource, operation, { ...parameters, ...more }, { items: [item] });
}

/** An ending that the place takes, and that is not the one of the content. */
const endingFor = (place: string, { endings = [] }: WrongContent): string => {
	const usual =
		place.startsWith('report') || place === 'content of a reply' ? ['xml', 'pdf'] : ['pdf', 'xml'];
	return usual.find((ending) => !endings.includes(ending)) ?? 'pdf';
};

const KINDS = 40;

test('every wrong content at every place is refused before any request, with the file and its kind', async () => {
	const contents = Object.keys(wrong);
	expect(contents.length).toBeGreaterThanOrEqual(35);
	expect(contents.length).toBeLessThan(KINDS);
	const cells = contents
		.flatMap((content) => Object.keys(PLACES).map((place) => [content, place] as const))
		// A report in XML gets the name that it gives itself.
		.filter(([content, place]) => content !== 'an XML file' || !place.startsWith('report'))
		// What a content is for is known only later.
		.filter(([content, place]) => place !== 'content' || !/encrypted|no kind|^a text/.test(content));
	for (const [content, place] of sampleCells('Wrong contents', 'at all places', cells, 35)) {
		const { bytes, shown } = wrong[content];
		const fileName = `Файл 1.${endingFor(place, wrong[content])}`;
		const { error, json } = await runAt(place, fileName, bytes);
		const cell = `${content}, ${place}`;
		const message = error?.message ?? '';
		expect([cell, json, message.slice(0, fileName.length + 11)]).toEqual([
			cell,
			[],
			`${fileName}: the file `,
		]);
		expect([cell, shown.test(message), message]).toEqual([cell, true, message]);
		expect([cell, /\n|\. \S/.test(message)]).toEqual([cell, false]);
		expect([cell, (error?.description ?? '').length > 20]).toEqual([cell, true]);
		expect([cell, job.emulator.control.log()]).toEqual([cell, []]);
	}
});

test('what only tools produce is refused without an ending too', async () => {
	const contents = Object.entries(wrong).filter(([content]) =>
		/page|JSON|base64|URL|as text|key|read as|half/.test(content),
	);
	expect(contents.length).toBeGreaterThan(15);
	for (const [content, { bytes, shown }] of sampleCells('Wrong contents', 'no ending', contents, 10)) {
		const { error } = await runAt('document of a draft', 'Файл 1', bytes);
		expect([content, shown.test(error?.message ?? '')]).toEqual([content, true]);
		expect([content, job.emulator.control.log()]).toEqual([content, []]);
	}
});

test('every right file goes up, under its name and with its type', async () => {
	for (const one of sampleCells('Right files', 'uploaded', right, 30)) {
		const { fileName, bytes, named = fileName, contentType } = one;
		const { json, error } = await runAt('content', fileName, bytes);
		expect([fileName, error?.message]).toEqual([fileName, undefined]);
		expect(json).toMatchObject([
			{ fileName: named, size: bytes.length, ...(contentType && { contentType }) },
		]);
	}
});

// Places that take files of any kind.
const OPEN = Object.keys(PLACES).filter((place) => !/report|demand/.test(place));

test('a right file is refused at no place', async () => {
	const cells = right.flatMap((file) => OPEN.map((place) => [file, place] as const));
	for (const [{ fileName, bytes }, place] of sampleCells('Right files', 'at all places', cells, 45)) {
		// A file that a key or signature encrypts is not what it was decrypted to.
		if (/decrypted/.test(place) && fileName.endsWith('.enc')) continue;
		const { error } = await runAt(place, fileName, bytes);
		const cell = `${fileName}, ${place}`;
		expect([cell, /the file (is|does)/.test(error?.message ?? '')]).toEqual([cell, false]);
		expect([cell, job.emulator.control.log().length > 0]).toEqual([cell, true]);
	}
});

describe('a reply to a demand', () => {
	const TAKEN: Array<[string, string]> = [
		['Договор.pdf', 'Договор.pdf'],
		['SCAN.PDF', 'SCAN.PDF'],
		['scan', 'scan.pdf'],
		['Акт от 12.03.2024', 'Акт от 12.03.2024.pdf'],
		['photo.jpg', 'photo.jpg'],
		['photo.jfif', 'photo.jpg'],
		['photo.jpe', 'photo.jpg'],
		['photo', 'photo.jpg'],
		['page.png', 'page.png'],
		['page.tif', 'page.tif'],
		['page.tiff', 'page.tiff'],
		['ON_1.xml', 'ON_1.xml'],
		['ON_1', 'ON_1.xml'],
	];

	test('takes scans and formalized documents by their content, and names them', async () => {
		const demand = await receiveDemand(job);
		for (const [fileName, named] of sampleCells('Right files', 'reply', TAKEN, 7)) {
			const file = right.find((one) => one.fileName === fileName);
			if (!file) throw new Error(`no file ${fileName}`);
			const item = await binaryItem({}, { data: { content: file.bytes, fileName } });
			const { json, error } = await replyTo(job, demand, [item], { additionalFields: { dryRun: true } });
			expect([fileName, error?.message]).toEqual([fileName, undefined]);
			const type = named.endsWith('.xml') ? 'formalized' : 'scanned';
			expect(json).toMatchObject([{ sentDocuments: [{ type, files: [{ fileName: named }] }] }]);
		}
	});

	test('refuses other right files before any request, with their kind', async () => {
		const others = right.filter(({ fileName }) =>
			/\.(docx|xlsx|zip|csv|txt|webp|heic|doc|7z|odt|enc|pem|gz)$/.test(fileName),
		);
		expect(others.length).toBeGreaterThan(15);
		for (const { fileName, bytes } of sampleCells('Wrong contents', 'reply', others, 10)) {
			const { error } = await runAt('reply to a demand', fileName, bytes);
			expect([fileName, error?.message ?? '']).toEqual([
				fileName,
				expect.stringMatching(/^\S.*: the file is .*, which the tax office does not accept in a reply$/),
			]);
			expect([fileName, job.emulator.control.log()]).toEqual([fileName, []]);
		}
	});
});

test('a document that is encrypted already keeps the name of the file in it', async () => {
	const encrypted = wrong['an encrypted file'].bytes;
	const item = await binaryItem({}, { data: { content: encrypted, fileName: 'ON_1.xml' } });
	const run = async (additionalFields: IDataObject) => {
		job.emulator.control.clearLog();
		return await job.run('draftDocument', 'add', { ...draft, additionalFields }, { items: [item] });
	};
	expect((await run({})).error?.message).toMatch(/^ON_1\.xml: the file is an encrypted file/);
	expect(job.emulator.control.log()).toEqual([]);
	await run({ isEncrypted: true });
	expect(job.emulator.control.log({ service: 'extern', method: 'POST' }).length).toBeGreaterThan(0);
});

test('a file that goes up in two parts is judged by its beginning', async () => {
	const large = Buffer.concat([pdfFile(), Buffer.alloc(17 * 1024 * 1024, 7)]);
	expect((await runAt('content', 'large.pdf', large)).error).toBeUndefined();
	const { error } = await runAt('content', 'large.jpg', large);
	expect(error?.message).toBe('large.jpg: the file is a PDF document, although its name ends in .jpg');
	expect(job.emulator.control.log()).toEqual([]);
});

describe('with Convert to Windows-1251', () => {
	const wanted = (declaration: string) => `${declaration}<Файл Имя="ООО «Ромашка» № 1"/>\r\n`;
	const declared = (name: string) => `<?xml version="1.0" encoding="${name}"?>\r\n`;
	const asked = { additionalFields: { convertToWindows1251: true } };
	const target = cp1251(wanted(declared('windows-1251')));
	const places = [
		...['document of a draft', 'signed document of a draft', 'replaced document of a draft'],
		...['page of an inventory', 'attachment of a letter', 'replaced page of an inventory'],
	];
	/** The file that has gone up last. */
	const uploaded = () => {
		const id = [...job.account.contents.keys()].at(-1) ?? '';
		return wholeContent(findContent(job.emulator.state.extern, job.account, id));
	};

	const sources: Array<[string, string, Buffer, Buffer]> = [
		['UTF-8', '1.xml', Buffer.from(wanted(declared('UTF-8'))), target],
		['UTF-8 with a mark', '1.xml', Buffer.from(`\ufeff${wanted(declared('utf-8'))}`), target],
		['UTF-8 that says windows-1251', '1.xml', Buffer.from(wanted(declared('windows-1251'))), target],
		['UTF-16', '1.xml', Buffer.from(`\ufeff${wanted(declared('UTF-16'))}`, 'utf16le'), target],
		['windows-1251, which stays', '1.xml', target, target],
		['a text in UTF-8', '1.txt', Buffer.from('\ufeffПисьмо № 1\r\n'), cp1251('Письмо № 1\r\n')],
		['a text in windows-1251, which stays', '1.txt', cp1251('Письмо № 1'), cp1251('Письмо № 1')],
		['a PDF, which stays', '1.pdf', pdfFile('Ж'), pdfFile('Ж')],
	];
	const cells = sources.flatMap((source) => places.map((place) => ({ place, source })));

	test.each(sampleCells('Conversions', 'at all places', cells, 5))(
		'$source.0 becomes windows-1251: $place',
		async ({ place, source: [, fileName, bytes, result] }) => {
			await runAt(place, fileName, bytes, asked);
			expect(uploaded().equals(result)).toBe(true);
		},
	);

	test.each([
		[
			'a sign',
			'Ромашка ₽ 合',
			/has characters that windows-1251 lacks: "₽" \(U\+20BD\) in line 2, column \d+; "合"/,
		],
		['lost letters', 'Рома\ufffdка \ufffd\ufffd', /its letters are lost$/],
	])('%s is an error before any request', async (what, name, reason) => {
		for (const place of sampleCells('Conversions', what, places, 3)) {
			const bytes = Buffer.from(`${declared('UTF-8')}<Файл Имя="${name}"/>`);
			const { error } = await runAt(place, '1.xml', bytes, asked);
			expect([place, error?.message]).toEqual([place, expect.stringMatching(/^1\.xml: the file /)]);
			expect([place, error?.message]).toEqual([place, expect.stringMatching(reason)]);
			expect([place, job.emulator.control.log()]).toEqual([place, []]);
		}
	});

	describe('a reply to a demand', () => {
		const document = (encoding: string) =>
			`<?xml version="1.0" encoding="${encoding}"?><Файл ИдФайл="ON_NSCHFDOPPR_1"><Документ КНД="1115131" Имя="«Ромашка»"/></Файл>`;
		const replyWith = async (more: Record<string, { content: Buffer; fileName: string }>, details = {}) => {
			const item = await binaryItem(
				{},
				{ data: { content: Buffer.from(document('UTF-8')), fileName: '1.xml' }, ...more },
			);
			return await replyTo(job, await receiveDemand(job, {}), [item], { ...asked, ...details });
		};

		test('carries formalized documents in windows-1251', async () => {
			const { error } = await replyWith({ scan: { content: pdfFile('Ж'), fileName: '2.pdf' } });
			expect(error).toBeUndefined();
			const contents = [...job.account.contents.keys()].map((one) =>
				wholeContent(findContent(job.emulator.state.extern, job.account, one)),
			);
			expect(contents.some((one) => one.equals(cp1251(document('windows-1251'))))).toBe(true);
			expect(contents.some((one) => one.equals(pdfFile('Ж')))).toBe(true);
			expect(contents.some((one) => one.equals(Buffer.from(document('UTF-8'))))).toBe(false);
		});

		test('is refused where it would break the signature of the counterparty', async () => {
			const { error } = await replyWith(
				{ sig: { content: Buffer.from('x'), fileName: '1.sig' } },
				{ documentDetails: { documents: [{ pages: 'data', signatureBinaryPropertyName: 'sig' }] } },
			);
			expect(error?.message).toBe(
				"1.xml: The counterparty's signature would not fit the document after its conversion to windows-1251",
			);
		});
	});
});
