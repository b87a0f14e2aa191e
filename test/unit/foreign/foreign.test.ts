import { runInNewContext } from 'node:vm';
import {
	Gate,
	ownOf,
	recordOf,
	safeFileName,
	safePath,
	setOwn,
	visible,
} from '../../../nodes/shared/foreign';
import { obstacleOf } from '../../../nodes/shared/foreign/obstacle';

const token = 'Zq8-3fT0aa/Ks91+Lm72';
const password = 'Пароль & "4711"';
const key = '5f0c7f0a-6f3b-4a55-8f7e-0d4a5f2c1b90';

const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('secrets', () => {
	const gate = new Gate([`auth.sid ${token}`, password, key]);

	test.each<[string, string]>([
		['a token', token],
		['a token with its scheme', `auth.sid ${token}`],
		['a token in upper case', token.toUpperCase()],
		['a token in base64', base64(token)],
		['a token inside other base64', base64(`x:${token};`)],
		['a token in hex', Buffer.from(token).toString('hex')],
		['a token in an address', encodeURIComponent(token)],
		['a token in an address twice', encodeURIComponent(encodeURIComponent(token))],
		['the beginning of a token', token.slice(0, 12)],
		['the end of a token', token.slice(-12)],
		['a token with invisible characters', [...token].join('\u200b')],
		['a password', password],
		['a password in JSON', JSON.stringify(password)],
		['a password in a form', String(new URLSearchParams([['p', password]]))],
		['a password in HTML', password.replaceAll('&', '&amp;').replaceAll('"', '&quot;')],
		['a password in base64', base64(password)],
		['a key without hyphens', key.replaceAll('-', '')],
		['a Basic header', `Basic ${base64(`service:${key}`)}`],
		['a token backwards', [...token].reverse().join('')],
		[
			'a password of which some letters are written otherwise',
			'П%D0%B0рол&#1100; &amp; \\u0022&#x34;7%31\\x31\\"',
		],
		[
			'a token in an address in HTML',
			[...token].map((one) => `&#37;${one.charCodeAt(0).toString(16)}`).join(''),
		],
	])('%s is masked', (_name, shown) => {
		const text = gate.text(`before ${shown} after`);
		expect(text).toMatch(/^before .*\*\*\*.* after$/);
		expect(text.length).toBeLessThan(40);
	});

	test('escapes around a secret stay', () => {
		expect(gate.text(`%D0%96&amp;${encodeURIComponent(token)}&#33;%`)).toBe('%D0%96&amp;***&#33;%');
		expect(gate.text('100 %, a\\b &#x110000; %zz %D0 \\u12')).toBe('100 %, a\\b &#x110000; %zz %D0 \\u12');
	});

	test.each(['ключ', 'a', 'in', '1', 'error'])('the short secret %j garbles no message', (secret) => {
		const message = 'An error in field 1: a value (ключ) is missing';
		expect(new Gate([secret]).text(message)).toBe(message);
		expect(new Gate([secret]).text(`password=${secret}&x=1`)).toBe('password=***&x=1');
		expect(new Gate([secret]).text(`{"password":"${secret}"}`)).toBe('{"password":"***"}');
		expect(new Gate([secret]).text(secret)).toBe('***');
	});

	test('a word is masked where it is whole, and never inside another', () => {
		const words = new Gate(['document']);
		expect(words.text('documentId: document')).toBe('documentId: ***');
		expect(words.composed('The document is missing (password: document)')).toBe(
			'The document is missing (password: ***)',
		);
	});

	test('data are masked only if they hold what was carried', () => {
		const carrying = new Gate();
		carrying.addCarried([`Bearer ${token}`]);
		const data = { a: ['text', { b: 1 }] };
		expect(carrying.data(JSON.stringify(data), data)).toBe(data);
		const echo = { [token]: [`x ${token} y`, 5, null] };
		expect(carrying.data(JSON.stringify(echo), echo)).toEqual({ '***': ['x *** y', 5, null] });
		const escaped = `{"a":"${[...token].map((c) => `\\u00${c.charCodeAt(0).toString(16)}`).join('')}"}`;
		expect(carrying.data(escaped, JSON.parse(escaped) as object)).toEqual({ a: '***' });
	});
});

