import type { IDataObject } from 'n8n-workflow';
import { catalog } from '../../../nodes/KonturOfd/actions';
import { fieldsOf } from '../../../nodes/shared/catalog';
import type { OfdState } from '../../emulator/ofd';
import { startGateway, wrongAnswers } from '../../support/gateway';
import { shortenPauses } from '../../support/pauses';
import { isWhole, sampleCells } from '../../support/sampling';
import { documentsIn, isReceipt, openShop, type Shop } from './ofd.fixture';

/* Operations that read several cash registers or organizations return what they can, and name what they cannot. */

const period = { dateFrom: '2026-03-09T00:00:00', dateTo: '2026-03-09T23:59:59' };
// More than are read at once.
const REGISTERS = isWhole ? 20 : 10;

let shop: Shop;
let ofd: OfdState;
let numbers: string[];

beforeEach(async () => {
	shop = await openShop();
	({ ofd } = shop);
	shortenPauses(1);
	ofd.clear();
	const organization = ofd.addOrganization().id;
	numbers = Array.from({ length: REGISTERS }, () => {
		const { regNumber } = ofd.addRegister(organization, {});
		ofd.printReceipts(regNumber, { dateTime: '2026-03-09T10:00:00', count: 3 });
		return regNumber;
	});
});
afterEach(async () => {
	jest.restoreAllMocks();
	await shop.close();
});

const broken = (at: number, more: object = {}) => {
	shop.emulator.control.addFault({ path: `/${numbers[at]}/`, status: 500, times: 1000, ...more });
	return numbers[at];
};
/** Responses from before 2026 do not say when the last document came. */
const withoutTimes = (value: unknown): unknown => {
	if (Array.isArray(value)) return value.map(withoutTimes);
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).filter(
		([name]) => !/^last(Document|CashReceipt)Timestamp$/.test(name),
	);
	return Object.fromEntries(entries.map(([name, one]) => [name, withoutTimes(one)]));
};
const registersIn = (json: IDataObject[]) => [
	...new Set(json.map(({ kktRegId, cashbox }) => String(kktRegId ?? (cashbox as IDataObject).regNumber))),
];
const failedItem = (regNumber: string) => ({
	error: expect.stringMatching(new RegExp(`^Cash register .*${regNumber}: Kontur.OFD failed`)),
	details: expect.objectContaining({ kktRegId: regNumber, status: 500 }),
});

interface Operation {
	resource: string;
	operation: string;
	parameters: object;
	/** What happens unless the user chose. */
	usual: 'note' | 'stop';
}

const operations: Operation[] = [
	{ resource: 'document', operation: 'getAll', parameters: period, usual: 'note' },
	{ resource: 'document', operation: 'getByDay', parameters: { date: period.dateFrom }, usual: 'note' },
	{ resource: 'statistics', operation: 'byDays', parameters: period, usual: 'stop' },
	{ resource: 'statistics', operation: 'byShifts', parameters: period, usual: 'stop' },
	{
		resource: 'revenue',
		operation: 'get',
		parameters: { ...period, period: 'custom', interval: 'none', groupBy: ['cashbox'] },
		usual: 'stop',
	},
	{
		resource: 'revenue',
		operation: 'reconcile',
		parameters: { ...period, period: 'custom' },
		usual: 'note',
	},
];

const run = async (
	{ resource, operation, parameters }: Operation,
	onPartialFailure?: string,
	more: object = {},
	options = {},
) =>
	await shop.run(
		resource,
		operation,
		{
			cashRegisters: 'all',
			...parameters,
			options: onPartialFailure === undefined ? {} : { onPartialFailure },
			...more,
		},
		options,
	);

