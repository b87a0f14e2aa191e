import type { IDataObject } from 'n8n-workflow';
import { hiddenTypes, incomingTypes } from '../../../nodes/KonturExtern/api/urns';
import type { FaultInput } from '../../emulator/core/faults/faults';
import type { IncomingDocflow } from '../../emulator/extern/control';
import type { Account } from '../../emulator/extern/model';
import { startEmulator, type Emulator } from '../../emulator/server';
import { account, partnerUser } from '../../emulator/support';
import { sampleCells } from '../../support/sampling';
import { CredentialStore, type PollOnceOptions } from '../engine/engine';
import { externProcess, VirtualTime } from './process';
import { failures } from '../engine/failures';
import { EXTERN_TRIGGER, externCredential, externSettings } from '../engine/kontur';

/* What comes from outside is not believed: answers of something in between, clocks, and an n8n that publishes anew. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const LIST = '/v1/{accountId}/docflows';

const time = new VirtualTime();
let emulator: Emulator;
let store: CredentialStore;
let owners: Account[];

beforeEach(async () => {
	// The emulator seeds its data once for all tests that begin at the same time.
	time.restart();
	emulator = await startEmulator({ options: { docflowVisibleMs: 0 } });
	const { accounts } = emulator.state.extern;
	for (const id of [...accounts.keys()].slice(2)) accounts.delete(id);
	owners = [account(emulator, 0), account(emulator, 1)];
	store = new CredentialStore();
	store.put('extern', {
		name: 'Kontur.Extern',
		type: 'konturExternApi',
		data: externSettings(emulator) as never,
	});
});
afterEach(async () => await emulator.close());
afterAll(() => jest.restoreAllMocks());

interface Trigger {
	poll: (options?: PollOnceOptions) => Promise<IDataObject[]>;
	state: IDataObject;
	/** What n8n shows of it in its log. */
	log: () => string[];
}

/** Publishes the workflow in a process of n8n. */
type Publish = (parameters: object) => Trigger;

/** Starts n8n: nothing is remembered but the session. */
async function start(): Promise<Publish> {
	const engine = await externProcess(store, time);
	const state: IDataObject = {};
	return (parameters) => {
		const tick = engine.activate(EXTERN_TRIGGER, parameters, {
			credentials: externCredential,
			isActive: true,
		});
		return {
			state,
			log: () => engine.log.map(({ message }) => message),
			poll: async (options = {}) => {
				time.pass(MINUTE);
				return (await tick({ staticData: state, ...options })).json ?? [];
			},
		};
	};
}

const ids = (items: IDataObject[]) => items.map(({ id }) => id);
const sorted = (values: unknown[]) => values.map(String).sort();

function receive(facts: IncomingDocflow = {}, owner = owners[0]): string {
	time.pass(2000);
	return emulator.control.receiveDocflow(owner.id, facts).id;
}

const fail = (fault: FaultInput) => emulator.control.addFault({ service: 'extern', ...fault });
const requests = () => emulator.control.log({ service: 'extern' }).length;

const modes: Array<[string, object]> = [
	['feed', { events: 'feed' }],
	['changes', { events: 'changes' }],
	['incoming', { events: 'incoming' }],
];

describe.each(modes)('between polls (%s)', (mode, parameters) => {
	test.each(sampleCells('Failed polls', `pages, ${mode}`, [400, 403, 404, 410], 1))(
		"somebody's page with %i loses nothing and repeats nothing",
		async (status) => {
			const publish = await start();
			receive();
			time.pass(10_000);
			const trigger = publish(parameters);
			await trigger.poll();
			await trigger.poll();
			const came = receive();
			fail({ kind: 'html', status, times: 1000 });
			await expect(trigger.poll()).rejects.toThrow('an HTML page instead of data');
			emulator.control.clearFaults();
			const told = (await trigger.poll()).map((item) => item['docflow-id']);
			expect([...new Set(told)]).toEqual([came]);
		},
	);
});