test('what cannot be seen is left out, and texts have an end', () => {
	const gate = new Gate();
	expect(gate.text('a\u0000b\u202ec\u2066d\u200be\ufefff\r\ng\ud800h')).toBe('abcdef gh');
	expect(visible('🙂 ёж')).toBe('🙂 ёж');
	const long = gate.text('я'.repeat(1_000_000));
	expect(Buffer.byteLength(long)).toBeLessThanOrEqual(4096);
	expect(long).toMatch(/^я+…$/);
});

test('a hostile text does not block', () => {
	const gate = new Gate([token, password, key, 'a', '1']);
	for (const text of ['a'.repeat(10_000_000), '<'.repeat(10_000_000), 'password='.repeat(1_000_000)]) {
		const work = () => {
			gate.text(text);
			obstacleOf({ status: 403, headers: {}, text, isJson: false }, gate);
		};
		// It takes milliseconds. In quadratic time it would take hours: no machine is slow enough to confuse the two.
		runInNewContext('work()', { work }, { timeout: 50_000 });
	}
});

test.each<[string, string]>([
	['отчёт.xml', 'отчёт.xml'],
	['CON', '_CON'],
	['nul.txt', '_nul.txt'],
	['Com1 .xml', '_Com1 .xml'],
	['console.log', 'console.log'],
	['a/b\\c.xml', 'a_b_c.xml'],
	['a.xml. . ', 'a.xml'],
	['..', 'document'],
	['', 'document'],
	['a\u202egpj.exe', 'agpj.exe'],
	['a\ud800b.xml', 'ab.xml'],
	['a\nb\0.xml', 'ab.xml'],
	['и\u0306.txt', 'й.txt'],
])('the file name %j becomes %j', (name, safe) => {
	expect(safeFileName(name)).toBe(safe);
});

test.each(['я'.repeat(300), '🙂'.repeat(200), 'a'.repeat(100_000)])(
	'a long name keeps its ending',
	(stem) => {
		for (const ending of ['.xml', '.xml.sig', '']) {
			const safe = safeFileName(`${stem}${ending}`);
			expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(255);
			expect(safe.endsWith(ending)).toBe(true);
			expect(safe).not.toMatch(/\ufffd|\p{Surrogate}/u);
		}
	},
);

test('a name leaves room for what is added to it', () => {
	const name = safeFileName(`${'я'.repeat(300)}.pdf`, 'document', 200);
	expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
	expect(name.endsWith('я.pdf')).toBe(true);
});

test('a path stays below', () => {
	expect(safePath('C:\\..\\a\\CON\\..\\b.xml')).toBe('a/_CON/b.xml');
	expect(safePath('../../')).toBe('');
});

test('keys from outside reach no prototype', () => {
	for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
		const record = recordOf<object>();
		expect(ownOf(record, name)).toBeUndefined();
		record[name] = { polluted: true };
		expect(Object.keys(record)).toEqual([name]);
		const plain: Record<string, object> = {};
		setOwn(plain, name, { polluted: true });
		expect(ownOf(plain, name)).toEqual({ polluted: true });
		expect(Object.keys(JSON.parse(JSON.stringify(plain)) as object)).toEqual([name]);
		expect('polluted' in {}).toBe(false);
	}
});

test.each<[string, string, boolean, string]>([
	[
		'a page',
		'<html><head><title>Access &amp; denied</title></head><body>x</body></html>',
		false,
		'an HTML page that says "Access & denied" (HTTP 403, type text/html, server nginx, via 1.1 squid)',
	],
	['nothing', '', false, 'an empty response (HTTP 403, type text/html, server nginx, via 1.1 squid)'],
	[
		'JSON',
		'{"status":"maintenance"}',
		true,
		'JSON that is not Kontur\'s that says "{"status":"maintenance"}" (HTTP 403, type text/html, server nginx, via 1.1 squid)',
	],
	[
		'JSON that breaks off',
		'{"acc',
		false,
		'a truncated response that says "{"acc" (HTTP 403, type text/html, server nginx, via 1.1 squid)',
	],
])('%s is described', (_name, text, isJson, described) => {
	const headers = { 'content-type': 'text/html', server: 'nginx', via: '1.1 squid' };
	expect(obstacleOf({ status: 403, headers, text, isJson }, new Gate())).toBe(described);
});
