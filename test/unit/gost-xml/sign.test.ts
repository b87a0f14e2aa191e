// Signing and verifying XML documents. Judges: openssl with the GOST engine and xmllint, xmlsec1 for RSA, where they
// are installed; documents they signed are committed and verified everywhere.
import { spawnSync } from 'child_process';
import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import type { Certificate } from '../../../nodes/shared/gost';
import {
	signXml,
	verifyXml,
	type XmlSignOptions,
	type XmlSignatureReport,
} from '../../../nodes/shared/gost/xml';
import { canonicalize } from '../../../nodes/shared/gost/xml/canonical';
import { decodeXml } from '../../../nodes/shared/gost/xml/encoding';
import { sampleCells } from '../../support/sampling';
import { codeOf, committed, hasEngine, inTemporary } from '../gost-cms/support';
import { cases, cp1251 } from './cases';
import { algorithms, digestOf, DSIG, fitsByOpenssl, signByOpenssl, signedDocument } from './opensslSigner';
import { parsed } from './parsed';
import { hasXmllint } from './xmllint';

const names = committed.names();
const hasJudge = hasEngine && hasXmllint;
const hasXmlsec = spawnSync('xmlsec1', ['--version']).status === 0;
const reports = cases['a report'];

const counts = { judged: 0, verified: 0, refused: 0 };
afterAll(() => {
	console.info(
		`XML: ${counts.judged} signatures were judged by openssl or xmlsec1, ${counts.verified} of openssl's verified, ${counts.refused} changed documents refused`,
	);
});

const latin1 = (data: Uint8Array): string => Buffer.from(data).toString('latin1');
const element = (signed: Uint8Array): string =>
	/<ds:Signature [^]*<\/ds:Signature>/.exec(latin1(signed))?.[0] ?? '';

async function valid(document: Uint8Array, how = {}): Promise<boolean> {
	let report: XmlSignatureReport | undefined;
	const code = await codeOf(async () => {
		report = await verifyXml(document, how);
	});
	if (code !== 'no error' || !report) return false;
	const signed = report.signers.length > 0 && report.signers.every((signer) => signer.valid);
	// The document as a whole takes signatures that cover all of it.
	expect(report.valid).toBe(signed && report.signers.every((signer) => signer.wholeDocument));
	return signed;
}

/** openssl and xmllint look at the digest and the value in a document that we signed with the defaults. */
function judge(name: string, original: Uint8Array, signed: Uint8Array): void {
	if (!hasJudge) return;
	const text = element(signed);
	const pick = (tag: string): string =>
		new RegExp(`<ds:${tag}[^>]*>([^]*)</ds:${tag}>`).exec(text)?.[1] ?? '';
	expect(text).toContain(`Algorithm="${algorithms(name).signature}"`);
	expect(text).toContain(`Algorithm="${algorithms(name).digest}"`);
	expect(pick('DigestValue')).toBe(digestOf(name, original));
	const info = `<ds:SignedInfo xmlns:ds="${DSIG}">${pick('SignedInfo')}</ds:SignedInfo>`;
	expect(fitsByOpenssl(name, info, Buffer.from(pick('SignatureValue'), 'base64'))).toBe(true);
	counts.judged++;
}

