import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Workflow } from '../n8n';
import { Happenings } from '../scenarios/happenings';
import { activateAndPoll, lastEntry, type Stand } from '../stand';
import { delivered, recording, type Delivered } from '../target';
import { sampleCells } from '../../../support/sampling';
import { until } from '../wait';

const pause = async (ms: number) =>
	await new Promise<void>((resolve) => {
		setTimeout(resolve, ms);
	});

/**
 * A process that is killed while it activates a workflow still holds a lease on it. n8n activates the workflow only
 * when the lease ends, by default after two minutes.
 */
export const impatient = {
	// Also the timeout of an activation with its first poll.
	N8N_WORKFLOW_PUBLICATION_OUTBOX_LEASE_SECONDS: '20',
	N8N_WORKFLOW_PUBLICATION_OUTBOX_POLL_INTERVAL_MS: '500',
	N8N_WORKFLOW_PUBLICATION_RECONCILE_INTERVAL_SECONDS: '1',
};

const pollTimes = { item: [{ mode: 'everyMinute' }] };

/** A stand whose triggers record the items they emit, with the items expected. */
class Telling {
	readonly folder: string;

	readonly happenings: Happenings;

	constructor(readonly stand: Stand) {
		this.happenings = new Happenings(stand.emulator);
		this.folder = join(stand.files, 'recorded');
		mkdirSync(this.folder, { recursive: true });
	}

	async activate(): Promise<Workflow[]> {
		const { n8n, credentials } = this.stand;
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
			const workflow = await n8n.createWorkflow(recording(trigger.name, trigger, this.folder));
			await activateAndPoll(this.stand, workflow);
			workflows.push(workflow);
		}
		return workflows;
	}

	get expected(): string[] {
		return [...this.happenings.receipts, ...this.happenings.docflows].sort();
	}

	get delivered(): Delivered[] {
		return delivered(this.folder);
	}

	/** Receipts are recorded by their key, events by their document flow. */
	get arrived(): string[] {
		return [...new Set(this.delivered.map(({ key, item }) => String(item['docflow-id'] ?? key)))].sort();
	}

	/** Returns whether a request to this route was answered after an entry of the log. */
	isAnswered(after: number, route: RegExp): boolean {
		return this.stand.emulator.control
			.log({ after })
			.some((entry) => entry.status !== 0 && route.test(String(entry.route)));
	}
}

const BY_PERIOD = /by-period$/;
const EVENTS = /\/v1\/events$/;
// Most of it is the startup of n8n.
const SECONDS = 180;

interface Moment {
	moment: string;
	/** Waits for the moment, after an entry of the log and with a number of items recorded. */
	reached: (telling: Telling, after: number, known: number) => Promise<unknown>;
}

/** Unlike `until` it looks all the time, as the moment is what matters. */
async function when(what: string, isSo: () => boolean): Promise<void> {
	const end = Date.now() + SECONDS * 1000;
	while (!isSo()) {
		if (Date.now() > end) throw new Error(`Waited ${SECONDS} seconds in vain for ${what}`);
		await pause(20);
	}
}

const moments: Moment[] = [
	{
		moment: 'as soon as a trigger asks',
		reached: async ({ stand }, after) => await when('a request', () => lastEntry(stand.emulator) > after),
	},
	{
		moment: 'in the middle of reading the registers',
		reached: async (telling, after) => await when('a register', () => telling.isAnswered(after, BY_PERIOD)),
	},
	...[0, 5, 10, 20, 40, 80, 160].map((ms) => ({
		moment: `${ms} ms after both triggers had answers`,
		reached: async (telling: Telling, after: number) => {
			await when('a poll', () => telling.isAnswered(after, BY_PERIOD) && telling.isAnswered(after, EVENTS));
			await pause(ms);
		},
	})),
	{
		moment: 'when the first new item has arrived',
		reached: async (telling, _after, known) => await when('an item', () => telling.delivered.length > known),
	},
];

/** Draws when n8n is killed: each moment takes minutes. */
export const drawMoments = (mode: string): Moment[] => sampleCells('Kills of n8n', mode, moments, 1);

/**
 * Kills n8n at moments around a poll and restarts it. Checks that every item arrives, and that repeats have the same
 * key.
 */
export async function killAtEachMoment(stand: Stand, drawn: readonly Moment[]): Promise<void> {
	const telling = new Telling(stand);
	const workflows = await telling.activate();
	for (const { moment, reached } of drawn) {
		await stand.n8n.kill();
		telling.happenings.happen();
		const [after, known] = [lastEntry(stand.emulator), telling.delivered.length];
		const starting = stand.n8n.restart().catch(() => undefined);
		await reached(telling, after, known);
		await stand.n8n.kill();
		await starting;
		console.log(`killed ${moment}: ${telling.arrived.length} of ${telling.expected.length} had arrived`);
	}
	await stand.n8n.restart();
	await until('all of it', 240, () => (telling.arrived.length >= telling.expected.length ? true : undefined));
	expect(telling.arrived).toEqual(telling.expected);

	// A repeat is the same item under the same key, which an upsert absorbs.
	const items = new Map<string, string>();
	let repeats = 0;
	for (const { key, item } of telling.delivered) {
		const text = JSON.stringify(item);
		expect(items.get(key) ?? text).toBe(text);
		if (items.has(key)) repeats += 1;
		items.set(key, text);
	}
	expect(items.size).toBe(telling.expected.length);
	console.log(`${telling.expected.length} items, ${repeats} of them came again`);
	for (const workflow of workflows) await stand.n8n.deactivate(workflow);
}