describe(`${REGISTERS} registers, one of which answers 500`, () => {
	/** Another half of the operations for each of the tests. */
	const drawn = (what: string) => sampleCells('Partial failures', what, operations, 3);

	test.each(drawn('note'))(
		'note: the others, and a note that names the failed one: $resource.$operation',
		async (what) => {
			const failed = broken(7);
			const { json, error, notes } = await run(what, 'note');
			expect(error).toBeUndefined();
			expect(registersIn(json)).toEqual(numbers.filter((number) => number !== failed));
			expect(notes).toEqual([expect.stringMatching(/^The result is incomplete\. Not read: Cash register /)]);
			expect(notes[0]).toContain(failed);
			expect(notes[0]).toContain('Kontur.OFD failed to process the request');
		},
	);

	test.each(drawn('item'))(
		'item: an item with the error, on the error output where the node has one: $resource.$operation',
		async (what) => {
			const failed = broken(3);
			const { json, error } = await run(what, 'item');
			expect(error).toBeUndefined();
			expect(registersIn(json.slice(0, -1))).toHaveLength(REGISTERS - 1);
			expect(json.at(-1)).toEqual(failedItem(failed));
			const routed = await run(what, 'item', {}, { onError: 'continueErrorOutput' });
			expect(registersIn(routed.json)).toHaveLength(REGISTERS - 1);
			expect(routed.errorItems.map((item) => item.json)).toEqual([failedItem(failed)]);
		},
	);

	test.each(drawn('stop'))('stop: an error that names the register: $resource.$operation', async (what) => {
		const failed = broken(8);
		const { json, error } = await run(what, 'stop');
		expect(json).toEqual([]);
		expect(error?.message).toMatch(new RegExp(`^Cash register .*${failed}: Kontur.OFD failed`));
		expect(error?.context?.kontur).toMatchObject({ kktRegId: failed });
	});

	const unchosen = (['note', 'stop'] as const).flatMap((usual) =>
		sampleCells(
			'Partial failures',
			usual,
			operations.filter((one) => one.usual === usual),
			2,
		),
	);

	test.each(unchosen)('unless the user chose: $usual, $resource.$operation', async (what) => {
		const failed = broken(REGISTERS - 1);
		const { json, error, notes } = await run(what);
		if (what.usual === 'stop') expect(error?.message).toContain(failed);
		else {
			expect(registersIn(json)).toHaveLength(REGISTERS - 1);
			expect(notes.join()).toContain(failed);
		}
	});

	test.each(drawn('all'))(
		'when all fail, the run fails, and items are all there with item: $resource.$operation',
		async (what) => {
			for (let at = 0; at < REGISTERS; at++) broken(at);
			const { json, error, notes } = await run(what, 'note');
			expect([json, notes]).toEqual([[], []]);
			expect(error?.message).toContain(numbers[0]);
			const items = await run(what, 'item');
			expect(items.json).toHaveLength(REGISTERS);
		},
	);

	test.each(drawn('key'))(
		'a refused integrator key is no failure of a part: $resource.$operation',
		async (what) => {
			broken(5, { status: 401, body: { errorCodeId: 'urn:error:request-parameter:apikey:unknown' } });
			const { json, error } = await run(what, 'note');
			expect(json).toEqual([]);
			expect(error?.message).toBe('Kontur.OFD does not know this integrator key');
		},
	);
});

test('a failure in the middle of the pages of a register returns none of its documents', async () => {
	ofd.printReceipts(numbers[4], { dateTime: '2026-03-09T11:00:00', count: 1100 });
	broken(4, { skip: 1 });
	const [getMany] = operations;
	const { json, notes } = await run(getMany);
	expect(registersIn(json)).toEqual(numbers.filter((number) => number !== numbers[4]));
	expect(json).toHaveLength(
		(REGISTERS - 1) * documentsIn(ofd, numbers[0], period.dateFrom, period.dateTo).filter(isReceipt).length,
	);
	expect(notes.join()).toContain(numbers[4]);
});

test('one register alone: its error is the error of the node', async () => {
	const failed = broken(2);
	const [{ id: organizationId }] = ofd.organizations;
	const [getMany] = operations;
	const { error, notes } = await run(getMany, 'note', {
		cashRegisters: 'one',
		organizationId: { __rl: true, mode: 'id', value: organizationId },
		kktRegId: { __rl: true, mode: 'id', value: failed },
	});
	expect(error?.message).toBe('Kontur.OFD failed to process the request');
	expect(notes).toEqual([]);
});

/** Answers of something between n8n and Kontur, which are no refusals of Kontur. */
const strangers = [
	['a page with 403', { kind: 'html', status: 403 }],
	['a page with 404', { kind: 'html', status: 404 }],
	['nothing with 403', { kind: 'empty', status: 403, headers: { 'x-kontur-trace-id': '' } }],
	["somebody's JSON with 403", { status: 403, body: { error: 'forbidden' } }],
] as const;

test.each(sampleCells('Strangers', 'a register', strangers, 2))(
	'%s to one register is a failure, and not a permission that it lacks',
	async (_what, fault) => {
		const failed = broken(6, { ...fault });
		const [getMany] = operations;
		const { json, notes } = await run(getMany, 'note');
		expect(registersIn(json)).toEqual(numbers.filter((number) => number !== failed));
		expect(notes).toEqual([expect.stringMatching(/^The result is incomplete\. Not read: /)]);
		expect(notes[0]).toContain(failed);
		const stopped = await run(getMany, 'stop');
		expect(stopped.error?.message).toContain(failed);
	},
);

