import { presentedApiKey, presentedSession } from '../auth/credentials';
import { clientByApiKey, findSession, findToken, requireUser, type User } from '../auth/state';
import { HttpError } from '../core/errors';
import type { EmulatorRequest, Reply, Route } from '../core/router';
import type { Account, Role } from './model';
import type { ExternState } from './state';

export interface ExternCall {
	request: EmulatorRequest;
	extern: ExternState;
	user: User;
	/** The application that the user signed in with. */
	clientId: string;
	/** Address of the emulator as the client sees it, for links. */
	base: string;
}

export interface AccountCall extends ExternCall {
	account: Account;
	role: Role;
	/** Address of the account. */
	home: string;
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const emptyGuid = '00000000-0000-0000-0000-000000000000';

export function isGuid(text: string): boolean {
	return guid.test(text) && text !== emptyGuid;
}

function signIn(request: EmulatorRequest): { user: User; clientId: string } {
	const { auth } = request.state;
	const presented = presentedSession(request.headers);
	if (!presented) throw new HttpError(401, 'Authorization is required');
	if (presented.scheme === 'bearer') {
		const token = findToken(auth, presented.value);
		if (!token) throw new HttpError(401, 'The access token is unknown or expired');
		return { user: requireUser(auth, token.login), clientId: token.clientId };
	}
	const session = findSession(auth, presented.value);
	if (!session) throw new HttpError(401, 'The session is unknown or expired');
	const apiKey = presentedApiKey(request.headers, request.query);
	if (!apiKey) throw new HttpError(401, 'An api-key is required together with auth.sid');
	const client = clientByApiKey(auth, apiKey);
	if (!client) throw new HttpError(403, 'The api-key is unknown');
	return { user: requireUser(auth, session.login), clientId: client.clientId };
}

// Nothing is done in less.
const LEAST_SECONDS = 0.001;

/** "Recommendations": a request may say in seconds how long its response is waited for. */
function requireTime({ headers, query, state }: EmulatorRequest): void {
	const places: Record<string, string | string[] | null | undefined> = {
		header: headers['request-timeout'],
		parameter: query.get('Request-Timeout'),
	};
	const given = places[state.readings.X87 ?? 'header'] ?? undefined;
	if (given !== undefined && Number(given) < LEAST_SECONDS) {
		throw new HttpError(408, 'The time for the request is over');
	}
}

function callOf(request: EmulatorRequest): ExternCall {
	requireTime(request);
	const { user, clientId } = signIn(request);
	return { request, extern: request.state.extern, user, clientId, base: request.baseUrl };
}

function requireGuids(params: Record<string, string>): void {
	for (const [name, value] of Object.entries(params)) {
		// Codes and types in paths are not IDs.
		if (/id$/i.test(name) && !isGuid(value)) throw new HttpError(400, `${name} must be a GUID, not empty`);
	}
}

function answering(
	method: string,
	path: string,
	handler: (call: ExternCall) => Reply | Promise<Reply>,
): Route {
	return { service: 'extern', method, path, handler: (request) => handler(callOf(request)) };
}

export function userRoute(
	method: string,
	path: string,
	handler: (call: ExternCall) => Reply | Promise<Reply>,
): Route {
	return answering(method, path, (call) => {
		requireGuids(call.request.params);
		return handler(call);
	});
}

/**
 * A method inside one account; its path is given without '/v1/{accountId}'. The account is checked before the other
 * IDs. Kontur's C# SDK asserts both: 403 for a strange account with an empty docflow ID, 404 for the account itself.
 */
export function accountRoute(
	method: string,
	path: string,
	handler: (call: AccountCall) => Reply | Promise<Reply>,
): Route {
	return answering(method, `/v1/{accountId}${path}`, (call) => {
		const { accountId } = call.request.params;
		requireGuids({ accountId });
		const account = call.extern.accounts.get(accountId.toLowerCase());
		if (!account && path === '') throw new HttpError(404, 'Account not found');
		const role = account?.members.get(call.user.login);
		if (!account || !role) throw new HttpError(403, 'No access to the account');
		requireGuids(call.request.params);
		const home = `${call.base}/v1/${account.id}`;
		return handler({ ...call, account, role, home });
	});
}

/** An object of the account by the id in the path. */
export function pick<T>(items: Map<string, T>, call: ExternCall, parameter: string, what: string): T {
	const item = items.get(call.request.params[parameter].toLowerCase());
	if (!item) throw new HttpError(404, `${what} not found`);
	return item;
}

export function ok(json?: unknown): Reply {
	return json === undefined ? { status: 200 } : { status: 200, json };
}

export function created(json: unknown): Reply {
	return { status: 201, json };
}
