// Canonical forms against those of xmllint (libxml2): the committed ones always, fresh ones where it is installed.
import { readFileSync } from 'fs';
import { join } from 'path';
import { canonicalize, type Canonicalization } from '../../../nodes/shared/gost/xml/canonical';
import { decodeXml } from '../../../nodes/shared/gost/xml/encoding';
import { elementsOf } from '../../../nodes/shared/gost/xml/tree';
import { sampleCells } from '../../support/sampling';
import { codeOf, seeded } from '../gost-cms/support';
import { cases, cp1251 } from './cases';
import { parsed } from './parsed';
import { hasXmllint, KINDS, xmllint, type Kind } from './xmllint';

const kinds = Object.keys(KINDS) as Kind[];
const expected = JSON.parse(readFileSync(join(__dirname, 'fixtures', 'canonical.json'), 'utf8')) as Record<
	string,
	Record<Kind, string>
>;

async function read(document: Uint8Array) {
	return (await parsed(document)).document;
}

const text = (chunks: Iterable<Uint8Array>): string => Buffer.concat([...chunks]).toString('utf8');

async function canonical(document: Uint8Array | string, kind: Kind, comments = true): Promise<string> {
	return text(canonicalize(await read(Buffer.from(document)), { kind, comments }));
}

let compared = 0;
afterAll(() => {
	console.info(`${compared} canonical forms were compared with those of xmllint`);
});

describe.each(kinds)('%s', (kind) => {
	const judged = sampleCells('Canonical forms judged by xmllint', kind, Object.keys(cases), 2);

	test.each(Object.keys(cases))('%s', async (name) => {
		expect(await canonical(cases[name], kind)).toBe(expected[name][kind]);
		compared++;
		if (!hasXmllint || !judged.includes(name)) return;
		expect(xmllint(kind, cases[name])).toBe(expected[name][kind]);
	});

	test.each(Object.keys(cases))('the form of the form is itself: %s', async (name) => {
		const once = await canonical(cases[name], kind);
		expect(await canonical(once, kind)).toBe(once);
	});
});

