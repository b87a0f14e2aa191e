// XML documents that are made to cost.
import { DSIG } from './opensslSigner';

/** Documents of about the length, by what they are full of. */
export function costlyDocuments(length: number): ReadonlyArray<[name: string, document: string]> {
	const fill = (part: string): string => part.repeat(Math.floor(length / part.length));
	const ds = `xmlns="${DSIG}"`;
	const reference =
		'<Reference URI=""><DigestMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#gostr3411"/><DigestValue>AAAA</DigestValue></Reference>';
	const signature = (references: string): string =>
		`<Signature ${ds}><SignedInfo><CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>` +
		'<SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#gostr34102001-gostr3411"/>' +
		`${references}</SignedInfo><SignatureValue>AAAA</SignatureValue></Signature>`;

	return [
		['many elements', `<a>${fill('<b/>')}</a>`],
		['nesting', fill('<a>')],
		[
			'attributes',
			`<a${Array.from({ length: Math.floor(length / 17) }, (_none, i) => ` b${i}="${i}"`).join('')}/>`,
		],
		['the same attribute again and again', `<a${fill(' b=""')}/>`],
		[
			'namespaces',
			`<a${Array.from({ length: Math.floor(length / 25) }, (_none, i) => ` xmlns:b${i}="u:${i}"`).join('')}/>`,
		],
		[
			'a long namespace put out at every element',
			`<a xmlns:p="u:${'x'.repeat(length / 2)}">${'<p:b/>'.repeat(length / 13)}</a>`,
		],
		['a long name', `<${'a'.repeat(length)}/>`],
		['open quotes', fill('<a b="')],
		['open sections', `<a>${fill('<![CDATA[')}`],
		['open comments', `<a>${fill('<!--')}`],
		['references', `<a>${fill('&amp;')}</a>`],
		['ampersands', `<a>${fill('&')}</a>`],
		['carriage returns', `<a>${fill('\r')}</a>`],
		['white space', `<a ${' '.repeat(length)}`],
		['references in an attribute', `<a b="${fill('&amp;')}"/>`],
		['carriage returns in a section', `<a><![CDATA[${fill('\r')}]]></a>`],
		['instructions', `<a>${fill('<?a?>')}</a>`],
		['elements that are signed many times', `<a>${fill('<b/>')}${signature(reference.repeat(32))}</a>`],
		[
			'attributes that are signed many times',
			`<a>${fill('<b c=""/>')}${signature(reference.repeat(32))}</a>`,
		],
		['references that are signed many times', `<a>${fill('&#65;')}${signature(reference.repeat(32))}</a>`],
		['comments that are signed many times', `<a>${fill('<!---->')}${signature(reference.repeat(32))}</a>`],
		['namespaces that are signed', `<a>${fill('<b xmlns:c="c:"/>')}${signature(reference.repeat(32))}</a>`],
		[
			'objects in a signature',
			`<a>${signature(reference).replace(
				'</Signature>',
				`${`<Object>${'<b/>'.repeat(999)}</Object>`.repeat(length / 5000)}</Signature>`,
			)}</a>`,
		],
		[
			'elements in SignedInfo',
			`<a>${signature(reference).replace('<SignatureM', `${fill('<b/>')}<SignatureM`)}</a>`,
		],
		['elements in a digest', `<a>${signature(reference).replace('AAAA</D', `${fill('<b>A</b>')}</D`)}</a>`],
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
	];
}
