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

const inPieces = (text: string, between: string) => text.match(/.{1,6}/gs)?.join(between) ?? '';

const bytesOf = (text: string, between: string, before = '') =>
	[...Buffer.from(text)].map((byte) => before + byte.toString(16).padStart(2, '0')).join(between);

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
		['a token with colours of a terminal', inPieces(token, '\u001b[31m')],
		['a token with the title of a terminal', inPieces(token, '\u001b]0;title\u0007')],
		['a token in lines', inPieces(token, '\n')],
		['a token in base64 in lines', inPieces(base64(token), '\r\n')],
		['a token in base64 of UTF-16', Buffer.from(token, 'utf16le').toString('base64')],
		['a token in hex with colons', bytesOf(token, ':')],
		['a token in hex as in a program', bytesOf(token, ', ', '0x')],
		['a password in hex as in a string', bytesOf(password, '', '\\x')],
		['a password in quoted-printable', bytesOf(password, '', '=').toUpperCase()],
		['a password in octal', [...Buffer.from(password)].map((byte) => `\\${byte.toString(8)}`).join('')],
		['a password in numbers', [...Buffer.from(password)].join(',')],
		['a password as characters', [...password].map((one) => one.charCodeAt(0)).join(', ')],
		['a password in braces', [...password].map((one) => `\\u{${one.charCodeAt(0).toString(16)}}`).join('')],
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

	test.each<[string, string, string]>([
		[
			'the password of a proxy',
			'http://user:p4ss:w%40rd@proxy:3128/x failed',
			'http://***@proxy:3128/x failed',
		],
		[
			'a header of a proxy',
			'Proxy-Authorization: Basic dXNlcjpwYXNz end',
			'Proxy-Authorization: Basic *** end',
		],
		['a header in JSON', '{"authorization":"Bearer abcd.efgh"}', '{"authorization":"Bearer ***"}'],
		['an address without a password', 'http://user@host/a:b@c', 'http://user@host/a:b@c'],
		[
			'words',
			'Authorization: none. Basic information: a://b c:d@e',
			'Authorization: none. Basic information: a://b c:d@e',
		],
	])('of others, %s', (_name, text, expected) => {
		expect(new Gate().text(text)).toBe(expected);
	});

	test('parts of a password are masked', () => {
		const long = 'Пароль-с/знаками+и=№7';
		const masking = new Gate([long]);
		expect(masking.text(`before ${long.slice(0, -3)} after`)).toBe('before *** after');
		expect(masking.text(`before ${long.slice(4)} after`)).toBe('before *** after');
		expect(masking.text('before Пароль-с, after')).toBe('before Пароль-с, after');
	});

	test('numbers and words that are no secret stay', () => {
		for (const text of [
			'Sums: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10',
			'de:ad:be:ef:de:ad:be:ef and 0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07',
			'Пароль is asked for & not given',
			'7715000001 771501001 6670100001 667001001 7707083893 770701001 7715000001 771501001',
		])
			expect(gate.text(text)).toBe(text);
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
	expect(gate.text('a\u001b[1;31mb\u009b0mc\u001b]8;;http://x\u0007d\u001b]0;t\u001b\\e')).toBe('abcde');
	expect(gate.text('a\u0000b\u202ec\u2066d\u200be\ufefff\r\ng\ud800h')).toBe('abcdef gh');
	expect(visible('🙂 ёж')).toBe('🙂 ёж');
	const long = gate.text('я'.repeat(1_000_000));
	expect(Buffer.byteLength(long)).toBeLessThanOrEqual(4096);
	expect(long).toMatch(/^я+…$/);
});

test('a hostile text does not block', () => {
	const gate = new Gate([token, password, key, 'a', '1']);
	for (const text of [
		'a'.repeat(10_000_000),
		'<'.repeat(10_000_000),
		'password='.repeat(1_000_000),
		...['://', '://a:', 'authorization: ', '1 ', '0x', 'de:', '\\1', '\\u{', '\u001b[', '\u001b]'].map(
			(one) => one.repeat(1_000_000),
		),
	]) {
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
