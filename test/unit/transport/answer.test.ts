import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';
import { readJson, unreadableFile, type Unreadable } from '../../../nodes/shared/transport/answer';
import { detailsOf, outcomeIsOpen, unreadableError } from '../../../nodes/shared/transport/errors';
import { externService } from '../../../nodes/shared/transport/service';
import { node } from './support';

const answer = (body: unknown): IN8nHttpFullResponse => ({
	statusCode: 200,
	headers: { 'x-kontur-trace-id': 'abc' },
	body: body as IDataObject,
});

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
])('%s', (_name, body, read, unreadable) => {
	const response = answer(body);
	expect(readJson(response)).toBe(unreadable);
	expect(response.body).toEqual(read);
});

test.each<[Unreadable, string]>([
	['page', 'a page for people instead of data'],
	['broken', 'an answer that breaks off'],
	['empty', 'an empty answer'],
])('the error for %s', (unreadable, words) => {
	const harmless = unreadableError(node, externService, answer(''), unreadable, 'harmless', 2);
	expect(harmless.message).toBe(`Kontur.Extern gave ${words}`);
	expect(harmless.description).toMatch(/^Check the network.*\nX-Kontur-Trace-Id: abc$/);
	expect(harmless.context.itemIndex).toBe(2);
	expect(harmless.failure).toEqual({ cause: 'temporarily-unavailable' });
	const write = unreadableError(node, externService, answer(''), unreadable, 'unlessStarted');
	expect(write.message).toBe(
		`Kontur.Extern gave ${words}, so it is not known whether the request was carried out`,
	);
	expect(detailsOf(write)?.advice).toMatch(/^Look at the object in Kontur before repeating/);
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
