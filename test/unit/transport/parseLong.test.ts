import { Readable } from 'node:stream';
import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';
import { Gate } from '../../../nodes/shared/foreign';
import { filled, listOf, object } from '../../../nodes/shared/shapes';
import { PIECE } from '../../../nodes/shared/transport/body/parseLong';
import { isTooDeep, parseBody, readBody } from '../../../nodes/shared/transport/body/responseBody';
import { sampleCells } from '../../support/sampling';

/* Long responses are parsed in pieces, as JSON.parse would, and refused where they would cost far more than their length. */

const MB = 1024 * 1024;
/** Several pieces, the last of them shorter than the others. */
const LONG = 10.5 * PIECE;

const answer = (body: unknown): IN8nHttpFullResponse => ({
	statusCode: 200,
	headers: {},
	body: body as IDataObject,
});

async function read(body: unknown, gate?: Gate) {
	const response = answer(body);
	const unreadable = (await readBody(response)) ?? (await parseBody(response, gate));
	return { unreadable, value: response.body as unknown };
}

const long = (element: unknown, length = LONG): unknown[] =>
	Array.from({ length: Math.ceil(length / JSON.stringify(element).length) }, () => element);
const receipt = { name: 'Чек "на" \\ [{,}]', items: [{ price: 1.5, sum: null, ok: true }], tags: [] };

test.each<[string, unknown]>([
	['a list', long(receipt)],
	[
		'a list in an object, behind and before others',
		{ paging: { next: 'a' }, documents: long(receipt), count: 3 },
	],
	['lists in lists', [long([1, [2, [3]]]), long({}), []]],
	[
		'an object of many names',
		Object.fromEntries(long('x'.repeat(100)).map((value, index) => [`name ${index}`, value])),
	],
	['a long text among others', [1, 'Ё'.repeat(LONG), { content: '\\"'.repeat(LONG) }, 'end']],
	['nested objects that are all long', { a: { b: { c: { d: long(receipt) }, e: long(1) } } }],
	[
		'long lists at all depths',
		Array.from({ length: 150 }).reduce<unknown>((inner) => [long(1, 600), inner, 2], []),
	],
	[
		'long texts at all depths',
		Array.from({ length: 4 }).reduce<unknown>((inner) => ({ a: '\\"ж'.repeat(LONG / 3), inner }), 1),
	],
	['a text', '"\u0001\\ж'.repeat(LONG / 4)],
	// Runs of escapes of even and odd length, at every place where the text may be cut.
	[
		'texts of escapes',
		Array.from(
			{ length: 7 },
			(_, length) => `${'a'.repeat(length)}${'\\'.repeat(LONG / 2)}${'\u0007'.repeat(LONG / 4)}`,
		),
	],
])('in pieces as at once: %s', async (_name, value) => {
	for (const indent of [undefined, 1]) {
		const got = await read(JSON.stringify(value, undefined, indent));
		expect(got.unreadable).toBeUndefined();
		expect(JSON.stringify(got.value)).toBe(JSON.stringify(value));
	}
});

const filler = JSON.stringify(long(receipt)).slice(1, -1);

test.each([
	`[${filler}`,
	`[${filler},]`,
	`[,${filler}]`,
	`[${filler},,${filler}]`,
	`[${filler}}`,
	`[${filler}]]`,
	`[${filler}] x`,
	`{"a":[${filler}],}`,
	`{"a" [${filler}]}`,
	`{a:[${filler}]}`,
	`{"a":[${filler}]`,
	`["${'a'.repeat(LONG)}`,
	`[${'1'.repeat(LONG)}x]`,
	`["${'a'.repeat(LONG)}"x]`,
	`"${'a'.repeat(LONG)}","b"`,
	`[-[${filler}]]`,
	`{"a":1{"b":[${filler}]}}`,
	`{"a" "b":[${filler}]}`,
])('what JSON.parse refuses is refused: %#', async (text) => {
	expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
	expect((await read(text)).unreadable).toBe('broken');
});

test.each(['', 'a'.repeat(LONG)])('control characters that nobody escaped are read: %#', async (before) => {
	const controls = Array.from({ length: 32 }, (_none, code) => String.fromCharCode(code)).join('');
	const value = { [`${controls}x`]: [before, `${before}${controls}"\\${controls}`], a: [{ b: controls }] };
	const raw = JSON.stringify(value).replace(/\\(?:u00([01][0-9a-f])|([bfnrt]))/g, (escape) =>
		String(JSON.parse(`"${escape}"`)),
	);
	expect(() => JSON.parse(raw) as unknown).toThrow(SyntaxError);
	expect((await read(raw)).value).toEqual(value);
	// Outside of a text they are not JSON, and a text that is cut is none.
	for (const broken of [`[1,\u0001 2]`, raw.slice(0, -5), `["${before}\n`]) {
		expect((await read(broken)).unreadable).toBe('broken');
	}
});

