import type { EmulatorRequest, Reply, Route } from '../../core/router';
import { allowsScope, grantToken, noStore, readCall, refuse, type Grant } from '../identity/identityCall';
import { makeIdToken } from '../identity/idToken';
import { consentPage, messagePage } from '../pages';
import { countLogin, userByPassword, type AuthState, type DeviceLogin } from '../state';

const lifetime = 300;
const interval = 3;
// RFC 8628, 3.5: this much is added to the interval each time.
const slowDown = 5;
// RFC 8628, 6.1: no vowels, so no words.
const letters = 'BCDFGHJKLMNPQRSTVWXZ';
const title = 'Kontur emulator: sign in on a device';

function userCode(auth: AuthState): string {
	return Array.from({ length: 8 }, () => letters[auth.random.int(letters.length)]).join('');
}

function start(request: EmulatorRequest): Reply {
	const call = readCall(request);
	if ('refusal' in call) return call.refusal;
	const { form, client } = call;
	const { auth } = request.state;
	const scope = form.get('scope') ?? '';
	if (!allowsScope(client, scope)) return refuse('invalid_scope');
	const device: DeviceLogin = {
		deviceCode: auth.random.hex(64),
		userCode: userCode(auth),
		clientId: client.clientId,
		scope,
		decision: 'pending',
		interval,
		expiresAt: request.now().getTime() + lifetime * 1000,
	};
	auth.devices.set(device.deviceCode, device);
	const address = `${request.baseUrl}/device`;
	return {
		status: 200,
		headers: noStore,
		json: {
			device_code: device.deviceCode,
			user_code: device.userCode,
			verification_uri: address,
			verification_uri_complete: `${address}?user-code=${device.userCode}`,
			interval,
			expires_in: lifetime,
		},
	};
}

function askConsent(code: string, problem?: string): Reply {
	return consentPage({
		action: '/device',
		application: 'A device',
		scope: 'to work in your name',
		userCode: code,
		...(problem ? { problem } : {}),
	});
}

function decide(request: EmulatorRequest): Reply {
	const { auth } = request.state;
	const form = new URLSearchParams(request.body.toString('utf8'));
	const code = (form.get('user_code') ?? '').replace(/[\s-]/g, '').toUpperCase();
	const now = request.now().getTime();
	const device = [...auth.devices.values()].find(
		(item) => item.userCode === code && item.decision === 'pending' && item.expiresAt > now,
	);
	if (!device) return askConsent(code, 'The code is unknown or has expired');
	if (form.get('decision') === 'deny') {
		device.decision = 'denied';
		return messagePage(200, title, 'The device was refused.');
	}
	const user = userByPassword(auth, form.get('login') ?? '', form.get('password') ?? '');
	if (!user) return askConsent(code, 'The login or the password is wrong');
	device.decision = 'allowed';
	device.login = user.login;
	return messagePage(200, title, 'The device may work in your name. You can close this page.');
}

/** Polling (RFC 8628, 3.4 and 3.5). */
export const deviceGrant: Grant = async (request, form, client) => {
	const { auth, options } = request.state;
	const value = form.get('device_code');
	if (!value) return refuse('invalid_request', 'device_code is required');
	const device = auth.devices.get(value);
	if (device?.clientId !== client.clientId) return refuse('invalid_grant', 'the device code is unknown');
	const now = request.now().getTime();
	if (device.expiresAt <= now) return refuse('expired_token');
	if (device.decision === 'denied') return refuse('access_denied');
	const early = device.polledAt !== undefined && now - device.polledAt < device.interval * 1000;
	device.polledAt = now;
	if (early) {
		device.interval += slowDown;
		return refuse('slow_down');
	}
	if (device.decision === 'pending') return refuse('authorization_pending');
	const user = auth.users.get(device.login ?? '');
	auth.devices.delete(value);
	if (!user || user.blocked) return refuse('invalid_grant', 'the user is blocked');
	const { scope } = device;
	// Kontur's sample has an ID token though the scope has no openid, and spells the lifetime without _in.
	const extra = { id_token: await makeIdToken(request, client, user), expires: options.tokenSeconds };
	countLogin(auth, 'device_code');
	return grantToken(request, client, { login: user.login, scope, refresh: options.refreshTokens, extra });
};

export const deviceRoutes: Route[] = [
	{ service: 'identity', method: 'POST', path: '/connect/deviceauthorization', handler: start },
	{
		service: 'identity',
		method: 'GET',
		path: '/device',
		handler: (request) => askConsent(request.query.get('user-code') ?? ''),
	},
	{ service: 'identity', method: 'POST', path: '/device', handler: decide },
];
