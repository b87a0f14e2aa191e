import type { IDataObject } from 'n8n-workflow';
import type { IncomingFacts } from '../../emulator/extern/incoming/incoming';
import { makeDraft, runTask, sign } from '../../emulator/support';
import { shortenPauses } from '../../support/pauses';
import { sampleCells } from '../../support/sampling';
import { TestCertificates, type TestCertificate } from '../../support/testCertificates';
import { useBinaryData, type RunOptions } from '../engine/engine';
import {
	documentedRequests,
	drawnKinds,
	interruptEverywhere,
	Job,
	locator,
	type CutScenario,
} from './job.fixture';
import { SENDER_ADDRESS } from '../../support/senderAddress';

useBinaryData('filesystem');

/** Of the emulator's first account. */
const INN = '7710000015';
let certificates: TestCertificates;
let certificate: TestCertificate;
let stranger: TestCertificate;
beforeAll(async () => {
	certificates = await TestCertificates.create();
	certificate = await certificates.make('rsa', { inn: INN });
	stranger = await certificates.make('rsa', { inn: '7802048930' });
});
afterAll(async () => await certificates.remove());

let job: Job;
beforeEach(async () => {
	shortenPauses(15);
	job = await Job.start(certificate, { verifySignatures: true });
	expect(job.account.inn).toBe(INN);
});
afterEach(async () => {
	jest.restoreAllMocks();
	await job.close();
});

const DOCUMENT = '/v1/{accountId}/docflows/{docflowId}/documents/{documentId}';
const SEND = `${DOCUMENT}/replies/{replyId}/send`;

const receive = async (facts: IncomingFacts, at = job) => {
	const { id } = await at.emulator.control.createIncoming(at.account.id, facts);
	at.emulator.control.clearLog();
	return id;
};

/** A report with the receipts that it wants: for the date, and for the acceptance. */
async function sentReport(): Promise<string> {
	const client = await job.client();
	const draft = await makeDraft(client, job.account);
	await sign(client, draft);
	const { data } = await runTask(job.emulator, client, draft, 'send');
	job.emulator.state.clock.advance(1000);
	const id = String((data['task-result'] as IDataObject).id);
	job.emulator.control.advanceDocflow(id, 2);
	job.emulator.control.clearLog();
	return id;
}

const answer = async (parameters: IDataObject, options: RunOptions = {}, at = job) =>
	await at.run('docflow', 'answer', { senderIpAddress: SENDER_ADDRESS, ...parameters }, options);

const answerOne = async (
	docflowId: string,
	parameters: IDataObject = {},
	options: RunOptions = {},
	at = job,
) => await answer({ answerFor: 'one', docflowId: locator(docflowId), ...parameters }, options, at);

/** The replies that became documents of a docflow, which are there once each if nothing was sent twice. */
const repliesIn = (docflowId: string, at = job) =>
	at
		.docflow(docflowId)
		.documents.map(({ type }) => type)
		.filter(
			(type) =>
				/receipt|acceptance-result|notification-message$/.test(type) && !/receipt-message$/.test(type),
		);

test('a letter gets its receipt, signed, with the requests that the documentation lists', async () => {
	const id = await receive({ type: 'fns534-cu-letter' });
	const { json, error } = await answerOne(id);
	expect(error).toBeUndefined();
	expect(json).toMatchObject([
		{
			docflowId: id,
			type: 'fns534-cu-letter',
			status: 'finished',
			answered: [
				{
					documentType: 'fns534-cu-letter',
					replyType: 'fns534-cu-letter-receipt',
					replyId: expect.any(String),
					alreadySent: false,
				},
			],
			skipped: [],
			failed: [],
			needsHuman: [{ what: 'Read the letter: it may require a reply' }],
		},
	]);
	expect(job.requests()).toEqual(documentedRequests('Send Confirmations'));
	expect(repliesIn(id)).toEqual(['fns534-cu-letter-receipt']);
	expect(job.logged()).toContain('sending fns534-cu-letter-receipt for document');
});

