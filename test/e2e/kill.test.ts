import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LogEntry } from '../emulator/core/log';
import type { Workflow } from './support/n8n';
import { Happenings } from './support/happenings';
import { activateAndPoll, lastEntry, startStand, type Stand } from './support/stand';
import { delivered, recording, type Delivered } from './support/target';
import { until } from './support/wait';

/* A power cut while triggers work: n8n is killed at ten moments around a poll, and started again. */

const pause = async (ms: number) =>
	await new Promise<void>((resolve) => {
		setTimeout(resolve, ms);
	});

/**
 * A process that is killed while it activates a workflow holds a lease on that, and n8n activates the workflow
 * only when the lease is over: two minutes, if nothing else is set.
 */
const impatient = {
	// Also the bound on an activation with its first poll.
	N8N_WORKFLOW_PUBLICATION_OUTBOX_LEASE_SECONDS: '20',
	N8N_WORKFLOW_PUBLICATION_OUTBOX_POLL_INTERVAL_MS: '500',
	N8N_WORKFLOW_PUBLICATION_RECONCILE_INTERVAL_SECONDS: '1',
};

let stand: Stand;
let happenings: Happenings;
let folder: string;

beforeAll(async () => {
	stand = await startStand('kill', {}, impatient);
	happenings = new Happenings(stand.emulator);
	folder = join(stand.files, 'arrived');
	mkdirSync(folder, { recursive: true });
}, 240_000);

afterAll(async () => {
	await stand?.stop();
});

const pollTimes = { item: [{ mode: 'everyMinute' }] };

async function activate(): Promise<Workflow[]> {
	const { n8n, credentials } = stand;
	const triggers = [
		{
			name: 'Events',
			type: 'n8n-nodes-kontur.konturExternTrigger',
			parameters: { pollTimes },
			credentials: { konturExternApi: credentials.konturExternApi },
		},
		{
			name: 'Receipts',
			type: 'n8n-nodes-kontur.konturOfdTrigger',
			parameters: { pollTimes },
			credentials: { konturOfdApi: credentials.konturOfdApi },
		},
	];
	const workflows: Workflow[] = [];
	for (const trigger of triggers) {
		const workflow = await n8n.createWorkflow(recording(trigger.name, trigger, folder));
		await activateAndPoll(stand, workflow);
		workflows.push(workflow);
	}
	return workflows;
}

const expected = () => [...happenings.receipts, ...happenings.docflows].sort();

/** Receipts arrive under their key, events under the document flow that they are about. */
const nameOf = ({ key, item }: Delivered) => String(item['docflow-id'] ?? key);

const arrived = () => [...new Set(delivered(folder).map(nameOf))].sort();

const answered = (after: number, route: RegExp) =>
	stand.emulator.control
		.log({ after })
		.filter((entry: LogEntry) => entry.status !== 0 && route.test(String(entry.route)));

const BY_PERIOD = /by-period$/;
const EVENTS = /\/v1\/events$/;

/** Waits until a first poll after the start has answers to both triggers. */
const polled = async (after: number) =>
	await until('a poll', 180, () =>
		answered(after, BY_PERIOD).length > 0 && answered(after, EVENTS).length > 0 ? true : undefined,
	);

const moments: Array<{ moment: string; reached: (after: number, known: number) => Promise<unknown> }> = [
	{
		moment: 'as soon as a trigger asks',
		reached: async (after) =>
			await until('a request', 180, () => (lastEntry(stand.emulator) > after ? true : undefined)),
	},
	{
		moment: 'in the middle of reading the registers',
		reached: async (after) =>
			await until('a register', 180, () => (answered(after, BY_PERIOD).length > 0 ? true : undefined)),
	},
	...[0, 5, 10, 20, 40, 80, 160].map((ms) => ({
		moment: `${ms} ms after both triggers had answers`,
		reached: async (after: number) => {
			await polled(after);
			await pause(ms);
		},
	})),
	{
		moment: 'when the first new item has arrived',
		reached: async (_after, known) =>
			await until('an item', 180, () => (delivered(folder).length > known ? true : undefined)),
	},
];

test('ten times killed and started again: everything arrives, repeats under the same key', async () => {
	const workflows = await activate();
	for (const { moment, reached } of moments) {
		await stand.n8n.kill();
		happenings.happen();
		const [after, known] = [lastEntry(stand.emulator), delivered(folder).length];
		const starting = stand.n8n.restart().catch(() => undefined);
		await reached(after, known);
		await stand.n8n.kill();
		await starting;
		console.log(`killed ${moment}: ${arrived().length} of ${expected().length} had arrived`);
	}
	await stand.n8n.restart();
	await until('all of it', 240, () => (arrived().length >= expected().length ? true : undefined));
	expect(arrived()).toEqual(expected());

	// A repeat is the same item under the same key: nothing that an upsert would not take in.
	const items = new Map<string, string>();
	let repeats = 0;
	for (const { key, item } of delivered(folder)) {
		const text = JSON.stringify(item);
		expect(items.get(key) ?? text).toBe(text);
		if (items.has(key)) repeats += 1;
		items.set(key, text);
	}
	expect(items.size).toBe(expected().length);
	console.log(`${expected().length} items, ${repeats} of them came again`);
	for (const workflow of workflows) await stand.n8n.deactivate(workflow);
}, 1_500_000);
