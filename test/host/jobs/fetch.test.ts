import type { IDataObject } from 'n8n-workflow';
import type { IncomingFacts } from '../../emulator/extern/incoming/incoming';
import { shortenPauses } from '../../support/pauses';
import { sampleCells } from '../../support/sampling';
import { gostDescribe, TestCertificates, type TestCertificate } from '../../support/testCertificates';
import { readBinary, useBinaryData, type RunOptions } from '../engine/engine';
import {
	documentedRequests,
	drawnGostKinds,
	interruptEverywhere,
	Job,
	locator,
	type CutScenario,
} from './job.fixture';

useBinaryData('filesystem');

/** Of the emulator's first account. */
const INN = '7710000015';
const DOCFLOW = '/v1/{accountId}/docflows/{docflowId}';
const SEND = `${DOCFLOW}/documents-requests/{requestId}/send`;

// Bare signatures of the social fund are GOST ones.
gostDescribe('fetching documents from the social fund', () => {
	let certificates: TestCertificates;
	let certificate: TestCertificate;
	beforeAll(async () => {
		shortenPauses(50);
		certificates = await TestCertificates.create();
		certificate = await certificates.make('gost2012_256', { inn: INN });
	});
	afterAll(async () => {
		jest.restoreAllMocks();
		await certificates.remove();
	});

	const start = async () =>
		await Job.start(certificate, { verifySignatures: true, robotsMode: 'timed', robotsStepMs: 200 });
	let job: Job;
	beforeEach(async () => {
		job = await start();
	});
	afterEach(async () => await job.close());

	const receive = async (facts: IncomingFacts = {}, at = job) => {
		const { id } = await at.emulator.control.createIncoming(at.account.id, {
			type: 'fss-sedo-proactive-payments-demand',
			...facts,
		});
		at.emulator.control.clearLog();
		return id;
	};

	async function fetch(
		docflowId: string,
		{ options = {}, ...parameters }: IDataObject & { options?: IDataObject } = {},
		how: RunOptions = {},
		at = job,
	) {
		const all = { docflowId: locator(docflowId), ...parameters, options: { timeout: 20, ...options } };
		return await at.run('documentsRequest', 'fetch', all, how);
	}

	/** How often the documents were asked for, as the docflow shows it. */
	const requestsIn = (docflowId: string, at = job) =>
		at.docflow(docflowId).documents.filter(({ type }) => type.endsWith('-request-message')).length;

	test('the request is signed and sent, the documents come decrypted, with the requests that the documentation lists', async () => {
		const id = await receive({ encryptFor: certificate.pem, compressed: true });
		const { json, items, error } = await fetch(id);
		expect(error).toBeUndefined();
		expect(json).toMatchObject([
			{ docflowId: id, type: 'fss-sedo-proactive-payments-demand-demand-message', encrypted: false },
		]);
		expect((await readBinary(items[0].binary?.data)).toString('latin1')).toMatch(/^<\?xml/);
		expect(job.requests()).toEqual(documentedRequests('Fetch Documents'));
		expect(requestsIn(id)).toBe(1);
	});

	test.each(drawnGostKinds('Fetch Documents'))('works with a key of %s', async (kind) => {
		job.useCertificate(await certificates.make(kind, { inn: INN }));
		const id = await receive({ attachments: 2 });
		const { json, error } = await fetch(id);
		expect(error).toBeUndefined();
		expect(json).toHaveLength(3);
	});

	test('documents that come without being asked for are only downloaded', async () => {
		const id = await receive({ automatic: true });
		const { json } = await fetch(id);
		expect(json).toHaveLength(1);
		expect(job.emulator.control.log({ service: 'extern', method: 'POST' })).toEqual([]);
	});

	test('run again, the documents are not asked for twice', async () => {
		const id = await receive();
		const first = await fetch(id);
		expect((await fetch(id)).json).toEqual(first.json);
		expect(job.count('POST', SEND)).toBe(1);
	});

	test('documents that take too long are an error after the timeout; run again, the wait continues', async () => {
		job.emulator.control.setOptions({ robotsMode: 'manual' });
		const id = await receive();
		const { error } = await fetch(id, { options: { timeout: 1 } });
		expect(error?.message).toMatch(/^The documents were requested but did not arrive within 1 seconds/);
		job.emulator.control.advanceDocflow(id);
		expect((await fetch(id)).json).toHaveLength(1);
		expect(requestsIn(id)).toBe(1);
	});

	test('an error from the fund instead of the documents is reported', async () => {
		const id = await receive({ fails: true });
		const { error } = await fetch(id);
		expect(error?.message).toMatch(/^The social fund returned an error instead of the documents/);
	});

	describe('an interruption', () => {
		const requests = [
			['GET', DOCFLOW],
			['POST', `${DOCFLOW}/generate-documents-request`],
			['PUT', `${DOCFLOW}/documents-requests/{requestId}/signature`],
			['POST', SEND],
		] as const;
		const cuts = requests.flatMap(([method, path]) =>
			(['before', 'after', 'body'] as const).map((cut) => [method, path, cut] as const),
		);

		const drawn = sampleCells('Cut points', 'Fetch Documents, in the same run', cuts, 3);
		test.each(drawn)('%s %s cut once (%s): the documents come, asked for once', async (method, path, cut) => {
			const id = await receive();
			job.emulator.control.addFault({ method, path, cut });
			const { json, error } = await fetch(id);
			expect(error).toBeUndefined();
			expect(json).toHaveLength(1);
			expect(requestsIn(id)).toBe(1);
		});

		const interrupted: CutScenario<string> = {
			start,
			prepare: async (at) => await receive({}, at),
			run: async (at, id) => await fetch(id, {}, {}, at),
			check: (at, id, { json }) => {
				expect(json).toHaveLength(1);
				expect(requestsIn(id, at)).toBe(1);
			},
		};

		test.each(['before', 'after'] as const)(
			'at every request (%s), and run again: asked for once',
			async (cut) => {
				const { drawn: points } = await interruptEverywhere(interrupted, cut);
				console.info(`Fetch Documents: ${points} cut points (${cut})`);
			},
		);
	});

	describe('bad input', () => {
		test('an expired certificate: nothing is asked for', async () => {
			const id = await receive();
			job.useCertificate(await certificates.make('rsa', { validity: 'expired' }));
			const { error } = await fetch(id);
			expect(error?.message).toMatch(/^The certificate expired on 2021-01-01/);
			expect(job.emulator.control.log({ service: 'extern', method: 'POST' })).toEqual([]);
		});

		test('documents for somebody else', async () => {
			const stranger = await certificates.make('rsa');
			const id = await receive({ encryptFor: stranger.pem });
			const { error } = await fetch(id);
			expect(error?.message).toContain('is not encrypted for the certificate in the credential');
		});

		test('an account without rights', async () => {
			const id = await receive();
			const { error } = await fetch(id, { accountId: locator('0b0b0b0b-0b0b-4b0b-8b0b-0b0b0b0b0b0b') });
			expect(error?.message).toBe('This login has no access to the account or object');
		});

		test('a certificate of another company', async () => {
			const id = await receive();
			job.useCertificate(await certificates.make('gost2012_256', { inn: '7811223344' }));
			const { error } = await fetch(id);
			expect(error?.description).toContain('INN of the certificate differs from INN of the sender');
			expect(requestsIn(id)).toBe(0);
		});
	});
});
