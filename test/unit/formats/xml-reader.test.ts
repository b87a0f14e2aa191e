import { XmlError } from '../../../nodes/shared/formats/xml/error';
import { XmlReader, type Watch } from '../../../nodes/shared/formats/xml/reader';

/** Reads a document and lists all that is in it. */
function read(document: Buffer | string, step = 0): string[] {
	const bytes = typeof document === 'string' ? Buffer.from(document) : document;
	const seen: string[] = [];
	const watch = (path: string): Watch => ({
		child: (local) => watch(`${path}/${local}`),
		attributes: (values) => seen.push(...[...values].map(([name, value]) => `${path}@${name}=${value}`)),
		text: (value) => void (path === '' || seen.push(`${path}=${value}`)),
	});
	const reader = new XmlReader({
		isRoot: (local) => local === 'Файл',
		root: ({ local, uri }) => {
			seen.push(`root ${local} ${uri}`.trim());
			return watch('');
		},
	});
	for (let at = 0; step > 0 && at < bytes.length; at += step) reader.write(bytes.subarray(at, at + step));
	if (step === 0) reader.write(bytes);
	reader.end();
	return seen;
}

const refusal = (document: Buffer | string, step = 0): string => {
	try {
		read(document, step);
	} catch (error) {
		if (error instanceof XmlError) return error.message;
		throw error;
	}
	return 'accepted';
};

const STEPS = [1, 3, 7, 64, 1000];

describe('well-formed', () => {
	test.each<[string, string, string[]]>([
		['an empty element', '<a/>', ['root a']],
		['space and comments around', '\n <!-- - -->\n<a></a><!--x--> ', ['root a']],
		['a declaration', '<?xml version="1.0" standalone=\'no\'?><a/>', ['root a']],
		[
			'references',
			'<a><b c="&lt;&#x41;&#1040;">&amp;&gt;&apos;&quot;</b></a>',
			['root a', '/b@c=<AА', '/b=&>\'"'],
		],
		['sections', '<a><b>1<![CDATA[<&amp;>]]>2]]</b></a>', ['root a', '/b=1<&amp;>2]]']],
		// An attribute with a prefix belongs to another vocabulary.
		[
			'namespaces',
			'<p:a xmlns:p="u:x"><b xmlns="u:y" p:c="1" c="2" d="3"/></p:a>',
			['root a u:x', '/b@c=2', '/b@d=3', '/b='],
		],
		['quotes in quotes', `<a><b c='"' d="'>"/></a>`, ['root a', `/b@c="`, `/b@d='>`, '/b=']],
		['space in a tag', '<a\n><b\tc = "1"\r\n/></a >', ['root a', '/b@c=1', '/b=']],
		['line breaks in an attribute', '<a><b c="1\r\n2\t3"/></a>', ['root a', '/b@c=1 2 3', '/b=']],
		['instructions', '<?a b?><a><?c ??></a>', ['root a']],
	])('%s', (_what, document, seen) => {
		expect(read(document)).toEqual(seen);
		for (const step of STEPS) expect(read(document, step)).toEqual(seen);
	});

	test('a text that is longer than wanted is cut, also inside a reference', () => {
		for (let length = 4090; length < 4100; length++) {
			const [, text] = read(`<a><b>${'x'.repeat(length)}&amp;&amp;${'y'.repeat(9000)}</b></a>`);
			expect(text.startsWith('/b=xxx')).toBe(true);
		}
	});

	test.each(['utf16le', 'utf8'] as const)('%s with a mark', (encoding) => {
		const bytes = Buffer.from('\ufeff<?xml version="1.0"?><Файл><a>ю</a></Файл>', encoding);
		for (const step of [0, ...STEPS]) expect(read(bytes, step)).toEqual(['root Файл', '/a=ю']);
	});
});

