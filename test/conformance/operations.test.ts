import type { IDataObject } from 'n8n-workflow';
import { fieldsOf, routesOf } from '../../nodes/shared/catalog';
import { useBinaryData, type RunOptions } from '../host/engine/engine';
import { shortenWaits } from '../host/jobs/demand.fixture';
import {
	caseOf as caseFor,
	drawnOf,
	nodes,
	operationsOf,
	outputsOf,
	runOperation,
	serverOf,
} from './subject';
import { anonymous, createWorld, type Case, type CaseItem, type World } from './world';

useBinaryData('filesystem');

/** Lists that the service answers at once, of operations of several steps. */
const unpaged = new Set([
	'eventPublisher.getAll',
	'cashbox.getAll',
	'document.getByDay',
	'document.getByDrive',
	'statistics.byDays',
	'statistics.byShifts',
	'statistics.organizationByDays',
]);

/** Lists that need more than one request for one element. */
const severalRequests = new Set(['docflow.answer', 'document.getByDrive']);

let world: World;
beforeAll(shortenWaits);
afterAll(() => jest.restoreAllMocks());
beforeEach(async () => {
	world = await createWorld();
});
afterEach(async () => await world.close());

describe.each(nodes)('$node', (subject) => {
	const { service, catalog, cases } = subject;

	test('every operation has a case, and every case an operation', () => {
		expect(Object.keys(cases).sort()).toEqual(
			operationsOf(catalog)
				.map(({ name }) => name)
				.sort(),
		);
	});

	test('every list has tests of lists, and of pages where the service pages', () => {
		const lists = operationsOf(catalog).filter(({ operation }) =>
			fieldsOf(operation).some((declared) => declared.name === 'returnAll'),
		);
		const lacking = lists.filter(({ name, operation }) => {
			const declared = typeof cases[name] === 'function' ? undefined : cases[name];
			const paging = 'http' in operation ? operation.paginate : undefined;
			if (paging) return paging.style !== 'whole' && !declared?.pages && !unpaged.has(name);
			if (!declared?.list && !severalRequests.has(name)) return true;
			return !declared?.pages && !unpaged.has(name);
		});
		expect(lacking.map(({ name }) => name)).toEqual([]);
	});

	const drawn = new Set(
		drawnOf(subject, 'are refused, simplified and read in pages', 26).map(({ name }) => name),
	);

	describe.each(operationsOf(catalog))('$name', (named) => {
		const { name, operation } = named;
		const caseOf = (): Case => caseFor(subject, name, world);

		const run = async (items: CaseItem[], options: RunOptions = {}, more: IDataObject = {}) =>
			await runOperation(subject, named, world, items, options, more);

		const server = serverOf(subject, operation);
		/** Reads what it is given, and asks nothing of anyone. */
		const isLocal = !service || routesOf(operation).length === 0;

		/** What the operation asked of the service, without the sign-in. */
		const requests = () => world.emulator.control.log(server ? { service: server } : {});

		test('works on each item with its own parameters, pairs the results, and uses its own routes only', async () => {
			if (service) await world.signInFirst(service);
			const items = await caseOf().items(world);
			const result = await run(items);
			expect(result.error).toBeUndefined();
			const [first, second] = [outputsOf(result.items, 0), outputsOf(result.items, 1)];
			expect(first.length).toBeGreaterThan(0);
			expect(second.length).toBeGreaterThan(0);
			expect(first.length + second.length).toBe(result.items.length);
			if (!('http' in operation && operation.http.method === 'DELETE')) {
				expect(first.map(({ json }) => json)).not.toEqual(second.map(({ json }) => json));
			}
			if (isLocal) {
				expect(requests()).toEqual([]);
				return;
			}
			const used = new Set(requests().map(({ method, route }) => anonymous(`${method} ${route}`)));
			const declared = routesOf(operation).map(anonymous);
			expect([...used].filter((route) => !declared.includes(route))).toEqual([]);
			expect(used.size).toBeGreaterThan(0);
			const paths = new Set(requests().map(({ path, query }) => path + JSON.stringify(query)));
			// Two bodies of one address, and lists without their own field, look alike in the log.
			const isFixed = 'http' in operation && operation.http.body && !operation.http.path.includes('{');
			if (operation.fields.length > 0 && !isFixed) {
				expect(paths.size).toBeGreaterThan(1);
			}
		});

		if (!isLocal && !drawn.has(name)) return;

		if (!isLocal) test('shows what the service says when it refuses, with advice and the trace ID', refusal);
		else test('says in plain words what cannot be done, with advice and a code', localRefusal);

		async function localRefusal() {
			const declared = caseOf();
			const [good] = await declared.items(world);
			const { error } = await run([{ ...(declared.refused as CaseItem), binary: good.binary }]);
			expect(error?.name).toBe('NodeOperationError');
			expect(error?.message).toMatch(/^[A-Z].{20,}/);
			expect(error?.description).toMatch(/^[A-Z].+\.$/s);
			expect(error?.context).toMatchObject({ itemIndex: 0 });
		}

		async function refusal() {
			const items = await caseOf().items(world);
			const paths = routesOf(operation).map((route) =>
				route.slice(route.indexOf(' ') + 1).replace(/\{\w+\}/g, '[^/]+'),
			);
			const text = 'Проба: так нельзя';
			world.emulator.control.addFault({
				service: server,
				path: `^(${paths.join('|')})$`,
				times: 100,
				status: 418,
				body:
					service === 'extern'
						? { id: 'urn:error:externapi:error', 'status-code': 418, message: text }
						: { errorCodeId: 'urn:error:request:invalid', userMessage: { ru: text } },
			});
			const { error } = await run([items[0]]);
			expect(error?.name).toBe('NodeApiError');
			expect(error?.message).toMatch(/refused the request \(HTTP 418\)$/);
			expect(error?.description).toContain(text);
			expect(error?.description).toMatch(/urn:error:\S+/);
			expect(error?.description).toMatch(/X-Kontur-Trace-Id: [0-9a-f]{32}/);
			expect(error?.context).toMatchObject({ itemIndex: 0 });
		}

		const { refused } = typeof cases[name] === 'function' ? { refused: true } : (cases[name] ?? {});
		if (refused) {
			test('sends a failed item to the error output and continues', async () => {
				const declared = caseOf();
				const [, good] = await declared.items(world);
				const bad = { ...(declared.refused as CaseItem), binary: good.binary };
				const result = await run([bad, good], { onError: 'continueErrorOutput' });
				expect(result.error).toBeUndefined();
				expect(result.errorItems).toHaveLength(1);
				const [failed] = result.errorItems;
				expect(failed.pairedItem).toMatchObject({ item: 0 });
				expect(failed.json.error).toEqual(expect.any(String));
				if (!isLocal) {
					expect(failed.json.details).toMatchObject({ traceId: expect.stringMatching(/^[0-9a-f]{32}$/) });
					expect((failed.json.details as IDataObject).status).toBeGreaterThanOrEqual(400);
				} else if (!service) {
					expect(failed.json.details).toMatchObject({ code: expect.stringMatching(/^[a-z-]+$/) });
				}
				expect(result.items.length).toBeGreaterThan(0);
				expect(outputsOf(result.items, 1)).toHaveLength(result.items.length);
			});
		}

		if (operation.simplify) {
			test('simplifies', async () => {
				const [item] = await caseOf().items(world);
				const raw = (await run([item])).json;
				const simple = (await run([item], {}, { simplify: true })).json;
				expect(simple).toHaveLength(raw.length);
				expect(JSON.stringify(simple).length).toBeLessThan(JSON.stringify(raw).length);
			});
		}

		const { unique = 'id', pages } = typeof cases[name] === 'function' ? {} : (cases[name] ?? {});
		if (pages) {
			test('returns all of several pages, each element once', async () => {
				const [item] = await caseOf().items(world);
				delete item.parameters.limit;
				const expected = await pages(world, item);
				const result = await run([item], {}, { returnAll: true });
				expect(result.error).toBeUndefined();
				expect(result.items).toHaveLength(expected);
				expect(new Set(result.json.map((element) => element[unique])).size).toBe(expected);
				expect(requests().length).toBeGreaterThanOrEqual(3);
				if ('http' in operation) expect(routesOf(operation)).toHaveLength(1);
			});
		}

		const declaredList = typeof cases[name] !== 'function' && cases[name]?.list === true;
		if (('http' in operation && operation.paginate) || declaredList) listTests();

		function listTests() {
			test('with a limit of one gives one element and asks once', async () => {
				const [item] = await caseOf().items(world);
				const result = await run([item], {}, { returnAll: false, limit: 1 });
				expect(result.items).toHaveLength(1);
				expect(requests()).toHaveLength(1);
			});

			test('gives nothing beyond the default limit', async () => {
				const [item] = await caseOf().items(world);
				delete item.parameters.limit;
				const all = (await run([item], {}, { returnAll: true })).items.length;
				expect((await run([item])).items).toHaveLength(Math.min(50, all));
			});
		}
	});
});
