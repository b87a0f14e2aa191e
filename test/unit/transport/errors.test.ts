import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import { networkCode } from '../../../nodes/shared/auth';
import { SignInFailed, SignInRefused } from '../../../nodes/shared/auth/signIn';
import {
	apiError,
	detailsOf,
	noAnswerError,
	outcomeIsOpen,
	readFailure,
} from '../../../nodes/shared/transport/errors';
import { askWithToken } from '../../../nodes/shared/transport/oauth2';
import { externService, ofdService } from '../../../nodes/shared/transport/service';
import { node } from './support';

const answer = (
	statusCode: number,
	body: unknown = {},
	headers: Record<string, string> = {},
): IN8nHttpFullResponse => ({ statusCode, headers, body: body as IDataObject });

const coded = (code: string, message = code) => Object.assign(new Error(message), { code });

describe('what Kontur said', () => {
	test.each<[string, unknown]>([
		['nothing', undefined],
		['an empty text', ''],
		['a page of a proxy', '<html>Bad gateway</html>'],
		['a list', [1]],
		['null', null],
		['values of other types', { id: 5, message: {}, 'trace-id': [] }],
	])('a body that is %s gives empty words', (_name, body) => {
		const said = { status: 502, code: '', text: '', traceId: '' };
		expect(readFailure(externService, answer(502, body))).toEqual(said);
		expect(readFailure(ofdService, answer(502, body))).toEqual(said);
	});

	test('of Kontur.Extern', () => {
		const body = { id: 'urn:error:x', message: 'плохо', 'trace-id': 'body' };
		const said = { status: 400, code: 'urn:error:x', text: 'плохо', traceId: 'body' };
		expect(readFailure(externService, answer(400, body))).toEqual(said);
		const { traceId } = readFailure(externService, answer(400, body, { 'x-kontur-trace-id': 'header' }));
		expect(traceId).toBe('header');
	});

	test('of Kontur.OFD: in Russian, in English, or the link', () => {
		const body = { errorCodeId: 'urn:error:y', moreInfo: 'https://…', userMessage: { ru: 'да', en: 'yes' } };
		const text = (changes: object) => readFailure(ofdService, answer(400, { ...body, ...changes })).text;
		expect(text({})).toBe('да');
		expect(text({ userMessage: { ru: '', en: 'yes' } })).toBe('yes');
		expect(text({ userMessage: undefined })).toBe('https://…');
	});
});

describe('an answer that is an error', () => {
	test('a sentence, then advice, the words of Kontur and the trace ID', () => {
		const body = { id: 'urn:error:x', message: 'ИНН не тот', 'trace-id': 'abc' };
		const error = apiError(node, externService, answer(400, body), 3);
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error.message).toBe('Kontur.Extern did not accept the values of this request');
		expect(error.description).toBe(
			'Correct the value that Kontur names below.\nKontur says: ИНН не тот (urn:error:x)\nX-Kontur-Trace-Id: abc',
		);
		expect(error.httpCode).toBe('400');
		expect(error.context.itemIndex).toBe(3);
		expect(detailsOf(error)).toEqual({
			status: 400,
			code: 'urn:error:x',
			text: 'ИНН не тот',
			traceId: 'abc',
			advice: 'Correct the value that Kontur names below.',
		});
	});

	test('without words of Kontur no line speaks of them', () => {
		const { description } = apiError(node, externService, answer(404));
		expect(description).not.toMatch(/Kontur says|Trace/);
		const codeOnly = apiError(node, externService, answer(404, { id: 'urn:error:z' }));
		expect(codeOnly.description).toMatch(/\nKontur says: \(urn:error:z\)$/);
	});

	test('lines that an operation adds stand below the advice', () => {
		const error = apiError(node, externService, answer(400, { message: 'm' }), 0, 'Document 1: wrong');
		expect(error.description?.split('\n')).toEqual([
			'Correct the value that Kontur names below.',
			'Document 1: wrong',
			'Kontur says: m',
		]);
	});

	test("Kontur's words for which n8n has its own texts do not replace the sentence", () => {
		const error = apiError(node, externService, answer(500, { message: 'ECONNREFUSED while EPERM' }));
		expect(error.message).toBe('Kontur.Extern failed to process the request');
		expect(error.description).toContain('Kontur says: ECONNREFUSED while EPERM');
	});

	test.each<[number, string | undefined, object]>([
		[401, undefined, { cause: 'credential-invalid' }],
		[400, undefined, { cause: 'configuration-invalid' }],
		[403, undefined, { cause: 'configuration-invalid' }],
		[404, undefined, { cause: 'configuration-invalid' }],
		[429, '7', { cause: 'rate-limited', retryAfterMs: 7000 }],
		[429, undefined, { cause: 'rate-limited' }],
		[500, undefined, { cause: 'temporarily-unavailable' }],
		[503, '9', { cause: 'temporarily-unavailable', retryAfterMs: 9000 }],
	])('HTTP %i tells the scheduler of n8n why (Retry-After: %s)', (status, retryAfter, failure) => {
		const headers: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
		expect(apiError(node, ofdService, answer(status, {}, headers)).failure).toEqual(failure);
	});
});

