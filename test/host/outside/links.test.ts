import type { IDataObject } from 'n8n-workflow';
import { seedUsers } from '../../emulator/auth/state';
import { startEmulator, type Emulator } from '../../emulator/server';
import { account as accountOf } from '../../emulator/support';
import { addressesOf, startElsewhere, type Elsewhere } from '../../support/elsewhere';
import { shortenPauses } from '../../support/pauses';
import { sampleCells } from '../../support/sampling';
import { TestCertificates, type TestCertificate } from '../../support/testCertificates';
import { useBinaryData, type Engine } from '../engine/engine';
import {
	EXTERN,
	EXTERN_TRIGGER,
	externCredential,
	externSettings,
	konturEngine,
	OFD,
	OFD_TRIGGER,
	ofdCredential,
	ofdSettings,
	OLD_HELPER,
} from '../engine/kontur';

/*
 * Keys, sessions and what a sign-in gave away stay with the addresses of the credential: no redirect and no link in
 * an answer takes them to another host. (What the operations do with links: test/conformance/hostile.test.ts.)
 */

useBinaryData('filesystem');

const [user] = seedUsers;
const statuses = [301, 302, 303, 307, 308];

let certificates: TestCertificates;
let certificate: TestCertificate;
let emulator: Emulator;
let engine: Engine;
let elsewhere: Elsewhere;
let number = 0;

beforeAll(async () => {
	certificates = await TestCertificates.create();
	certificate = await certificates.make('rsa');
});
afterAll(async () => await certificates.remove());
/** Sign-ins are remembered, and after a few without a usable answer a password is not sent again. */
function changePassword(): void {
	const password = `Links-${process.pid}-${++number}`;
	for (const each of emulator.state.auth.users.values()) each.password = password;
	engine.credentials.set('extern', { ...externSettings(emulator), password });
	engine.credentials.set('ofd', { ...ofdSettings(emulator), password });
}

beforeEach(async () => {
	// Reads ask again.
	shortenPauses(1);
	elsewhere = await startElsewhere();
	emulator = await startEmulator();
	engine = konturEngine(emulator);
	changePassword();
	emulator.control.addUserCertificate(user.login, certificate.der);
});
afterEach(async () => {
	jest.restoreAllMocks();
	await emulator.close();
	await elsewhere.close();
});

const byId = (value: unknown) => ({ __rl: true, mode: 'id', value });
const failed = (error: unknown) => ({ error });

/** Every place a request is made from, and the path of that request. */
const requests: Record<string, [path: string, ask: () => Promise<unknown>]> = {
	'a read of Kontur.Extern': [
		'^/v1$',
		async () =>
			await engine.run(
				EXTERN,
				{ resource: 'account', operation: 'getAll', limit: 1 },
				{ credentials: externCredential },
			),
	],
	'a write to Kontur.Extern': [
		'^/v1/[^/]+$',
		async () =>
			await engine.run(
				EXTERN,
				{
					resource: 'account',
					operation: 'delete',
					accountId: byId(accountOf(emulator).id),
				},
				{ credentials: externCredential },
			),
	],
	'the download of a file': [
		'/contents/',
		async () =>
			await engine.run(
				EXTERN,
				{
					resource: 'content',
					operation: 'download',
					accountId: byId(accountOf(emulator).id),
					contentId: accountOf(emulator).id,
				},
				{ credentials: externCredential },
			),
	],
	'a read of Kontur.OFD': [
		'/v2/organizations$',
		async () =>
			await engine.run(
				OFD,
				{ resource: 'organization', operation: 'getAll', limit: 1 },
				{ credentials: ofdCredential },
			),
	],
	'a list to choose from': [
		'^/v1$',
		async () =>
			await engine.listSearch(EXTERN, 'searchAccounts', {}, { credentials: externCredential }).catch(failed),
	],
	'the Extern trigger': [
		'^/v1',
		async () =>
			await engine
				.poll(EXTERN_TRIGGER, { source: 'feed' }, { credentials: externCredential, mode: 'manual' })
				.catch(failed),
	],
	'the OFD trigger': [
		'^/v2/',
		async () =>
			await engine.poll(OFD_TRIGGER, {}, { credentials: ofdCredential, mode: 'manual' }).catch(failed),
	],
	'Test of the Extern credential': ['^/v1$', async () => await engine.testCredential('extern')],
	'Test of the OFD credential': ['/v2/organizations$', async () => await engine.testCredential('ofd')],
	'a sign-in at the identity server': ['/connect/token', async () => await engine.testCredential('extern')],
	'a sign-in by password for auth.sid': [
		'/auth/authenticate-by-pass',
		async () => await engine.testCredential('ofd'),
	],
	'a sign-in by certificate': [
		'/auth/authenticate-by-cert|approve-cert',
		async () =>
			await engine.testCredential('ofd', {
				signIn: 'certificate',
				keyFrom: 'file',
				privateKey: certificate.keyPem,
				certificate: certificate.pem,
			}),
	],
	"a node that follows redirects, by n8n's older helper": [
		'^/v1$',
		async () =>
			await engine.run(
				OLD_HELPER,
				{
					credentialType: 'konturExternApi',
					method: 'GET',
					uri: `${emulator.url}/v1`,
				},
				{ credentials: externCredential },
			),
	],
};

const forms = Object.keys(addressesOf('', ''));
const redirects = statuses.flatMap((status) => forms.map((form) => ({ status, form })));

describe.each(Object.entries(requests))('%s', (name, [path, ask]) => {
	test('a redirect is not followed', async () => {
		const problems: string[] = [];
		const addresses = addressesOf(elsewhere.host, '/v1');
		for (const { status, form } of sampleCells('redirects', name, redirects, 6)) {
			const location = addresses[form];
			changePassword();
			emulator.control.clearFaults();
			emulator.control.addFault({ path, status, times: 20, headers: { Location: location } });
			await ask();
			const hits = emulator.control.faults().reduce((sum, { hits: one }) => sum + one, 0);
			if (hits === 0) problems.push(`${status}, ${form}: the redirect was not met`);
			if (elsewhere.seen.length > 0)
				problems.push(`${status}, ${form}: ${elsewhere.seen.splice(0).join('; ')}`);
		}
		expect(problems).toEqual([]);
	});
});

describe('the link that a sign-in by certificate is answered with', () => {
	test.each(sampleCells('redirects', 'link', forms, 3))('%s leads to the own address', async (form) => {
		const link = addressesOf(elsewhere.host, `/auth/v5.16/approve-cert?thumbprint=${certificate.thumbprint}`)[
			form
		];
		emulator.control.changeAnswers(({ path }, json) =>
			path.endsWith('/authenticate-by-cert') ? { ...(json as IDataObject), Link: { Href: link } } : json,
		);
		emulator.control.clearLog();
		const typed = {
			signIn: 'sidCertificate',
			keyFrom: 'file',
			privateKey: certificate.keyPem,
			certificate: certificate.pem,
		};
		expect((await engine.testCredential('extern', typed)).message).toBe('Connection successful!');
		expect(
			emulator.control.log({ service: 'auth' }).filter(({ path }) => path.endsWith('/approve-cert')),
		).toHaveLength(1);
		expect(elsewhere.seen).toEqual([]);
	});
});
