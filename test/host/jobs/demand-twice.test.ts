import type { INodeExecutionData } from 'n8n-workflow';
import type { EmulatorOptions } from '../../emulator/core/options';
import { sampleCells } from '../../support/sampling';
import { TestCertificates, type TestCertificate } from '../../support/testCertificates';
import {
	INN,
	inventoriesOf,
	oneFile,
	pdf,
	receiveDemand,
	replyTo,
	shortenWaits,
	splitAnswers,
} from './demand.fixture';
import { binaryItem, useBinaryData, type RunResult } from '../engine/engine';
import { Job } from './job.fixture';

/* "Demand: Reply" run twice at the same moment: one inventory is sent, and both runs end with it. */

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

async function withJob<T>(options: Partial<EmulatorOptions>, work: (job: Job) => Promise<T>): Promise<T> {
	const job = await Job.start(certificate, options);
	try {
		return await work(job);
	} finally {
		await job.close();
	}
}

const asked = (job: Job) => job.emulator.control.log({ service: 'extern' });

/** Each request as the emulator has got it, with its number, for what a failure says. */
const where = (job: Job, index: number) => {
	const { method, route } = asked(job)[index];
	return `request ${index + 1}: ${method} ${route}`;
};

const endsOf = ({ json, error }: RunResult) =>
	error?.message ?? json.map(({ docflowId }) => docflowId).sort();

function onlyInventories(job: Job, demandId: string, count: number, at: string, runs: RunResult[]) {
	const made = inventoriesOf(job, demandId)
		.map(({ id }) => id)
		.sort();
	expect({ at, count: made.length, ends: runs.map(endsOf) }).toEqual({
		at,
		count,
		ends: runs.map(() => made),
	});
}

/** A run that is held up at one of its requests while another goes all the way. */
async function overtaken(job: Job, skip: number, item: INodeExecutionData, count: number): Promise<void> {
	const { control } = job.emulator;
	const id = await receiveDemand(job);
	let letGo = () => {};
	const released = new Promise<void>((resolve) => (letGo = resolve));
	let held = -1;
	const end = control.onRequest(async ({ service }) => {
		if (service !== 'extern' || held === skip) return;
		held += 1;
		if (held === skip) await released;
	});
	const first = replyTo(job, id, [item]);
	while (held < skip) await new Promise((resolve) => setTimeout(resolve, 5));
	const at = where(job, skip);
	const second = await replyTo(job, id, [item]);
	end();
	letGo();
	const runs = [second, await first];
	onlyInventories(job, id, count, at, runs);
}

/** How many requests a run makes that nothing disturbs. */
const countRequests = async (item: INodeExecutionData) =>
	await withJob({}, async (job) => {
		await replyTo(job, await receiveDemand(job), [item]);
		return asked(job).length;
	});

test.each(sampleCells('Latencies', 'two executions', [0, 3, 25], 2))(
	'two executions, with a server that takes %d ms for an answer',
	async (latencyMs) => {
		await withJob({ latencyMs, taskMs: 30 }, async (job) => {
			const id = await receiveDemand(job);
			const item = await oneFile();
			const runs = await Promise.all([replyTo(job, id, [item]), replyTo(job, id, [item])]);
			onlyInventories(job, id, 1, `${latencyMs} ms`, runs);
		});
	},
);

test('two items: the second one gives what the first has sent', async () => {
	await withJob({}, async (job) => {
		const id = await receiveDemand(job);
		const { json, error } = await replyTo(job, id, [await oneFile(), await oneFile()]);
		expect(error).toBeUndefined();
		const [inventory, ...more] = inventoriesOf(job, id);
		expect(more).toEqual([]);
		expect(json.map(({ docflowId, alreadySent }) => [docflowId, alreadySent])).toEqual([
			[inventory.id, false],
			[inventory.id, true],
		]);
	});
});

test('one is held up at any of its requests, and the other overtakes it', async () => {
	const item = await oneFile();
	const count = await countRequests(item);
	const points = sampleCells(
		'Cut points',
		'overtaken',
		Array.from({ length: count }, (_none, skip) => skip),
		2,
	);
	const ends = points.map(
		async (skip) => await withJob({}, async (job) => await overtaken(job, skip, item, 1)),
	);
	for (const end of await Promise.allSettled(ends)) if (end.status === 'rejected') throw end.reason;
	console.info(`Reply to a Demand, overtaken: ${points.length} points of ${count}`);
	expect(count).toBeGreaterThanOrEqual(20);
}, 240_000);

test('an answer of two inventories, held up while it is built, signed or sent', async () => {
	const item = await binaryItem(
		{},
		{
			one: { content: pdf('one'), fileName: 'one.pdf' },
			two: { content: pdf('two'), fileName: 'two.pdf' },
		},
	);
	const routes = await withJob({}, async (job) => {
		splitAnswers(job);
		await replyTo(job, await receiveDemand(job), [item]);
		return asked(job).map(({ method, route }) => `${method} ${route.split('/').at(-1)}`);
	});
	const sends = routes.flatMap((route, index) => (route === 'POST send' ? [index] : []));
	expect(sends).toHaveLength(2);
	const points = [routes.indexOf('POST build'), routes.indexOf('PUT {signatureId}'), ...sends];
	for (const skip of sampleCells('Cut points', 'two inventories', points, 1))
		await withJob({}, async (job) => {
			splitAnswers(job);
			await overtaken(job, skip, item, 2);
		});
}, 240_000);
