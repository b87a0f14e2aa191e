import { Readable } from 'node:stream';
import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';
import { Gate } from '../../../nodes/shared/foreign';
import {
	foreignReason,
	isTooDeep,
	parseBody,
	readBody,
	readErrorBody,
	unreadableFile,
	type Said,
} from '../../../nodes/shared/transport/body/responseBody';
import type { Unreadable } from '../../../nodes/shared/transport/decide';
import { detailsOf, outcomeIsOpen, unreadableError } from '../../../nodes/shared/transport/errors';
import { externService } from '../../../nodes/shared/transport/service';
import { node } from './support';

const answer = (body: unknown): IN8nHttpFullResponse => ({
	statusCode: 200,
	headers: { 'x-kontur-trace-id': 'abc' },
	body: body as IDataObject,
});

const readJson = async (response: IN8nHttpFullResponse) => (await readBody(response)) ?? parseBody(response);

const pieces = (text: string, length: number) => {
	const bytes = Buffer.from(text);
	const count = Math.ceil(bytes.length / length);
	return Readable.from(
		Array.from({ length: count }, (_none, index) => bytes.subarray(index * length, (index + 1) * length)),
	);
};

test('the body of a failed download that stalls has an end', async () => {
	const stalled = new Readable({ read: () => undefined });
	stalled.push('{"id":"urn:error');
	const response = { ...answer(stalled), statusCode: 500 };
	expect(await readErrorBody(response, 20)).toMatchObject({ isJson: false });
	expect(stalled.destroyed).toBe(true);
	expect(response.body).toEqual({});
});

/** Lists in lists. */
const nested = (levels: number): unknown =>
	Array.from({ length: levels }).reduce((inner) => (inner === undefined ? [] : [inner]), undefined);

test.each<[string, unknown, unknown, Unreadable | undefined]>([
	['an object', '{"a":1}', { a: 1 }, undefined],
	['a list with blanks around it', ' [1, 2]\n', [1, 2], undefined],
	['a text in JSON', '"abc"', 'abc', undefined],
	['nothing', '', {}, 'empty'],
	['no body', undefined, {}, 'empty'],
	['blanks', ' \r\n', {}, 'empty'],
	['an object that breaks off', '{"a":1', {}, 'broken'],
	['a list that breaks off', '[{"a":1},', {}, 'broken'],
	['a text that breaks off', '"MIIB', {}, 'broken'],
	['a page', '<!DOCTYPE html><html></html>', {}, 'page'],
	['a page after an empty line', '\n<html></html>', {}, 'page'],
	['a bare address', 'https://kontur.example/draft', 'https://kontur.example/draft', undefined],
	['an object that was read already', { a: 1 }, { a: 1 }, undefined],
	['a byte order mark', Readable.from([Buffer.from('\ufeff{"a":1}')]), { a: 1 }, undefined],
	['a letter in two pieces', pieces('"Ёж"', 2), 'Ёж', undefined],
	['a stream of nothing', Readable.from([]), {}, 'empty'],
	['a stream that breaks off', pieces('{"a":1', 3), {}, 'broken'],
	['what is 199 levels deep', '['.repeat(199) + ']'.repeat(199), nested(199), undefined],
	['what is 100,000 levels deep', '['.repeat(100_000) + ']'.repeat(100_000), {}, 'deep'],
	['objects of 1,000,000 levels', '{"a":'.repeat(1e6) + '1' + '}'.repeat(1e6), {}, 'deep'],
	[
		'what is deep behind a lot that is not',
		`{"a":[${'{"b":[1,2]},'.repeat(1000)}0],"c":${'[{"d":'.repeat(500)}0${'}]'.repeat(500)}}`,
		{},
		'deep',
	],
])('%s', async (_name, body, read, unreadable) => {
	const response = answer(body);
	expect(await readJson(response)).toBe(unreadable);
	expect(response.body).toEqual(read);
});