describe.each(sampleCells('Keys that sign', 'XML', names, 2))('%s', (name) => {
	const signer = committed.signer(name);
	const trusted = [committed.certificate(name === 'leaf' ? '256-A' : name)];

	const documents: Array<[string, Uint8Array]> = [
		['a report', reports],
		['windows-1251', cases['windows-1251']],
		['a report with a mark', Buffer.concat([Buffer.of(0xef, 0xbb, 0xbf), reports])],
	];
	const judged = sampleCells('Documents judged by openssl', name, documents, 1).map(([label]) => label);
	test.each(documents)('%s', async (label, document) => {
		const signed = await signXml(document, signer);
		const report = await verifyXml(signed, { trusted });
		expect(report).toEqual({
			valid: true,
			wholeDocument: true,
			chain: 'trusted',
			level: 'XMLDSig',
			signers: [
				{
					valid: true,
					reason: undefined,
					certificate: expect.objectContaining({ thumbprint: signer.certificate.thumbprint }),
					dates: 'ok',
					references: [''],
					wholeDocument: true,
					order: 'big-endian',
					level: 'XMLDSig',
					form: 'XMLDSig',
					unchecked: [],
					intact: true,
					chain: expect.objectContaining({ status: 'trusted', datesNow: 'ok' }),
				},
			],
		});
		expect(latin1(signed).replace(element(signed), '')).toBe(latin1(document));
		if (judged.includes(label)) judge(name, document, signed);
	});

	test.each<[string, XmlSignOptions]>([
		['inclusive', { canonicalization: 'inclusive' }],
		['inclusive 1.1', { canonicalization: 'inclusive 1.1' }],
		['reversed value', { order: 'little-endian' }],
		['inside an element', { into: 'СлужебнаяИнформация', signatureId: 'Подпись & "1"' }],
	])('%s', async (_label, options) => {
		const signed = await signXml(reports, signer, options);
		const { signers } = await verifyXml(signed, { trusted });
		expect(signers).toMatchObject([{ valid: true, reason: undefined, wholeDocument: true }]);
		const little = options.order === 'little-endian' && !name.startsWith('rsa');
		expect(signers[0].order).toBe(little ? 'little-endian' : 'big-endian');
		expect(latin1(signed).replace(element(signed), '')).toBe(latin1(reports));
	});
});

const signer = committed.signer('256-TCA');

describe('places', () => {
	const document = Buffer.from(
		'<а xmlns:p="urn:p"><б Id="один" p:x="1"><в/></б><г><д Id="два">2</д></г><p:е></p:е></а>',
	);

	test.each<[string, string, string]>([
		['в', '<в>$</в>', '<в/>'],
		['е', '<p:е>$</p:е>', '<p:е></p:е>'],
		['г', '<д Id="два">2</д>$</г>', '<д Id="два">2</д></г>'],
		['а', '<p:е></p:е>$</а>', '<p:е></p:е></а>'],
	])('into %s', async (into, after, before) => {
		const signed = Buffer.from(await signXml(document, signer, { into })).toString('utf8');
		const added = element(Buffer.from(signed));
		expect(signed).toBe(document.toString().replace(before, after.replace('$', added)));
		expect(await valid(Buffer.from(signed))).toBe(true);
	});

	test('an empty element with a Cyrillic name in windows-1251', async () => {
		const old = cp1251('<?xml version="1.0" encoding="windows-1251"?><Файл><Подпись /></Файл>');
		const signed = await signXml(old, signer, { into: 'Подпись' });
		const text = decodeXml(signed).text;
		expect(text).toMatch(/<Подпись ><ds:Signature [^]*<\/ds:Signature><\/Подпись><\/Файл>$/);
		expect(await valid(signed)).toBe(true);
	});

	test('one element signed: what is around may change, the element may not', async () => {
		for (const into of ['б', 'г', 'а']) {
			const signed = Buffer.from(await signXml(document, signer, { element: { id: 'один' }, into }));
			const report = await verifyXml(signed);
			expect(report).toMatchObject({
				valid: false,
				reason: 'The signature covers only a part of the document',
				wholeDocument: false,
				signers: [{ valid: true, references: ['#один'], wholeDocument: false }],
			});
			expect(element(signed).includes('enveloped-signature')).toBe(into === 'б');
			const changed = (from: string, to: string): Promise<boolean> =>
				valid(Buffer.from(signed.toString('utf8').replace(from, to)));
			expect(await changed('>2<', '>3<')).toBe(true);
			expect(await changed('p:x="1"', 'p:x="2"')).toBe(false);
			expect(await changed('<в/>', '')).toBe(false);
			expect(await changed('urn:p', 'urn:q')).toBe(false);
			// Two elements with the id, or none: it is open what was signed.
			expect(await changed('Id="два"', 'Id="один"')).toBe(false);
			expect(await changed('Id="два"', 'p:ID="один"')).toBe(false);
			expect(await changed('Id="один"', 'Id="три"')).toBe(false);
		}
	});

	test('the root by its id, ids under another name', async () => {
		const root = Buffer.from('<a wsu:Id="x" xmlns:wsu="urn:wsu"><b Id="x"/></a>');
		const options = { element: { id: 'x', attribute: 'wsu:Id' } };
		const signed = await signXml(root, signer, options);
		const report = await verifyXml(signed, { idAttribute: 'wsu:Id' });
		expect(report).toMatchObject({ valid: true, signers: [{ references: ['#x'], wholeDocument: true }] });
		expect(await valid(signed)).toBe(false);
	});

	test('places that are not there, or there twice', async () => {
		const refused = (text: string, options: XmlSignOptions): Promise<string> =>
			codeOf(() => signXml(Buffer.from(text), signer, options));
		expect(await refused('<a/>', { into: 'b' })).toBe('bad-argument');
		expect(await refused('<a><b/><b/></a>', { into: 'b' })).toBe('bad-argument');
		expect(await refused('<a/>', { element: { id: 'x' } })).toBe('bad-argument');
		expect(await refused('<a Id="x"><b Id="x"/></a>', { element: { id: 'x' } })).toBe('bad-argument');
		expect(await refused('<!DOCTYPE a><a/>', {})).toBe('unsupported');
		expect(await refused('<a>', {})).toBe('damaged');
	});
});

