// XML documents that are damaged in the tests.
import { readFileSync } from 'fs';
import { join } from 'path';
import { verifyXml } from '../../../nodes/shared/gost/xml';
import { canonicalize } from '../../../nodes/shared/gost/xml/canonical';
import { XML_BYTES, type Kind } from '../gost-cms/mutate';
import { committed } from '../gost-cms/support';
import { cases } from './cases';
import { DSIG } from './opensslSigner';
import { parsed } from './parsed';

const signed = JSON.parse(readFileSync(join(__dirname, 'fixtures', 'signed.json'), 'utf8')) as Record<
	string,
	string
>;
const names = ['256-A', '512-C', 'rsa', '2001-A'];
const documents = names.map((name) => Buffer.from(signed[name]));
const trusted = names.map((name) => committed.certificate(name));
const exclusive = { kind: 'exclusive', comments: false } as const;

async function signedContent(document: Uint8Array): Promise<string> {
	const { document: tree, elements } = await parsed(document);
	const signature = elements.find((item) => item.uri === DSIG && item.local === 'Signature');
	return Buffer.concat([...canonicalize(tree, exclusive, signature)]).toString('utf8');
}
const contents = documents.map(signedContent);

/** Kinds of documents by name. */
export const documentKinds: Record<string, Kind> = {
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
				Buffer.concat([...canonicalize((await parsed(document)).document, exclusive)]).toString('utf8');
			const once = await form(data);
			return (await form(Buffer.from(once))) === once;
		},
	},
};
