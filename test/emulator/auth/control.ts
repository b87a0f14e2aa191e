import { createPublicKey, X509Certificate, type KeyObject } from 'node:crypto';

import { HttpError } from '../core/errors';
import type { EmulatorRequest, Reply, Route } from '../core/router';
import type { JsonObject } from '../core/values';
import { given, Input } from '../ofd/request/input';
import { readCertificate, type Certificate } from './certificate';
import { stealChallenges } from './challenge';
import type { AuthState, Client, TrusterRequest, User } from './state';

export type UserChanges = Partial<
	Pick<User, 'phone' | 'snils' | 'administrator' | 'blocked' | 'factors' | 'eventFeed'>
>;
export type ClientChanges = Partial<Pick<Client, 'linkByPhone' | 'redirectUris'>>;

/** What a partner signs with: a certificate (any form), or a bare RSA public key in PEM with the name tokens call it by. */
export interface TrustedInput {
	certificate?: string | Buffer;
	publicKey?: string;
	kid?: string;
}

function needUser(auth: AuthState, login: string): User {
	const user = auth.users.get(login);
	if (!user) throw new HttpError(404, `no user '${login}'`);
	return user;
}

function needClient(auth: AuthState, clientId: string): Client {
	const client = auth.clients.get(clientId);
	if (!client) throw new HttpError(404, `no application '${clientId}'`);
	return client;
}

function needCertificate(content: string | Buffer): Certificate {
	const certificate = readCertificate(typeof content === 'string' ? Buffer.from(content) : content);
	if (!certificate) throw new HttpError(400, 'not a certificate in DER, PEM or base64');
	return certificate;
}

export function changeUser(auth: AuthState, login: string, changes: UserChanges): void {
	Object.assign(needUser(auth, login), changes);
}

export function changeClient(auth: AuthState, clientId: string, changes: ClientChanges): void {
	Object.assign(needClient(auth, clientId), changes);
}

/** Makes the certificate the user's own; returns its thumbprint. */
export function addUserCertificate(auth: AuthState, login: string, content: string | Buffer): string {
	const { thumbprint } = needCertificate(content);
	needUser(auth, login).certificates.add(thumbprint);
	return thumbprint;
}

export function revokeCertificate(auth: AuthState, thumbprint: string): void {
	auth.certificatesRevoked.add(thumbprint.toUpperCase());
}

function rsaKey(read: () => KeyObject): string {
	try {
		const key = read();
		if (key.asymmetricKeyType === 'rsa') return key.export({ type: 'spki', format: 'pem' }).toString();
	} catch {
		// The complaint below says what is wanted.
	}
	throw new HttpError(400, 'not an RSA public key in PEM');
}

/** Registers what a partner vouches with. */
export function addTrusted(auth: AuthState, clientId: string, input: TrustedInput): void {
	const { trusted } = needClient(auth, clientId);
	const named = input.kid === undefined ? {} : { kid: input.kid };
	if (input.certificate !== undefined) {
		const certificate = needCertificate(input.certificate);
		const isRsa = certificate.key === 'rsa';
		const publicKey = isRsa ? rsaKey(() => new X509Certificate(certificate.der).publicKey) : undefined;
		trusted.push({ certificate, ...named, ...(publicKey ? { publicKey } : {}) });
		return;
	}
	const { publicKey } = input;
	if (publicKey === undefined) throw new HttpError(400, 'a certificate or a public key is expected');
	trusted.push({ publicKey: rsaKey(() => createPublicKey(publicKey)), ...named });
}

/** As Kontur's support does by hand when a partner asks. */
export function linkUser(auth: AuthState, clientId: string, serviceUserId: string, login: string): void {
	needClient(auth, clientId).links.set(serviceUserId, needUser(auth, login).login);
}

export function lastTruster(auth: AuthState): TrusterRequest {
	if (!auth.lastTruster) throw new HttpError(404, 'no partner vouched for a user yet');
	return auth.lastTruster;
}

function overview(request: EmulatorRequest): Reply {
	const { auth } = request.state;
	const users = [...auth.users.values()].map(({ password: _, certificates, ...user }) => ({
		...user,
		certificates: [...certificates],
	}));
	const clients = [...auth.clients.values()].map(({ apiKey: _, trusted, links, ...client }) => ({
		...client,
		trusted: trusted.map(({ certificate, kid }) => ({ thumbprint: certificate?.thumbprint, kid })),
		links: Object.fromEntries(links),
	}));
	return { status: 200, json: { users, clients } };
}

type Change = (auth: AuthState, input: Input) => JsonObject | undefined;

function change(path: string, members: string[], action: Change): Route {
	return {
		service: 'control',
		method: 'POST',
		path: `/_control/auth${path}`,
		handler: (request) => ({
			status: 200,
			json: action(request.state.auth, Input.of(request, members)) ?? {},
		}),
	};
}

function look(path: string, handler: Route['handler']): Route {
	return { service: 'control', method: 'GET', path: `/_control/auth${path}`, handler };
}

export const authControlRoutes: Route[] = [
	look('', overview),
	look('/truster', (request) => {
		const last = lastTruster(request.state.auth);
		return { status: 200, json: { ...last, signature: last.signature.toString('base64') } };
	}),
	change(
		'/users',
		['login', 'phone', 'snils', 'administrator', 'blocked', 'factors', 'eventFeed'],
		(auth, input) => {
			const changes = given({
				phone: input.text('phone'),
				snils: input.text('snils'),
				administrator: input.flag('administrator'),
				eventFeed: input.flag('eventFeed'),
				blocked: input.flag('blocked'),
				factors: input.texts('factors'),
			});
			changeUser(auth, input.needText('login'), changes);
			return undefined;
		},
	),
	change('/certificates', ['login', 'certificate'], (auth, input) => ({
		thumbprint: addUserCertificate(auth, input.needText('login'), input.needText('certificate')),
	})),
	change('/certificates/revoke', ['thumbprint'], (auth, input) => {
		revokeCertificate(auth, input.needText('thumbprint'));
		return undefined;
	}),
	change('/clients', ['clientId', 'linkByPhone', 'redirectUris'], (auth, input) => {
		const changes = given({
			linkByPhone: input.flag('linkByPhone'),
			redirectUris: input.texts('redirectUris'),
		});
		changeClient(auth, input.needText('clientId'), changes);
		return undefined;
	}),
	change('/trusted', ['clientId', 'certificate', 'publicKey', 'kid'], (auth, input) => {
		const [certificate, publicKey, kid] = ['certificate', 'publicKey', 'kid'].map((name) => input.text(name));
		addTrusted(auth, input.needText('clientId'), given({ certificate, publicKey, kid }));
		return undefined;
	}),
	change('/links', ['clientId', 'serviceUserId', 'login'], (auth, input) => {
		linkUser(auth, input.needText('clientId'), input.needText('serviceUserId'), input.needText('login'));
		return undefined;
	}),
	change('/challenges/steal', ['next'], (auth, input) => ({
		stolen: stealChallenges(auth, input.count('next') ?? 0),
	})),
];