test('signers that are refused', async () => {
	const document = Buffer.from('<a/>');
	const other = { key: signer.key, certificate: committed.certificate('512-A') };
	expect(await codeOf(() => signXml(document, other))).toBe('key-mismatch');
	const { key, certificate } = signer;
	const expired = { key, certificate: { ...certificate, notAfter: new Date('2001-01-01') } };
	const early = { key, certificate: { ...certificate, notBefore: new Date('2101-01-01') } };
	expect(await codeOf(() => signXml(document, expired))).toBe('expired');
	expect(await codeOf(() => signXml(document, early))).toBe('not-yet-valid');
	expect(await valid(await signXml(document, expired, { ignoreDates: true }))).toBe(true);
});

test('certificates: left out, of the issuer, given aside', async () => {
	const document = Buffer.from('<a/>');
	const leaf = committed.signer('leaf');
	const issuer = committed.certificate('256-A');
	const bare = await signXml(document, leaf, { includeCertificate: false });
	expect(element(bare)).not.toContain('KeyInfo');
	expect(await valid(bare)).toBe(false);
	expect(await valid(bare, { certificates: [committed.certificate('rsa'), leaf.certificate] })).toBe(true);
	expect(await valid(bare, { certificates: [committed.certificate('rsa')] })).toBe(false);
	// Each that is tried costs the check of a signature.
	const after = (count: number) => [...Array<Certificate>(count).fill(issuer), leaf.certificate];
	expect(await valid(bare, { certificates: after(63) })).toBe(true);
	expect(await valid(bare, { certificates: after(64) })).toBe(false);
	const chained = await signXml(document, { ...leaf, chain: [issuer] });
	expect(await valid(chained, { trusted: [issuer] })).toBe(true);
	expect(await valid(chained, { trusted: [committed.certificate('512-A')] })).toBe(false);
	expect(await valid(await signXml(document, leaf), { trusted: [issuer] })).toBe(true);
});

test('hashes for RSA', async () => {
	for (const rsaHash of ['sha256', 'sha384', 'sha512'] as const) {
		expect(await valid(await signXml(reports, committed.signer('rsa'), { rsaHash }))).toBe(true);
	}
});

test('two signatures: the second covers the first', async () => {
	const first = await signXml(reports, signer, { element: undefined });
	const second = await signXml(first, committed.signer('rsa'));
	const { signers } = await verifyXml(second);
	// The first one covered the document before the second was put in.
	expect(signers.map((item) => item.valid)).toEqual([false, true]);
	const parts = Buffer.from('<a><b Id="b"/><c Id="c"/></a>');
	const one = await signXml(parts, signer, { element: { id: 'b' } });
	const two = await signXml(one, committed.signer('rsa'), { element: { id: 'c' } });
	expect(await verifyXml(two)).toMatchObject({ valid: false, signers: [{ valid: true }, { valid: true }] });
});