describe('one of three organizations cannot be listed', () => {
	beforeEach(() => {
		for (let count = 0; count < 2; count++) {
			const { regNumber } = ofd.addRegister(ofd.addOrganization().id, {});
			ofd.printReceipts(regNumber, { dateTime: '2026-03-09T10:00:00', count: 2 });
			numbers.push(regNumber);
		}
		const [, { id }] = ofd.organizations;
		shop.emulator.control.addFault({ path: `/${id}/cashboxes$`, status: 503, times: 1000 });
	});

	test.each<[string, string, object]>([
		['document', 'getAll', { cashRegisters: 'all', ...period }],
		['cashbox', 'getAll', { organizations: 'all' }],
		['cashbox', 'findSilent', { organizations: 'all', hours: 1, options: {} }],
	])('%s.%s returns the others and names it', async (resource, operation, parameters) => {
		const { json, error, notes } = await shop.run(resource, operation, parameters);
		expect(error).toBeUndefined();
		if (operation === 'getAll') expect(json.length).toBeGreaterThan(0);
		expect(notes.join()).toContain(`Cash registers of organization ${ofd.organizations[1].id}`);
	});

	test.each<[string, string, object]>([
		['document', 'getAll', { cashRegisters: 'all', ...period }],
		['cashbox', 'getAll', { organizations: 'all' }],
		['cashbox', 'findSilent', { organizations: 'all', hours: 1 }],
	])('%s.%s returns it as an item, or stops', async (resource, operation, parameters) => {
		const [, { id }] = ofd.organizations;
		const item = await shop.run(resource, operation, {
			...parameters,
			options: { onPartialFailure: 'item' },
		});
		expect(item.error).toBeUndefined();
		expect(item.json.at(-1)).toEqual({
			error: expect.stringContaining(`Cash registers of organization ${id}: Kontur.OFD failed`),
			details: expect.objectContaining({ organizationId: id, status: 503 }),
		});
		const stopped = await shop.run(resource, operation, {
			...parameters,
			options: { onPartialFailure: 'stop' },
		});
		expect(stopped.json).toEqual([]);
		expect(stopped.error?.message).toContain(id);
	});

	test.each(sampleCells('Strangers', 'an organization', strangers, 2))(
		'%s is a failure, too',
		async (_what, fault) => {
			const [, { id }] = ofd.organizations;
			shop.emulator.control.clearFaults();
			shop.emulator.control.addFault({ path: `/${id}/cashboxes$`, times: 1000, ...fault });
			const { json, notes } = await shop.run('cashbox', 'getAll', { organizations: 'all' });
			expect(json.length).toBe(numbers.length - 1);
			expect(notes.join()).toContain(`Not read: Cash registers of organization ${id}`);
		},
	);

	test('an organization whose owner has withdrawn the consent is named', async () => {
		const [, { id }] = ofd.organizations;
		shop.emulator.control.clearFaults();
		shop.emulator.control.addFault({
			path: `/${id}/cashboxes$`,
			times: 1000,
			status: 403,
			body: { errorCodeId: 'urn:error:access:forbidden:organization' },
		});
		const { json, notes, error } = await shop.run('cashbox', 'getAll', { organizations: 'all' });
		expect(error).toBeUndefined();
		expect(json.length).toBe(numbers.length - 1);
		expect(notes.join()).toContain(
			`Skipped because Kontur no longer gives access: Cash registers of organization ${id}`,
		);
	});

	test('a chosen register of it is named, the chosen ones of others come', async () => {
		const { json, notes } = await shop.run('document', 'getAll', {
			cashRegisters: 'selected',
			kktRegIds: [numbers[0], numbers[REGISTERS]],
			...period,
		});
		expect(registersIn(json)).toEqual([numbers[0]]);
		expect(notes.join()).toContain(`Cash register ${numbers[REGISTERS]}`);
	});
});

