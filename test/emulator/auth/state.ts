import { HttpError } from '../core/errors';
import type { Clock } from '../core/clock';
import type { SeededRandom } from '../core/random';

export interface User {
	login: string;
	password: string;
	fullName: string;
	blocked: boolean;
	/** Allowed to read the event feed. */
	eventFeed: boolean;
}

export interface Client {
	/** The service name; the same string is the subscriber of the event feed. */
	clientId: string;
	apiKey: string;
	scopes: string[];
	/** Whose accounts a token without a user opens. */
	ownerLogin: string;
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

export interface AuthState {
	clock: Clock;
	random: SeededRandom;
	users: Map<string, User>;
	clients: Map<string, Client>;
	tokens: Map<string, AccessToken>;
	sessions: Map<string, Session>;
	/** How many times each way of signing in succeeded. */
	logins: Record<string, number>;
}

const day = 24 * 3600 * 1000;

export const seedUsers: User[] = [
	{
		login: 'partner@example.com',
		password: 'Test-Password-1',
		fullName: 'Петров Петр Петрович',
		blocked: false,
		eventFeed: true,
	},
	{
		login: 'accountant@example.com',
		password: 'Test-Password-2',
		fullName: 'Сидорова Анна Павловна',
		blocked: false,
		eventFeed: false,
	},
	{
		login: 'blocked@example.com',
		password: 'Test-Password-3',
		fullName: 'Иванов Иван Иванович',
		blocked: true,
		eventFeed: false,
	},
];

export const seedClients: Client[] = [
	{
		clientId: 'demo-service',
		apiKey: '7d5c3e1a-90b2-4f64-8a17-2c6b0d9e4f31',
		scopes: ['extern.api', 'openid'],
		ownerLogin: 'partner@example.com',
	},
	{
		clientId: 'other-service',
		apiKey: '1b8e6f04-53ad-4c92-9d70-ef41a2b7c685',
		scopes: ['extern.api', 'openid'],
		ownerLogin: 'accountant@example.com',
	},
];

export function createAuthState(clock: Clock, random: SeededRandom): AuthState {
	return {
		clock,
		random,
		users: new Map(seedUsers.map((user) => [user.login, { ...user }])),
		clients: new Map(seedClients.map((client) => [client.clientId, { ...client }])),
		tokens: new Map(),
		sessions: new Map(),
		logins: {},
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

/** Makes every token and sid given out so far invalid; returns how many there were. */
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
