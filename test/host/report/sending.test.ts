import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { startEmulator, type Emulator } from '../../emulator/server';
import { sampleReport } from '../../emulator/extern/seed/sampleReport';
import { account, certificate, cms } from '../../emulator/support';
import { shortenPauses } from '../../support/pauses';
import { sampleCells } from '../../support/sampling';
import { binaryItem, readBinary, useBinaryData, type Engine, type RunOptions } from '../engine/engine';
import { EXTERN, externCredential, konturEngine } from '../engine/kontur';
import { SENDER_ADDRESS } from '../../support/senderAddress';

useBinaryData('filesystem');

let emulator: Emulator;
let engine: Engine;
let accountId: string;

const SEND = '/v1/{accountId}/drafts/{draftId}/send';
const guid = 'd6d369c3-2cbc-4090-b3ad-ea69ce62f74d';

beforeAll(() => shortenPauses(100));
afterAll(() => void jest.restoreAllMocks());
beforeEach(async () => {
	emulator = await startEmulator({ options: { taskMs: 50, docflowVisibleMs: 50 } });
	engine = konturEngine(emulator);
	accountId = account(emulator).id;
});
afterEach(async () => await emulator.close());

const run = async (resource: string, operation: string, parameters: IDataObject, options: RunOptions = {}) =>
	await engine.run(
		EXTERN,
		{ resource, operation, accountId, ...parameters },
		{ credentials: externCredential, ...options },
	);

async function one(resource: string, operation: string, parameters: IDataObject, input?: INodeExecutionData) {
	const result = await run(resource, operation, parameters, input ? { items: [input] } : {});
	if (result.error) throw result.error;
	return result.items[0];
}

const report = () => {
	const owner = account(emulator);
	return sampleReport({ inn: owner.inn, kpp: owner.kpp, guid, name: 'Ромашка' });
};

interface Prepared {
	draftId: string;
	documentId: string;
	bytes: Buffer;
}

/** A draft with one report, as the nodes make it. */
async function makeDraft({ signed = true, file = report(), office = '0087' } = {}): Promise<Prepared> {
	const owner = account(emulator);
	const draft = await one('draft', 'create', {
		senderInn: owner.inn,
		senderKpp: owner.kpp ?? '',
		senderCertificate: certificate,
		senderIpAddress: SENDER_ADDRESS,
		recipientType: 'ifns-code',
		recipientCode: office,
	});
	const draftId = String(draft.json.id);
	const input = await binaryItem(
		{},
		{ data: { content: file.bytes, fileName: file.filename, mimeType: 'application/xml' } },
	);
	const document = await one(
		'draftDocument',
		'add',
		{ draftId, source: 'binary', binaryPropertyName: 'data' },
		input,
	);
	const documentId = String(document.json.id);
	if (signed) {
		const signature = await binaryItem({}, { data: { content: Buffer.from(cms(certificate), 'base64') } });
		await one('draftSignature', 'add', { draftId, documentId, binaryPropertyName: 'data' }, signature);
	}
	return { draftId, documentId, bytes: file.bytes };
}

/** The document flows that the emulator made of a draft. */
const docflowsOf = (draftId: string) =>
	[...emulator.state.extern.accounts.values()].flatMap((owner) =>
		[...owner.docflows.values()].filter((docflow) => JSON.stringify(docflow).includes(draftId)),
	);

const sends = () => emulator.control.log({ route: SEND }).length;

test('a report goes the whole way and arrives byte for byte', async () => {
	const { draftId, documentId, bytes } = await makeDraft();
	const document = await one('draftDocument', 'get', { draftId, documentId });
	expect(document.json).toMatchObject({
		description: { type: 'urn:document:fns534-report', 'content-type': 'application/xml' },
	});
	const [{ 'content-id': contentId }] = document.json.contents as IDataObject[];
	expect(emulator.control.content(String(contentId)).bytes.equals(bytes)).toBe(true);

	const checked = await one('draft', 'check', { draftId });
	expect(checked.json).toMatchObject({ hasErrors: false, errors: [], 'task-state': 'succeed' });
	const prepared = await one('draft', 'prepare', { draftId });
	expect(prepared.json).toMatchObject({ status: 'ok', 'task-state': 'succeed' });
	const sent = await one('draft', 'send', { draftId });
	expect(sent.json).toMatchObject({ alreadySent: false, type: 'urn:docflow:fns534-report', draftId });
	const docflowId = String(sent.json.docflowId);

	emulator.control.advanceDocflow(docflowId, 2);
	const docflow = await one('docflow', 'get', { docflowId, simplify: true });
	expect(docflow.json).toMatchObject({
		id: docflowId,
		status: 'urn:docflow-common-status:response-arrived',
		knd: '1151006',
	});

	const documents = await run('docflowDocument', 'getAll', { docflowId, returnAll: true, simplify: true });
	const sentReport = documents.json.find(({ type }) => type === 'urn:document:fns534-report');
	const downloaded = await one('docflowDocument', 'download', {
		docflowId,
		documentId: String(sentReport?.id),
	});
	expect(downloaded.binary?.data.fileName).toBe(report().filename);
	expect(downloaded.binary?.data.mimeType).toBe('application/xml');
	expect((await readBinary(downloaded.binary?.data)).equals(bytes)).toBe(true);
});

