import type { IDataObject } from 'n8n-workflow';
import { catalog } from '../../../nodes/KonturExtern/actions';
import { fieldsOf, type Field } from '../../../nodes/shared/catalog';
import { sampleCells } from '../../support/sampling';
import { demand } from '../../conformance/extern/exchange';
import { createWorld, type World } from '../../conformance/world';
import { EXTERN, externCredential } from './kontur';
import { START_TYPE } from './node-types';

/* What a user enters as a date, in time zones on both sides of Moscow, and what Kontur is asked for. */

let world: World;

beforeEach(async () => {
	world = await createWorld();
});
afterEach(async () => await world.close());

/** Runs one operation in a workflow of a time zone. */
async function run(timezone: string, parameters: IDataObject) {
	world.emulator.control.clearLog();
	const node = {
		name: 'Node',
		type: EXTERN,
		parameters: { accountId: world.owners[0].id, ...parameters },
		credentials: Object.fromEntries(Object.entries(externCredential).map(([type, id]) => [type, { id }])),
	};
	const { error, node: nodeOf } = await world.engine.runWorkflow({
		nodes: [{ name: 'Start', type: START_TYPE }, node],
		connections: { Start: { main: [[{ node: 'Node', type: 'main', index: 0 }]] } },
		settings: { timezone },
	});
	if (error) throw error;
	const [{ query } = { query: {} }] = world.emulator.control.log({ service: 'extern' });
	return { query: query as Record<string, string[]>, items: nodeOf('Node').outputs[0] ?? [] };
}

const zones = ['Asia/Kamchatka', 'Europe/Moscow', 'America/New_York', 'UTC'];
/** As the editor's picker stores the beginning of a day. */
const midnight = '2024-05-20T00:00:00';

/** The moment of that midnight in each zone. */
const moments: Record<string, string> = {
	'Asia/Kamchatka': '2024-05-19T12:00:00.000Z',
	'Europe/Moscow': '2024-05-19T21:00:00.000Z',
	'America/New_York': '2024-05-20T04:00:00.000Z',
	UTC: '2024-05-20T00:00:00.000Z',
};

const list = { resource: 'docflow', operation: 'getAll' };

describe('a filter is a moment', () => {
	const names = ['createdFrom', 'createdTo', 'updatedFrom', 'updatedTo'];
	const cells = names.flatMap((name) => zones.map((zone) => [name, zone] as const));
	const drawn = (how: string) => sampleCells('Dates', how, cells, 4);

	test.each(drawn('workflow'))('%s, of the workflow in %s', async (name, zone) => {
		const { query } = await run(zone, { ...list, filters: { [name]: midnight } });
		expect(query[name]).toEqual([moments[zone]]);
	});

	test.each(drawn('written'))('%s, as written when it has a zone, in %s', async (name, zone) => {
		const { query } = await run(zone, { ...list, filters: { [name]: '2024-05-20T00:00:00+03:00' } });
		expect(query[name]).toEqual([moments['Europe/Moscow']]);
	});

	test.each(drawn('expression'))('%s, of an expression, in %s', async (name, zone) => {
		const expression = "={{ DateTime.fromISO('2024-05-20').startOf('day') }}";
		const { query } = await run(zone, { ...list, filters: { [name]: expression } });
		expect(query[name]).toEqual([moments[zone]]);
	});
});

describe.each(sampleCells('Dates', 'borders of a day', zones, 2))('at the borders of a day in %s', (zone) => {
	test('a document flow belongs to the day of the user', async () => {
		const before = Date.parse(moments[zone]) - 1;
		const [owner] = world.owners;
		const docflows = [...owner.docflows.values()].filter(({ type }) => type === 'fns534-report');
		const [last, first] = docflows;
		for (const docflow of docflows) docflow.createdAt = before - 86_400_000;
		last.createdAt = before;
		first.createdAt = before + 1;
		const filters = { createdFrom: midnight, types: 'fns534-report' };
		const { items } = await run(zone, { ...list, filters, returnAll: true });
		expect(items.map(({ json }) => json.id)).toEqual([first.id]);
	});

	test('a calendar day stays the day that was entered', async () => {
		const filters = { periodFrom: midnight, periodTo: '2024-05-20T23:59:59' };
		const { query } = await run(zone, { ...list, filters });
		expect(query).toMatchObject({ periodFrom: ['2024-05-20'], periodTo: ['2024-05-20'] });
	});

	test('also one that an expression gives', async () => {
		const day = "={{ DateTime.fromISO('2024-05-20').startOf('day') }}";
		const { query } = await run(zone, { ...list, filters: { periodFrom: day, periodTo: day } });
		expect(query).toMatchObject({ periodFrom: ['2024-05-20'], periodTo: ['2024-05-20'] });
	});

	test('also the date of a demand', async () => {
		const { relatedDocflowId, relatedDocumentId, accountId } = demand(world);
		await run(zone, {
			resource: 'docflowDocument',
			operation: 'update',
			accountId,
			docflowId: relatedDocflowId,
			documentId: relatedDocumentId,
			updateFields: { demandDate: midnight },
		});
		const [document] = world.owners[0].docflows.get(relatedDocflowId)?.documents ?? [];
		expect(document.requisites['demand-date']).toMatch(/^2024-05-20/);
	});

	test('also a deadline', async () => {
		const deadline = { resource: 'reportsTable', operation: 'getDocflows', deadline: midnight };
		const [organizationId] = world.owners[0].organizations.keys();
		const form = { organizationId, formId: '101', periodYear: '2024', periodNumber: 1 };
		const { query } = await run(zone, { ...deadline, ...form });
		expect(query.deadline).toEqual(['2024-05-20T00:00:00']);
	});
});

test.each(sampleCells('Dates', 'sent at', zones, 2))(
	'when a document flow was sent is a moment with its zone, in %s',
	async (zone) => {
		const docflowId = await world.sentDocflow();
		const { createdAt } = world.owners[0].docflows.get(docflowId) ?? { createdAt: 0 };
		const { items } = await run(zone, { resource: 'docflow', operation: 'get', docflowId });
		expect(String(items[0].json.sentAt)).toMatch(/\+03:00$/);
		expect(Math.abs(Date.parse(String(items[0].json.sentAt)) - createdAt)).toBeLessThan(1000);
	},
);

test('every date field is looked at here, or says itself that it is a calendar day', () => {
	const datesIn = (fields: readonly Field[]): Field[] =>
		fields.flatMap((field) => [
			...(field.type === 'dateTime' ? [field] : []),
			...(field.type === 'collection' ? datesIn((field.options ?? []) as readonly Field[]) : []),
		]);
	const dates = catalog.resources.flatMap(({ operations }) => operations.flatMap(fieldsOf));
	const unclear = datesIn(dates).filter(
		({ description = '' }) =>
			!/Times without a time zone use the workflow's time zone\.$|A calendar date, sent as entered\.$/.test(
				description,
			),
	);
	expect(datesIn(dates).length).toBeGreaterThan(10);
	expect(unclear.map(({ name }) => name)).toEqual([]);
});
