import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { seedClients, seedUsers } from '../../emulator/auth/state';
import { startEmulator, type Emulator } from '../../emulator/server';
import { TestCertificates, type KeyKind, type TestCertificate } from '../../support/testCertificates';
import type { Engine } from '../engine/engine';
import {
	EXTERN,
	OFD,
	externCredential,
	externSettings,
	konturEngine,
	ofdCredential,
	ofdSettings,
} from '../engine/kontur';

/*
 * Every way to sign in, against an emulator that does its own cryptography with openssl. Certificates are new for
 * every run: sign-ins are remembered per process, so nothing here meets a session of another test.
 */

export const [user] = seedUsers;
export const [client] = seedClients;
const SERVICE_USER = 'partner-user-42';
export const PHONE = '9991234567';
const SNILS = '11223344595';

let certificates: TestCertificates;
const made = new Map<string, TestCertificate>();
export const key = (name: string) => {
	const found = made.get(name);
	if (!found) throw new Error(`no test certificate ${name}`);
	return found;
};

export let emulator: Emulator;
export let engine: Engine;
let number = 0;

beforeAll(async () => {
	certificates = await TestCertificates.create();
	const kinds: Record<string, KeyKind> = {
		rsa: 'rsa',
		gost2001: 'gost2001',
		gost256: 'gost2012_256',
		gost512: 'gost2012_512',
		stranger: 'rsa',
	};
	for (const [name, kind] of Object.entries(kinds)) made.set(name, await certificates.make(kind));
	made.set('expired', await certificates.make('rsa', { validity: 'expired' }));
});
afterAll(async () => await certificates.remove());

beforeEach(async () => {
	emulator = await startEmulator();
	engine = konturEngine(emulator);
	emulator.control.changeUser(user.login, { phone: PHONE, snils: SNILS, administrator: false });
	for (const [name, { der, kind }] of made) {
		if (name === 'stranger') continue;
		emulator.control.addUserCertificate(user.login, der);
		if (kind !== 'gost2001') emulator.control.addTrusted(client.clientId, { certificate: der });
	}
	emulator.control.linkUser(client.clientId, SERVICE_USER, user.login);
});
afterEach(async () => await emulator.close());

export const pair = (name: string) => ({
	keyFrom: 'file',
	privateKey: key(name).keyPem,
	certificate: key(name).pem,
	thumbprint: key(name).thumbprint,
	keyPassword: '',
});

export interface Way {
	settings: () => ICredentialDataDecryptedObject;
	/** What the emulator counts a sign-in as. */
	counted: string;
	/** What it counts the renewal of a session as that has run out; none where the proof holds the time of day. */
	renewed?: string;
	service: 'extern' | 'ofd';
}

const extern = (signIn: string, more: () => object, counted: string, renewed?: string): Way => ({
	// A password in settings that do not use it makes the settings of each test its own.
	settings: () => ({ ...externSettings(emulator), signIn, ...more() }),
	counted,
	renewed,
	service: 'extern',
});

export const ways: Record<string, Way> = {
	'certificate, RSA': extern('certificate', () => pair('rsa'), 'certificate', 'refresh_token'),
	'certificate, GOST 2001': extern('certificate', () => pair('gost2001'), 'certificate', 'refresh_token'),
	'certificate, GOST 2012 256': extern('certificate', () => pair('gost256'), 'certificate', 'refresh_token'),
	'certificate, GOST 2012 512': extern('certificate', () => pair('gost512'), 'certificate', 'refresh_token'),
	'trusted system': extern(
		'trusted',
		() => ({ ...pair('rsa'), serviceUserId: SERVICE_USER }),
		'trusted',
		'refresh_token',
	),
	'trusted system, a key without a certificate': extern(
		'trusted',
		() => ({ ...pair('rsa'), certificate: '', thumbprint: '', serviceUserId: SERVICE_USER }),
		'trusted',
		'refresh_token',
	),
	'integration without a user': extern(
		'clientCredentials',
		() => ({}),
		'client_credentials',
		'client_credentials',
	),
	'certificate (auth.sid), RSA': extern(
		'sidCertificate',
		() => pair('rsa'),
		'auth.sid certificate',
		'auth.sid refresh',
	),
	'certificate (auth.sid), GOST 2012 256': extern(
		'sidCertificate',
		() => pair('gost256'),
		'auth.sid certificate',
		'auth.sid refresh',
	),
	'password (auth.sid)': extern('sidPassword', () => ({}), 'auth.sid', 'auth.sid refresh'),
	'trusted system (auth.sid) by user ID, GOST 2012 256': extern(
		'sidTrusted',
		() => ({ ...pair('gost256'), identifyBy: 'serviceUserId', serviceUserId: SERVICE_USER }),
		'auth.sid truster',
	),
	'trusted system (auth.sid) by phone, RSA': extern(
		'sidTrusted',
		() => ({ ...pair('rsa'), identifyBy: 'phone', phone: `+7 (${PHONE.slice(0, 3)}) ${PHONE.slice(3)}` }),
		'auth.sid truster',
	),
	'trusted system (auth.sid) by SNILS, GOST 2012 512': extern(
		'sidTrusted',
		() => ({ ...pair('gost512'), identifyBy: 'snils', snils: '112-233-445 95' }),
		'auth.sid truster',
	),
	'trusted system (auth.sid) by thumbprint, GOST 2012 256': extern(
		'sidTrusted',
		() => ({
			...pair('gost256'),
			identifyBy: 'thumbprint',
			userThumbprint: key('gost512').thumbprint,
			serviceUserId: SERVICE_USER,
		}),
		'auth.sid truster',
	),
	'Kontur.OFD, certificate, GOST 2012 256': {
		settings: () => ({ ...ofdSettings(emulator), signIn: 'certificate', ...pair('gost256') }),
		counted: 'auth.sid ofd certificate',
		renewed: 'auth.sid ofd certificate',
		service: 'ofd',
	},
	'Kontur.OFD, certificate, RSA': {
		settings: () => ({ ...ofdSettings(emulator), signIn: 'certificate', ...pair('rsa') }),
		counted: 'auth.sid ofd certificate',
		renewed: 'auth.sid ofd certificate',
		service: 'ofd',
	},
};

const items = (count: number) => Array.from({ length: count }, (_, index) => ({ json: { index } }));
const list = { operation: 'getAll', returnAll: false, limit: 1 };
export const run = async ({ service }: Pick<Way, 'service'>, count = 1, on = engine) =>
	service === 'extern'
		? await on.run(
				EXTERN,
				{ resource: 'account', ...list },
				{ items: items(count), credentials: externCredential },
			)
		: await on.run(
				OFD,
				{ resource: 'organization', ...list },
				{ items: items(count), credentials: ofdCredential },
			);
export const logins = () => emulator.control.counters().logins;
/** Nothing a process remembers of other tests fits: the emulator's address is part of whose session it is. */
export const use = (way: Way, changes: object = {}) =>
	engine.credentials.set(way.service, { ...way.settings(), ...changes, unused: ++number });