test('sent again, a draft gives the same document flow', async () => {
	const { draftId } = await makeDraft();
	const first = await one('draft', 'send', { draftId });
	const second = await one('draft', 'send', { draftId });
	expect(second.json).toMatchObject({ docflowId: first.json.docflowId, alreadySent: true });
	expect(sends()).toBe(1);
	expect(docflowsOf(draftId)).toHaveLength(1);
});

const faults = [
	['the answer is lost after it was accepted', { cut: 'after' }],
	['the connection is cut before it arrives', { cut: 'before' }],
	['the answer breaks off', { cut: 'body' }],
	['the service fails', { status: 500 }],
	['the service is overloaded', { status: 503, headers: { 'retry-after': '0' } }],
	['the gateway gives up', { status: 504 }],
	['there are too many requests', { status: 429, headers: { 'retry-after': '0' } }],
] as const;

test.each(sampleCells('Faults', 'draft.send', faults, 3))(
	'when %s, the draft is sent exactly once',
	async (_name, fault) => {
		const { draftId } = await makeDraft();
		emulator.control.addFault({ method: 'POST', path: SEND, times: 1, ...fault });
		const sent = await one('draft', 'send', { draftId });
		expect(sent.json.docflowId).toEqual(expect.any(String));
		const docflows = docflowsOf(draftId);
		expect(docflows).toHaveLength(1);
		expect(docflows[0].id).toBe(sent.json.docflowId);
	},
);

test('two executions that send one draft at once give one document flow', async () => {
	const { draftId } = await makeDraft();
	emulator.control.setOptions({ taskMs: 400 });
	const results = await Promise.all([one('draft', 'send', { draftId }), one('draft', 'send', { draftId })]);
	expect(new Set(results.map(({ json }) => json.docflowId)).size).toBe(1);
	expect(docflowsOf(draftId)).toHaveLength(1);
});

test('a cancelled execution resumes where it was', async () => {
	const { draftId } = await makeDraft();
	emulator.control.setOptions({ taskMs: 1500 });
	const cancelled = await run(
		'draft',
		'send',
		{ draftId },
		{
			cancelAfter: async () => {
				while (sends() === 0) await new Promise((resolve) => setTimeout(resolve, 10));
			},
		},
	);
	expect(cancelled.run.status).toBe('canceled');
	const sent = await one('draft', 'send', { draftId });
	expect(docflowsOf(draftId).map(({ id }) => id)).toEqual([sent.json.docflowId]);
	expect(sends()).toBe(1);
});

test.each(['task-result', 'http-400'] as const)(
	'check errors stop the sending and are listed (%s)',
	async (sendFailure) => {
		emulator.control.setOptions({ sendFailure });
		const good = report();
		const { draftId, documentId } = await makeDraft({ file: { ...good, filename: 'other-name.xml' } });
		const checked = await one('draft', 'check', { draftId });
		expect(checked.json.hasErrors).toBe(true);
		expect(checked.json.errors).toEqual([expect.objectContaining({ documentId, level: 'Error' })]);
		const { error } = await run('draft', 'send', { draftId });
		expect(error?.message).toBe('Kontur found errors in the documents, so nothing was sent');
		expect(error?.description).toContain(`Document ${documentId}: `);
		expect(docflowsOf(draftId)).toEqual([]);
	},
);

test('an unsigned draft is not prepared, and the error says what is missing', async () => {
	const { draftId } = await makeDraft({ signed: false });
	const { error } = await run('draft', 'prepare', { draftId });
	expect(error?.message).toBe('Kontur found errors in the documents, so nothing was sent');
	expect(error?.description).toMatch(/подпис/i);
});

