import type { IDataObject, INodeListSearchResult } from 'n8n-workflow';
import { fieldsOf } from '../../../nodes/shared/catalog';
import { startGateway, wrongAnswers, type Gateway } from '../../support/gateway';
import { shortenPauses } from '../../support/pauses';
import { sampleCells } from '../../support/sampling';
import { caseOf, nodes, requestingOf, type NamedOperation, type Subject } from '../subject';
import { createWorld, type CaseItem, type World } from '../world';
import { broken, isOfApi } from './matrix';

/* The lists of the editor: each request is answered by somebody else, once and every time. */

let world: World;
let gateway: Gateway;
let cells = 0;
beforeEach(async () => {
	shortenPauses(1);
	world = await createWorld();
	gateway = await startGateway(() => world.emulator.url, isOfApi);
	const { credentials } = world.engine;
	for (const name of ['extern', 'ofd'])
		credentials.set(name, { ...credentials.get(name), apiUrl: gateway.url });
});
afterEach(async () => {
	jest.restoreAllMocks();
	await gateway.close();
	await world.close();
});
afterAll(() => process.stdout.write(`Wrong answers: ${cells} cells of list searches\n`));

const chosen = (value: unknown): IDataObject => ({ __rl: true, mode: 'list', value: value as string });

interface Use {
	named: NamedOperation;
	field: string;
}

interface Search {
	subject: Subject;
	method: string;
	uses: Use[];
}

/** Every search with the operations that use it. */
const searches: Search[] = nodes
	.filter(({ service }) => service)
	.flatMap((subject) => {
		const found = new Map<string, Search>();
		for (const named of requestingOf(subject.catalog)) {
			// A PUT creates what is not there yet: its cases name things that no list can hold.
			if (named.operation.value === 'update') continue;
			for (const { listSearch, name: field } of fieldsOf(named.operation)) {
				const method = listSearch?.method;
				if (!method) continue;
				const search = found.get(method) ?? { subject, method, uses: [] };
				found.set(method, search);
				search.uses.push({ named, field });
			}
		}
		return [...found.values()];
	});

type Run = () => Promise<INodeListSearchResult>;

const runOf = ({ subject, method }: Search, { named, field }: Use, item: CaseItem): Run => {
	const parameters = Object.fromEntries(
		fieldsOf(named.operation)
			.filter(({ type }) => type === 'resourceLocator')
			.map(({ name }) => [name, chosen(name === field ? '' : item.parameters[name])]),
	);
	const node = { ...item.parameters, ...parameters, resource: named.resource };
	return async () =>
		await world.engine.listSearch(
			subject.node,
			method,
			{ ...node, operation: named.operation.value },
			{ credentials: subject.credentials },
		);
};

/** The search where it works: some operations, and some items, have another name for what it is in, or hide it. */
async function working(search: Search): Promise<{ run: Run; clean: INodeListSearchResult }> {
	for (const use of search.uses) {
		for (const item of await caseOf(search.subject, use.named.name, world).items(world)) {
			const run = runOf(search, use, item);
			gateway.reset();
			const clean = await run().catch((error: Error) => error);
			if (!(clean instanceof Error)) return { run, clean };
			expect(clean.message).toBe('Could not find property');
		}
	}
	throw new Error(`No operation can use ${search.method}`);
}

test.each(sampleCells('List searches', 'all', searches, 7))('$subject.node $method', async (one) => {
	const { subject, method } = one;
	const { run: search, clean } = await working(one);
	const asked = [...gateway.asked];
	const all = asked.flatMap((request, from) =>
		wrongAnswers.flatMap((answer) => [1, 10_000].map((times) => ({ request, from, answer, times }))),
	);
	const problems: string[] = [];
	for (const { request, from, answer, times } of sampleCells('Wrong-answer cells', method, all, 2)) {
		const isOfd = subject.service === 'ofd';
		const isKonturs = isOfd && (answer.name === 'an empty list' || (answer.name === 'no body' && times > 1));
		gateway.reset({ answer, from, times, isForwarded: false });
		const outcome = await search().catch((error: Error) => error);
		cells += 1;
		const problem = (text: string) =>
			problems.push(`${answer.name} to ${request}, ${times > 1 ? 'always' : 'once'}: ${text}`);
		if (outcome instanceof Error) {
			if (broken.test(`${outcome.name} ${outcome.message}`)) problem(`${outcome.name}: ${outcome.message}`);
		} else if (!isKonturs && JSON.stringify(outcome) !== JSON.stringify(clean)) {
			problem(`${outcome.results.length} results instead of ${clean.results.length}`);
		}
	}
	expect(problems).toEqual([]);
});