describe('no answer', () => {
	test.each<[string, string]>([
		['ECONNREFUSED', 'the connection was refused'],
		['ECONNRESET', 'the connection was lost'],
		['ECONNABORTED', 'the request timed out'],
		['ETIMEDOUT', 'the request timed out'],
		['ENOTFOUND', 'the address was not found'],
		['EAI_AGAIN', 'the DNS lookup failed'],
		['EHOSTUNREACH', 'hostunreach'],
		['CERT_HAS_EXPIRED', 'the certificate of the server has expired'],
		['SELF_SIGNED_CERT_IN_CHAIN', 'the certificate of the server is not trusted'],
		['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'the certificate of the server is not trusted'],
		['HPE_INVALID_CONSTANT', 'the response was damaged'],
	])('%s is said in words, and n8n does not replace them', (code, reason) => {
		const error = noAnswerError(node, externService, coded(code), 'harmless', 1);
		expect(error.message).toBe(`Kontur.Extern cannot be reached (${reason})`);
		expect(error.description).toMatch(/^Check the network/);
		expect(error.failure).toEqual({ cause: 'temporarily-unavailable' });
		expect(error.context.itemIndex).toBe(1);
	});

	test.each<[string, boolean]>([
		['ECONNRESET', true],
		['ETIMEDOUT', true],
		['ECONNABORTED', true],
		['ECONNREFUSED', false],
		['ENOTFOUND', false],
		['EAI_AGAIN', false],
		['CERT_HAS_EXPIRED', false],
	])('%s for a request that must not be repeated: not known whether it was carried out: %s', (code, open) => {
		const error = noAnswerError(node, externService, coded(code), 'unlessStarted');
		expect(error.message.includes('it is not known whether the request was carried out')).toBe(open);
		expect(error.description?.startsWith('Check the object in Kontur before you repeat this')).toBe(open);
	});

	test.each<[string, unknown, string | undefined]>([
		['a network error', coded('ECONNRESET'), 'ECONNRESET'],
		['one inside another', new Error('x', { cause: coded('ETIMEDOUT') }), 'ETIMEDOUT'],
		['as n8n wraps it', { httpCode: 'ENOTFOUND' }, 'ENOTFOUND'],
		['a certificate', coded('CERT_HAS_EXPIRED'), 'CERT_HAS_EXPIRED'],
		['a status', { httpCode: '500' }, undefined],
		['a number', { code: 5 }, undefined],
		['an error of the node', new Error('no'), undefined],
		['a text', 'ECONNRESET', undefined],
		['nothing', undefined, undefined],
	])('the code of %s', (_name, error, code) => {
		expect(networkCode(error)).toBe(code);
	});

	test('a cause that is its own cause', () => {
		const error = new Error('loop');
		error.cause = error;
		expect(networkCode(error)).toBeUndefined();
	});

	test.each([
		[new SignInRefused('Kontur rejected the login or password.'), 'credential-invalid'],
		[new SignInFailed('The Kontur authenticator could not complete the sign-in.'), 'temporarily-unavailable'],
	])('a sign-in keeps its own text: %s', (cause, failure) => {
		for (const error of [cause, new Error('wrapped', { cause })]) {
			const shown = noAnswerError(node, externService, error, 'unlessStarted');
			expect(shown.message).toBe(cause.message);
			expect(shown.failure).toEqual({ cause: failure });
		}
	});

	test('the message about a wrong setting is kept', () => {
		const error = noAnswerError(node, ofdService, new Error('API URL is not an address.'), 'harmless');
		expect(error.message).toBe('Kontur.OFD: API URL is not an address.');
		expect(error.description).toBe('Open the credential: n8n tests it and says what is wrong.');
	});
});

describe('whether a request may have been carried out', () => {
	const lost = (error: unknown) => noAnswerError(node, externService, error, 'unlessStarted');

	test.each<[string, unknown, boolean]>([
		['a cut connection', lost(coded('ECONNRESET')), true],
		['no answer in time', lost(coded('ETIMEDOUT')), true],
		['500', apiError(node, externService, answer(500)), true],
		['504', apiError(node, externService, answer(504)), true],
		['400', apiError(node, externService, answer(400)), false],
		['409', apiError(node, externService, answer(409)), false],
		['429', apiError(node, externService, answer(429)), false],
		['a refused connection', lost(coded('ECONNREFUSED')), false],
		['an unknown address', lost(coded('ENOTFOUND')), false],
		['an address that could not be looked up', lost(coded('EAI_AGAIN')), false],
		['a sign-in that failed', lost(new SignInFailed('x')), false],
		['a sign-in that was refused', lost(new SignInRefused('x')), false],
		['a wrong setting', lost(new Error('x')), false],
		['another error', new Error('x'), false],
		['nothing', undefined, false],
	])('%s', (_name, error, open) => {
		expect(outcomeIsOpen(error)).toBe(open);
	});
});

test('other errors carry no details', () => {
	for (const error of [undefined, null, new Error('x'), { context: {} }]) {
		expect(detailsOf(error)).toBeUndefined();
	}
});

describe('a 401 to a request with an OAuth2 token', () => {
	const url = 'https://api.example/v1';
	const askFor = async (ask: () => Promise<IN8nHttpFullResponse>) => {
		const sent: string[] = [];
		const asking = {
			ask: async () => {
				sent.push('request');
				return await ask();
			},
			probe: async () => {
				sent.push('probe');
			},
		};
		const { statusCode } = await askWithToken(asking, url, {});
		return { statusCode, sent };
	};

	test('that n8n returns, as before 2.11, is followed by a probe, and the request is sent again', async () => {
		const statuses = [401, 200];
		expect(await askFor(async () => answer(statuses.shift() ?? 500))).toEqual({
			statusCode: 200,
			sent: ['request', 'probe', 'request'],
		});
	});

	test('that n8n throws comes after n8n renewed the token: it is the answer', async () => {
		const refused = { config: { url }, response: { status: 401, data: {} } };
		const asked = await askFor(async () => await Promise.reject(Object.assign(new Error('401'), refused)));
		expect(asked).toEqual({ statusCode: 401, sent: ['request'] });
	});
});
