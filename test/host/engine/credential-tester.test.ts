import { OperationalError, UserError } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	IHttpRequestHelper,
} from 'n8n-workflow';

import { createEngine } from './engine';
import { HeaderCredential, SampleNode, SessionCredential, startService } from './engine.fixture';

let service: Awaited<ReturnType<typeof startService>>;
beforeEach(async () => {
	service = await startService();
	service.seen.sessions.add('key');
});
afterEach(async () => await service.stop());

function engineWith(data: object = {}, rules?: ICredentialTestRequest['rules']) {
	const { url } = service;
	return createEngine({
		nodes: { 'test-package.sample': new SampleNode() },
		credentialTypes: [new SessionCredential(), new HeaderCredential(rules)],
		credentials: {
			session: { name: 'S', type: 'sampleApi', data: { url, password: 'right', ...data } },
			header: { name: 'H', type: 'headerApi', data: { url, key: 'key', ...data } },
		},
	});
}

const green = { status: 'OK', message: 'Connection successful!' };
const red = (message: string) => ({ status: 'Error', message });

describe('credential test', () => {
	it('is green, and keeps the session it signed in for', async () => {
		const engine = engineWith();
		expect(await engine.testCredential('session')).toEqual(green);
		expect(engine.credentials.get('session').session).toBe('right:session-1');
		expect(await engine.testCredential('session')).toEqual(green);
		expect(service.seen.logins).toBe(1);
	});

	it('shows the text of an error thrown while signing in', async () => {
		const engine = engineWith({ password: 'wrong' });
		expect(await engine.testCredential('session')).toEqual(red('The password is wrong.'));
		expect(engine.store.writes).toEqual([]);
	});

	it('tests what was typed, with the hidden session as stored', async () => {
		const engine = engineWith();
		await engine.testCredential('session');
		expect(await engine.testCredential('session', { password: 'wrong' })).toEqual(
			red('The password is wrong.'),
		);
		expect(engine.credentials.get('session').password).toBe('right');
		engine.credentials.edit('session', { password: 'wrong' });
		expect(engine.credentials.get('session')).toMatchObject({
			password: 'wrong',
			session: 'right:session-1',
		});
		expect(await engine.testCredential('session')).toEqual(red('The password is wrong.'));
	});

	it.each([
		['401', 'Unauthorized'],
		['403', 'Forbidden'],
		['404', 'Not Found'],
		['500', 'Internal Server Error'],
	])('shows the status text of a %s', async (status, text) => {
		const engine = engineWith({ path: `/status/${status}` });
		expect(await engine.testCredential('header')).toEqual(red(text));
		expect(await engine.testCredential('session')).toEqual(red(text));
	});

	it('shows the code of a network error', async () => {
		const engine = engineWith({ url: 'http://127.0.0.1:9' });
		expect(await engine.testCredential('header')).toEqual(red('ECONNREFUSED'));
	});

	it('follows rules about status codes', async () => {
		const rules: ICredentialTestRequest['rules'] = [
			{ type: 'responseCode', properties: { value: 403, message: 'The key has no rights.' } },
			{ type: 'responseCode', properties: { value: 200, message: 'Never asked on success' } },
		];
		expect(await engineWith({ path: '/status/403' }, rules).testCredential('header')).toEqual(
			red('The key has no rights.'),
		);
		expect(await engineWith({ path: '/status/404' }, rules).testCredential('header')).toEqual(
			red('Not Found'),
		);
		expect(await engineWith({}, rules).testCredential('header')).toEqual(green);
	});

	it('follows rules about the body of a good answer', async () => {
		const rules: ICredentialTestRequest['rules'] = [
			{ type: 'responseSuccessBody', properties: { key: 'ok', value: true, message: 'Too good' } },
		];
		expect(await engineWith({}, rules).testCredential('header')).toEqual(red('Too good'));
	});
});

type SignIn = SessionCredential['preAuthentication'];

const raise = (error: Error): SignIn => {
	return async () => {
		throw error;
	};
};

const loginAnswers = (status: number): SignIn =>
	async function (this: IHttpRequestHelper, { url }: ICredentialDataDecryptedObject) {
		await this.helpers.httpRequest({ url: `${String(url)}/status/${status}` });
		return { session: '' };
	};

describe('messages when signing in fails', () => {
	const stale = Object.assign(new OperationalError('Stale'), { response: { status: 401 } });
	const coded = Object.assign(new UserError('Lost under the code'), { code: 'E42' });

	it.each<[string, SignIn, string, number]>([
		['the text of any error', raise(new Error('Any text')), 'Any text', 1],
		['its code, where it has one', raise(coded), 'E42', 1],
		[
			"n8n's text, where the error's own names a network code",
			raise(new UserError('The login was refused (ECONNREFUSED)')),
			'The service refused the connection - perhaps it is offline',
			1,
		],
		['the status text of the login', loginAnswers(403), 'Forbidden', 1],
		['a 401 of the login, which n8n takes for a stale session', loginAnswers(401), 'Unauthorized', 2],
		['a made-up 401 that is never cured', raise(stale), 'Received HTTP status code: 401', 2],
	])('%s', async (_, signIn, message, attempts) => {
		const preAuthentication = jest.fn(signIn);
		const type = Object.assign(new SessionCredential(), { preAuthentication });
		const data = { url: service.url, password: 'right' };
		const engine = createEngine({
			nodes: {},
			credentialTypes: [type],
			credentials: { it: { name: 'It', type: 'sampleApi', data } },
		});
		expect(await engine.testCredential('it')).toEqual(red(message));
		expect(preAuthentication).toHaveBeenCalledTimes(attempts);
	});
});
