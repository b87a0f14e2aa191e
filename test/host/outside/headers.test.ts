import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { startEmulator, type Emulator } from '../../emulator/server';
import { account as accountOf } from '../../emulator/support';
import { binaryItem, useBinaryData, type Engine } from '../engine/engine';
import {
	EXTERN,
	everythingShown,
	externCredential,
	externSettings,
	konturEngine,
	OFD,
	ofdCredential,
	ofdSettings,
} from '../engine/kontur';

/*
 * What goes into a header is refused by the name of its field when no header can carry it, before anything is sent
 * and without being shown; what only has blanks or line ends around it, as it comes from a clipboard, works.
 */

useBinaryData('filesystem');

let emulator: Emulator;
let engine: Engine;
let number = 0;
let password: string;
beforeEach(async () => {
	emulator = await startEmulator();
	engine = konturEngine(emulator);
	password = `Headers-${process.pid}-${++number}`;
	for (const user of emulator.state.auth.users.values()) user.password = password;
	engine.credentials.set('extern', { ...externSettings(emulator), password });
	engine.credentials.set('ofd', { ...ofdSettings(emulator), password });
});
afterEach(async () => await emulator.close());

type Service = 'extern' | 'ofd';

const ask = async (service: Service) =>
	service === 'extern'
		? await engine.run(
				EXTERN,
				{ resource: 'account', operation: 'getAll', limit: 1 },
				{ credentials: externCredential },
			)
		: await engine.run(
				OFD,
				{ resource: 'organization', operation: 'getAll', limit: 1 },
				{ credentials: ofdCredential },
			);

const type = (service: Service, changes: ICredentialDataDecryptedObject) =>
	engine.credentials.set(service, { ...engine.credentials.get(service), ...changes });

/** A session that the service has opened, as somebody may paste it. */
async function session(service: Service): Promise<string> {
	type(service, { signIn: service === 'extern' ? 'sidPassword' : 'password' });
	expect((await ask(service)).error).toBeUndefined();
	const stored = String(engine.credentials.get(service).sessionToken);
	type(service, { sessionToken: '' });
	return stored.split('.').slice(2).join('.').split(' ')[0];
}

const fields: Array<[Service, signIn: string, name: string, title: string]> = [
	['extern', 'password', 'apiKey', 'API Key'],
	['extern', 'sidPassword', 'apiKey', 'API Key'],
	['extern', 'sid', 'apiKey', 'API Key'],
	['extern', 'sid', 'readyToken', 'Session (auth.sid)'],
	['extern', 'token', 'readyToken', 'Access Token'],
	['ofd', 'password', 'apiKey', 'Integrator Key'],
	['ofd', 'sid', 'apiKey', 'Integrator Key'],
	['ofd', 'sid', 'readyToken', 'Session (auth.sid)'],
];

const broken: Record<string, (value: string) => string> = {
	'a line break in the middle': (value) => `${value.slice(0, 5)}\n${value.slice(5)}`,
	'a separate line for another header': (value) => `${value}\r\nX-Smuggled: 1`,
	'a carriage return': (value) => `${value}\rX-Smuggled: 1`,
	NUL: (value) => `${value}\0a`,
	'a letter outside of Latin': (value) => `${value}ж`,
	'a blank in the middle': (value) => `${value} a`,
	'a no-break space': (value) => `${value.slice(0, 5)}\u00a0${value.slice(5)}`,
};

