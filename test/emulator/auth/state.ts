import { HttpError } from '../core/errors';
import type { Clock } from '../core/clock';
import type { SeededRandom } from '../core/random';
import type { EmulatorState } from '../core/state';
import type { Certificate } from './certificate';

export interface SeedUser {
	id: string;
	login: string;
	password: string;
	fullName: string;
	blocked: boolean;
	/** Allowed to read the event feed. */
	eventFeed: boolean;
	/** 10 digits. */
	phone: string;
	/** 11 digits. */
	snils: string;
}

export interface User extends SeedUser {
	/** Administrators cannot be linked with a user of a partner. */
	administrator: boolean;
	/** Thumbprints of the user's certificates. */
	certificates: Set<string>;
	/** Grants that the user must all pass to sign in; empty = any one is enough. */
	factors: string[];
}

export interface SeedClient {
	/** The service name; the same string is the subscriber of the event feed. */
	clientId: string;
	apiKey: string;
	scopes: string[];
	/** The user whose accounts a token without a user opens. */
	ownerLogin: string;
	/** Allowed to link its users with Kontur's by phone. */
	linkByPhone: boolean;
}

export interface TrustedKey {
	/** Public key in PEM; absent unless the certificate has an RSA key. */
	publicKey?: string;
	certificate?: Certificate;
	/** What tokens may call the key in their header. */
	kid?: string;
}

export interface Client extends SeedClient {
	/** What the partner signs with when it vouches for users. */
	trusted: TrustedKey[];
	/** Login by the id of the user in the partner's system. */
	links: Map<string, string>;
	/** Where people may be sent back to; any address when nothing is registered. */
	redirectUris: string[];
}

export interface AccessToken {
	value: string;
	login: string;
	clientId: string;
	scope: string;
	expiresAt: number;
	refreshToken?: string;
}

export interface Session {
	sid: string;
	refreshToken: string;
	login: string;
	expiresAt: number;
	refreshUntil: number;
}

interface Challenge {
	plaintext: Buffer;
	expiresAt: number;
	wantsApiKey: boolean;
}

/** A sign-in that has passed some of the factors the user needs. */
export interface PartialFactor {
	login: string;
	clientId: string;
	/** Grants passed so far. */
	done: string[];
	expiresAt: number;
}

/** An authorization code on its way. */
interface AuthorizationCode {
	login: string;
	clientId: string;
	redirectUri: string;
	scope: string;
	nonce?: string;
	/** By S256. */
	codeChallenge?: string;
	expiresAt: number;
}

export interface DeviceLogin {
	deviceCode: string;
	userCode: string;
	clientId: string;
	scope: string;
	decision: 'pending' | 'allowed' | 'denied';
	/** Who allowed it. */
	login?: string;
	/** Minimum seconds between two polls. */
	interval: number;
	polledAt?: number;
	expiresAt: number;
}

/** A login a partner vouched for, waiting for its second step. */
interface TrusterKey {
	/** What the user was named by. */
	credential: string;
	login: string;
	clientId: string;
	expiresAt: number;
}

/** What the last request of a partner to vouch for a user carried, for tests to look at. */
export interface TrusterRequest {
	clientId: string;
	/** What had to be signed. */
	text: string;
	signature: Buffer;
	verified: boolean;
}

export interface AuthState {
	clock: Clock;
	random: SeededRandom;
	users: Map<string, User>;
	clients: Map<string, Client>;
	tokens: Map<string, AccessToken>;
	sessions: Map<string, Session>;
	certificatesRevoked: Set<string>;
	challenges: Map<string, Challenge>;
	/** Number of the next challenges to replace as soon as they are issued. */
	challengesToSteal: number;
	partialFactors: Map<string, PartialFactor>;
	codes: Map<string, AuthorizationCode>;
	devices: Map<string, DeviceLogin>;
	trusterKeys: Map<string, TrusterKey>;
	lastTruster?: TrusterRequest;
	/** Ids of tokens of partners that were used up. */
	usedTokenIds: Set<string>;
	/** Number of successful sign-ins by method. */
	logins: Record<string, number>;
	/** Wrong passwords at the authenticator since the last right one, by login in lower case. */
	wrongPasswords: Map<string, { count: number; lockedUntil: number }>;
}

const day = 24 * 3600 * 1000;