test('answers that are read at once, of any length, do not mix', async () => {
	const texts = [3, 5_000_000, 100, 70_000, 2, 4_200_000, 900].map((length, index) =>
		String(index).repeat(length),
	);
	const responses = texts.map((text) => answer(pieces(JSON.stringify({ text }), 1021)));
	await Promise.all(responses.map(async (response) => await readJson(response)));
	// One after another too: a shorter answer after a longer one.
	for (const text of texts) {
		const response = answer(pieces(JSON.stringify({ text }), 4099));
		await readJson(response);
		responses.push(response);
	}
	const got = responses.map(({ body }) => (body as { text: string }).text);
	expect(got.map((text) => `${text[0]} ${text.length}`)).toEqual(
		[...texts, ...texts].map((text) => `${text[0]} ${text.length}`),
	);
	for (const text of got) expect(text).toBe(text[0].repeat(text.length));
});

test('a body that is too long is not read to its end', async () => {
	let given = 0;
	let ended = false;
	async function* endless() {
		try {
			for (; ; given++) yield Buffer.alloc(1024 * 1024, 'a');
		} finally {
			ended = true;
		}
	}
	const response = answer(endless());
	expect(await readJson(response)).toBe('long');
	expect(response.body).toEqual({});
	expect([given, ended]).toEqual([64, true]);
});

test('a truncated response gives an error, unless it cannot be decompressed', async () => {
	const failing = (code: string) =>
		answer(new Readable({ read: () => undefined }).destroy(Object.assign(new Error('cut'), { code })));
	await expect(readJson(failing('ECONNRESET'))).rejects.toMatchObject({ code: 'ECONNRESET' });
	expect(await readJson(failing('Z_DATA_ERROR'))).toBe('broken');
});

test('an answer that stops in the middle is given up', async () => {
	const signals: AbortController[] = [];
	const timeout = jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
		expect(ms).toBe(180_000);
		signals.push(new AbortController());
		return signals[0].signal;
	});
	const body = new Readable({ read: () => undefined });
	body.push('{"a":');
	const read = readJson(answer(body));
	await new Promise((resolve) => setImmediate(resolve));
	signals[0].abort();
	await expect(read).rejects.toMatchObject({ code: 'ETIMEDOUT' });
	expect(body.destroyed).toBe(true);
	timeout.mockRestore();
});

test('how deep is too deep', () => {
	expect(isTooDeep(nested(200))).toBe(false);
	expect(isTooDeep(nested(201))).toBe(true);
	expect(isTooDeep({ a: null, b: [undefined, 1, 'text'], c: {} }, 2)).toBe(false);
	expect(isTooDeep({ a: { b: { c: {} } } }, 3)).toBe(true);
	expect(isTooDeep(JSON.parse(`{"__proto__":${'['.repeat(300)}${']'.repeat(300)}}`))).toBe(true);
});

test.each<[Unreadable, string]>([
	['page', 'an HTML page instead of data'],
	['broken', 'a truncated response'],
	['empty', 'an empty response'],
	['long', 'a response that is too large to process'],
	['deep', 'a response that is nested too deeply'],
])('the error for %s', (unreadable, words) => {
	const harmless = unreadableError(node, externService, answer(''), unreadable, 'harmless', 2);
	expect(harmless.message).toBe(`Kontur.Extern returned ${words}`);
	expect(harmless.description).toMatch(
		/^(Check the network|Request less|Kontur sends no).*(\nReceived: .* \(HTTP 200\)\.)?\nX-Kontur-Trace-Id: abc$/,
	);
	expect(harmless.context.itemIndex).toBe(2);
	expect(harmless.failure).toEqual({ cause: 'temporarily-unavailable' });
	const write = unreadableError(node, externService, answer(''), unreadable, 'unlessStarted');
	expect(write.message).toBe(
		`Kontur.Extern returned ${words}, so it is not known whether the request was carried out`,
	);
	expect(detailsOf(write)?.advice).toMatch(/^Check the object in Kontur before you repeat this/);
	expect([outcomeIsOpen(harmless), outcomeIsOpen(write)]).toEqual([true, true]);
});

