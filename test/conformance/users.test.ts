import { randomUUID } from 'node:crypto';
import type { INodeExecutionData } from 'n8n-workflow';
import { routesOf } from '../../nodes/shared/catalog';
import { KEYS } from '../emulator/ofd';
import { useBinaryData } from '../host/engine/engine';
import { randomOf, sampleCells } from '../support/sampling';
import { caseOf, nodes, requestingOf, outputsOf, runOperation, type NamedOperation } from './subject';
import { createWorld, type CaseItem, type World } from './world';

/*
 * One credential whose expressions make each item another user. Items of three users in random order go through every
 * read operation and Report: Send. Each gets what the same item gets with a credential that is that user's alone, and
 * each request carries the user's own session and key.
 */

useBinaryData('filesystem');

interface User {
	login: string;
	password: string;
	apiKey: string;
}

const USERS = ['anna', 'boris', 'vera'];

let world: World;
let users: User[];

beforeEach(async () => {
	world = await createWorld();
	world.emulator.control.setOptions({ taskMs: 1 });
	const { auth, extern } = world.emulator.state;
	const [seed] = auth.users.values();
	users = USERS.map((name, index) => ({
		login: `${name}@example.com`,
		password: `Users-${randomUUID()}`,
		apiKey: `0000000${index}-0000-4000-8000-00000000000${index}`,
	}));
	const [seedClient] = auth.clients.values();
	users.forEach(({ login, password, apiKey }, index) => {
		const clientId = `service-${index}`;
		auth.users.set(login, { ...seed, id: randomUUID(), login, password, phone: `900000000${index}` });
		auth.clients.set(clientId, { ...seedClient, clientId, apiKey });
		for (const account of extern.accounts.values()) account.members.set(login, 'admin');
	});
});
afterEach(async () => await world.close());

type Subject = (typeof nodes)[0] | (typeof nodes)[1];

/** The credential of one user, or of all through expressions. The items themselves hold no secret. */
function credentialFor({ service }: Subject, user?: User): void {
	const { engine } = world;
	const value = (name: keyof User) =>
		user?.[name] ?? `={{ (${JSON.stringify(users.map((one) => one[name]))})[$json.user] }}`;
	engine.credentials.set(service, {
		...engine.credentials.get(service),
		sessionToken: '',
		signIn: service === 'extern' ? 'sidPassword' : 'password',
		login: value('login'),
		password: value('password'),
		apiKey: service === 'extern' ? value('apiKey') : KEYS.main,
	});
}

/** Whose session and key came with each request to the service. */
function asked({ service }: Subject): string[] {
	const { sessions } = world.emulator.state.auth;
	const ownerOf = (authorization: string) =>
		[...sessions.values()].find(({ sid }) => sid.endsWith(authorization.slice(-4)))?.login ?? authorization;
	return world.emulator.control
		.log({ service })
		.map(({ authorization, headers, method, route }) => {
			const key = headers['x-kontur-apikey'] ?? headers['x-kontur-ofd-apikey'] ?? '';
			return [ownerOf(authorization), key.slice(-4), method, route].join(' ');
		})
		.sort();
}

const signIns = () => Object.values(world.emulator.control.counters().logins).reduce((sum, n) => sum + n, 0);

/** Kontur makes a new file of these each time. */
const isMadeAnew = ({ name }: NamedOperation) => /print/i.test(name);

const shown = (outputs: INodeExecutionData[]) =>
	outputs.map(({ json, binary }) => ({
		json,
		binary: Object.values(binary ?? {}).map(({ fileName, bytes }) => ({ fileName, bytes })),
	}));

const shuffled = <T>(name: string, all: readonly T[]): T[] => {
	const random = randomOf(name);
	return all
		.map((one) => ({ one, key: random() }))
		.sort((a, b) => a.key - b.key)
		.map(({ one }) => one);
};

type UserItem = CaseItem & { user: User };

/** Two items of each user, each user's in its own order. */
const itemsFor = (items: readonly CaseItem[]): UserItem[] =>
	users.flatMap((user, index) =>
		items.map(({ parameters, binary }) => ({ parameters: { ...parameters, user: index }, binary, user })),
	);

const READS = nodes.flatMap((subject) =>
	subject.service === undefined
		? []
		: requestingOf(subject.catalog)
				.filter(({ operation }) => routesOf(operation).every((route) => route.startsWith('GET ')))
				.map((named) => ({ subject, named, name: `${subject.service} ${named.name}` })),
);

async function mixed(subject: Subject, named: NamedOperation, items: UserItem[]) {
	const expected: unknown[] = [];
	const requests: string[] = [];
	for (const user of users) {
		credentialFor(subject, user);
		const own = items.filter((item) => item.user === user);
		const { items: outputs, error } = await runOperation(subject, named, world, own);
		expect(error).toBeUndefined();
		requests.push(...asked(subject));
		own.forEach((item, index) => (expected[items.indexOf(item)] = shown(outputsOf(outputs, index))));
	}
	return { expected, requests: requests.sort() };
}

describe.each(sampleCells('Operations of three users', 'reads', READS, 4))(
	'$name',
	({ subject, named, name }) => {
		test('items of three users in random order: each its own data, session and key', async () => {
			const items = shuffled(name, itemsFor(await caseOf(subject, named.name, world).items(world)));
			const { expected, requests } = await mixed(subject, named, items);
			expect(signIns() - 1).toBe(users.length);

			credentialFor(subject);
			const { items: outputs, error } = await runOperation(subject, named, world, items);
			expect(error).toBeUndefined();
			const results = items.map((_item, index) => shown(outputsOf(outputs, index)));
			if (isMadeAnew(named)) expect(results.map(({ length }) => length)).toEqual(expected.map(() => 1));
			else expect(results).toEqual(expected);
			expect(asked(subject)).toEqual(requests);
			// The sessions of the credentials before were still good.
			expect(signIns() - 1).toBe(users.length);
		});
	},
);