test('totals of organizations stop by default, and name the failed one', async () => {
	ofd.addOrganization();
	const [, { id }] = ofd.organizations;
	shop.emulator.control.addFault({ path: `/${id}/statistics/`, status: 500, times: 1000 });
	const totals = async (options: object) =>
		await shop.run('statistics', 'organizationByDays', { organizations: 'all', ...period, options });
	const stopped = await totals({});
	expect(stopped.error?.message).toContain(`Organization ${id}: `);
	const noted = await totals({ onPartialFailure: 'note' });
	expect(noted.error).toBeUndefined();
	expect(noted.json.length).toBeGreaterThan(0);
	expect(noted.notes.join()).toContain(`Organization ${id}`);
	const items = await totals({ onPartialFailure: 'item' });
	expect(items.json).toHaveLength(noted.json.length + 1);
	expect(items.json.at(-1)).toMatchObject({
		error: expect.stringContaining(`Organization ${id}: `),
		details: { organizationId: id, status: 500 },
	});
});

test('a register whose documents must be read to judge its silence is named when they cannot', async () => {
	shop.emulator.control.changeAnswers((_entry, json) => withoutTimes(json));
	const failed = broken(9);
	const find = async (onPartialFailure: string) =>
		await shop.run('cashbox', 'findSilent', {
			organizations: 'all',
			hours: 1,
			// The registration report was printed just now.
			options: { of: 'receipts', onPartialFailure },
		});
	const noted = await find('note');
	expect(noted.error).toBeUndefined();
	expect(noted.json).toHaveLength(REGISTERS - 1);
	expect(noted.notes.join()).toContain(failed);
	const items = await find('item');
	expect(items.json.at(-1)).toEqual(failedItem(failed));
	expect((await find('stop')).error?.message).toContain(failed);
});

test('every operation with the option is tested here', () => {
	const withOption = catalog.resources.flatMap((resource) =>
		resource.operations
			.filter((operation) => JSON.stringify(fieldsOf(operation)).includes('"onPartialFailure"'))
			.map((operation) => `${resource.value}.${operation.value}`),
	);
	const tested = operations.map(({ resource, operation }) => `${resource}.${operation}`);
	const others = ['cashbox.getAll', 'cashbox.findSilent', 'statistics.organizationByDays'];
	expect(withOption.sort()).toEqual([...tested, ...others].sort());
});

describe('70 receipts in pages of 5', () => {
	const RECEIPTS = 70;
	const PAGES = RECEIPTS / 5;

	const cells = wrongAnswers.flatMap((answer) =>
		Array.from({ length: PAGES - 1 }, (_none, index) => index + 1).flatMap((from) =>
			[1, 1000].map((times) => ({ answer, name: answer.name, from, times })),
		),
	);

	test.each(sampleCells('Wrong-answer cells', 'receipts', cells, 4))(
		'$name in place of page $from, times $times: 70 or an error',
		async ({ answer, from, times }) => {
			ofd.clear();
			const { id } = ofd.addOrganization();
			const { regNumber } = ofd.addRegister(id, {});
			ofd.printReceipts(regNumber, { dateTime: '2026-03-09T10:00:00', count: RECEIPTS });
			ofd.setSwitches({ pageLimit: 5 });
			const gateway = await startGateway(
				() => shop.emulator.url,
				(path) => path.includes('/documents'),
			);
			const { credentials } = shop.engine;
			credentials.set('ofd', { ...credentials.get('ofd'), apiUrl: gateway.url });
			gateway.reset({ answer, from, times, isForwarded: false });
			const [getMany] = operations;
			const { json, error, notes } = await run(getMany, 'stop', {
				cashRegisters: 'one',
				organizationId: { __rl: true, mode: 'id', value: id },
				kktRegId: { __rl: true, mode: 'id', value: regNumber },
				types: ['receipt'],
			});
			const { answered } = gateway;
			await gateway.close();
			expect(answered).toBeGreaterThan(0);
			const proof = expect.stringMatching(/^Complete: no document number is missing in 1 cash register /);
			expect(notes).toEqual(error ? [] : [proof]);
			if (error) expect(error.message).toMatch(/^Kontur\.OFD (returned|cannot be reached)/);
			else expect(json).toHaveLength(RECEIPTS);
			// What is answered wrongly once is asked again.
			if (times === 1) expect(error).toBeUndefined();
		},
	);
});

test('a cancelled execution is no failure of parts', async () => {
	for (let at = 0; at < REGISTERS; at++) {
		shop.emulator.control.addFault({ path: `/${numbers[at]}/`, delayMs: 500, times: 1000 });
	}
	const [getMany] = operations;
	const { error, json } = await run(getMany, 'note', {}, { cancelAfter: 200 });
	expect(json).toEqual([]);
	expect(error?.message).toContain('cancel');
});