test.each<[string, number, Record<string, string>, Unreadable | undefined]>([
	['a file', 200, { 'content-type': 'application/pdf', 'content-length': '5' }, undefined],
	[
		'a part of a page that Kontur keeps',
		206,
		{ 'content-type': 'text/html', 'content-range': 'bytes 0-4/9' },
		undefined,
	],
	['a page that Kontur keeps', 200, { 'content-type': 'text/html', 'x-kontur-trace-id': 'abc' }, undefined],
	['the page of a proxy', 200, { 'content-type': 'text/html; charset=utf-8' }, 'page'],
	['no content', 204, {}, 'empty'],
	['a file without a byte', 200, { 'content-type': 'application/pdf', 'content-length': '0' }, 'empty'],
])('%s in place of a file', (_name, statusCode, headers, unreadable) => {
	expect(unreadableFile({ statusCode, headers, body: {} })).toBe(unreadable);
});

test.each<[string, number, Record<string, string>, Partial<Said>, Unreadable | undefined]>([
	['a failure', 500, {}, { text: '<html>' }, undefined],
	['overload', 429, {}, { text: '<html>' }, undefined],
	['a part that is too large', 413, {}, { text: '<html>' }, undefined],
	['a redirect', 302, { location: '/login' }, { text: '' }, 'redirect'],
	['no change', 304, {}, { text: '' }, 'foreign'],
	['a proxy that asks who it is', 407, {}, { text: '' }, 'proxy'],
	['more than any refusal has', 400, {}, {}, 'long'],
	['a page', 404, { 'x-kontur-trace-id': 'abc' }, { text: '<html></html>' }, 'page'],
	['a text with a trace ID', 404, { 'x-kontur-trace-id': 'abc' }, { text: 'No such method' }, undefined],
	['nothing, with a trace ID', 404, { 'x-kontur-trace-id': 'abc' }, { text: '' }, undefined],
	['a text without a trace ID', 404, {}, { text: 'No such method' }, 'foreign'],
	['nothing', 404, {}, { text: ' ' }, 'empty'],
	['JSON that breaks off', 404, {}, { text: '{"a":' }, 'broken'],
	['JSON of another', 404, {}, { text: '{}', isJson: true }, 'foreign'],
	['what a gateway may say, with a trace ID', 403, { 'x-kontur-trace-id': 'abc' }, { text: 'No' }, 'foreign'],
])('a response that is %s: %i', (_name, statusCode, headers, said, why) => {
	expect(foreignReason({ statusCode, headers, body: {} }, { isJson: false, ...said })).toBe(why);
});

test.each<[string, string, object, boolean]>([
	['JSON', '\ufeff{"a":1}', { a: 1 }, true],
	['a text', 'No', {}, false],
	['JSON that takes the place of methods', '{"toString":"a"}', {}, false],
	['JSON that is too deep', `${'['.repeat(300)}${']'.repeat(300)}`, {}, false],
])('the body of a file request that failed: %s', async (_name, text, body, isJson) => {
	const response = answer(pieces(text, 7));
	expect(await readErrorBody(response)).toMatchObject({ isJson });
	expect(response.body).toEqual(body);
});

test('what the request carried is masked in a response', async () => {
	const gate = new Gate();
	gate.addCarried(['Bearer 0a1b2c3d4e5f6a7b8c9d']);
	const response = answer('{"said":"no right for 0a1b2c3d4e5f6a7b8c9d","a":1}');
	expect(await parseBody(response, gate)).toBeUndefined();
	expect(response.body).toMatchObject({ said: expect.stringMatching(/^no right for /), a: 1 });
	expect(JSON.stringify(response.body)).not.toContain('0a1b2c3d4e5f');
});

test.each(['Ё', '€', '😀'])('a letter that stands across two parts of a long text: %s', async (letter) => {
	const text = letter.repeat(40_000);
	const response = answer(pieces(JSON.stringify(text), 10_000));
	expect(await readJson(response)).toBeUndefined();
	expect(response.body).toBe(text);
});