test('without waiting the task is given and can be followed', async () => {
	const { draftId } = await makeDraft();
	const started = await one('draft', 'check', { draftId, waitForCompletion: false });
	expect(started.json).toMatchObject({ 'task-type': 'urn:task-type:check', 'task-state': 'running' });
	await new Promise((resolve) => setTimeout(resolve, 100));
	const task = await one('draftTask', 'get', { draftId, taskId: String(started.json.taskId) });
	expect(task.json['task-state']).toBe('succeed');
});

test('waiting has a bound, and the error names the task', async () => {
	const { draftId } = await makeDraft();
	emulator.control.setOptions({ taskMs: 60_000 });
	const { error } = await run('draft', 'check', { draftId, timeout: 1 });
	expect(error?.message).toMatch(
		/^Kontur is still working after 1 seconds \(task [0-9a-f-]{36}\)\. Nothing is lost/,
	);
});

describe("a user's mistakes", () => {
	const draft = {
		senderKpp: '',
		senderCertificate: certificate,
		senderIpAddress: SENDER_ADDRESS,
		recipientCode: '0087',
	};

	test('an INN with wrong digits: one sentence, advice, then the words of Kontur', async () => {
		const { error } = await run('draft', 'create', { ...draft, senderInn: '1234567890' });
		expect(error?.message).toBe('Kontur.Extern did not accept the values of this request');
		expect(error?.description).toMatch(
			/^Correct the value that Kontur names below\.\nKontur says: .*inn.*\nX-Kontur-Trace-Id: [0-9a-f]{32}$/is,
		);
	});

	test('a certificate that was not copied whole', async () => {
		const { error } = await run('draft', 'create', {
			...draft,
			senderInn: '7811223344',
			senderCertificate: certificate.slice(0, 400),
		});
		expect(error?.message).toMatch(
			/^The certificate of the sender cannot be read\. Paste the whole certificate/,
		);
	});

	test('an empty file', async () => {
		const input = await binaryItem({}, { data: { content: '', fileName: 'empty.xml' } });
		const { error } = await run('content', 'upload', { binaryPropertyName: 'data' }, { items: [input] });
		expect(error?.message).toBe('empty.xml: the file is empty');
	});

	test('an account that is not there', async () => {
		const { error } = await run('account', 'get', { accountId: '0b0b0b0b-0b0b-4b0b-8b0b-0b0b0b0b0b0b' });
		expect(error?.message).toBe('Kontur.Extern has no such object');
		expect(error?.description).toMatch(/X-Kontur-Trace-Id: [0-9a-f]{32}/);
	});

	test('a field that is empty is named', async () => {
		const { error } = await run('account', 'get', { accountId: '={{ $json.missing }}' });
		expect(error?.message).toBe('"Account" is empty');
	});
});

test('a check that holds the draft is waited for before sending', async () => {
	const { draftId } = await makeDraft();
	emulator.control.setOptions({ taskMs: 1500 });
	await one('draft', 'check', { draftId, waitForCompletion: false });
	const sent = await one('draft', 'send', { draftId });
	expect(docflowsOf(draftId).map(({ id }) => id)).toEqual([sent.json.docflowId]);
	expect(emulator.control.log({ status: 409 })).toEqual([]);
});

test('a failed send that is asked for by its task lists the check errors', async () => {
	emulator.control.setOptions({ sendFailure: 'http-400' });
	const { draftId, documentId } = await makeDraft({ file: { ...report(), filename: 'other-name.xml' } });
	const started = await one('draft', 'send', { draftId, waitForCompletion: false });
	await new Promise((resolve) => setTimeout(resolve, 100));
	const { error } = await run('draftTask', 'get', { draftId, taskId: String(started.json.taskId) });
	expect(error?.message).toBe('Kontur found errors in the documents, so nothing was sent');
	expect(error?.description).toContain(`Document ${documentId}: `);
});

describe('deleting', () => {
	test('a missing draft is an error', async () => {
		const { error } = await run('draft', 'delete', { draftId: '0b0b0b0b-0b0b-4b0b-8b0b-0b0b0b0b0b0b' });
		expect(error?.message).toBe('Kontur.Extern has no such object');
	});

	test('is done when only the answer was lost', async () => {
		const { draftId } = await makeDraft();
		emulator.control.addFault({ method: 'DELETE', cut: 'after' });
		const deleted = await one('draft', 'delete', { draftId });
		expect(deleted.json).toEqual({ deleted: true });
		expect(account(emulator).drafts.has(draftId)).toBe(false);
	});
});
