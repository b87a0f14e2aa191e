import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Emulator } from '../emulator/server';
import { shortenPauses } from '../support/pauses';
import { sampleCells } from '../support/sampling';
import type { Engine } from './engine';
import {
	everythingShown,
	EXTERN,
	EXTERN_TRIGGER,
	externCredential,
	konturEngine,
	OFD,
	OFD_TRIGGER,
	ofdCredential,
} from './kontur';

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

const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64');

const codesOf = (text: string, write: (code: number) => string) =>
	[...text].map((character) => write(character.codePointAt(0) ?? 0)).join('');

/** How a secret is repeated. */
const forms: Record<string, (secret: string) => string> = {
	plainly: (secret) => secret,
	'behind a scheme': (secret) => `Authorization: auth.sid ${secret}`,
	'in upper case': (secret) => secret.toUpperCase(),
	'in an address': encodeURIComponent,
	'in base64': base64,
	'as a Basic header': (secret) => `Basic ${base64(`${clientId}:${secret}`)}`,
	'in hex': (secret) => Buffer.from(secret, 'utf8').toString('hex'),
	'in JSON': (secret) => JSON.stringify({ headers: [secret] }),
	'letter by letter in an address': (secret) =>
		[...Buffer.from(secret, 'utf8')].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
	'as characters of HTML': (secret) => codesOf(secret, (code) => `&#${code};`),
	'as hexadecimal characters of HTML': (secret) => codesOf(secret, (code) => `&#x${code.toString(16)};`),
	'as escapes of JSON': (secret) =>
		secret.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
	'half in an address': (secret) => `${encodeURIComponent(secret.slice(0, 7))}${secret.slice(7)}`,
	backwards: (secret) => [...secret].reverse().join(''),
	'cut off': (secret) => secret.slice(0, -4),
};

interface Answer {
	status: number;
	headers?: Record<string, string>;
	body: string;
}

const header = (text: string) => text.replace(/[^ -~]/g, '?');

const accountsOf = (echo: string) =>
	JSON.stringify({ 'total-count': 1, accounts: [{ id: '1', inn: echo, 'organization-name': echo }] });

/** Where it is repeated; as errors of both services, whichever is asked. */
const places: Record<string, (echo: string) => Answer> = {
	...Object.fromEntries(
		[400, 401, 403, 404, 409, 500].map((status) => [
			`the text of an error ${status}`,
			(echo: string) => ({
				status,
				body: JSON.stringify({
					id: 'urn:error:externapi:x',
					message: echo,
					error: 'invalid_grant',
					error_description: echo,
					Code: 'WrongLoginOrPassword',
					ErrorMessage: echo,
					errorCodeId: 'urn:error:access:forbidden',
					userMessage: { ru: echo },
				}),
			}),
		]),
	),
	'the code of an error': (echo) => ({
		status: 400,
		body: JSON.stringify({
			id: `urn:error:${echo}`,
			error: echo,
			Code: echo,
			errorCodeId: `urn:error:${echo}`,
		}),
	}),
	'the trace ID in the body': (echo) => ({
		status: 400,
		body: JSON.stringify({ id: 'urn:error:x', 'trace-id': echo, error: 'invalid_grant', Code: 'Refused' }),
	}),
	'the trace ID in a header': (echo) => ({
		status: 403,
		headers: { 'x-kontur-trace-id': header(echo) },
		body: JSON.stringify({
			id: 'urn:error:x',
			errorCodeId: 'urn:error:x',
			error: 'invalid_grant',
			Code: 'No',
		}),
	}),
	'the title of a page': (echo) => ({ status: 403, body: `<html><title>${echo}</title></html>` }),
	'a page with 200': (echo) => ({ status: 200, body: `<html><h1>${echo}</h1></html>` }),
	'the headers of a gateway': (echo) => ({
		status: 407,
		headers: { server: header(echo), via: header(echo), 'content-type': header(echo) },
		body: '',
	}),
	'JSON of somebody else': (echo) => ({ status: 401, body: JSON.stringify({ error: echo, [echo]: echo }) }),
	'plain text': (echo) => ({ status: 403, body: echo }),
	'a good response': (echo) => ({ status: 200, body: accountsOf(echo) }),
	'a good response in ASCII': (echo) => ({
		status: 200,
		body: accountsOf(echo).replace(
			/[^ -~]/g,
			(unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
		),
	}),
	'a good response with escaped slashes': (echo) => ({
		status: 200,
		body: accountsOf(echo).replaceAll('/', '\\/'),
	}),
};

let server: Server;
let engine: Engine;
let answer: Answer;
let isSignInEchoed = false;
let number = 0;

function reply({ url = '' }: IncomingMessage): Answer {
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
			const { status, headers, body } = reply(request);
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
	'the Extern trigger': async () =>
		await engine
			.poll(EXTERN_TRIGGER, { source: 'changes' }, { credentials: externCredential, mode: 'manual' })
			.catch(thrown),
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

/** What nobody may read: each form of a secret in any case. */
const telling = (Object.values(secrets) as string[]).flatMap((secret) =>
	[
		secret,
		encodeURIComponent(secret),
		JSON.stringify(secret).slice(1, -1),
		base64(secret).replace(/=+$/, '').slice(0, -1),
		Buffer.from(secret, 'utf8').toString('hex'),
		secret.slice(0, -4),
		[...secret].reverse().join(''),
		codesOf(secret, (code) => `&#${code};`),
		codesOf(secret, (code) => `&#x${code.toString(16)};`),
		codesOf(secret, (code) => `\\u${code.toString(16).padStart(4, '0')}`),
		[...Buffer.from(secret, 'utf8')].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
		encodeURIComponent(secret).slice(3),
	].map((form) => form.toLowerCase()),
);

test.each(sampleCells('echo cells', 'echo', cells, 120))(
	'%s, %s, the %s %s (at sign-in: %s)',
	async (work, place, secret, form, atSignIn) => {
		isSignInEchoed = atSignIn;
		answer = places[place](forms[form](secrets[secret]));
		const from = engine.log.length;
		const shown = everythingShown(await works[work](), engine.log.slice(from)).toLowerCase();
		expect(telling.filter((text) => shown.includes(text))).toEqual([]);
	},
);

test('an error of 30 MB is cut', async () => {
	isSignInEchoed = false;
	answer = places['the text of an error 400']('я'.repeat(15_000_000));
	const { error, run } = await engine.run(EXTERN, list, { credentials: externCredential });
	expect(Buffer.byteLength(String(error?.description))).toBeLessThanOrEqual(4096);
	expect(JSON.stringify(run).length).toBeLessThan(100_000);
});

test('an error without anything that cannot be seen', async () => {
	isSignInEchoed = false;
	answer = places['the text of an error 400']('a\u202eb\u200bc\u0000d\u001b[31m');
	const { error } = await engine.run(EXTERN, list, { credentials: externCredential });
	expect(error?.description).toContain('Kontur says: abcd[31m');
});
