import { UserError } from 'n8n-workflow';
import { plainOffset } from '../../../nodes/shared/transport/paginate';
import { fillPath, queryString, type Query } from '../../../nodes/shared/transport/path';

const PATH = '/v1/{accountId}/drafts/{draftId}';

test.each<[string, unknown, string]>([
	['an ID', '57a3d0f4-7b1c', '57a3d0f4-7b1c'],
	['blanks around it', '  57a3 \n', '57a3'],
	['a number', 42, '42'],
	['zero', 0, '0'],
	['a slash', 'a/b', 'a%2Fb'],
	['a backslash', 'a\\b', 'a%5Cb'],
	['a climb with a slash', '../users', '..%2Fusers'],
	['dots that are part of a name', '...', '...'],
	['what would begin a query', 'a?b=c&d', 'a%3Fb%3Dc%26d'],
	['what would begin a fragment', 'a#b', 'a%23b'],
	['a blank inside', 'a b', 'a%20b'],
	['percent signs', '%2e%2e', '%252e%252e'],
	['braces', '{accountId}', '%7BaccountId%7D'],
	['Cyrillic', 'Ёж', '%D0%81%D0%B6'],
	['what a replacement would take for a pattern', '$&', '%24%26'],
])('a place in a path is filled with %s', (_name, draftId, encoded) => {
	const path = fillPath(PATH, { accountId: 'mine', draftId });
	expect(path).toBe(`/v1/mine/drafts/${encoded}`);
	// Nor does an address parser make anything else of it.
	expect(new URL(path, 'https://kontur.example').pathname).toBe(path);
});

test.each<[string, unknown]>([
	['nothing', undefined],
	['null', null],
	['an empty text', ''],
	['blanks', ' \t'],
	['an object', { id: 1 }],
	['a list', ['a']],
	['a boolean', true],
])('a place is not filled with %s: the field is named', (_name, draftId) => {
	const fill = () => fillPath(PATH, { accountId: 'mine', draftId });
	expect(fill).toThrow(UserError);
	expect(fill).toThrow('The value "draftId" is empty. Fill it in.');
});

test.each(['.', '..', ' .. '])('a place is not filled with %j', (draftId) => {
	const fill = () => fillPath(PATH, { accountId: 'mine', draftId });
	expect(fill).toThrow(UserError);
	expect(fill).toThrow(`The value "draftId" cannot be "${draftId.trim()}".`);
});

test.each(['a\ud800', '\udc00a', '\udc00\ud800'])('a lone surrogate is refused: %j', (broken) => {
	const message = 'The value "draftId" contains a broken Unicode character (lone surrogate). Enter it again.';
	expect(() => fillPath(PATH, { accountId: 'mine', draftId: broken })).toThrow(new UserError(message));
	expect(() => queryString({ draftId: broken })).toThrow(new UserError(message));
	expect(() => queryString({ draftId: ['a', broken] })).toThrow(new UserError(message));
});

test('a whole character of two halves is taken', () => {
	expect(fillPath(PATH, { accountId: 'mine', draftId: '\ud83d\ude00' })).toBe('/v1/mine/drafts/%F0%9F%98%80');
});

test('a path without places stays as it is', () => {
	expect(fillPath('/v1/events', { accountId: '' })).toBe('/v1/events');
});

test.each<[string, Query | undefined, string]>([
	['nothing', undefined, ''],
	['an empty object', {}, ''],
	['only empty values', { a: undefined, b: null, c: '', d: [] }, ''],
	['false and zero', { deferred: false, skip: 0 }, '?deferred=false&skip=0'],
	['a list', { types: ['a', 'b'], take: 3 }, '?types=a&types=b&take=3'],
	['a list with an empty place', { types: ['a', '', 'b'] }, '?types=a&types=b'],
	['signs', { q: 'a&b=c d+e#f/ж' }, '?q=a%26b%3Dc%20d%2Be%23f%2F%D0%B6'],
	['a name with signs', { 'a b': 1 }, '?a%20b=1'],
	['a date', { dateFrom: '2024-06-05T10:00:00' }, '?dateFrom=2024-06-05T10%3A00%3A00'],
])('a query of %s', (_name, query, expected) => {
	expect(queryString(query)).toBe(expected);
});

test.each<[string, unknown, string | undefined]>([
	['nothing', undefined, undefined],
	['null', null, undefined],
	['an empty text', '', undefined],
	['a number', 5, undefined],
	['a plain offset', 'q83vASNFZ4mrze8BI0Vniw==', 'q83vASNFZ4mrze8BI0Vniw=='],
	['a plain offset with signs', 'a+b/c==', 'a+b/c=='],
	['an encoded offset', 'a%2Bb%2Fc%3D%3D', 'a+b/c=='],
	['small hex digits', 'a%2bb%3d', 'a+b='],
])('the next offset out of %s', (_name, value, expected) => {
	expect(plainOffset(value)).toBe(expected);
});