describe.each(modes)('an activation that fails (%s)', (mode, parameters) => {
	const drawn = (when: string) => sampleCells('Failed activations', `${when}, ${mode}`, failures, 2);

	test.each(drawn('a start'))('after a start of n8n keeps its start: %s', async (_name, fault) => {
		const publish = await start();
		receive();
		time.pass(10_000);
		const trigger = publish(parameters);
		fail({ ...fault, times: 1000 });
		expect(await trigger.poll()).toEqual([]);
		expect(trigger.log().at(-1)).toContain('could not read anything when the workflow was activated');
		const came = receive();
		await expect(trigger.poll()).rejects.toThrow();
		emulator.control.clearFaults();
		const told = (await trigger.poll()).map((item) => item['docflow-id']);
		expect([...new Set(told)]).toEqual([came]);
	});

	test.each(drawn('twice'))('in the same process, also twice: %s', async (_name, fault) => {
		const publish = await start();
		const first = publish(parameters);
		await first.poll();
		await first.poll();
		const came = receive();
		fail({ ...fault, times: 1000 });
		expect(await publish(parameters).poll()).toEqual([]);
		const again = publish(parameters);
		expect(await again.poll()).toEqual([]);
		await expect(again.poll()).rejects.toThrow();
		emulator.control.clearFaults();
		const told = (await again.poll()).map((item) => item['docflow-id']);
		expect([...new Set(told)]).toEqual([came]);
	});
});

test('a poll of the durable scheduler is no activation, although it has a context of its own', async () => {
	const durable: PollOnceOptions = { scheduler: 'durable' };
	const trigger = (await start())({ events: 'changes' });
	await trigger.poll(durable);
	fail({ status: 503, times: 1000 });
	await expect(trigger.poll(durable)).rejects.toThrow('Kontur.Extern');
});

test('an activation that failed is forgotten once it succeeded', async () => {
	const publish = await start();
	const parameters = { events: 'changes' };
	const trigger = publish(parameters);
	const { state: staticData } = trigger;
	fail({ status: 503, times: 1000 });
	expect(await trigger.poll()).toEqual([]);
	emulator.control.clearFaults();
	expect(await trigger.poll()).toEqual([]);
	const came = receive();
	expect(ids(await trigger.poll())).toEqual([came]);
	const dated = publish({ ...parameters, startFrom: 'date', startDate: '2100-01-01T00:00:00' });
	expect(await dated.poll({ staticData })).toEqual([]);
	expect(await publish(parameters).poll({ staticData })).toEqual([]);
});

test('a start that is chosen anew is not that of an earlier poll that failed', async () => {
	const publish = await start();
	const dated = publish({ events: 'changes', startFrom: 'date', startDate: '2100-01-01T00:00:00' });
	expect(await dated.poll()).toEqual([]);
	fail({ status: 503, times: 1000 });
	await expect(dated.poll()).rejects.toThrow('Kontur.Extern');
	receive();
	emulator.control.clearFaults();
	expect(await publish({ events: 'changes' }).poll({ staticData: dated.state })).toEqual([]);
});

test('a right to the feed that comes a week later loses nothing', async () => {
	emulator.control.changeUser(partnerUser.login, { eventFeed: false });
	const trigger = (await start())({ events: 'feed' });
	receive();
	time.pass(10_000);
	expect(await trigger.poll()).toEqual([]);
	const came: string[] = [];
	for (let day = 0; day < 7; day++) {
		came.push(receive());
		await expect(trigger.poll()).rejects.toThrow('no access to the event feed');
		time.pass(24 * HOUR);
	}
	emulator.control.changeUser(partnerUser.login, { eventFeed: true });
	expect([...new Set((await trigger.poll()).map((item) => item['docflow-id']))]).toEqual(came);
});

describe('clocks that are wrong by hours lose and delay nothing', () => {
	const offsets = [-5, -2, 0, 2, 5].map((hours) => hours * HOUR);
	const wrong = offsets.flatMap((machine) =>
		[...offsets, null].flatMap((header) =>
			machine === 0 || header === 0 || header === null ? [{ machine, header }] : [],
		),
	);
	const setClocks = ({ machine, header }: (typeof wrong)[number]) => {
		emulator.state.clock.advance(-time.set(machine));
		emulator.control.setOptions({ dateHeader: header !== null, dateHeaderMs: header ?? 0 });
	};

	test.each(modes)('%s', async (mode, parameters) => {
		for (const clocks of sampleCells('Clocks', mode, wrong, 2)) {
			setClocks(clocks);
			const trigger = (await start())(parameters);
			const old = receive();
			time.pass(30 * MINUTE);
			const first = await trigger.poll();
			expect(first).toEqual([]);
			for (let round = 0; round < 6; round++) {
				const came = receive();
				const told = (await trigger.poll()).map((item) => item['docflow-id']);
				expect({ clocks, told: [...new Set(told)] }).toEqual({ clocks, told: [came] });
				expect(told).not.toContain(old);
				time.pass(20 * MINUTE);
				// A step in the middle, and back.
				setClocks(round % 2 === 0 ? { machine: 0, header: 0 } : clocks);
			}
		}
	});
});