describe('documents signed by openssl', () => {
	const signed = JSON.parse(readFileSync(join(__dirname, 'fixtures', 'signed.json'), 'utf8')) as Record<
		string,
		string
	>;
	const sets: Array<[string, Record<string, string>]> = [['committed', signed]];
	if (hasJudge) {
		const live = sampleCells('Documents signed by openssl', 'live', names, 2);
		sets.push(['live', Object.fromEntries(live.map((name) => [name, signByOpenssl(name, signedDocument)]))]);
	}

	describe.each(sets)('%s', (_label, set) => {
		test.each(Object.keys(set))('%s', async (name) => {
			const document = Buffer.from(set[name]);
			const trusted = [committed.certificate(name === 'leaf' ? '256-A' : name)];
			expect(await verifyXml(document, { trusted })).toMatchObject({
				valid: true,
				signers: [{ valid: true, reason: undefined, order: 'big-endian', wholeDocument: true }],
			});
			counts.verified++;
			await refuseChanges(document, trusted, 41);
		});
	});
});

/** What a signature of the whole document covers. */
async function signedContent(document: Uint8Array): Promise<string> {
	const { document: tree, elements } = await parsed(document);
	const signature = elements.find((item) => item.local === 'Signature');
	const parts = canonicalize(tree, { kind: 'exclusive', comments: false }, signature);
	return Buffer.concat([...parts]).toString('utf8');
}

/** Changes bytes: the document must be refused, unless what is signed stayed the same. */
async function refuseChanges(document: Uint8Array, trusted: unknown, step: number): Promise<void> {
	const before = await signedContent(document);
	const places = Array.from({ length: Math.ceil(document.length / step) }, (_none, index) => index * step);
	for (const at of sampleCells('Changed bytes', `XML ${document.length}`, places, step === 1 ? 30 : 4)) {
		const changed = Uint8Array.from(document);
		changed[at] ^= 1;
		if (await valid(changed, { trusted })) expect([at, await signedContent(changed)]).toEqual([at, before]);
		else counts.refused++;
	}
}

