import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { findContent, wholeContent } from '../../emulator/extern/files/contentStore';
import type { IncomingFacts } from '../../emulator/extern/incoming/incoming';
import { TestCertificates, type TestCertificate } from '../../support/testCertificates';
import { withOpenssl } from '../../support/openssl';
import {
	INN,
	inventoriesOf as inventoriesAt,
	oneFile,
	pdf,
	receiveDemand,
	replyTo,
	shortenWaits,
	splitAnswers,
} from './demand.fixture';
import { binaryItem, claimSize, useBinaryData, type RunOptions } from '../engine/engine';
import {
	documentedRequests,
	drawnKinds,
	interruptEverywhere,
	Job,
	locator,
	type CutScenario,
} from './job.fixture';

useBinaryData('filesystem');

let certificates: TestCertificates;
let certificate: TestCertificate;
beforeAll(async () => {
	certificates = await TestCertificates.create();
	certificate = await certificates.make('rsa', { inn: INN });
	shortenWaits();
});
afterAll(async () => {
	jest.restoreAllMocks();
	await certificates.remove();
});

let job: Job;
beforeEach(async () => {
	job = await Job.start(certificate);
});
afterEach(async () => await job.close());

const BUILDER = '/v1/{accountId}/drafts/builders/{draftsBuilderId}';
const SEND = '/v1/{accountId}/drafts/{draftId}/send';
const receive = async (facts: IncomingFacts = {}, at = job) => await receiveDemand(at, facts);

const reply = async (
	relatedDocflowId: string,
	item: INodeExecutionData,
	parameters: IDataObject = {},
	options: RunOptions = {},
	at = job,
) => await replyTo(at, relatedDocflowId, [item], parameters, options);

const inventoriesOf = (demandId: string, at = job) => inventoriesAt(at, demandId);

const bytesOf = (contentId: string) =>
	wholeContent(findContent(job.emulator.state.extern, job.account, contentId));

const verifies = async (signer: TestCertificate, signature: Buffer, content: Buffer) =>
	await withOpenssl(async (openssl) => {
		await openssl.run(
			...['cms', '-verify', '-binary', '-inform', 'DER', '-purpose', 'any'],
			...['-in', await openssl.file('signature.der', signature)],
			...['-content', await openssl.file('content.bin', content)],
			...['-CAfile', await openssl.file('certificate.pem', signer.pem)],
			...['-out', await openssl.file('out', '')],
		);
	});

test('a file becomes an inventory, with the requests that the documentation lists', async () => {
	const id = await receive();
	const { json, error } = await reply(id, await oneFile());
	expect(error).toBeUndefined();
	const [inventory] = inventoriesOf(id);
	expect(json).toMatchObject([
		{
			docflowId: inventory.id,
			type: 'urn:docflow:fns534-inventory',
			alreadySent: false,
			relatedDocflowId: id,
			senderInn: INN,
			payerInn: INN,
			recipientCode: '0087',
			sentDocuments: [{ name: 'contract', type: 'scanned', claimItemNumber: '1.01' }],
		},
	]);
	expect(job.requests()).toEqual(documentedRequests('Reply to a Demand'));
	const names = inventory.documents.map(({ filename }) => filename);
	expect(names).toContain('contract.pdf');
	const main = inventory.documents.find(({ type }) => type === 'fns534-inventory-message');
	expect(bytesOf(main?.contentId ?? '').toString('latin1')).toContain('1.01');
	expect(job.logged()).toMatch(/uploading contract\.pdf[^]*checking draft[^]*sending draft/);
});

test.each(drawnKinds('Reply to a Demand'))(
	'every document is signed as Kontur holds it, with a key of %s',
	async (kind) => {
		const signer = await certificates.make(kind, { inn: INN });
		job.useCertificate(signer);
		const id = await receive();
		expect((await reply(id, await oneFile())).error).toBeUndefined();
		const [inventory] = inventoriesOf(id);
		const signed = inventory.documents.filter(({ type }) => /-(message|attachment)$/.test(type));
		expect(signed).toHaveLength(2);
		for (const { contentId, signatures } of signed) {
			await verifies(signer, signatures[0].content, bytesOf(contentId));
		}
	},
);

