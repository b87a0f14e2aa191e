import { readElement, readElements } from '../core/der';
import type { EmulatorRequest, Reply, Route } from '../core/router';
import { isValidAt, type Certificate } from './certificate';
import { isSignedBy } from './cms';
import { callingApplication, parameter, parameterMissing, refuse } from './sid/sidCall';
import { countLogin, openSession, userByThumbprint, type Client, type User } from './state';

const keyLifetime = 10 * 60 * 1000;
const clockTolerance = 5 * 60 * 1000;

const credentials = {
	thumbprint: /^[0-9a-f]{40}$/i,
	phone: /^\d{10}$/,
	snils: /^\d{11}$/,
};

type CredentialName = keyof typeof credentials | 'serviceUserId';

function linkUser(request: EmulatorRequest): Reply {
	const caller = callingApplication(request);
	if ('refusal' in caller) return caller.refusal;
	const { client } = caller;
	const serviceUserId = parameter(request.query, 'serviceUserId');
	const phone = parameter(request.query, 'phone');
	if (!serviceUserId) return refuse('NotId');
	if (!phone) return parameterMissing;
	if (!credentials.phone.test(phone)) return refuse('PhoneIsNot10Digits', 400);
	if (!client.linkByPhone) return refuse('InvalidApiKey');
	const users = [...request.state.auth.users.values()].filter((user) => user.phone === phone);
	if (users.length > 1) return refuse('UserNotUniq');
	const user = users.at(0);
	if (!user) return refuse('UserNotFound');
	if (user.administrator) return refuse('ForbiddenForTargetUser');
	client.links.set(serviceUserId, user.login);
	return { status: 200 };
}

/** Milliseconds of 'dd.MM.yyyy HH:mm:ss' in GMT; nothing when the text has another form. */
function momentOf(timestamp: string): number | undefined {
	const match = /^(\d{2})\.(\d{2})\.(\d{4}) (\d{2}:\d{2}:\d{2})$/.exec(timestamp);
	const moment = match ? Date.parse(`${match[3]}-${match[2]}-${match[1]}T${match[4]}Z`) : NaN;
	return Number.isNaN(moment) ? undefined : moment;
}

function namedBy(query: URLSearchParams): { name: CredentialName; value: string } | undefined {
	const given = (Object.keys(credentials) as Array<keyof typeof credentials>).filter(
		(name) => parameter(query, name) !== '',
	);
	if (given.length > 1) return undefined;
	const name = given.at(0);
	if (!name) {
		const value = parameter(query, 'serviceUserId');
		return value ? { name: 'serviceUserId', value } : undefined;
	}
	const value = parameter(query, name);
	return credentials[name].test(value) ? { name, value } : undefined;
}

function findUsers(request: EmulatorRequest, client: Client, name: CredentialName, value: string): User[] {
	const users = [...request.state.auth.users.values()];
	if (name === 'serviceUserId') return users.filter(({ login }) => login === client.links.get(value));
	if (name !== 'thumbprint') return users.filter((user) => user[name] === value);
	const owner = userByThumbprint(request.state, value);
	return owner ? [owner] : [];
}

/** Whether a CMS signature leaves the signed text out; ContentInfo, SignedData, encapContentInfo (RFC 5652, 5.1). */
function isDetached(signature: Buffer): boolean {
	const inside = (bytes: Buffer | undefined): Buffer =>
		(bytes && readElement(bytes)?.body) ?? Buffer.alloc(0);
	const signedData = inside(readElements(inside(signature))?.[1]?.body);
	const content = readElements(signedData)?.[2];
	return content !== undefined && readElements(content.body)?.length === 1;
}

async function vouch(request: EmulatorRequest): Promise<Reply> {
	const caller = callingApplication(request);
	if ('refusal' in caller) return caller.refusal;
	const { client } = caller;
	const { auth } = request.state;
	const now = request.now().getTime();
	const timestamp = parameter(request.query, 'timestamp');
	const named = namedBy(request.query);
	if (!timestamp || !named || request.body.length === 0) return parameterMissing;
	const moment = momentOf(timestamp);
	if (moment === undefined) return refuse('TimestampUnreadable', 400);

	const text = `apikey=${client.apiKey}\r\nid=${named.value}\r\ntimestamp=${timestamp}\r\n`;
	const certificates = client.trusted
		.map(({ certificate }) => certificate)
		.filter((certificate): certificate is Certificate => certificate !== undefined)
		.filter((certificate) => isValidAt(certificate, now));
	const verified = isDetached(request.body) && (await isSignedBy(request.body, text, certificates));
	auth.lastTruster = { clientId: client.clientId, text, signature: request.body, verified };
	if (!verified) return refuse('SignatureNotValid');
	if (Math.abs(moment - now) > clockTolerance) return refuse('TimestampOutOfRange');

	const users = findUsers(request, client, named.name, named.value);
	if (users.length > 1) return refuse('UserNotUniq');
	const user = users.at(0);
	const linked = client.links.get(parameter(request.query, 'serviceUserId'));
	if (!user || (linked !== undefined && linked !== user.login)) return refuse('UserNotFound');

	const key = auth.random.hex(64).toUpperCase();
	auth.trusterKeys.set(key, {
		credential: named.value,
		login: user.login,
		clientId: client.clientId,
		expiresAt: now + keyLifetime,
	});
	const query = new URLSearchParams({ id: named.value, key });
	const address = `${request.baseUrl}/auth/v${request.params.version}/approve-truster`;
	return {
		status: 200,
		json: { Key: key, Link: { Rel: 'approve-truster', Href: `${address}?${query.toString()}` } },
	};
}

function approve(request: EmulatorRequest): Reply {
	const caller = callingApplication(request);
	if ('refusal' in caller) return caller.refusal;
	const { auth } = request.state;
	const key = parameter(request.query, 'key').toUpperCase();
	const id = parameter(request.query, 'id');
	if (!key || !id) return parameterMissing;
	const waiting = auth.trusterKeys.get(key);
	const fits = waiting?.credential === id && waiting.clientId === caller.client.clientId;
	if (!waiting || !fits) return refuse('WrongKey');
	auth.trusterKeys.delete(key);
	if (waiting.expiresAt <= request.now().getTime()) return refuse('KeyExpired');
	if (auth.users.get(waiting.login)?.blocked !== false) return refuse('CreateSessionError');
	countLogin(auth, 'auth.sid truster');
	return { status: 200, json: { Sid: openSession(auth, waiting.login).sid } };
}

function route(method: string, name: string, handler: Route['handler']): Route {
	return { service: 'auth', method, path: `/auth/v{version}/${name}`, handler };
}

export const trusterRoutes: Route[] = [
	route('PUT', 'register-external-service-id', linkUser),
	route('POST', 'authenticate-by-truster', vouch),
	route('POST', 'approve-truster', approve),
];