test.each(drawnKinds('Send Confirmations'))(
	'all open document flows are answered, with a key of %s',
	async (kind) => {
		job.useCertificate(await certificates.make(kind, { inn: INN }));
		const letter = await receive({ type: 'fns534-cu-letter' });
		const statistics = await receive({ type: 'stat-cu-letter' });
		const notice = await receive({ type: 'fss-sedo-demand', automatic: true });
		const { json, error } = await answer({
			answerFor: 'many',
			filters: { types: 'fns534-cu-letter, stat-cu-letter, fss-sedo-demand', createdFrom: today() },
			returnAll: true,
		});
		expect(error).toBeUndefined();
		const of = (id: string) => json.find(({ docflowId }) => docflowId === id);
		expect(of(letter)).toMatchObject({ status: 'finished', answered: [{ alreadySent: false }] });
		expect(of(statistics)).toMatchObject({ answered: [{ replyType: 'stat-cu-letter-receipt' }] });
		if (kind === 'rsa') {
			// The social fund takes no bare signature of RSA; without the notice there must be no mark either.
			expect(of(notice)).toMatchObject({ failed: [{ status: 400 }] });
			expect(repliesIn(notice)).toEqual([]);
			return;
		}
		// The signed notice goes before the unsigned mark.
		expect(of(notice)?.answered).toMatchObject([
			{ replyType: 'fss-sedo-demand-receipt-notification-message' },
			{ replyType: 'fss-sedo-demand-read-receipt' },
		]);
		expect(of(notice)).toMatchObject({ status: 'processed' });
	},
);

const today = () => new Date(Date.now() - 60_000).toISOString();

test('every receipt of a report is sent, and a clarification is listed for a human', async () => {
	const id = await sentReport();
	const { json } = await answerOne(id);
	expect((json[0].answered as IDataObject[]).map(({ documentType }) => documentType).sort()).toEqual([
		'fns534-report-acceptance-result-positive',
		'fns534-report-date-confirmation',
	]);
	job.docflow(id).successState = 'warning';
	expect((await answerOne(id)).json[0]).toMatchObject({
		answered: [],
		needsHuman: [{ what: 'Accepted, but the authority requests a clarification: read what it needs' }],
	});
});