describe.each(fields)('%s, sign-in %s: %s', (service, signIn, name, title) => {
	test.each(Object.keys(broken))('%s is refused', async (what) => {
		const good =
			name === 'readyToken' ? 'Secret-Session-4711' : String(engine.credentials.get(service).apiKey);
		const value = broken[what](good);
		type(service, { readyToken: 'Secret-Session-4711', signIn, [name]: value });
		emulator.control.clearLog();
		const { error } = await ask(service);
		const test = await engine.testCredential(service);
		for (const message of [error?.message, test.message]) {
			expect(message).toMatch(
				new RegExp(
					`^${title.replace(/[()]/g, '\\$&')} in the credential contains .* Copy it again as one line`,
				),
			);
		}
		const shown = everythingShown(error, test, engine.log);
		for (const part of [good, value]) expect(shown).not.toContain(part);
		// A sign-in that needs no key may come before the first header that has it.
		const asked = emulator.control.log().filter((entry) => entry.service === service);
		expect(asked).toEqual([]);
		expect(emulator.control.log().filter(({ headers }) => 'x-smuggled' in headers)).toEqual([]);
	});
});

describe.each<Service>(['extern', 'ofd'])('%s', (service) => {
	test.each(['\n', '\r\n', ' ', '\t', '\u00a0', '\ufeff'])(
		'%j around what was pasted does not matter',
		async (blank) => {
			const around = (value: unknown) => `${blank}${String(value)}${blank}`;
			const held = engine.credentials.get(service);
			type(service, { apiKey: around(held.apiKey), login: around(held.login) });
			if (service === 'extern') type(service, { clientId: around(held.clientId) });
			expect((await ask(service)).error?.message).toBeUndefined();
			const sid = await session(service);
			type(service, { signIn: 'sid', readyToken: around(sid) });
			expect((await ask(service)).error?.message).toBeUndefined();
		},
	);

	test.each(['a\nb', 'a b', 'a\u0436', ''])('a session %j that Kontur gives is none', async (given) => {
		emulator.control.changeAnswers(({ path }, json) => {
			if (path.endsWith('/authenticate-by-pass')) return { ...(json as object), Sid: given };
			return path.endsWith('/connect/token') ? { ...(json as object), access_token: given } : json;
		});
		const { error } = await ask(service);
		expect(error?.message).toContain(given ? 'returned an invalid session' : 'gave no usable answer');
		expect(emulator.control.log({ service })).toEqual([]);
		expect(emulator.control.log().length).toBeLessThan(3);
	});
});

describe('the content type of a file', () => {
	const upload = async (contentType: string, mimeType = 'application/xml') =>
		await engine.run(
			EXTERN,
			{
				resource: 'content',
				operation: 'upload',
				accountId: { __rl: true, mode: 'id', value: accountOf(emulator).id },
				contentType,
			},
			{
				credentials: externCredential,
				items: [
					await binaryItem({}, { data: { content: Buffer.from('<a/>'), fileName: 'a.xml', mimeType } }),
				],
			},
		);

	const types = ['text/plain\r\nX-Smuggled: 1', 'text/plain\nx', 'текст', 'text/\0plain'];

	test.each(types)('%j is refused where it is typed', async (bad) => {
		const { error } = await upload(bad);
		expect(error?.message).toMatch(/^The content type of the file contains a line break/);
		expect(emulator.control.log({ service: 'extern' })).toEqual([]);
	});

	test.each(types)('%j of the file is not believed: the content decides', async (bad) => {
		const { json, error } = await upload('', bad);
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ contentType: 'application/xml' }]);
		const sent = emulator.control.log({ service: 'extern' }).map(({ headers }) => headers);
		expect(JSON.stringify(sent)).not.toMatch(/smuggled|текст/i);
	});

	test('one with parameters is sent', async () => {
		expect((await upload(' text/xml; charset="windows-1251"\n')).error).toBeUndefined();
		expect(emulator.control.log({ service: 'extern' })[0].contentType).toBe(
			'text/xml; charset="windows-1251"',
		);
	});
});

test('every request to Kontur.Extern says how many seconds its response is waited for', async () => {
	const parameters = { resource: 'account', operation: 'getAll', limit: 1 };
	await engine.run(EXTERN, parameters, { credentials: externCredential });
	const told = emulator.control.log({ service: 'extern' }).map(({ headers }) => headers['request-timeout']);
	expect(told.length).toBeGreaterThan(0);
	for (const seconds of told) expect(Number(seconds)).toBeGreaterThan(10);
});
