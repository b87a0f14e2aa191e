import {
	externAdvice,
	externOAuth2Advice,
	ofdAdvice,
	type Advice,
	type KonturFailure,
} from '../../../nodes/shared/transport/advice';
import { apiError } from '../../../nodes/shared/transport/errors';
import { externService, ofdService } from '../../../nodes/shared/transport/service';
import { node } from './support';

const SECRET = 'S3cret-of-the-answer';

const failure = (status: number, code = ''): KonturFailure => ({
	status,
	code,
	text: SECRET,
	traceId: SECRET,
});

// Kontur.Extern documentation, "Errors" and the methods' pages.
const externIds: Array<[number, string, RegExp]> = [
	[409, 'urn:error:externapi:concurrentApiTaskActive', /still running/],
	[400, 'urn:error:externapi:checkProtocolHasErrors', /errors in the documents/],
	[400, 'urn:error:externapi:documentPrintUnsupported', /cannot print/],
	[400, 'documentPrintUnsupported', /cannot print/],
	[400, 'PrintUnsupported', /cannot print/],
	[404, 'urn:error:externapi:emptyContent', /no content of this kind/],
	[500, 'urn:error:externapi', /failed to process/],
	[400, 'urn:error:externapi:error', /did not accept the values/],
	[400, 'urn:error:unknown', /did not accept the values/],
	[400, '', /did not accept the values/],
	[401, '', /does not accept the session or the API key/],
	[403, '', /no access/],
	[404, '', /no such object/],
	[413, '', /larger than/],
	[429, '', /too many requests/],
	[500, '', /failed to process/],
	[503, '', /failed to process/],
	[409, '', /Another operation changed this object/],
	[400, 'urn:error:externapi:signatureNotFound', /has no signature/],
	[418, 'urn:error:new', /refused the request \(HTTP 418\)/],
];

// Kontur.OFD documentation, "Responses".
const ofdIds: Array<[number, string, RegExp]> = [
	[400, 'urn:error:request:invalid', /did not accept the values/],
	[400, 'urn:error:page-query:build:invalid', /page offset/],
	[400, 'urn:error:document-metas-service:get-document-ids:failed', /outside the period/],
	[400, 'urn:error:request-parameter:period:invalid', /period is not valid/],
	[400, 'urn:error:request-parameter:dateFrom:required', /did not accept the values/],
	[400, 'urn:error:request-parameter:date:invalid', /did not accept the values/],
	[400, 'urn:error:request-parameter:datetime:invalid', /did not accept the values/],
	[401, 'urn:error:request-parameter:auth-sid:required:access-denied', /does not accept the session/],
	[401, 'urn:error:request-parameter:apikey:required:access-denied', /does not know this integrator key/],
	[401, 'urn:error:request-parameter:apikey:unknown:access-denied', /does not know this integrator key/],
	[403, 'urn:error:access:forbidden', /does not grant access/],
	[403, 'urn:error:access-to:cashboxdocuments:forbidden', /no access to this cash register or period/],
	[403, 'urn:error:access-to:organizationdocuments:forbidden', /no access to this organization or period/],
	[403, 'urn:error:access-to:cashbox:forbidden', /no access to this cash register/],
	[403, 'urn:error:access-to:organization:forbidden', /no access to this organization/],
	[404, 'urn:error:organization:not-found', /no such organization/],
	[404, 'urn:error:documents:document:not-found', /no such document/],
	[401, '401002', /does not accept the session/],
	[401, '401003', /does not know this integrator key/],
	[400, '400002', /period is not valid/],
	[400, '400007', /did not accept the values/],
	[400, '400008', /did not accept the values/],
	[400, '400009', /did not accept the values/],
	[400, '400000', /did not accept the values/],
	[403, '403000', /does not grant access/],
	[403, '403002', /no access to this cash register/],
	[403, '403003', /no access to this organization/],
	[404, '404000', /no such organization/],
	[404, '404001', /no such document/],
	[404, '', /no such object/],
	[401, '', /does not accept the session or the integrator key/],
	[429, '', /too many requests/],
	[500, '', /failed to process/],
	[502, '', /failed to process/],
	[418, 'urn:error:new', /refused the request \(HTTP 418\)/],
];

