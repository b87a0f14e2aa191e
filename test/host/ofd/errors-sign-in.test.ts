import type { FaultInput } from '../../emulator/core/faults/faults';
import { seedUsers } from '../../emulator/auth/state';
import { startEmulator, type Emulator } from '../../emulator/server';
import { TestCertificates, type TestCertificate } from '../../support/testCertificates';
import type { Engine } from '../engine/engine';
import { OFD, konturEngine, ofdCredential, ofdSettings } from '../engine/kontur';
import { detailsOfItem } from './ofd.fixture';
import { shortenPauses } from '../../support/pauses';
import { sampleCells } from '../../support/sampling';

/*
 * What the authenticator answers to Kontur.OFD's two ways to sign in ("authenticate-by-pass", "authenticate-by-cert";
 * codes of status 403: Kontur.Extern, "auth.sid"), and what the node makes of it: a refusal is one of the credential
 * and is not repeated, a failure passes.
 */

const BY_PASSWORD = '/auth/authenticate-by-pass';
const BY_CERTIFICATE = '/auth/authenticate-by-cert';
const APPROVE = '/auth/v{version}/approve-cert';
const [{ login }] = seedUsers;

let certificates: TestCertificates;
let certificate: TestCertificate;
let emulator: Emulator;
let engine: Engine;
let number = 0;

beforeAll(async () => {
	certificates = await TestCertificates.create();
});
afterAll(async () => await certificates.remove());
beforeEach(async () => {
	shortenPauses(1);
	emulator = await startEmulator();
	engine = konturEngine(emulator);
	// Sign-ins are remembered per process.
	const password = `Sign-in-${process.pid}-${++number}`;
	for (const user of emulator.state.auth.users.values()) user.password = password;
	engine.credentials.set('ofd', { ...ofdSettings(emulator), password });
});
afterEach(async () => {
	jest.restoreAllMocks();
	await emulator.close();
});

const byCertificate = async () => {
	certificate = await certificates.make('rsa');
	emulator.control.addUserCertificate(login, certificate.der);
	engine.credentials.set('ofd', {
		...ofdSettings(emulator),
		signIn: 'certificate',
		keyFrom: 'file',
		privateKey: certificate.keyPem,
		certificate: certificate.pem,
		keyPassword: '',
	});
};
const run = async () =>
	await engine.run(
		OFD,
		{ resource: 'organization', operation: 'getAll', returnAll: true },
		{ credentials: ofdCredential },
	);
const coded = (status: number, Code?: string): FaultInput => ({
	status,
	body: Code ? { Code } : '',
});
const signInRequests = () => emulator.control.log({ service: 'auth' }).length;

type Row = [
	way: 'password' | 'certificate',
	path: string,
	answer: FaultInput,
	says: RegExp,
	then: 'stays' | 'passes',
];

const rejected = /rejected the login or password/;
const notValid = /rejected the certificate: it is not currently valid/;
const otherProgram = /Another program appears to be signing in with the same certificate/;
const failed = /authenticator failed\. Try again in a few minutes/;
const later = /could not complete the sign-in: an empty response \(HTTP 500.*\)\. Try again in a few minutes/;
const ownFailure =
	/could not complete the sign-in\. Try again in a few minutes\. Kontur says: UnknownError \(HTTP 50/;
const notKonturs = /gave no usable answer: .*\(HTTP \d+/;
const page = '<html><head><title>Access denied</title></head></html>';

const rows: Row[] = [
	['password', BY_PASSWORD, coded(400), notKonturs, 'passes'],
	['password', BY_PASSWORD, coded(403), notKonturs, 'passes'],
	['password', BY_PASSWORD, { status: 200, body: page }, /that says "Access denied" \(HTTP 200/, 'passes'],
	['password', BY_PASSWORD, { status: 403, body: page }, /that says "Access denied" \(HTTP 403/, 'passes'],
	['password', BY_PASSWORD, { status: 200, body: '{"Sid":"' }, /a truncated response/, 'passes'],
	['password', BY_PASSWORD, { status: 401, body: { status: 'maintenance' } }, notKonturs, 'passes'],
	['password', BY_PASSWORD, { status: 407, body: page }, /^The proxy between n8n and Kontur/, 'passes'],
	['password', BY_PASSWORD, coded(403, 'TooManyIncorrectAttempts'), /has locked this login/, 'stays'],
	['password', BY_PASSWORD, coded(403, 'WrongLoginOrPassword'), rejected, 'stays'],
	['password', BY_PASSWORD, { status: 200, body: { ErrorMessage: 'нет' } }, rejected, 'stays'],
	['password', BY_PASSWORD, coded(500), later, 'passes'],
	['password', BY_PASSWORD, coded(500, 'UnknownError'), ownFailure, 'passes'],
	['certificate', BY_CERTIFICATE, coded(400), notKonturs, 'passes'],
	['certificate', BY_CERTIFICATE, coded(403, 'UnknownError'), failed, 'passes'],
	[
		'certificate',
		BY_CERTIFICATE,
		coded(403, 'CertRegisterFail'),
		/could not register the certificate/,
		'stays',
	],
	['certificate', BY_CERTIFICATE, coded(403, 'CertNotValid'), /considers the certificate invalid/, 'stays'],
	['certificate', BY_CERTIFICATE, coded(403, 'CertUnreadable'), /cannot read the certificate/, 'stays'],
	['certificate', BY_CERTIFICATE, coded(406), notValid, 'stays'],
	['certificate', BY_CERTIFICATE, coded(500), later, 'passes'],
	['certificate', BY_CERTIFICATE, coded(503, 'UnknownError'), ownFailure, 'passes'],
	['certificate', APPROVE, coded(400), notKonturs, 'passes'],
	['certificate', APPROVE, coded(403, 'UnknownError'), failed, 'passes'],
	['certificate', APPROVE, coded(403, 'CreateSessionError'), failed, 'passes'],
	['certificate', APPROVE, coded(403, 'RndBytesNotFound'), otherProgram, 'passes'],
	['certificate', APPROVE, coded(403, 'RndBytesExpired'), otherProgram, 'passes'],
	[
		'certificate',
		APPROVE,
		coded(403, 'UnknownCertificate'),
		/No Kontur user is registered with this certificate/,
		'stays',
	],
	['certificate', APPROVE, coded(403, 'WrongKey'), otherProgram, 'passes'],
	['certificate', APPROVE, coded(500), later, 'passes'],
];

const drawn = (way: Row[0], most: number) =>
	sampleCells(
		'Answers to sign-ins',
		way,
		rows.filter((row) => row[0] === way),
		most,
	);

test.each([...drawn('password', 4), ...drawn('certificate', 6)])(
	'%s, %s answers %j',
	async (way, path, answer, says, then) => {
		if (way === 'certificate') await byCertificate();
		emulator.control.addFault({ path, times: 1000, ...answer });
		const { error } = await run();
		expect(error?.name).toBe('NodeApiError');
		expect(error?.message).toMatch(says);
		expect(detailsOfItem(error).advice).toMatch(/^Nothing was sent\. .*\.$/);
		expect(emulator.control.log({ service: 'ofd' })).toEqual([]);

		// A refusal is remembered for a while, so that no login is locked; what passes is tried again at once.
		const asked = signInRequests();
		expect(asked).toBeLessThanOrEqual(6);
		emulator.control.clearFaults();
		const next = await run();
		if (then === 'passes') expect([next.error, next.items.length]).toEqual([undefined, 3]);
		else expect([next.error?.message, signInRequests()]).toEqual([error?.message, asked]);
	},
);
