import type { GatewayAnswer } from './gateway';

/*
 * How a server may repeat what a request carried, and in which place of which kind of response. None of it may be shown
 * in a result, an error, a log line or the record of an execution.
 */

const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64');

const codesOf = (text: string, write: (code: number) => string) =>
	[...text].map((character) => write(character.codePointAt(0) ?? 0)).join('');

/** How a secret is repeated. */
export const forms: Readonly<Record<string, (secret: string, clientId: string) => string>> = {
	plainly: (secret) => secret,
	'behind a scheme': (secret) => `Authorization: auth.sid ${secret}`,
	'in upper case': (secret) => secret.toUpperCase(),
	'in an address': encodeURIComponent,
	'in base64': base64,
	'as a Basic header': (secret, clientId) => `Basic ${base64(`${clientId}:${secret}`)}`,
	'in hex': (secret) => Buffer.from(secret, 'utf8').toString('hex'),
	'in JSON': (secret) => JSON.stringify({ headers: [secret] }),
	'letter by letter in an address': (secret) =>
		[...Buffer.from(secret, 'utf8')].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
	'as characters of HTML': (secret) => codesOf(secret, (code) => `&#${code};`),
	'as hexadecimal characters of HTML': (secret) => codesOf(secret, (code) => `&#x${code.toString(16)};`),
	'as escapes of JSON': (secret) =>
		secret.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
	'half in an address': (secret) => `${encodeURIComponent(secret.slice(0, 7))}${secret.slice(7)}`,
	backwards: (secret) => [...secret].reverse().join(''),
	'cut off': (secret) => secret.slice(0, -4),
};

type Answer = Omit<GatewayAnswer, 'name' | 'change'>;

const header = (text: string) => text.replace(/[^ -~]/g, '?');

const accountsOf = (echo: string) =>
	JSON.stringify({ 'total-count': 1, accounts: [{ id: '1', inn: echo, 'organization-name': echo }] });

/** Where it is repeated; as errors of both services, whichever is asked. */
export const places: Readonly<Record<string, (echo: string) => Answer>> = {
	...Object.fromEntries(
		[400, 401, 403, 404, 409, 500].map((status) => [
			`the text of an error ${status}`,
			(echo: string) => ({
				status,
				body: JSON.stringify({
					id: 'urn:error:externapi:x',
					message: echo,
					error: 'invalid_grant',
					error_description: echo,
					Code: 'WrongLoginOrPassword',
					ErrorMessage: echo,
					errorCodeId: 'urn:error:access:forbidden',
					userMessage: { ru: echo },
				}),
			}),
		]),
	),
	'the code of an error': (echo) => ({
		status: 400,
		body: JSON.stringify({
			id: `urn:error:${echo}`,
			error: echo,
			Code: echo,
			errorCodeId: `urn:error:${echo}`,
		}),
	}),
	'the trace ID in the body': (echo) => ({
		status: 400,
		body: JSON.stringify({ id: 'urn:error:x', 'trace-id': echo, error: 'invalid_grant', Code: 'Refused' }),
	}),
	'the trace ID in a header': (echo) => ({
		status: 403,
		headers: { 'x-kontur-trace-id': header(echo) },
		body: JSON.stringify({
			id: 'urn:error:x',
			errorCodeId: 'urn:error:x',
			error: 'invalid_grant',
			Code: 'No',
		}),
	}),
	'the title of a page': (echo) => ({ status: 403, body: `<html><title>${echo}</title></html>` }),
	'a page with 200': (echo) => ({ status: 200, body: `<html><h1>${echo}</h1></html>` }),
	'the headers of a gateway': (echo) => ({
		status: 407,
		headers: { server: header(echo), via: header(echo), 'content-type': header(echo) },
		body: '',
	}),
	'JSON of somebody else': (echo) => ({ status: 401, body: JSON.stringify({ error: echo, [echo]: echo }) }),
	'plain text': (echo) => ({ status: 403, body: echo }),
	'a good response': (echo) => ({ status: 200, body: accountsOf(echo) }),
	'a good response in ASCII': (echo) => ({
		status: 200,
		body: accountsOf(echo).replace(
			/[^ -~]/g,
			(unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
		),
	}),
	'a good response with escaped slashes': (echo) => ({
		status: 200,
		body: accountsOf(echo).replaceAll('/', '\\/'),
	}),
};

/** What nobody may read: each form of a secret, in small letters. */
export const tellingForms = (secret: string): string[] =>
	[
		secret,
		encodeURIComponent(secret),
		JSON.stringify(secret).slice(1, -1),
		base64(secret).replace(/=+$/, '').slice(0, -1),
		Buffer.from(secret, 'utf8').toString('hex'),
		secret.slice(0, -4),
		[...secret].reverse().join(''),
		codesOf(secret, (code) => `&#${code};`),
		codesOf(secret, (code) => `&#x${code.toString(16)};`),
		codesOf(secret, (code) => `\\u${code.toString(16).padStart(4, '0')}`),
		[...Buffer.from(secret, 'utf8')].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
		encodeURIComponent(secret).slice(3),
	].map((form) => form.toLowerCase());