describe('changes', () => {
	test.each(['2001-XA', '256-TCB', '512-C', 'rsa'])('every byte of a document signed by %s', async (name) => {
		const document = Buffer.from('<a b="1" xmlns:p="urn:p"><p:c>text</p:c>\n<!-- c --></a>');
		const signed = await signXml(document, committed.signer(name));
		await refuseChanges(signed, [committed.certificate(name)], 1);
	});

	const document = '<a b="1"><c>text</c><d/></a>';
	let signed: string;
	beforeAll(async () => {
		const bytes = await signXml(Buffer.from(document), signer);
		expect(await valid(bytes)).toBe(true);
		signed = latin1(bytes);
	});

	test.each<[string, string | RegExp, string]>([
		['text', 'text', 'test'],
		['text added', '<d/>', '<d/>x'],
		['an attribute', 'b="1"', 'b="2"'],
		['an attribute added', 'b="1"', 'b="1" x=""'],
		['an attribute removed', ' b="1"', ''],
		['a namespace in use added', '<d/>', '<d xmlns="urn:x"/>'],
		['an element added', '<d/>', '<d/><e/>'],
		['an element removed', '<d/>', ''],
		['an element renamed', '<d/>', '<e/>'],
		['elements in another order', '<c>text</c><d/>', '<d/><c>text</c>'],
		['an instruction added', '<d/>', '<d/><?x?>'],
		['an instruction before the root', '<a ', '<?x?><a '],
		['white space', '<d/>', ' <d/>'],
		['the digest', /<ds:DigestValue>./, '<ds:DigestValue>/'],
		['the value', /<ds:SignatureValue>./, '<ds:SignatureValue>/'],
		['the value cut', /(<ds:SignatureValue>)..../, '$1'],
		['the value empty', /(<ds:SignatureValue>)[^<]*/, '$1'],
		['the certificate', /(<ds:X509Certificate>.{400})./, '$1/'],
		[
			'the canonicalization',
			'CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"',
			'CanonicalizationMethod Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"',
		],
		['the digest algorithm', /gostr34112012-256"\/><ds:DigestValue/, 'gostr34112012-512"/><ds:DigestValue'],
		['the signature algorithm', 'gostr34102012-gostr34112012-256', 'gostr34102012-gostr34112012-512'],
		['the reference', 'URI=""', 'URI="#x"'],
		['no transforms', /<ds:Transforms>.*<\/ds:Transforms>/, ''],
		['no enveloped transform', /<ds:Transform Algorithm="[^"]*enveloped-signature"\/>/, ''],
		[
			'SignedInfo not first',
			/(<ds:SignedInfo>.*<\/ds:SignedInfo>)(<ds:SignatureValue>.*<\/ds:SignatureValue>)/,
			'$2$1',
		],
		['SignedInfo twice', /(<ds:SignedInfo>.*<\/ds:SignedInfo>)/, '$1$1'],
		['no SignedInfo', /<ds:SignedInfo>.*<\/ds:SignedInfo>/, ''],
		['no value', /<ds:SignatureValue>.*<\/ds:SignatureValue>/, ''],
		['two values', /(<ds:SignatureValue>.*<\/ds:SignatureValue>)/, '$1$1'],
		['no reference', /<ds:Reference.*<\/ds:Reference>/, ''],
		['the reference without URI', ' URI=""', ''],
		['no certificate', /<ds:KeyInfo>.*<\/ds:KeyInfo>/, ''],
		['another namespace of the signature', /xmlns:ds="[^"]*"/, 'xmlns:ds="urn:x"'],
		['the signature removed', /<ds:Signature .*<\/ds:Signature>/, ''],
		['the signature twice', /(<ds:Signature .*<\/ds:Signature>)/, '$1$1'],
		['wrapped', /^(.*)$/, '<x>$1</x>'],
	])('%s', async (_label, from, to) => {
		const changed = signed.replace(from, to);
		expect(changed).not.toBe(signed);
		expect(await valid(Buffer.from(changed, 'latin1'))).toBe(false);
		counts.refused++;
	});

	test.each<[string, string | RegExp, string]>([
		['a comment', '<d/>', '<d/><!-- x -->'],
		['a comment before the root', '<a ', '<!-- x --><a '],
		['the form of an empty element', '<d/>', '<d  ></d >'],
		['quotes and space in a tag', 'b="1"', " \tb\n=\n'&#x31;' "],
		['a section', 'text', '<![CDATA[te]]>x&#116;'],
		['an unused namespace', '<d/>', '<d xmlns:x="urn:x"/>'],
		['a declaration', '<a ', '<?xml version="1.0"?>\n<a '],
		['space after the root', /$/, '\n'],
		['lines in base64', /(<ds:SignatureValue>.{20})/, '$1\n'],
	])('differences that canonicalization removes do not count: %s', async (_label, from, to) => {
		expect(await valid(Buffer.from(signed.replace(from, to), 'latin1'))).toBe(true);
	});

	test.each<[string, string | RegExp, string]>([
		['an object', '</ds:Signature>', '<ds:Object><c>test</c></ds:Object></ds:Signature>'],
		[
			'an object in an object',
			'</ds:Signature>',
			'<ds:Object><ds:Object><c/></ds:Object></ds:Object></ds:Signature>',
		],
		[
			'properties',
			'</ds:Signature>',
			'<ds:Object><ds:Manifest><c/></ds:Manifest></ds:Object></ds:Signature>',
		],
		['the key', '</ds:KeyInfo>', '<c>test</c></ds:KeyInfo>'],
		['the signature itself', '</ds:Signature>', '<c>test</c></ds:Signature>'],
		['another namespace', '</ds:Signature>', '<ds:Object><c xmlns="urn:x"/></ds:Object></ds:Signature>'],
	])('a part of the document in the signature is not signed: %s', async (_label, from, to) => {
		const changed = signed.replace(from, to);
		expect(changed).not.toBe(signed);
		const report = await verifyXml(Buffer.from(changed, 'latin1'));
		expect(report).toMatchObject({ valid: false, wholeDocument: false, signers: [{ intact: true }] });
	});

	test.each<[string, string | RegExp, string]>([
		[
			'a key in the words of web services',
			'</ds:KeyInfo>',
			'<s:SecurityTokenReference xmlns:s="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"/></ds:KeyInfo>',
		],
		['an empty object', '</ds:Signature>', '<ds:Object/></ds:Signature>'],
	])('what belongs to signatures may be there: %s', async (_label, from, to) => {
		expect(await valid(Buffer.from(signed.replace(from, to), 'latin1'))).toBe(true);
	});

	test('the reasons', async () => {
		const reason = async (from: string | RegExp, to: string) =>
			(await verifyXml(Buffer.from(signed.replace(from, to), 'latin1'))).signers[0].reason;
		expect(await reason('text', 'test')).toEqual({
			code: 'bad-signature',
			message: 'The document is not the one that was signed',
		});
		expect(await reason(/<ds:SignatureValue>./, '<ds:SignatureValue>/')).toEqual({
			code: 'bad-signature',
			message: 'The signature does not match the document',
		});
		expect(await reason(/<ds:KeyInfo>.*<\/ds:KeyInfo>/, '')).toEqual({
			code: 'bad-signature',
			message: "The signature does not include the signer's certificate",
		});
		expect((await reason('enveloped-signature', 'other'))?.code).toBe('unsupported');
		expect((await reason('URI=""', 'URI="file.xml"'))?.code).toBe('unsupported');
	});
});

// xmlsec1 is an independent implementation without GOST.
if (hasXmlsec) {
	const options: Array<[string, Uint8Array | string, XmlSignOptions]> = [
		['exclusive', reports, {}],
		['inclusive', reports, { canonicalization: 'inclusive' }],
		['inclusive 1.1', reports, { canonicalization: 'inclusive 1.1' }],
		['windows-1251', cases['windows-1251'], {}],
		['sha512', reports, { rsaHash: 'sha512' }],
		['inside an element', reports, { into: 'СлужебнаяИнформация' }],
		['inside an element, inclusive', reports, { into: 'СлужебнаяИнформация', canonicalization: 'inclusive' }],
		[
			'one element',
			'<a xmlns="urn:a" xmlns:p="urn:p" xml:lang="ru"><b Id="x"><p:c p:d="">t</p:c></b><e/></a>',
			{ element: { id: 'x' }, into: 'e' },
		],
		[
			'one element, inclusive',
			'<a xmlns="urn:a" xmlns:p="urn:p" xml:lang="ru"><b Id="x"><p:c p:d="">t</p:c></b><e/></a>',
			{ element: { id: 'x' }, into: 'b', canonicalization: 'inclusive' },
		],
	];
	test.each(sampleCells('Signatures judged by xmlsec1', 'options', options, 2))(
		'xmlsec1 accepts: %s',
		async (_label, document, how) => {
			// libxml2 refuses namespaces in Cyrillic letters; these documents have none.
			const signed = await signXml(Buffer.from(document), committed.signer('rsa'), how);
			inTemporary((dir) => {
				const path = (name: string, data: Uint8Array | string): string => {
					writeFileSync(join(dir, name), data);
					return join(dir, name);
				};
				const certificate = path('ca.pem', committed.text('keys/rsa.crt'));
				const check = (file: string) =>
					spawnSync('xmlsec1', ['--verify', '--trusted-pem', certificate, '--id-attr:Id', 'urn:a:b', file]);
				const run = check(path('signed.xml', signed));
				expect([run.status, run.stderr.toString()]).toEqual([0, expect.stringContaining('OK')]);
				const changed = latin1(signed).replace(/<ds:DigestValue>./, '<ds:DigestValue>/');
				expect(check(path('changed.xml', Buffer.from(changed, 'latin1'))).status).not.toBe(0);
			});
			counts.judged++;
		},
	);
}
