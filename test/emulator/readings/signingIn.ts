import { presentedApiKey } from '../auth/credentials';
import { refuse as refuseIdentity } from '../auth/identity/identityCall';
import { parameter, refuse } from '../auth/sid/sidCall';
import { clientByApiKey, findSession } from '../auth/state';
import { presentedSession } from '../auth/credentials';
import type { EmulatorRequest, Reply } from '../core/router';
import { asObject } from '../core/values';
import { changed, renamed, without } from './json';
import type { Readings } from './rule';

const TOKEN = 'POST /connect/token';
const ACCOUNTS = 'GET /v1';
const SID_BY_CERTIFICATE = 'POST /auth/v{version}/authenticate-by-cert';
const TRUSTER = 'POST /auth/v{version}/authenticate-by-truster';
const LINK = 'PUT /auth/v{version}/register-external-service-id';
const REFRESH = 'POST /sessions/v{version}/sessions/refresh';

const form = (request: EmulatorRequest) => new URLSearchParams(request.body.toString('utf8'));
const isGrant = (request: EmulatorRequest, name: string) => form(request).get('grant_type') === name;

/** Refuses requests of one grant. */
const refusing = (grant: string, error: string, when: (given: URLSearchParams) => boolean = () => true) => ({
	[TOKEN]: (request: EmulatorRequest) =>
		isGrant(request, grant) && when(form(request)) ? refuseIdentity(error) : undefined,
});

const withError = (from: string, to: string) => (reply: Reply) =>
	asObject(reply.json).error === from ? refuseIdentity(to) : reply;

const isPem = (text: string) => text.includes('-----BEGIN');

/** Whether a request has a live session and an unknown API key. */
function hasWrongKey({ state, headers, query }: EmulatorRequest): boolean {
	const presented = presentedSession(headers);
	if (presented?.scheme !== 'auth.sid' || !findSession(state.auth, presented.value)) return false;
	return !clientByApiKey(state.auth, presentedApiKey(headers, query));
}

const keyHeader = 'x-kontur-apikey';

const versioned = (version: string) => ({
	[REFRESH]: (request: EmulatorRequest) =>
		request.path.includes(`/v${version}/`) ? undefined : { status: 404 },
});

/** signingCertificateV2 (RFC 5035), which plain signatures lack. */
const cadesAttribute = Buffer.from('060b2a864886f70d010910022f', 'hex');

export const signingIn: Readings = {
	A1: { closed: { instead: refusing('password', 'unsupported_grant_type') } },
	A2: { same: { answers: { [TOKEN]: withError('invalid_grant', 'invalid_client') } } },
	A3: {
		expires: { answers: { [TOKEN]: changed((json) => renamed(json, 'expires_in', 'expires')) } },
		absent: { answers: { [TOKEN]: changed((json) => without(json, 'expires_in')) } },
	},
	A7: {
		forbidden: {
			answers: { [ACCOUNTS]: (reply) => (reply.status === 401 ? { ...reply, status: 403 } : reply) },
		},
	},
	A8: {
		unauthorized: {
			answers: {
				[ACCOUNTS]: (reply, request) => (hasWrongKey(request) ? { ...reply, status: 401 } : reply),
			},
		},
		accepted: {
			instead: {
				[ACCOUNTS]: (request) =>
					hasWrongKey(request) ? { status: 200, json: { accounts: [], 'total-count': 0 } } : undefined,
			},
		},
	},
	A10: { own: { instead: { 'GET /v2/organizations': () => ({ status: 401 }) } } },
	A11: {
		base64: {
			instead: {
				'POST /authentication/certificate': (request) =>
					isPem(form(request).get('public_key') ?? '') ? refuseIdentity('invalid_request') : undefined,
			},
		},
		pem: {
			instead: {
				'POST /authentication/certificate': (request) =>
					isPem(form(request).get('public_key') ?? '') ? undefined : refuseIdentity('invalid_request'),
			},
		},
	},
	A12: {
		ownCode: {
			answers: {
				[TOKEN]: (reply, request) =>
					isGrant(request, 'certificate') && reply.status === 400
						? refuseIdentity('invalid_challenge')
						: reply,
			},
		},
	},
	A13: {
		pem: {
			instead: {
				[SID_BY_CERTIFICATE]: (request) =>
					isPem(request.body.toString('latin1')) ? undefined : refuse('CertUnreadable'),
			},
		},
		der: {
			instead: {
				[SID_BY_CERTIFICATE]: (request) =>
					isPem(request.body.toString('latin1')) ? refuse('CertUnreadable') : undefined,
			},
		},
	},
	A14: {
		other: {
			answers: {
				[SID_BY_CERTIFICATE]: changed((json) => ({
					...json,
					Link: { ...asObject(json.Link), Href: 'https://approval.example/approve-cert' },
				})),
			},
		},
	},
	A15: {
		needed: {
			instead: refusing('trusted', 'invalid_grant', (given) => {
				const [head] = (given.get('token') ?? '').split('.');
				return !Buffer.from(head, 'base64url').toString('utf8').includes('"kid"');
			}),
		},
	},
	A16: {
		plainOnly: {
			instead: {
				[TRUSTER]: (request) =>
					request.body.includes(cadesAttribute) ? refuse('SignatureNotValid') : undefined,
			},
		},
	},
	A17: {
		required: {
			instead: {
				[TRUSTER]: ({ query }) =>
					parameter(query, 'serviceUserId') ? undefined : refuse('ParameterMissing', 400),
			},
		},
	},
	A18: { v513: { instead: versioned('5.13') }, v516: { instead: versioned('5.16') } },
	A19: {
		useless: {
			answers: {
				[TOKEN]: (reply, request) =>
					isGrant(request, 'client_credentials')
						? changed((json) => ({ ...json, access_token: 'opens-nothing' }))(reply)
						: reply,
			},
		},
		refused: { instead: refusing('client_credentials', 'invalid_scope') },
	},
	A22: { json: { answers: { [LINK]: (reply) => (reply.status === 200 ? { ...reply, json: {} } : reply) } } },
	A23: { needed: { instead: refusing('refresh_token', 'invalid_scope', (given) => !given.has('scope')) } },
	A24: {
		query: {
			instead: {
				[SID_BY_CERTIFICATE]: ({ query }) =>
					query.has('apiKey') ? undefined : refuse('ApiKeyRequired', 401),
			},
		},
		header: {
			instead: {
				[SID_BY_CERTIFICATE]: ({ headers }) =>
					keyHeader in headers ? undefined : refuse('ApiKeyRequired', 401),
			},
		},
	},
};
