// Random damage to signed documents: a typed error, a refusal, or a document in which nothing that counts changed.
import { readFileSync } from 'fs';
import { join } from 'path';
import { signXml, verifyXml } from '../../../nodes/shared/gost/xml';
import { canonicalize } from '../../../nodes/shared/gost/xml/canonical';
import { decodeXml } from '../../../nodes/shared/gost/xml/encoding';
import { parseXml } from '../../../nodes/shared/gost/xml/parser';
import { descendants } from '../../../nodes/shared/gost/xml/tree';
import { testMutations, XML_BYTES } from '../gost-cms/mutate';
import { codeOf, committed } from '../gost-cms/support';
import { cases } from './cases';
import { DSIG } from './opensslSigner';

const signed = JSON.parse(readFileSync(join(__dirname, 'fixtures', 'signed.json'), 'utf8')) as Record<
	string,
	string
>;
const names = ['256-A', '512-C', 'rsa', '2001-A'];
const documents = names.map((name) => Buffer.from(signed[name]));
const trusted = names.map((name) => committed.certificate(name));
const exclusive = { kind: 'exclusive', comments: false } as const;

async function signedContent(document: Uint8Array): Promise<string> {
	const parsed = await parseXml(decodeXml(document).text);
	const signature = [...descendants(parsed.root)].find(
		(item) => item.uri === DSIG && item.local === 'Signature',
	);
	return Buffer.concat([...canonicalize(parsed, exclusive, signature)]).toString('utf8');
}
const contents = documents.map(signedContent);

testMutations({
	'signed document': {
		count: 1500,
		inputs: documents,
		extremes: XML_BYTES,
		open: async (data, input) => {
			const report = await verifyXml(data, { trusted });
			return !report.valid || (await signedContent(data)) === (await contents[input]);
		},
	},
	// What can be read has a canonical form that reads as itself.
	'any document': {
		count: 3000,
		inputs: Object.values(cases),
		extremes: XML_BYTES,
		open: async (data) => {
			const form = async (document: Uint8Array): Promise<string> =>
				Buffer.concat([...canonicalize(await parseXml(decodeXml(document).text), exclusive)]).toString(
					'utf8',
				);
			const once = await form(data);
			return (await form(Buffer.from(once))) === once;
		},
	},
});

describe('documents of a megabyte made to cost', () => {
	const signer = committed.signer('256-A');
	const length = 1_000_000;
	const fill = (part: string): string => part.repeat(Math.floor(length / part.length));
	const ds = `xmlns="${DSIG}"`;
	const reference =
		'<Reference URI=""><DigestMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#gostr3411"/><DigestValue>AAAA</DigestValue></Reference>';
	const signature = (references: string): string =>
		`<Signature ${ds}><SignedInfo><CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>` +
		'<SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#gostr34102001-gostr3411"/>' +
		`${references}</SignedInfo><SignatureValue>AAAA</SignatureValue></Signature>`;

	test.each<[string, string]>([
		['many elements', `<a>${fill('<b/>')}</a>`],
		['nesting', fill('<a>')],
		['attributes', `<a${Array.from({ length: 60_000 }, (_none, i) => ` b${i}="${i}"`).join('')}/>`],
		['the same attribute again and again', `<a${fill(' b=""')}/>`],
		['namespaces', `<a${Array.from({ length: 40_000 }, (_none, i) => ` xmlns:b${i}="u:${i}"`).join('')}/>`],
		[
			'a long namespace put out at every element',
			`<a xmlns:p="u:${'x'.repeat(500_000)}">${'<p:b/>'.repeat(80_000)}</a>`,
		],
		['a long name', `<${'a'.repeat(length)}/>`],
		['open quotes', fill('<a b="')],
		['open sections', `<a>${fill('<![CDATA[')}`],
		['open comments', `<a>${fill('<!--')}`],
		['references', `<a>${fill('&amp;')}</a>`],
		['ampersands', `<a>${fill('&')}</a>`],
		['carriage returns', `<a>${fill('\r')}</a>`],
		['white space', `<a ${' '.repeat(length)}`],
		['ids', `<a>${fill('<b Id="x"/>')}${signature(reference.replace('URI=""', 'URI="#x"'))}</a>`],
		['signatures', `<a>${fill(signature(reference))}</a>`],
		['references to the document', `<a>${signature(fill(reference))}</a>`],
		['references to a long document', `<a>${fill('x')}${signature(reference.repeat(32)).repeat(32)}</a>`],
		['base64', `<a>${signature(reference).replace('AAAA</S', `${fill('A ')}</S`)}</a>`],
		[
			'prefixes of exclusive canonicalization',
			`<a>${signature(reference).replace('c14n#"/>', `c14n#"><InclusiveNamespaces xmlns="http://www.w3.org/2001/10/xml-exc-c14n#" PrefixList="${fill('p q ')}"/></CanonicalizationMethod>`)}</a>`,
		],
		['a declaration', `<?xml ${' '.repeat(length)}`],
	])('%s', async (_label, document) => {
		// An untyped error would come through; a hang ends at the runner's own bound.
		const data = Buffer.from(document);
		expect(await codeOf(() => verifyXml(data))).toEqual(expect.any(String));
		expect(await codeOf(() => signXml(data, signer))).toEqual(expect.any(String));
	});
});
