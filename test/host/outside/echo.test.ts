import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Emulator } from '../../emulator/server';
import { forms, places, tellingForms } from '../../support/echoes';
import { shortenPauses } from '../../support/pauses';
import { isWhole, sampleCells } from '../../support/sampling';
import type { Engine } from '../engine/engine';
import {
	everythingShown,
	EXTERN,
	EXTERN_TRIGGER,
	externCredential,
	konturEngine,
	OFD,
	OFD_TRIGGER,
	ofdCredential,
} from '../engine/kontur';

/*
 * A server that repeats what the request carried, in every place of every kind of response: none of it may be shown in a
 * result, an error, a log line or the record of the execution.
 */

const secrets = {
	password: 'Пароль & "4711" for/all',
	apiKey: '5f0c7f0a-6f3b-4a55-8f7e-0d4a5f2c1b90',
	session: 'Zq8-3fT0aaKs91Lm72-Wx5Rt6',
} as const;
const clientId = 'romashka';

let server: Server;
let engine: Engine;
let answer: ReturnType<(typeof places)[string]>;
let isSignInEchoed = false;
let number = 0;

function reply({ url = '' }: IncomingMessage): typeof answer {
	const isSignIn = url.startsWith('/connect/') || url.startsWith('/auth/');
	if (!isSignIn || isSignInEchoed) return answer;
	return {
		status: 200,
		body: JSON.stringify({ access_token: secrets.session, expires_in: 3600, Sid: secrets.session }),
	};
}

beforeEach(async () => {
	shortenPauses(1);
	server = createServer((request, response) => {
		request.resume();
		request.on('end', () => {
			const { status = 200, headers, body } = reply(request);
			response.writeHead(status, { 'content-type': 'application/json', ...headers });
			response.end(body);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	engine = konturEngine({ url: apiUrl } as Emulator);
	const common = { environment: 'custom', apiUrl, apiKey: secrets.apiKey, login: `user-${++number}` };
	engine.credentials.set('extern', { ...common, signIn: 'password', clientId, password: secrets.password });
	engine.credentials.set('ofd', { ...common, signIn: 'password', password: secrets.password });
});
afterEach(async () => {
	jest.restoreAllMocks();
	server.closeAllConnections();
	await new Promise((resolve) => server.close(resolve));
});

const thrown = (error: unknown) => error;
const list = { resource: 'account', operation: 'getAll', returnAll: false, limit: 1, simplify: false };

const works: Record<string, () => Promise<unknown>> = {
	'Kontur.Extern': async () => await engine.run(EXTERN, list, { credentials: externCredential }),
	'Kontur.Extern, continued': async () =>
		await engine.run(EXTERN, list, { credentials: externCredential, onError: 'continueErrorOutput' }),
	'Kontur.OFD': async () =>
		await engine.run(
			OFD,
			{ resource: 'organization', operation: 'getAll', returnAll: true },
			{ credentials: ofdCredential },
		),
	'a list in the editor': async () =>
		await engine.listSearch(EXTERN, 'searchAccounts', {}, { credentials: externCredential }).catch(thrown),
	...Object.fromEntries(
		['changes', 'feed', 'incoming'].map((events) => [
			`the Extern trigger, ${events}`,
			async () =>
				await engine
					.poll(EXTERN_TRIGGER, { events }, { credentials: externCredential, mode: 'manual' })
					.catch(thrown),
		]),
	),
	'the OFD trigger': async () =>
		await engine.poll(OFD_TRIGGER, {}, { credentials: ofdCredential, mode: 'manual' }).catch(thrown),
	'the test of a credential': async () => await engine.testCredential('ofd').catch(thrown),
};

// Data are searched for the forms that a server is likely to repeat; errors for all.
const inData = ['plainly', 'behind a scheme', 'in upper case', 'in an address', 'in base64', 'in JSON'];

const cells = Object.keys(works).flatMap((work) =>
	Object.keys(places).flatMap((place) =>
		(Object.keys(secrets) as Array<keyof typeof secrets>).flatMap((secret) =>
			Object.keys(forms).flatMap((form) =>
				[false, true]
					.filter(() => !place.startsWith('a good response') || inData.includes(form))
					// At sign-in there is no session yet.
					.filter((atSignIn) => !(atSignIn && secret === 'session'))
					.map((atSignIn) => [work, place, secret, form, atSignIn] as const),
			),
		),
	),
);

const telling = Object.values(secrets).flatMap(tellingForms);

test.each(sampleCells('echo cells', 'echo', cells, 25))(
	'%s, %s, the %s %s (at sign-in: %s)',
	async (work, place, secret, form, atSignIn) => {
		isSignInEchoed = atSignIn;
		answer = places[place](forms[form](secrets[secret], clientId));
		const from = engine.log.length;
		const shown = everythingShown(await works[work](), engine.log.slice(from)).toLowerCase();
		expect(telling.filter((text) => shown.includes(text))).toEqual([]);
	},
);

test('an error of megabytes is cut', async () => {
	isSignInEchoed = false;
	answer = places['the text of an error 400']('я'.repeat(isWhole ? 15_000_000 : 1_500_000));
	const { error, run } = await engine.run(EXTERN, list, { credentials: externCredential });
	expect(Buffer.byteLength(String(error?.description))).toBeLessThanOrEqual(4096);
	expect(JSON.stringify(run).length).toBeLessThan(100_000);
});

test('an error without anything that cannot be seen', async () => {
	isSignInEchoed = false;
	answer = places['the text of an error 400']('a\u202eb\u200bc\u0000d\u001b[31m');
	const { error } = await engine.run(EXTERN, list, { credentials: externCredential });
	expect(error?.description).toContain('Kontur says: abcd (urn:');
});