export const seedUsers: SeedUser[] = [
	{
		id: '6b1f0c52-8e4d-4a7b-93c5-2f0d7a9e1b64',
		login: 'partner@example.com',
		password: 'Test-Password-1',
		fullName: 'Петров Петр Петрович',
		blocked: false,
		eventFeed: true,
		phone: '9001234567',
		snils: '11223344595',
	},
	{
		id: 'c94a7d10-35be-4f82-a6d1-70e8b3c2f519',
		login: 'accountant@example.com',
		password: 'Test-Password-2',
		fullName: 'Сидорова Анна Павловна',
		blocked: false,
		eventFeed: false,
		phone: '9007654321',
		snils: '08765430300',
	},
	{
		id: '0fd2e6a8-b917-4c3e-8a54-e61b9d07c3f2',
		login: 'blocked@example.com',
		password: 'Test-Password-3',
		fullName: 'Иванов Иван Иванович',
		blocked: true,
		eventFeed: false,
		phone: '9005550011',
		snils: '16120251707',
	},
];

export const seedClients: SeedClient[] = [
	{
		clientId: 'demo-service',
		apiKey: '7d5c3e1a-90b2-4f64-8a17-2c6b0d9e4f31',
		scopes: ['extern.api', 'openid'],
		ownerLogin: 'partner@example.com',
		linkByPhone: true,
	},
	{
		clientId: 'other-service',
		apiKey: '1b8e6f04-53ad-4c92-9d70-ef41a2b7c685',
		scopes: ['extern.api', 'openid'],
		ownerLogin: 'accountant@example.com',
		linkByPhone: false,
	},
];

function newUser(seed: SeedUser): User {
	return { ...seed, administrator: false, certificates: new Set(), factors: [] };
}

function newClient(seed: SeedClient): Client {
	return { ...seed, trusted: [], links: new Map(), redirectUris: [] };
}

export function createAuthState(clock: Clock, random: SeededRandom): AuthState {
	return {
		clock,
		random,
		users: new Map(seedUsers.map((user) => [user.login, newUser(user)])),
		clients: new Map(seedClients.map((client) => [client.clientId, newClient(client)])),
		tokens: new Map(),
		sessions: new Map(),
		certificatesRevoked: new Set(),
		challenges: new Map(),
		challengesToSteal: 0,
		partialFactors: new Map(),
		codes: new Map(),
		devices: new Map(),
		trusterKeys: new Map(),
		usedTokenIds: new Set(),
		logins: {},
		wrongPasswords: new Map(),
	};
}

export function countLogin(auth: AuthState, kind: string): void {
	auth.logins[kind] = (auth.logins[kind] ?? 0) + 1;
}

export function clientByApiKey(auth: AuthState, apiKey: string): Client | undefined {
	return [...auth.clients.values()].find((client) => client.apiKey === apiKey.toLowerCase());
}

export function userByPassword(auth: AuthState, login: string, password: string): User | undefined {
	const user = auth.users.get(login.toLowerCase());
	return user && !user.blocked && user.password === password ? user : undefined;
}

/** Whose certificate it is; unregistered ones may be given to one user by the option certificateOwner. */
export function userByThumbprint({ auth, options }: EmulatorState, thumbprint: string): User | undefined {
	const wanted = thumbprint.toUpperCase();
	const owner = [...auth.users.values()].find(({ certificates }) => certificates.has(wanted));
	return owner ?? auth.users.get(options.certificateOwner);
}

export function issueToken(
	auth: AuthState,
	login: string,
	clientId: string,
	scope: string,
	lifetime: { seconds: number; refresh: boolean },
): AccessToken {
	const token: AccessToken = {
		value: auth.random.hex(64),
		login,
		clientId,
		scope,
		expiresAt: auth.clock.now().getTime() + lifetime.seconds * 1000,
		...(lifetime.refresh ? { refreshToken: auth.random.hex(64) } : {}),
	};
	auth.tokens.set(token.value, token);
	return token;
}

export function openSession(auth: AuthState, login: string): Session {
	const now = auth.clock.now().getTime();
	const session = {
		sid: auth.random.hex(64).toUpperCase(),
		refreshToken: auth.random.hex(64).toUpperCase(),
		login,
		expiresAt: now + 30 * day,
		refreshUntil: now + 45 * day,
	};
	auth.sessions.set(session.sid, session);
	return session;
}

export function findToken(auth: AuthState, value: string): AccessToken | undefined {
	const token = auth.tokens.get(value);
	return token && token.expiresAt > auth.clock.now().getTime() ? token : undefined;
}

/** A live session by its sid, whose letter case does not matter. */
export function findSession(auth: AuthState, sid: string): Session | undefined {
	const session = auth.sessions.get(sid.toUpperCase());
	return session && session.expiresAt > auth.clock.now().getTime() ? session : undefined;
}

/** Invalidates every token and sid issued so far; returns their number. */
export function dropSessions(auth: AuthState): number {
	const count = auth.tokens.size + auth.sessions.size;
	auth.tokens.clear();
	auth.sessions.clear();
	return count;
}

export function requireUser(auth: AuthState, login: string): User {
	const user = auth.users.get(login);
	if (!user) throw new HttpError(401, 'The user of this session no longer exists');
	return user;
}