test('blanks before elements and behind the whole are skipped, however many', async () => {
	const blanks = ' \n'.repeat(LONG);
	expect((await read(`${blanks}[${blanks}1,${blanks}[2]]${blanks}`)).value).toEqual([1, [2]]);
	const parts = Readable.from(
		[`[${blanks}`, `${blanks}1,`, blanks, '2]', blanks].map((part) => Buffer.from(part)),
	);
	expect((await read(parts)).value).toEqual([1, 2]);
});

test('names that a prototype has are fields', async () => {
	const text = `{"__proto__":[${filler}],"constructor":1,"a":{"__proto__":{"polluted":true}}}`;
	const { value } = await read(text);
	expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor', 'a']);
	expect(({} as IDataObject).polluted).toBeUndefined();
});

test('an object of very many names is refused', async () => {
	const names = Array.from({ length: 25_000 }, (_none, index) => [`name ${index}`, 1]);
	expect((await read(JSON.stringify(Object.fromEntries(names)))).unreadable).toBe('long');
});

test('very many different names are refused, in one object or in many', async () => {
	const names = Array.from({ length: 25_000 }, (_none, index) => ({ [`name ${index}`]: 1 }));
	expect((await read(JSON.stringify(names))).unreadable).toBe('long');
});

test.each(['toString', 'valueOf', 'to\\u0053tring'])(
	'a member that is named %s is not of Kontur',
	async (name) => {
		const member = `{"a":{"${name}":1}}`;
		for (const text of [member, `[${filler},${member}]`, `{"${name}":[${filler}]}`]) {
			expect((await read(text)).unreadable).toBe('foreign');
		}
		expect((await read(`["${name}"]`)).unreadable).toBeUndefined();
	},
);

test('what a request carried is masked wherever a long response repeats it', async () => {
	const gate = new Gate();
	const secret = 'Secret-0123456789/"abcdef';
	gate.addCarried([secret]);
	const value = {
		list: [...long(receipt), { [`of ${secret}`]: [secret] }, ...long(receipt)],
		long: `${'a'.repeat(LONG)}${secret}${'б'.repeat(LONG)}`,
		[secret]: long(receipt),
	};
	const text = JSON.stringify(value);
	for (const sent of [text, text.replaceAll('S', '\\u0053'), text.replaceAll('/', '\\/')]) {
		const got = await read(sent, gate);
		expect(JSON.stringify(got.value)).toBe(text.replaceAll(JSON.stringify(secret).slice(1, -1), '***'));
	}
});

test('a list is checked up to a hundred faults, and not at all if it is far too long', () => {
	const list = listOf(object({ id: filled, type: filled }));
	const missing = list.missing(
		Array.from({ length: 1000 }, () => ({})),
		'documents',
	);
	expect(missing.slice(0, 3)).toEqual(['documents[0].id', 'documents[0].type', 'documents[1].id']);
	expect(missing).toHaveLength(100);
	expect(
		list.missing(
			Array.from({ length: 200_001 }, () => ({})),
			'documents',
		),
	).toEqual(['documents of at most 200000 elements']);
});

test('what is deep is refused, wherever it is', async () => {
	const deep = `${'['.repeat(300)}${']'.repeat(300)}`;
	expect((await read(`[${filler},${deep}]`)).unreadable).toBe('deep');
	expect((await read(`${'['.repeat(300)}${filler}${']'.repeat(300)}`)).unreadable).toBe('deep');
	expect(isTooDeep([[]], 1)).toBe(true);
});

const costly = ['[],', '{},', '[[[],', '{"a":1},', '1,', ',', '['];
test.each(sampleCells('Costly values', 'in a response', costly, 3))(
	'so many values that they would take far more memory than bytes are not read to the end: %s',
	async (element) => {
		let given = 0;
		const piece = Buffer.from(element.repeat(Math.ceil(65_536 / element.length)));
		const body = Readable.from(
			(function* () {
				for (; given < 160; given++) yield piece;
			})(),
		);
		expect((await read(body)).unreadable).toBe('long');
		expect(given).toBeLessThan(60);
	},
);

test('long responses as Kontur sends them are within the bounds', async () => {
	const documents = long({ ...receipt, fiscalDriveNumber: '9960440300000001', totalSum: 45000 }, 8 * MB);
	const text = JSON.stringify({ documents });
	const { unreadable, value } = await read(Readable.from([Buffer.from(text)]));
	expect(unreadable).toBeUndefined();
	expect((value as { documents: unknown[] }).documents).toHaveLength(documents.length);
});