describe('a demand', () => {
	test('gets its receipt, and a person the decision and the answer with their days', async () => {
		const id = await receive({
			description: {
				'receipt-deadline-date': '2030-03-11T00:00:00',
				'reply-deadline-date': '2030-03-20T00:00:00',
			},
		});
		const { json } = await answerOne(id);
		expect(json).toMatchObject([
			{
				status: 'arrived',
				answered: [{ replyType: 'fns534-demand-receipt' }],
				needsHuman: [
					{
						what: expect.stringMatching(/^Accept or decline the demand/),
						deadline: { date: '2030-03-11', source: 'kontur' },
					},
					{
						what: expect.stringMatching(/^Send the documents that the demand requests/),
						deadline: { date: '2030-03-20', source: 'kontur' },
					},
				],
			},
		]);
		expect(repliesIn(id)).toEqual(['fns534-demand-receipt']);
	});

	test('without a named day has six working days, which the output explains', async () => {
		job.emulator.state.clock.set(new Date('2031-05-26T09:00:00Z'));
		const id = await receive({});
		for (const name of ['receipt-deadline-date', 'reply-deadline-date']) {
			Reflect.deleteProperty(job.docflow(id).description, name);
		}
		const { json, error } = await answerOne(id);
		expect(error).toBeUndefined();
		expect((json[0].needsHuman as IDataObject[]).map(({ deadline }) => deadline)).toEqual([
			// A Monday, six working days, one weekend.
			{
				date: '2031-06-03',
				source: 'counted',
				note: expect.stringMatching(/^6 working days.*one working day\.$/),
			},
			{ note: 'The deadline is stated in the document itself.' },
		]);
	});

	test.each([
		['that comes open', {}],
		['that is encrypted', { encrypted: true, compressed: true }],
	])(
		'%s is accepted after Kontur has checked it, when the user wants that',
		async (_name, how: { encrypted?: boolean; compressed?: boolean }) => {
			const id = await receive({
				attachments: 2,
				compressed: how.compressed,
				...(how.encrypted ? { encryptFor: certificate.pem } : {}),
			});
			const { json, error } = await answerOne(id, { options: { acceptDemands: true } });
			expect(error).toBeUndefined();
			expect(json[0].answered).toMatchObject([
				{ replyType: 'fns534-demand-receipt' },
				{ replyType: 'fns534-demand-acceptance-result-positive' },
			]);
			expect(json[0]).toMatchObject({
				status: 'processed',
				needsHuman: [{ what: expect.stringMatching(/^Send the documents that the demand requests/) }],
			});
			expect(job.count('POST', '/v1/{accountId}/docflows/{docflowId}/check-demand')).toBe(1);
		},
	);

	test('with faults needs a human, with the codes', async () => {
		const id = await receive({ attachments: 2 });
		const docflow = job.docflow(id);
		const lost = docflow.documents.find(({ type }) => type === 'fns534-demand-attachment');
		docflow.documents = docflow.documents.filter((document) => document !== lost);
		const { json } = await answerOne(id, { options: { acceptDemands: true } });
		expect(json[0].answered).toMatchObject([{ replyType: 'fns534-demand-receipt' }]);
		expect(json[0].needsHuman).toMatchObject([
			{
				what: expect.stringContaining('Kontur found faults'),
				errorCodes: ['0300300030'],
			},
			{},
			{},
		]);
	});

	test('encrypted for somebody else needs a human', async () => {
		const id = await receive({ encryptFor: stranger.pem });
		const { json } = await answerOne(id, { options: { acceptDemands: true } });
		expect(json[0].needsHuman).toMatchObject([{ what: expect.stringContaining('0100300003') }, {}, {}]);
		expect(repliesIn(id)).toEqual(['fns534-demand-receipt']);
	});
});

test('a reply of an unknown type needs a human', async () => {
	const id = await receive({ type: 'fns534-cu-letter' });
	const letter = job.docflow(id).documents.find(({ type }) => type === 'fns534-cu-letter');
	letter?.replyTypes.push('fns534-cu-letter-promise');
	const { json } = await answerOne(id);
	expect(json[0]).toMatchObject({
		answered: [{ replyType: 'fns534-cu-letter-receipt' }],
		skipped: [
			{
				replyType: 'fns534-cu-letter-promise',
				reason: 'Only known formal replies are sent automatically. Send this one with Reply.',
			},
		],
	});
});

test('an inventory is answered below the demand it belongs to', async () => {
	const demand = await receive({});
	const attachment = job.docflow(demand).documents.find(({ type }) => type === 'fns534-demand-attachment');
	const { id } = job.emulator.control.receiveDocflow(job.account.id, {
		type: 'fns534-inventory',
		status: 'response-arrived',
		documentType: 'fns534-inventory-acceptance-result-positive',
		description: { 'related-docflow-id': demand, 'related-document-id': attachment?.id },
	});
	const { json, error } = await answerOne(id);
	expect(error).toBeUndefined();
	expect(json[0]).toMatchObject({
		status: 'finished',
		answered: [{ replyType: 'fns534-inventory-receipt' }],
	});
});

test('documents that have to be asked for are named', async () => {
	const id = await receive({ type: 'fss-sedo-demand' });
	const { json } = await answerOne(id);
	expect(json[0]).toMatchObject({
		answered: [],
		skipped: [{ reason: 'Request its documents first with Documents Request: Fetch Documents.' }],
	});
});