// n8n replaces a message that contains one of these words with its own text.
const replacedWords = [
	'ECONNREFUSED',
	'ECONNRESET',
	'ENOTFOUND',
	'ETIMEDOUT',
	'ERRADDRINUSE',
	'EADDRNOTAVAIL',
	'ECONNABORTED',
	'EHOSTUNREACH',
	'EAI_AGAIN',
	'ENOENT',
	'EISDIR',
	'ENOTDIR',
	'EACCES',
	'EEXIST',
	'EPERM',
	'GETADDRINFO',
];

function expectPlainWords({ message, advice }: Advice) {
	expect(message).toMatch(/^[A-Z].{15,}[^.]$/);
	expect(advice).toMatch(/^[A-Z].{15,}\.$/);
	const shown = `${message} ${advice}`;
	expect(replacedWords.filter((word) => shown.toUpperCase().includes(word))).toEqual([]);
	expect(shown).not.toContain(SECRET);
	expect(shown).not.toMatch(/undefined|urn:/);
}

const services = [
	['Kontur.Extern', externAdvice, externService, externIds],
	['Kontur.OFD', ofdAdvice, ofdService, ofdIds],
] as const;

describe.each(services)('%s', (name, advice, service, ids) => {
	test.each(ids)('HTTP %i %s gives a sentence and advice', (status, code, expected) => {
		const given = advice(failure(status, code));
		expect(given.message).toMatch(expected);
		expectPlainWords(given);
		const { message } = apiError(node, service, { statusCode: status, headers: {}, body: { id: code } });
		expect(message).toMatch(/^[A-Z]/);
	});

	test('every other status has words too, and they name the service', () => {
		for (let status = 400; status < 600; status++) expectPlainWords(advice(failure(status)));
		expect(advice(failure(418)).message).toContain(name);
		expect(advice(failure(599)).message).toContain(name);
	});

	test.each(ids)('n8n leaves the sentence for HTTP %i %s as it is', (status, code) => {
		const body = { id: code, errorCodeId: code, message: 'ENOENT' };
		const error = apiError(node, service, { statusCode: status, headers: {}, body });
		const { message, advice: how } = advice({ ...failure(status, code) });
		expect(error.message).toBe(message);
		expect(error.description?.split('\n')[0]).toBe(how);
	});
});

test('a refused integrator key does not renew the session, every other 401 does', () => {
	const renews = (code: string) => ofdService.endsSession({ errorCodeId: code });
	expect(renews('urn:error:request-parameter:apikey:unknown:access-denied')).toBe('no');
	expect(renews('urn:error:request-parameter:apikey:required:access-denied')).toBe('no');
	expect(renews('urn:error:request-parameter:auth-sid:required:access-denied')).toBe('yes');
	expect(ofdService.endsSession({ errorCode: 401003 })).toBe('no');
	expect(ofdService.endsSession({ errorCode: 401002 })).toBe('yes');
	expect(externService.endsSession({ id: 'urn:error:externapi:unauthorized' })).toBe('yes');
	expect(externService.endsSession({ Code: 'InvalidApiKey' })).toBe('no');
});

test.each([externService, ofdService])(
	'$displayName: a 401 that a gateway may have sent',
	({ endsSession }) => {
		for (const body of ['', undefined, {}, { error: 'unauthorized' }])
			expect(endsSession(body)).toBe('perhaps');
		for (const body of ['<html>', 'Unauthorized', [], null]) expect(endsSession(body)).toBe('no');
	},
);

test('a value that is missing is named by what Kontur calls it', () => {
	const { advice } = ofdAdvice(failure(400, 'urn:error:request-parameter:dateFrom:required'));
	expect(advice).toBe(
		'Fill in the field for "dateFrom" in the node. An expression there may be empty for this item.',
	);
});

test.each([
	'urn:error:request-parameter:date:invalid',
	'urn:error:request-parameter:datetime:invalid',
	'400008',
])('%s says how dates are written', (code) => {
	expect(ofdAdvice(failure(400, code)).advice).toContain('2026-01-31T00:00:00');
});

test('of a connected account, a 401 asks to reconnect it, and all else means what it means elsewhere', () => {
	expect(externOAuth2Advice(failure(401)).advice).toContain('press Reconnect');
	for (const status of [400, 403, 404, 500]) {
		expect(externOAuth2Advice(failure(status))).toEqual(externAdvice(failure(status)));
	}
});
