import { REG_NUMBERS } from '../../../emulator/ofd';
import type { DocflowFacts } from '../../../emulator/extern/control';
import { serveDocument } from '../../../emulator/ofd/serve';
import { allItemsOf, type Json } from '../execution';
import type { Workflow } from '../n8n';
import { activateAndPoll, lastEntry, quiet, type Stand } from '../stand';
import { until } from '../wait';
import { example } from '../workflows';

// Polling triggers ask once a minute.
const POLL_SECONDS = 100;

/** Triggers of which nothing is killed. @param standOf the stand, once it is started */
export function undisturbedTriggers(standOf: () => Stand): void {
	let stand: Stand;
	let events: Workflow;
	let receipts: Workflow;

	beforeAll(async () => {
		stand = standOf();
		events = await stand.n8n.createWorkflow(example('extern-events.json', stand.credentials));
		receipts = await stand.n8n.createWorkflow(example('new-receipts.json', stand.credentials));
	});

	const told = async (workflow: Workflow, trigger: string) =>
		allItemsOf(await stand.n8n.executions(workflow), trigger);
	const toldEvents = async () => await told(events, 'Kontur.Extern Trigger');
	const toldReceipts = async () => await told(receipts, 'Kontur.OFD Trigger');

	/** All that happened on purpose since the activation. */
	const happened: DocflowFacts[] = [];
	const printed: Array<{ kind: string; body: Json }> = [];

	function somethingHappens(): void {
		const { control, state } = stand.emulator;
		const [account] = control.accounts();
		happened.push(
			control.receiveDocflow(String(account.id)),
			control.receiveDocflow(String(account.id), { type: 'fns534-cu-letter', event: 'cu-letter' }),
		);
		for (const regNumber of [REG_NUMBERS.busy, REG_NUMBERS.kamchatka, REG_NUMBERS.bso, REG_NUMBERS.agents]) {
			const { documents } = state.ofd.printReceipts(regNumber, { count: 2 });
			for (const document of documents) {
				const served = serveDocument(document, state.ofd.register(regNumber), state.ofd.switches);
				const [[kind, body]] = Object.entries(served);
				printed.push({ kind, body: body as Json });
			}
		}
	}

	const distinct = (values: unknown[]) => new Set(values).size;

	async function everythingIsTold(): Promise<void> {
		await until('the events', POLL_SECONDS, async () =>
			distinct((await toldEvents()).map((event) => event['docflow-id'])) >= happened.length
				? true
				: undefined,
		);
		await until('the receipts', POLL_SECONDS, async () =>
			distinct((await toldReceipts()).map(({ id }) => id)) >= printed.length ? true : undefined,
		);
	}

	/** Told by a process that was stopped since: what it told last may come once more, and nothing else may. */
	const toldBefore = new Set<unknown>();

	function toldOnce(told: unknown[], expected: unknown[]): void {
		const counts = new Map<unknown, number>();
		for (const id of told) counts.set(id, (counts.get(id) ?? 0) + 1);
		expect([...counts.keys()].sort()).toEqual([...expected].sort());
		const repeated = [...counts].filter(([id, count]) => count > (toldBefore.has(id) ? 2 : 1));
		expect(repeated).toEqual([]);
	}

	async function everythingWasToldOnce(): Promise<void> {
		const [flows, receiptsTold] = [await toldEvents(), await toldReceipts()];
		toldOnce(
			flows.map((event) => event['docflow-id']),
			happened.map(({ id }) => id),
		);
		toldOnce(
			receiptsTold.map(({ id }) => id),
			printed.map(({ body }) => body.id),
		);
		// A repeat is the same item under the same key.
		for (const items of [flows, receiptsTold]) {
			const known = new Map<unknown, string>();
			for (const item of items) {
				const text = JSON.stringify(item);
				expect(known.get(item.dedupeKey) ?? text).toBe(text);
				known.set(item.dedupeKey, text);
			}
		}
	}

	test('activated "from now" they tell nothing of the past', async () => {
		await activateAndPoll(stand, events);
		await activateAndPoll(stand, receipts);
		expect(stand.emulator.control.log({ route: '/v1/events', status: 200 }).length).toBeGreaterThan(0);
		expect(stand.emulator.control.log({ service: 'ofd', status: 200 }).length).toBeGreaterThan(0);
		expect(await stand.n8n.executions(events)).toEqual([]);
		expect(await stand.n8n.executions(receipts)).toEqual([]);
	}, 180_000);

	test('what happens next is emitted exactly once', async () => {
		somethingHappens();
		await everythingIsTold();
		await everythingWasToldOnce();
	}, 240_000);

	test('every field of a receipt is the one that Kontur served', async () => {
		const items = await toldReceipts();
		for (const { kind, body } of printed) {
			const item = items.find(({ id }) => id === body.id);
			// Kontur fills these numbers up with blanks on the left or right; they arrive without.
			const numbers = Object.entries(body).map(([name, value]) => [
				name,
				['kktRegId', 'fiscalDriveNumber', 'userInn'].includes(name) ? String(value).trim() : value,
			]);
			expect(item).toMatchObject(Object.fromEntries(numbers) as Json);
			expect(item?.documentType).toBe(kind);
			expect(item?.dedupeKey).toEqual(expect.any(String));
		}
	});

	test('the workflows continue with each event and receipt', async () => {
		const runs = await stand.n8n.executions(events);
		const fetched = allItemsOf(runs, 'Get Document Flow').map(({ id }) => id);
		expect(fetched.sort()).toEqual(happened.map(({ id }) => id).sort());
		const rows = allItemsOf(await stand.n8n.executions(receipts), 'Row');
		expect(rows.map(({ amountKopecks }) => amountKopecks).sort()).toEqual(
			printed
				.map(({ body }) => ([1, 4].includes(Number(body.operationType)) ? 1 : -1) * Number(body.totalSum))
				.sort(),
		);
	});

	test('what happened while n8n was stopped is emitted after its start, and nothing twice by one process', async () => {
		for (const { id } of happened) toldBefore.add(id);
		for (const { body } of printed) toldBefore.add(body.id);
		await stand.n8n.stopKeepingData();
		somethingHappens();
		const before = lastEntry(stand.emulator);
		await stand.n8n.restart();
		await everythingIsTold();
		await quiet(stand.emulator, before);
		await everythingWasToldOnce();
	}, 300_000);

	test('reactivated, they resume where they stopped', async () => {
		for (const workflow of [events, receipts]) {
			await stand.n8n.deactivate(workflow);
			await activateAndPoll(stand, workflow);
		}
		await everythingWasToldOnce();
		somethingHappens();
		for (const workflow of [events, receipts]) {
			await stand.n8n.deactivate(workflow);
			await activateAndPoll(stand, workflow);
		}
		await everythingIsTold();
		await everythingWasToldOnce();
	}, 240_000);
}