test('pages are combined, formalized documents carry a signature, the rest are separate documents', async () => {
	const id = await receive();
	const item = await binaryItem(
		{},
		{
			p1: { content: pdf('one'), fileName: 'p1.pdf' },
			p2: { content: pdf('two'), fileName: 'p2.pdf' },
			invoice: { content: Buffer.from('<Файл/>'), fileName: 'ON_NSCHFDOPPR_1.xml' },
			other: { content: Buffer.from('II*\0other'), fileName: 'other.tif' },
		},
	);
	const { json, error } = await reply(id, item, {
		documentDetails: { documents: [{ pages: 'p2, p1', name: 'Contract 17', claimItemNumber: '1.02' }] },
	});
	expect(error).toBeUndefined();
	expect(json[0].sentDocuments).toMatchObject([
		{ name: 'Contract 17', claimItemNumber: '1.02', files: [{ fileName: 'p2.pdf' }, { fileName: 'p1.pdf' }] },
		{ name: 'ON_NSCHFDOPPR_1', type: 'formalized', claimItemNumber: '1.01' },
		{ name: 'other', type: 'scanned' },
	]);
	const [builder] = job.account.builders.values();
	const [contract, invoice] = [...builder.documents.values()].map(({ files }) => [...files.values()]);
	// They go up side by side, so that any may come first; the number says which page a file is.
	const pageOf = new Map(contract.map(({ fileName, data }) => [fileName, data?.['scanned-file-order']]));
	expect(pageOf).toEqual(
		new Map([
			['p2.pdf', 1],
			['p1.pdf', 2],
		]),
	);
	expect(invoice[0].signature).toBeDefined();
	expect(inventoriesOf(id)).toHaveLength(1);
});

test('what Kontur splits becomes several inventories, an item for each', async () => {
	const id = await receive();
	const files = Object.fromEntries(
		Array.from({ length: 100 }, (_none, index) => [
			`f${index}`,
			{ content: pdf(String(index)), fileName: `${index}.pdf` },
		]),
	);
	const { json, error } = await reply(id, await binaryItem({}, files));
	expect(error).toBeUndefined();
	expect(json).toHaveLength(2);
	expect(new Set(json.map(({ docflowId }) => docflowId)).size).toBe(2);
	expect(inventoriesOf(id)).toHaveLength(2);
});