/** A document with namespaces at random: prefixes are declared, hidden and used here and there. */
function randomDocument(random: (below: number) => number): string {
	const pick = <T>(list: readonly T[]): T => list[random(list.length)];
	const values = ['', 'x', '&amp;&lt;', '"', '\t\n', '&#13;', 'Ё', '\u{1f600}', "'"];
	const quoted = (value: string): string => (value.includes('"') ? `'${value}'` : `"${value}"`);
	const element = (depth: number, scope: ReadonlySet<string>): string => {
		const inside = new Set(scope);
		const parts: string[] = [];
		for (const prefix of ['', 'p', 'q', 'r']) {
			if (random(4) > 0) continue;
			const uri = prefix === '' && random(3) === 0 ? '' : pick(['urn:1', 'urn:2', 'urn:3']);
			parts.push(`xmlns${prefix === '' ? '' : ':'}${prefix}="${uri}"`);
			inside.add(prefix);
		}
		const prefixed = (name: string): string => {
			const prefix = pick([...inside]);
			return prefix === '' ? name : `${prefix}:${name}`;
		};
		// One name an attribute, so that no two of them come to mean the same.
		for (const name of ['a', 'b', 'c', 'é'])
			if (random(3) === 0) parts.push(`${prefixed(name)}=${quoted(pick(values))}`);
		if (random(6) === 0) parts.push('xml:lang="ru"');
		parts.sort(() => random(3) - 1);
		const name = prefixed(pick(['e', 'f', 'Ж']));
		const start = `<${[name, ...parts].join(pick([' ', '\n', '  ']))}`;
		if (random(4) === 0) return `${start}/>`;
		let content = '';
		for (let i = random(5); i > 0 && depth < 6; i--) {
			content += pick([
				() => element(depth + 1, inside),
				() => element(depth + 1, inside),
				() => pick(values).replace(/"/g, '&quot;'),
				() => '<![CDATA[<&]]>',
				() => '<!-- c -->',
				() => '<?i d?>',
				() => '\r\n',
			])();
		}
		return `${start}>${content}</${name}>`;
	};
	return `${pick(['', '<?xml version="1.0"?>\n', '<!-- c -->\n', '<?i?>'])}${element(0, new Set(['']))}${pick(['', '\n', '<!--d-->'])}`;
}

if (hasXmllint) {
	test('random documents, live', async () => {
		const random = seeded(20_262);
		const documents = Array.from({ length: 120 }, () => randomDocument(random));
		for (const document of sampleCells('Random documents', 'canonical', documents, 3)) {
			for (const kind of kinds) {
				const reference = xmllint(kind, Buffer.from(document));
				if (reference === undefined) throw new Error(`xmllint refuses ${document}`);
				expect([document, await canonical(document, kind)]).toEqual([document, reference]);
				compared++;
			}
		}
	});
}

describe('parts of documents', () => {
	const part = async (document: string, local: string, how: Canonicalization): Promise<string> => {
		const { elements } = await parsed(Buffer.from(document));
		const element = elements.find((item) => item.local === local);
		if (!element) throw new Error(`No ${local}`);
		return text(canonicalize(element, how));
	};
	const exclusive: Canonicalization = { kind: 'exclusive', comments: false };
	const inclusive: Canonicalization = { kind: 'inclusive', comments: false };

	// Typed from Exclusive XML Canonicalization 1.0, section 2.2.
	const first =
		'<n0:local xmlns:n0="foo:bar"\n           xmlns:n3="ftp://example.org">\n<n1:elem2 xmlns:n1="http://example.net"\n          xml:lang="en">\n     <n3:stuff xmlns:n3="ftp://example.org"/>\n</n1:elem2>\n</n0:local>';
	const second =
		'<n2:pdu xmlns:n1="http://example.com"\n           xmlns:n2="http://foo.example"\n           xml:lang="fr"\n           xml:space="retain">\n<n1:elem2 xmlns:n1="http://example.net"\n          xml:lang="en">\n     <n3:stuff xmlns:n3="ftp://example.org"/>\n</n1:elem2>\n</n2:pdu>';

	test('the examples of the recommendation', async () => {
		const same =
			'<n1:elem2 xmlns:n1="http://example.net" xml:lang="en">\n     <n3:stuff xmlns:n3="ftp://example.org"></n3:stuff>\n</n1:elem2>';
		expect(await part(first, 'elem2', exclusive)).toBe(same);
		expect(await part(second, 'elem2', exclusive)).toBe(same);
		expect(await part(first, 'elem2', inclusive)).toBe(
			'<n1:elem2 xmlns:n0="foo:bar" xmlns:n1="http://example.net" xmlns:n3="ftp://example.org" xml:lang="en">\n     <n3:stuff></n3:stuff>\n</n1:elem2>',
		);
		expect(await part(second, 'elem2', inclusive)).toBe(
			'<n1:elem2 xmlns:n1="http://example.net" xmlns:n2="http://foo.example" xml:lang="en" xml:space="retain">\n     <n3:stuff xmlns:n3="ftp://example.org"></n3:stuff>\n</n1:elem2>',
		);
	});

	test('what an element inherits from its ancestors', async () => {
		const document =
			'<a xmlns="urn:1" xmlns:p="urn:p" xml:id="i" xml:lang="ru"><b xmlns="" xml:lang="en"><c xmlns:q="urn:q"><d p:x=""/></c></b></a>';
		expect(await part(document, 'c', inclusive)).toBe(
			'<c xmlns:p="urn:p" xmlns:q="urn:q" xml:id="i" xml:lang="en"><d p:x=""></d></c>',
		);
		expect(await part(document, 'c', { kind: 'inclusive 1.1', comments: false })).toBe(
			'<c xmlns:p="urn:p" xmlns:q="urn:q" xml:lang="en"><d p:x=""></d></c>',
		);
		expect(await part(document, 'c', exclusive)).toBe('<c><d xmlns:p="urn:p" p:x=""></d></c>');
		expect(await part(document, 'd', { ...exclusive, inclusivePrefixes: ['q', '#default'] })).toBe(
			'<d xmlns:p="urn:p" xmlns:q="urn:q" p:x=""></d>',
		);
		expect(
			await part('<a xmlns="urn:1"><p:b xmlns:p="urn:p"><c/></p:b></a>', 'b', {
				...exclusive,
				inclusivePrefixes: ['#default'],
			}),
		).toBe('<p:b xmlns="urn:1" xmlns:p="urn:p"><c></c></p:b>');
		expect(
			await part('<a><b xml:base="x"><c/></b></a>', 'b', { kind: 'inclusive 1.1', comments: false }),
		).toBe('<b xml:base="x"><c></c></b>');
		const based = part('<a><b xml:base="x"><c/></b></a>', 'c', { kind: 'inclusive 1.1', comments: false });
		expect(await codeOf(() => based)).toBe('unsupported');
	});

	test('an element that is left out, and comments', async () => {
		const document = await read(Buffer.from('<a>1<b>2</b><!-- c --><d/>3</a>'));
		const [b] = elementsOf(document.root);
		expect(text(canonicalize(document, exclusive, b))).toBe('<a>1<d></d>3</a>');
		expect(text(canonicalize(document, { ...exclusive, comments: true }, b))).toBe(
			'<a>1<!-- c --><d></d>3</a>',
		);
		expect(text(canonicalize(document, exclusive, document.root))).toBe('');
	});

	test('namespaces in Cyrillic letters, which libxml2 refuses', async () => {
		const document = '<ЭДПФР xmlns="http://пф.рф/ЕФС-1" xmlns:А="http://пф.рф/АФ"><А:б/></ЭДПФР>';
		expect(await canonical(document, 'exclusive')).toBe(
			'<ЭДПФР xmlns="http://пф.рф/ЕФС-1"><А:б xmlns:А="http://пф.рф/АФ"></А:б></ЭДПФР>',
		);
	});

	test('namespaces with an ampersand, which libxml2 2.9 does not escape', async () => {
		const document =
			'<a xmlns="http://example.com/?b=1&amp;c=2"><d xmlns:p="urn:&#120;&#38;" p:e=""></d></a>';
		const escaped = document.replace('&#120;&#38;', 'x&amp;');
		for (const kind of kinds) expect(await canonical(document, kind)).toBe(escaped);
	});

	test('pairs of units at the ends of chunks', async () => {
		for (const shift of [0, 1, 2, 3]) {
			const long = `${'x'.repeat(65_530 + shift)}${'\u{1f600}'.repeat(70_000)}`;
			expect(await canonical(`<a>${long}</a>`, 'inclusive')).toBe(`<a>${long}</a>`);
		}
	});

	// Text is read in pieces of 65,536 characters.
	test.each([
		['references', '&#x1F600;', '\u{1f600}'],
		['ampersands', '&amp;', '&amp;'],
		['line ends', '\r\n', '\n'],
		['brackets', ']]', ']]'],
	])('%s at the ends of pieces', async (_name, written, read) => {
		for (let shift = 0; shift < written.length; shift++) {
			const count = Math.ceil(70_000 / written.length);
			const long = (part: string) => `${'x'.repeat(shift)}${part.repeat(count)}`;
			expect(await canonical(`<a>${long(written)}</a>`, 'inclusive')).toBe(`<a>${long(read)}</a>`);
		}
	});

	test('sections that are longer than a piece', async () => {
		for (let shift = 0; shift < 3; shift++) {
			const long = (part: string) => `${'x'.repeat(65_530 + shift)}${part.repeat(20_000)}`;
			const section = `<a><![CDATA[${long('\r\n&lt;')}]]><![CDATA[]]>y</a>`;
			expect(await canonical(section, 'inclusive')).toBe(`<a>${long('\n&amp;lt;')}y</a>`);
		}
	});
});

describe('documents that are refused', () => {
	const bytes = (...parts: Array<string | number>): Uint8Array =>
		Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.of(part))));
	// Ten of ten of ten: 3 GB out of a kilobyte.
	const laughs = `<!DOCTYPE a [<!ENTITY e0 "lol">${Array.from(
		{ length: 9 },
		(_none, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`,
	).join('')}]><a>&e9;</a>`;
	const damaged: Record<string, Uint8Array | string> = {
		nothing: '',
		space: ' \n',
		text: 'text',
		'text before the root': 'x<a/>',
		'text after the root': '<a/>x',
		'a section outside of the root': '<a/><![CDATA[]]>',
		'two roots': '<a/><b/>',
		'no end': '<a>',
		'an end more': '<a></a></a>',
		'other end': '<a></b>',
		'end of another prefix': '<p:a xmlns:p="u:1" xmlns:q="u:1"></q:a>',
		'tags crossed': '<a><b></a></b>',
		'a longer end': '<a></ab>',
		'an attribute in an end': '<a></a b="">',
		'an open tag': '<a',
		'an open attribute': '<a b="',
		'an attribute without a value': '<a b/>',
		'an attribute without quotes': '<a b=c/>',
		'no space between attributes': '<a b=""c=""/>',
		'the same attribute twice': '<a b="" b=""/>',
		'the same attribute under two prefixes': '<a xmlns:p="u:1" xmlns:q="u:1" p:b="" q:b=""/>',
		'the same declaration twice': '<a xmlns:p="u:1" xmlns:p="u:2"/>',
		'< in an attribute': '<a b="<"/>',
		'a prefix not declared': '<p:a/>',
		'a prefix of an attribute not declared': '<a p:b=""/>',
		'a prefix declared elsewhere': '<a><b xmlns:p="u:1"/><p:c/></a>',
		'a prefix taken back': '<a xmlns:p=""/>',
		'two colons': '<a:b:c xmlns:a="u:1"/>',
		'a name of a colon': '<:a/>',
		'a name that ends in a colon': '<a:/>',
		'a digit after a colon': '<a:1 xmlns:a="u:1"/>',
		'a digit at the start': '<1/>',
		'space before the name': '< a/>',
		'xml for another namespace': '<a xmlns:xml="u:1"/>',
		'the namespace of xml for another prefix': '<a xmlns:p="http://www.w3.org/XML/1998/namespace"/>',
		'the prefix xmlns declared': '<a xmlns:xmlns="u:1"/>',
		'the namespace of xmlns': '<a xmlns:p="http://www.w3.org/2000/xmlns/"/>',
		'an element called xmlns:a': '<xmlns:a/>',
		'an entity': '<a>&nbsp;</a>',
		'an entity in an attribute': '<a b="&b;"/>',
		'a bare ampersand': '<a>a & b</a>',
		'a reference without end': '<a>&#65</a>',
		'a reference to no character': '<a>&#0;</a>',
		'a reference to half of a pair': '<a>&#xD800;</a>',
		'a reference beyond all characters': '<a>&#x110000;</a>',
		'a reference to a noncharacter': '<a>&#xFFFE;</a>',
		'an upper-case X': '<a>&#X41;</a>',
		'the end of a section': '<a>]]></a>',
		'the end of a section between two pieces': `<a>${'x'.repeat(65_535)}]]></a>`,
		'the end of a section after a piece': `<a>${'x'.repeat(65_534)}]]></a>`,
		'a bare ampersand after a piece': `<a>${'x'.repeat(65_535)}& b</a>`,
		'an open section of several pieces': `<a><![CDATA[${'x'.repeat(200_000)}</a>`,
		'an open section': '<a><![CDATA[</a>',
		'an open comment': '<a><!-- </a>',
		'-- in a comment': '<a><!-- -- --></a>',
		'- before the end of a comment': '<a><!-- ---></a>',
		'an open instruction': '<a><?b </a>',
		'an instruction without a name': '<a><? b?></a>',
		'an instruction with a colon': '<a><?b:c d?></a>',
		'a declaration that is not first': ' <?xml version="1.0"?><a/>',
		'a declaration inside': '<a><?XML version="1.0"?></a>',
		'a declaration without a version': '<?xml encoding="utf-8"?><a/>',
		'a declaration in another order': '<?xml encoding="utf-8" version="1.0"?><a/>',
		'markup of a declaration': '<a><!ELEMENT b ANY></a>',
		'a control character': '<a>\u0001</a>',
		'a control character in an attribute': '<a b="\u0000"/>',
		'a noncharacter': '<a>\uffff</a>',
		'bytes that are not UTF-8': bytes('<a>', 0xff, '</a>'),
		'a truncated UTF-8 sequence': bytes('<a>', 0xd0, '</a>'),
		'half of a pair in UTF-8': bytes('<a>', 0xed, 0xa0, 0x80, '</a>'),
		'a longer form of UTF-8': bytes('<a>', 0xc0, 0xbc, '</a>'),
		'another encoding than its mark': bytes(
			0xef,
			0xbb,
			0xbf,
			'<?xml version="1.0" encoding="windows-1251"?><a/>',
		),
		'more attributes than can be read in one turn': `<a${Array.from({ length: 9000 }, (_none, i) => ` b${i}=""`).join('')}/>`,
		'a long namespace': `<a xmlns="u:${'x'.repeat(5000)}"/>`,
		'too deep': '<a>'.repeat(257) + '</a>'.repeat(257),
	};
	test.each(Object.entries(damaged))('%s', async (_name, document) => {
		expect(await codeOf(() => canonical(document, 'inclusive'))).toBe('damaged');
	});

	test.each<[string, string | Uint8Array]>([
		['a document type', '<!DOCTYPE a><a/>'],
		['entities declared', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
		['an entity from a file', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>'],
		['an entity from the network', '<!DOCTYPE a [<!ENTITY b SYSTEM "http://127.0.0.1:9/">]><a b="&b;"/>'],
		['a declaration from the network', '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>'],
		['a parameter entity', '<!DOCTYPE a [<!ENTITY % b "<!ENTITY c \'d\'>">%b;]><a>&c;</a>'],
		['entities of entities', laughs],
		['a document type after a comment', '<!-- a --><?b c?>\n<!DOCTYPE a><a/>'],
		['default values of attributes', '<!DOCTYPE a [<!ATTLIST a b CDATA "c">]><a/>'],
		['XML 1.1', '<?xml version="1.1"?><a/>'],
		['a relative namespace', '<a xmlns="one"/>'],
		['another encoding', '<?xml version="1.0" encoding="koi8-r"?><a/>'],
		['UTF-16', Buffer.from('\ufeff<a/>', 'utf16le')],
	])('%s', async (_name, document) => {
		expect(await codeOf(() => canonical(document, 'inclusive'))).toBe('unsupported');
	});

	test.each<[string, string]>([
		['an entity of nobody', '<a>&b;</a>'],
		['an entity in an attribute', '<a b="&c;"/>'],
		['an entity of HTML', '<a>&nbsp;</a>'],
		['a reference to no character', '<a>&#0;</a>'],
		['a reference to half of a pair', '<a>&#xd800;</a>'],
		['a reference beyond all characters', '<a>&#x110000;</a>'],
		['a reference that is endless', `<a>&#${'9'.repeat(100_000)};</a>`],
		['a document type inside', '<a><!DOCTYPE a></a>'],
	])('%s', async (_name, document) => {
		expect(await codeOf(() => canonical(document, 'inclusive'))).toMatch(/^(damaged|unsupported)$/);
	});

	test('deep, long or wide but valid documents', async () => {
		const deep = '<a>'.repeat(256) + '</a>'.repeat(256);
		expect(await canonical(deep, 'exclusive')).toBe(deep);
		const wide = `<a${Array.from({ length: 5000 }, (_none, i) => ` b${10_000 + i}=""`).join('')}></a>`;
		expect(await canonical(wide, 'exclusive')).toBe(wide);
	});
});

test('places in the file', () => {
	const utf8 = decodeXml(Buffer.from('\ufeff<a>Ё\u{1f600}</a>'));
	expect(utf8.text).toBe('<a>Ё\u{1f600}</a>');
	expect([0, 3, 4, 6].map((index) => utf8.byteOffset(index))).toEqual([3, 6, 8, 12]);
	const old = decodeXml(
		Buffer.concat([Buffer.from('<?xml version="1.0" encoding="windows-1251"?>'), cp1251('<а>Ё</а>')]),
	);
	expect(old.text.endsWith('<а>Ё</а>')).toBe(true);
	expect(old.byteOffset(48)).toBe(48);
});