describe('accounts', () => {
	const later = async (options: object) => {
		const { accounts } = emulator.state.extern;
		const trigger = (await start())({ events: 'changes', options });
		const before = receive({}, owners[1]);
		accounts.delete(owners[1].id);
		await trigger.poll();
		time.pass(60 * 24 * HOUR);
		await trigger.poll();
		accounts.set(owners[1].id, owners[1]);
		const after = receive({}, owners[1]);
		return { before, after, told: ids(await trigger.poll()), trigger };
	};

	test('one that is added later starts then, not sixty days before', async () => {
		const { before, after, told } = await later({});
		expect(told).toEqual([after]);
		expect(told).not.toContain(before);
	});

	test('or at its beginning', async () => {
		const { before, after, told } = await later({ newAccounts: 'beginning' });
		expect(told).toEqual(expect.arrayContaining([before, after]));
	});

	const failing = async (options: object) => {
		const trigger = (await start())({ events: 'changes', options });
		await trigger.poll();
		fail({ path: `/${owners[1].id}/docflows`, status: 403, times: 1000 });
		return trigger;
	};

	test('one that keeps failing is named by an error when nothing is to be emitted', async () => {
		const trigger = await failing({ reportFailuresAfter: 3 });
		const came = [receive()];
		expect(ids(await trigger.poll())).toEqual(came);
		expect(await trigger.poll()).toEqual([]);
		const last = receive();
		expect(ids(await trigger.poll())).toEqual([last]);
		await expect(trigger.poll()).rejects.toThrow(`cannot read the account ${owners[1].id}`);
		// Once is enough for a while, and nothing of it is lost.
		expect(await trigger.poll()).toEqual([]);
		const missed = receive({}, owners[1]);
		emulator.control.clearFaults();
		expect(ids(await trigger.poll())).toEqual([missed]);
	});

	test('or by an item', async () => {
		const trigger = await failing({ reportFailuresAfter: 2, reportFailuresAs: 'item' });
		expect(await trigger.poll()).toEqual([]);
		expect(await trigger.poll()).toEqual([
			{
				'account-id': owners[1].id,
				error: expect.objectContaining({ status: 403, message: expect.any(String) }),
				failedPolls: 2,
				dedupeKey: `${owners[1].id}:failed:2`,
			},
		]);
		expect(await trigger.poll()).toEqual([]);
	});

	test('or not at all', async () => {
		const trigger = await failing({ reportFailuresAfter: 0 });
		for (let polls = 0; polls < 30; polls++) expect(await trigger.poll()).toEqual([]);
	});
});

describe('types', () => {
	test('notices about salaries and judicial restrictions come in', () => {
		expect(incomingTypes).toEqual(
			expect.arrayContaining(['fss-sedo-judicial-restriction', 'fss-sedo-proactive-salary-notification']),
		);
	});

	test('the hidden ones come with the others when they are wanted', async () => {
		const trigger = (await start())({ events: 'changes', filters: { hiddenTypes: true } });
		await trigger.poll();
		const came = ['fns534-demand', ...hiddenTypes].map((type) => receive({ type }));
		expect(sorted(ids(await trigger.poll()))).toEqual(sorted(came));
		expect(await trigger.poll()).toEqual([]);
	});
});

describe('requests', () => {
	test('the organizations are asked for once in a poll and account', async () => {
		const [owner] = owners;
		const inn = [...owner.organizations.values()].map((organization) => organization.inn);
		const trigger = (await start())({
			events: 'changes',
			filters: { accountIds: owner.id, inn: [...inn, '7811223344', '7811223345'].join() },
		});
		await trigger.poll();
		emulator.control.setOptions({ pageSize: 4 });
		const came = Array.from({ length: 60 }, () => receive());
		emulator.control.clearLog();
		expect(sorted(ids(await trigger.poll()))).toEqual(sorted(came));
		const organizations = emulator.control.log({ route: '/v1/{accountId}/organizations' }).length;
		expect(organizations).toBe(Math.ceil(owner.organizations.size / 4));
		expect(requests()).toBe(organizations + emulator.control.log({ route: LIST }).length);
	});

	test('a feed whose cursor is not the ID of the next event is read once', async () => {
		const trigger = (await start())({ events: 'feed' });
		await trigger.poll();
		await trigger.poll();
		for (let round = 0; round < 3; round++) {
			receive();
			emulator.control.clearLog();
			expect(await trigger.poll()).toHaveLength(1);
			// The page, and the end behind it.
			expect(requests()).toBe(2);
		}
	});
});