describe('not well-formed', () => {
	test.each<[string, string]>([
		['', 'root element'],
		['<a>', 'incomplete'],
		['<a', 'incomplete'],
		['<a b="', 'incomplete'],
		['<a><!-- ', 'incomplete'],
		['<a><![CDATA[ ', 'incomplete'],
		['<a></b>', 'does not close'],
		['</a>', 'does not open'],
		['<a/></a>', 'does not open'],
		['<a/><a/>', 'two root'],
		['<a/>b', 'after its last'],
		['b<a/>', 'does not begin'],
		['<a b="1" b="2"/>', 'twice'],
		[`<a ${Array.from({ length: 20 }, (_none, index) => `b${index % 19}="1"`).join(' ')}/>`, 'twice'],
		['<a b=1/>', 'quotation'],
		['<a b/>', 'without a value'],
		['<a b="1"c="2"/>', 'malformed'],
		['<a b="<"/>', '"<" in an attribute'],
		['<a b="&"/>', '"&"'],
		['<a>&b;</a>', '"&"'],
		['<a>&#0;</a>', '"&"'],
		['<a>&#xd800;</a>', '"&"'],
		['<a>&</a>', '"&"'],
		['<a>]]></a>', ']]>'],
		['<a>\u0001</a>', 'control'],
		['<a b="\u0001"/>', 'control'],
		['<a><!--\u0001--></a>', 'control'],
		['<a><!-- -- --></a>', 'comment'],
		['<!DOCTYPE a><a/>', 'DOCTYPE'],
		['<a><!ELEMENT b></a>', 'markup'],
		['<a><?xml version="1.0"?></a>', 'declaration'],
		[' <?xml version="1.0"?><a/>', 'declaration'],
		['<?xml?><a/>', 'declaration'],
		['<?xml encoding="utf-8"?><a/>', 'first line'],
		['<p:a/>', 'prefix'],
		['<a p:b="1"/>', 'prefix'],
		['<a><b xmlns:p="u:x"/><p:c/></a>', 'prefix'],
		['<a:b:c xmlns:a="u:x"/>', 'name'],
		['<1a/>', 'begins no element'],
		['<a><  b/></a>', 'begins no element'],
		['<a xmlns:xml="u:x"/>', 'namespace'],
		['<a xmlns:p=""/>', 'namespace'],
		[`${'<a>'.repeat(300)}`, 'nested'],
	])('%j', (document, part) => {
		expect(refusal(document)).toContain(part);
		for (const step of STEPS) expect(refusal(document, step)).toBe(refusal(document));
	});

	test('bytes that are not UTF-8', () => {
		expect(refusal(Buffer.from('<a>\xe0</a>', 'latin1'))).toContain('not UTF-8');
		expect(refusal(Buffer.from('<\xe0/>', 'latin1'))).toMatch(/name|UTF-8/);
	});

	test('an element with very many attributes', () => {
		const withAttributes = (count: number) =>
			new XmlReader({ root: () => undefined }).write(
				Buffer.from(`<a${Array.from({ length: count }, (_none, index) => ` b${index}=""`).join('')}>`),
			);
		expect(() => withAttributes(8192)).not.toThrow();
		expect(() => withAttributes(8193)).toThrow('more than 8192 attributes');
	});

	test('a tag without an end', () => {
		const reader = new XmlReader({ root: () => undefined });
		const chunk = Buffer.alloc(1024 * 1024, 'a');
		reader.write(Buffer.from('<a '));
		expect(() => {
			for (let count = 0; count < 10; count++) reader.write(chunk);
		}).toThrow('1 MB');
	});
});

test('memory is that of the parts that are open, not of the document', () => {
	const reader = new XmlReader({ root: () => undefined });
	reader.write(Buffer.from('<a>'));
	const chunk = Buffer.from('<b c="1">text</b><!-- comment -->'.repeat(1000));
	const before = process.memoryUsage();
	for (let count = 0; count < 1000; count++) reader.write(chunk);
	const after = process.memoryUsage();
	reader.write(Buffer.from('</a>'));
	reader.end();
	// 33 MB went through.
	expect(after.arrayBuffers + after.external - before.arrayBuffers - before.external).toBeLessThan(
		8 * 1024 * 1024,
	);
});