test('a dry run says what would be sent, needs no certificate, and sends nothing', async () => {
	const id = await receive({ type: 'fns534-cu-letter' });
	const { json, error } = await answerOne(
		id,
		{ options: { dryRun: true } },
		{ credentials: { konturExternApi: 'extern' } },
	);
	expect(error).toBeUndefined();
	expect(json).toMatchObject([
		{
			dryRun: true,
			status: 'received',
			wouldAnswer: [{ documentType: 'fns534-cu-letter', replyType: 'fns534-cu-letter-receipt' }],
			answered: [],
		},
	]);
	expect(job.emulator.control.log({ service: 'extern', method: 'POST' })).toEqual([]);
});

describe('nothing is answered twice', () => {
	test('run again, there is nothing left to answer', async () => {
		const id = await receive({ type: 'fns534-cu-letter' });
		await answerOne(id);
		expect((await answerOne(id)).json[0]).toMatchObject({ answered: [], status: 'finished' });
		expect(job.count('POST', SEND)).toBe(1);
	});

	const requests = [
		['GET', '/v1/{accountId}/docflows/{docflowId}'],
		['POST', `${DOCUMENT}/generate-reply`],
		['PUT', `${DOCUMENT}/replies/{replyId}/signature`],
		['POST', SEND],
	] as const;
	const cuts = requests.flatMap(([method, path]) =>
		(['before', 'after', 'body'] as const).map((cut) => [method, path, cut] as const),
	);

	test.each(sampleCells('Cut points', 'Send Confirmations, in the same run', cuts, 3))(
		'%s %s is cut once (%s): answered exactly once in the same run',
		async (method, path, cut) => {
			const id = await receive({ type: 'fns534-cu-letter' });
			job.emulator.control.addFault({ method, path, cut });
			const { json, error } = await answerOne(id);
			expect(error).toBeUndefined();
			expect(json[0]).toMatchObject({ status: 'finished', answered: [{ alreadySent: false }] });
			expect(repliesIn(id)).toEqual(['fns534-cu-letter-receipt']);
		},
	);

	const interrupted: CutScenario<string> = {
		start: async () => await Job.start(certificate, { verifySignatures: true }),
		prepare: async (at) => await receive({ type: 'fns534-cu-letter' }, at),
		run: async (at, id) => await answerOne(id, {}, {}, at),
		check: (at, id, { json }) => {
			expect(json[0]).toMatchObject({ status: 'finished' });
			expect(repliesIn(id, at)).toEqual(['fns534-cu-letter-receipt']);
		},
	};

	test.each(['before', 'after'] as const)(
		'interrupted at every request (%s), and run again: answered exactly once',
		async (cut) => {
			const { drawn } = await interruptEverywhere(interrupted, cut);
			console.info(`Send Confirmations: ${drawn} cut points (${cut})`);
		},
	);

	test('two runs at once answer once', async () => {
		const id = await receive({ type: 'fns534-cu-letter' });
		job.emulator.control.setOptions({ latencyMs: 100 });
		const results = await Promise.all([answerOne(id), answerOne(id)]);
		expect(results.map(({ error }) => error)).toEqual([undefined, undefined]);
		expect(repliesIn(id)).toEqual(['fns534-cu-letter-receipt']);
	});
});