test('files go up four at a time, and the documents keep their order', async () => {
	const id = await receive();
	job.emulator.control.setOptions({ latencyMs: 30 });
	const names = ['5.pdf', '3.pdf', '1.pdf', '4.pdf', '2.pdf'];
	const files = Object.fromEntries(
		names.map((fileName, index) => [`f${index}`, { content: pdf(fileName), fileName }]),
	);
	const { json, error } = await reply(id, await binaryItem({}, files));
	expect(error).toBeUndefined();
	expect(json).toHaveLength(1);
	const [builder] = job.account.builders.values();
	const held = [...builder.documents.values()].map((document) => [...document.files.values()]);
	expect(held.map(([file]) => file.fileName)).toEqual(names);
	// In turn, the file would follow its content.
	const order = job.requests().filter((route) => /^POST .*\/contents$|^PUT .*\/files\//.test(route));
	const [content, file] = [order[0], order.at(-1)];
	expect(order.slice(0, 5)).toEqual([content, content, content, content, file]);
	expect(order.filter((route) => route === content)).toHaveLength(5);
});

test('a dry run says what would be sent, and makes nothing', async () => {
	const id = await receive();
	const { json, error } = await reply(
		id,
		await oneFile(),
		{ additionalFields: { dryRun: true } },
		{ credentials: { konturExternApi: 'extern' } },
	);
	expect(error).toBeUndefined();
	expect(json).toMatchObject([
		{
			dryRun: true,
			payerInn: INN,
			recipientCode: '0087',
			earlierInventories: 0,
			sentDocuments: [{ name: 'contract' }],
		},
	]);
	expect(job.requests().filter((route) => !route.startsWith('GET'))).toEqual([]);
});

describe('an answer is sent once', () => {
	test('run again with the same files, it gives the same inventory; sent again when the user says so', async () => {
		const id = await receive();
		const first = await reply(id, await oneFile());
		const second = await reply(id, await oneFile());
		expect(second.json).toMatchObject([{ docflowId: first.json[0].docflowId, alreadySent: true }]);
		expect(inventoriesOf(id)).toHaveLength(1);
		await reply(id, await oneFile(), { additionalFields: { sendAgainAs: 'second' } });
		expect(inventoriesOf(id)).toHaveLength(2);
	});

	const interrupted: CutScenario<string> = {
		start: async () => await Job.start(certificate),
		prepare: async (at) => await receive({}, at),
		run: async (at, id) => await reply(id, await oneFile(), {}, {}, at),
		check: (at, id, { json }) => {
			const inventories = inventoriesOf(id, at);
			expect(inventories).toHaveLength(1);
			expect(json).toMatchObject([{ docflowId: inventories[0].id }]);
			expect(inventories[0].documents.map(({ filename }) => filename)).toContain('contract.pdf');
		},
	};

	test.each(['before', 'after'] as const)(
		'interrupted at every request (%s), and run again: sent exactly once',
		async (cut) => {
			const { drawn } = await interruptEverywhere(interrupted, cut);
			console.info(`Reply to a Demand: ${drawn} cut points (${cut})`);
		},
		240_000,
	);

	test('with another certificate, unsent drafts are rebuilt for it', async () => {
		const id = await receive();
		const { control } = job.emulator;
		control.addFault({ method: 'POST', path: '/v1/{accountId}/drafts/{draftId}/check', status: 403 });
		expect((await reply(id, await oneFile())).error).toBeDefined();
		const [builder] = job.account.builders.keys();
		const [before] = [...job.account.drafts.values()].filter(
			({ meta }) => meta.additionalInfo?.['original-drafts-builder-id'] === builder,
		);
		const another = await certificates.make('rsa', { inn: INN });
		job.useCertificate(another);
		const { json, error } = await reply(id, await oneFile());
		expect(error).toBeUndefined();
		expect(job.account.drafts.has(before.id)).toBe(false);
		const draft = job.account.drafts.get(String(json[0].draftId));
		expect(draft?.meta.sender.certificate).toEqual({ content: another.der.toString('base64') });
		expect(inventoriesOf(id)).toHaveLength(1);
	});

	test('drafts that were deleted are not built a second time unasked', async () => {
		const id = await receive();
		const { control } = job.emulator;
		control.addFault({ method: 'POST', path: '/v1/{accountId}/drafts/{draftId}/check', status: 403 });
		await reply(id, await oneFile());
		job.account.drafts.clear();
		const { error } = await reply(id, await oneFile());
		expect(error?.message).toBe('Kontur has already built these drafts, but they no longer exist');
		expect(error?.description).toContain('"Send Again As"');
		const again = await reply(id, await oneFile(), { additionalFields: { sendAgainAs: 'anew' } });
		expect(again.error).toBeUndefined();
		expect(inventoriesOf(id)).toHaveLength(1);
	});

	test('a reply of two inventories that was interrupted between them continues with the second', async () => {
		const id = await receive();
		splitAnswers(job);
		const files = {
			one: { content: pdf('one'), fileName: 'one.pdf' },
			two: { content: pdf('two'), fileName: 'two.pdf' },
		};
		job.emulator.control.addFault({ method: 'POST', path: SEND, skip: 1, status: 403 });
		expect((await reply(id, await binaryItem({}, files))).error).toBeDefined();
		expect(inventoriesOf(id)).toHaveLength(1);
		const { json, error } = await reply(id, await binaryItem({}, files));
		expect(error).toBeUndefined();
		expect(json.map(({ alreadySent }) => alreadySent).sort()).toEqual([false, true]);
		expect(inventoriesOf(id)).toHaveLength(2);
	});
});

describe('bad input: one sentence that names the file, and nothing is sent', () => {
	const refused = async (content: Buffer | string, fileName: string) =>
		(await reply(await receive(), await binaryItem({}, { data: { content, fileName } }))).error;
	const nothingMade = () => expect(job.requests().filter((route) => !route.startsWith('GET'))).toEqual([]);

	test('an empty file', async () => {
		expect((await refused('', 'empty.pdf'))?.message).toBe('empty.pdf: the file is empty');
		nothingMade();
	});

	test('a file of another kind', async () => {
		expect((await refused('x', 'table.xlsx'))?.message).toBe(
			'table.xlsx: the file is a text file, although its name ends in .xlsx',
		);
		nothingMade();
	});

	test('a file that is too large', async () => {
		const item = await binaryItem({}, { data: { content: pdf('huge'), fileName: 'huge.pdf' } });
		await claimSize(item, 'data', 60 * 1024 * 1024 + 1);
		const { error } = await reply(await receive(), item);
		expect(error?.message).toBe('huge.pdf: the file is larger than 60 MB');
		nothingMade();
	});

	test('a document that Kontur cannot take: the others are not sent either, and nothing stays', async () => {
		const id = await receive();
		const files = {
			good: { content: pdf('good'), fileName: 'good.pdf' },
			bad: { content: pdf('bad'), fileName: 'bad.pdf' },
		};
		const { control } = job.emulator;
		const fault = { method: 'POST', path: `${BUILDER}/build`, status: 403 };
		control.addFault(fault);
		await reply(id, await binaryItem({}, files));
		const [builder] = job.account.builders.values();
		const [, bad] = builder.documents.keys();
		const problem = { 'document-id': bad, 'error-message': 'Файл повреждён' };
		control.changeAnswers(({ route }, json) => {
			if (route !== `${BUILDER}/tasks/{apiTaskId}`) return json;
			const result = { 'draft-ids': [], 'error-drafts-builder-documents': [problem] };
			return { ...(json as IDataObject), 'task-state': 'succeed', 'task-result': result };
		});
		const { error } = await reply(id, await binaryItem({}, files));
		expect(error?.message).toBe('Kontur cannot process 1 of 2 documents, so nothing was sent');
		expect(error?.description).toContain('bad.pdf: Файл повреждён');
		expect(job.account.builders.size).toBe(0);
		expect(inventoriesOf(id)).toEqual([]);
	});

	test('an expired certificate', async () => {
		job.useCertificate(await certificates.make('rsa', { validity: 'expired' }));
		expect((await refused(pdf('x'), 'x.pdf'))?.message).toMatch(/^The certificate expired on 2021-01-01/);
		nothingMade();
	});

	test('no signature of the counterparty but another file', async () => {
		const item = await binaryItem(
			{},
			{
				invoice: { content: '<Файл/>', fileName: 'invoice.xml' },
				signature: { content: 'no signature', fileName: 'invoice.sig' },
			},
		);
		const { error } = await reply(await receive(), item, {
			documentDetails: { documents: [{ pages: 'invoice', signatureBinaryPropertyName: 'signature' }] },
		});
		expect(error?.message).toMatch(/^invoice\.xml: Not a valid signature file/);
		nothingMade();
	});

	test('a demand with several files, and none that is named', async () => {
		const { error } = await reply(await receive({ attachments: 2 }), await oneFile());
		expect(error?.message).toBe('The demand has several files');
		nothingMade();
	});

	test('a document that the demand does not have', async () => {
		const { error } = await reply(await receive(), await oneFile(), {
			additionalFields: { relatedDocumentId: '0b0b0b0b-0b0b-4b0b-8b0b-0b0b0b0b0b0b' },
		});
		expect(error?.message).toBe('The demand has no document with this ID');
		expect(error?.description).toMatch(/use one of these: [0-9a-f-]{36} \(.+\)\.$/);
		nothingMade();
	});

	test('an account without rights', async () => {
		const { error } = await reply(await receive(), await oneFile(), {
			accountId: locator('0b0b0b0b-0b0b-4b0b-8b0b-0b0b0b0b0b0b'),
		});
		expect(error?.message).toBe('This login has no access to the account or object');
	});

	test('an unknown tax office', async () => {
		const id = await receive();
		Reflect.deleteProperty(job.docflow(id).description, 'cu');
		const { error } = await reply(id, await oneFile());
		expect(error?.message).toBe('Kontur does not say which tax office the demand came from');
		nothingMade();
	});
});
