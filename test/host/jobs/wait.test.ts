import type { IDataObject } from 'n8n-workflow';
import { TestCertificates, type TestCertificate } from '../../support/testCertificates';
import { useBinaryData, type RunOptions } from '../engine/engine';
import { documentedRequests, Job, locator } from './job.fixture';

useBinaryData('filesystem');

let certificates: TestCertificates;
let certificate: TestCertificate;
beforeAll(async () => {
	certificates = await TestCertificates.create();
	certificate = await certificates.make('rsa');
});
afterAll(async () => await certificates.remove());

let job: Job;
beforeEach(async () => {
	job = await Job.start(certificate, { robotsStepMs: 20 });
});
afterEach(async () => await job.close());

const DOCFLOW = '/v1/{accountId}/docflows/{docflowId}';

async function demand(): Promise<string> {
	return (await job.emulator.control.createIncoming(job.account.id)).id;
}

const wait = async (
	docflowId: string,
	{ options = {}, ...parameters }: IDataObject & { options?: IDataObject } = {},
	how: RunOptions = {},
) => {
	const all = { docflowId: locator(docflowId), ...parameters, options: { timeout: 1, ...options } };
	return await job.run('docflow', 'wait', all, how);
};

test('a status that is there already is found with one request, the one that the documentation lists', async () => {
	const id = await demand();
	job.emulator.control.clearLog();
	const { json, error } = await wait(id, { statuses: ['received'] });
	expect(error).toBeUndefined();
	expect(json).toMatchObject([{ id, reached: true, status: 'urn:docflow-common-status:received' }]);
	expect(job.requests()).toEqual(documentedRequests('Wait for Status'));
	expect(job.count('GET', DOCFLOW)).toBe(1);
});

test('a status that comes later ends the wait, and the log says what was waited for', async () => {
	const id = await demand();
	job.emulator.state.clock.schedule(500, () => (job.docflow(id).status = 'processed'));
	const { json } = await wait(id, { statuses: ['arrived', 'processed'], options: { timeout: 20 } });
	expect(json).toMatchObject([{ reached: true, status: 'urn:docflow-common-status:processed' }]);
	expect(job.count('GET', DOCFLOW)).toBe(2);
	expect(job.logged()).toContain(`document flow ${id} is received, waiting`);
});

test('a success state ends the wait whatever the status', async () => {
	const id = await demand();
	job.docflow(id).successState = 'warning';
	const { json } = await wait(id, { statuses: [], successStates: ['warning'] });
	expect(json).toMatchObject([{ reached: true, status: 'urn:docflow-common-status:received' }]);
});

test('statuses of tomorrow can be typed, with and without their URN', async () => {
	const id = await demand();
	job.docflow(id).status = 'archived';
	for (const furtherStatuses of ['archived', 'urn:docflow-common-status:archived, other']) {
		const { json } = await wait(id, { statuses: [], options: { furtherStatuses } });
		expect(json).toMatchObject([{ reached: true }]);
	}
});

describe('unreached status', () => {
	test('is an error after the bound, which says how it stands', async () => {
		const id = await demand();
		const { error } = await wait(id);
		expect(error?.message).toBe(
			'After 1 seconds the document flow is received, not finished. Run the node again, or increase Wait at Most.',
		);
	});

	test('is an output where the user wants one', async () => {
		const id = await demand();
		const { json } = await wait(id, { options: { whenNotReached: 'output' } });
		expect(json).toMatchObject([{ id, reached: false, status: 'urn:docflow-common-status:received' }]);
	});

	test('of a finished document flow is known at once', async () => {
		const id = await demand();
		Object.assign(job.docflow(id), { status: 'finished', successState: 'failed' });
		job.emulator.control.clearLog();
		const { error } = await wait(id, { statuses: ['processed'], options: { timeout: 3600 } });
		expect(error?.message).toBe('The document flow finished (failed) without becoming processed.');
		expect(job.count('GET', DOCFLOW)).toBe(1);
	});
});

test('a document flow that was just sent may be missing for a moment', async () => {
	const id = await demand();
	job.docflow(id).visibleAt = job.emulator.state.clock.now().getTime() + 600;
	const { json, error } = await wait(id, { statuses: ['received'], options: { timeout: 20 } });
	expect(error).toBeUndefined();
	expect(json).toMatchObject([{ id, reached: true }]);
});

describe('bad input', () => {
	test('a document flow that does not exist', async () => {
		const { error } = await wait('0b0b0b0b-0b0b-4b0b-8b0b-0b0b0b0b0b0b');
		expect(error?.message).toBe('Kontur.Extern has no such object');
		expect(error?.description).toMatch(/X-Kontur-Trace-Id: [0-9a-f]{32}/);
	});

	test('an account without rights', async () => {
		const id = await demand();
		const { error } = await wait(id, { accountId: locator('0b0b0b0b-0b0b-4b0b-8b0b-0b0b0b0b0b0b') });
		expect(error?.message).toBe('This login has no access to the account or object');
	});

	test('nothing to wait for', async () => {
		const id = await demand();
		job.emulator.control.clearLog();
		const { error } = await wait(id, { statuses: [] });
		expect(error?.message).toBe('Choose what to wait for: a status or a success state.');
		expect(job.requests()).toEqual([]);
	});
});

test('a wait that breaks off, by a cut connection or by the user, can be taken up again', async () => {
	const id = await demand();
	job.emulator.control.addFault({ method: 'GET', path: DOCFLOW, cut: 'after' });
	const cancelled = await wait(
		id,
		{ options: { timeout: 600 } },
		{
			cancelAfter: async () => {
				while (job.count('GET', DOCFLOW) < 2) await new Promise((resolve) => setTimeout(resolve, 10));
			},
		},
	);
	expect(cancelled.run.status).toBe('canceled');
	job.docflow(id).status = 'finished';
	expect((await wait(id)).json).toMatchObject([{ reached: true }]);
});
