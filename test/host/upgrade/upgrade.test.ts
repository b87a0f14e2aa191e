import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NodeHelpers, type IDataObject, type INode, type INodeParameters } from 'n8n-workflow';
import { moved } from '../../../scripts/moveToAdvanced';
import { nodeClasses } from '../../../scripts/storedNames';
import { triggers, UpgradeWorld, type TriggerName } from './world';

/*
 * Workflows and trigger states stored by earlier versions of the package, which this version must continue from.
 * RECORD_UPGRADE=1 writes the record of the version in package.json; each release brings one.
 */

interface TriggerRecord {
	/** Stored by a poll without news. */
	quiet: IDataObject;
	/** Stored by the poll before it, and what that emitted: it is open whether n8n has taken it over. */
	open: IDataObject;
	emitted: string[];
}

interface VersionRecord {
	triggers: Partial<Record<TriggerName, TriggerRecord>>;
	/** The package's nodes of some example workflows. */
	nodes: Array<Pick<INode, 'name' | 'type' | 'typeVersion'> & { parameters: INodeParameters }>;
}

const root = join(__dirname, '../../..');
const folder = __dirname;
const versions = readdirSync(folder).flatMap((file) => /^(.*)\.json$/.exec(file)?.[1] ?? []);
const examples = ['extern-events', 'new-receipts', 'receipts-of-period', 'send-report', 'sign-and-verify'];
const names = Object.keys(triggers) as TriggerName[];
const json = <T>(file: string) => JSON.parse(readFileSync(file, 'utf8')) as T;
const { version } = json<{ version: string }>(join(root, 'package.json'));

async function record(): Promise<VersionRecord> {
	const nodes = examples
		.flatMap((name) => json<{ nodes: INode[] }>(join(root, 'examples', `${name}.json`)).nodes)
		.filter(({ type }) => type.startsWith('n8n-nodes-kontur.'))
		.map(({ name, type, typeVersion, parameters: { pollTimes: _ofN8n, ...parameters } }) => ({
			name,
			type,
			typeVersion,
			parameters,
		}));
	const world = await UpgradeWorld.open();
	const first = new Map<TriggerName, IDataObject>();
	for (const name of names) first.set(name, (await world.poll(name, {})).stored);
	world.happenBefore();
	const open = new Map<TriggerName, Awaited<ReturnType<UpgradeWorld['poll']>>>();
	for (const name of names) open.set(name, await world.poll(name, first.get(name) ?? {}));
	world.pass(5);
	const records: VersionRecord['triggers'] = {};
	for (const [name, { stored, emitted }] of open) {
		records[name] = { quiet: (await world.poll(name, stored)).stored, open: stored, emitted };
	}
	await world.close();
	return { triggers: records, nodes };
}

beforeAll(async () => {
	if (process.env.RECORD_UPGRADE !== '1') return;
	writeFileSync(join(folder, `${version}.json`), `${JSON.stringify(await record(), null, '\t')}\n`);
});

test('this version has its record', () => {
	expect(versions).toContain(version);
});

describe.each(versions)('from %s', (from) => {
	const { triggers: places, nodes } = json<VersionRecord>(join(folder, `${from}.json`));
	let world: UpgradeWorld;
	beforeEach(async () => {
		world = await UpgradeWorld.open();
		world.happenBefore();
	});
	afterEach(async () => await world.close());

	/** What comes within some hours after the upgrade, a poll every half hour. */
	async function arrives(name: TriggerName, place: IDataObject): Promise<string[]> {
		const emitted: string[] = [];
		let stored = place;
		for (let polls = 0; polls < 6; polls++) {
			world.pass(30);
			const poll = await world.poll(name, stored);
			emitted.push(...poll.emitted);
			({ stored } = poll);
		}
		return emitted.sort();
	}

	describe.each(Object.entries(places) as Array<[TriggerName, TriggerRecord]>)(
		'%s',
		(name, { quiet, open, emitted }) => {
			test('what arrived meanwhile is emitted once, and nothing else', async () => {
				world.pass(5);
				const expected = world.happenMeanwhile()[name];
				expect(await arrives(name, quiet)).toEqual(expected.sort());
			});

			test('so it is after a poll that emitted, whose items may come again', async () => {
				const expected = world.happenMeanwhile()[name];
				const again = 'open' in Object(Object.values(open)[0]) ? emitted : [];
				expect(await arrives(name, open)).toEqual([...again, ...expected].sort());
			});
		},
	);

	test.each(nodes.map(moved))(
		'n8n keeps the parameters of $name ($type)',
		({ type, typeVersion, parameters }) => {
			const nodeType = nodeClasses
				.map((NodeClass) => new NodeClass().description)
				.find((description) => type === `n8n-nodes-kontur.${description.name}`);
			if (!nodeType) throw new Error(`There is no node type ${type}`);
			const node = { id: '', name: '', position: [0, 0], type, typeVersion, parameters } as INode;
			const kept = NodeHelpers.getNodeParameters(
				nodeType.properties,
				parameters,
				true,
				false,
				node,
				nodeType,
			);
			expect(kept).toMatchObject(parameters);
		},
	);
});