describe('bad input', () => {
	test('an expired certificate: nothing is sent', async () => {
		const id = await receive({ type: 'fns534-cu-letter' });
		job.useCertificate(await certificates.make('rsa', { validity: 'expired' }));
		const { error } = await answerOne(id);
		expect(error?.message).toMatch(/^The certificate expired on 2021-01-01/);
		expect(job.emulator.control.log({ service: 'extern', method: 'POST' })).toEqual([]);
	});

	test("a certificate of another company: Kontur's reason is shown, nothing is sent", async () => {
		const id = await receive({ type: 'fns534-cu-letter' });
		job.useCertificate(stranger);
		const { error } = await answerOne(id);
		expect(error?.message).toBe('Kontur.Extern did not accept the values of this request');
		expect(error?.description).toContain('INN of the certificate differs from INN of the sender');
		expect(repliesIn(id)).toEqual([]);
	});

	test('one document flow that is refused does not keep the others from being answered', async () => {
		const refused = await receive({ type: 'fns534-cu-letter' });
		const good = await receive({ type: 'fns534-cu-letter' });
		const letter = job.docflow(refused).documents.find(({ type }) => type === 'fns534-cu-letter');
		job.emulator.control.addFault({
			method: 'POST',
			path: `/documents/${String(letter?.id)}/generate-reply`,
			status: 400,
			body: { id: 'urn:error:externapi:badRequest', 'status-code': 400, message: 'Проба: так нельзя' },
			times: 5,
		});
		const { json, error } = await answer({
			answerFor: 'many',
			filters: { types: 'fns534-cu-letter', createdFrom: today() },
			returnAll: true,
		});
		expect(error).toBeUndefined();
		const of = (id: string) => json.find(({ docflowId }) => docflowId === id);
		expect(of(refused)).toMatchObject({ failed: [{ status: 400, text: 'Проба: так нельзя' }] });
		expect(of(good)).toMatchObject({ status: 'finished', answered: [{ alreadySent: false }] });
	});

	describe('Kontur fails for some of several document flows', () => {
		const letters = async (count: number) => {
			const ids: string[] = [];
			for (let at = 0; at < count; at++) ids.push(await receive({ type: 'fns534-cu-letter' }));
			return ids;
		};
		const fail = (id: string) =>
			job.emulator.control.addFault({ method: 'GET', path: `/docflows/${id}$`, status: 500, times: 1000 });
		const many = async () =>
			await answer({
				answerFor: 'many',
				filters: { types: 'fns534-cu-letter', createdFrom: today() },
				returnAll: true,
			});

		test('one: the results of the others stay, and it is named', async () => {
			const ids = await letters(3);
			fail(ids[1]);
			const { json, error } = await many();
			expect(error).toBeUndefined();
			const of = (id: string) => json.find(({ docflowId }) => docflowId === id);
			expect(of(ids[1])).toMatchObject({ failed: [{ status: 500 }] });
			for (const id of [ids[0], ids[2]]) {
				expect(of(id)).toMatchObject({ answered: [{ alreadySent: false }] });
			}
		});

		test('two in a row: what was sent is told, and what is left', async () => {
			await letters(5);
			const first = await job.run('docflow', 'getAll', {
				filters: { types: 'fns534-cu-letter', createdFrom: today() },
				returnAll: true,
			});
			const inOrder = first.json.map(({ id }) => String(id));
			fail(inOrder[1]);
			fail(inOrder[2]);
			const { json, error, run } = await many();
			expect(error).toBeUndefined();
			expect(json.map(({ docflowId }) => docflowId)).toEqual(inOrder);
			expect(json[0]).toMatchObject({ answered: [{ alreadySent: false }] });
			for (const { failed } of json.slice(1, 3)) expect(failed).toMatchObject([{ status: 500 }]);
			for (const { failed } of json.slice(3)) {
				expect(failed).toEqual([{ error: expect.stringContaining('Not processed') }]);
			}
			const notes = (run.data.resultData.runData.Node?.[0].hints ?? []).map(({ message }) => message);
			expect(notes.join()).toContain('2 of 5 document flows were not processed');
		});

		test('all: an error', async () => {
			for (const id of await letters(3)) fail(id);
			const { json, error } = await many();
			expect(json).toEqual([]);
			expect(error?.message).toBe('Kontur.Extern failed to process the request');
		});
	});

	test('an account without rights', async () => {
		const id = await receive({ type: 'fns534-cu-letter' });
		const { error } = await answerOne(id, { accountId: locator('0b0b0b0b-0b0b-4b0b-8b0b-0b0b0b0b0b0b') });
		expect(error?.message).toBe('This login has no access to the account or object');
	});
});
