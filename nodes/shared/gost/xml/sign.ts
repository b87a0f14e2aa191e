import { checkSigner, type Signer, type SignOptions } from '../cms/sign';
import { GostError } from '../base/errors';
import { keyHash, signDigest } from '../keys/privateKey';
import { inOrder, type ByteOrder } from '../cms/rawSignature';
import { canonicalizationUri, digestUri, DSIG, ENVELOPED, signatureUri } from './algorithms';
import { CanonicalDigests, type Canonicalization } from './canonical';
import { decodeXml } from './encoding';
import { parseXml, type XmlDocument, type XmlElement } from './parser';
import { descendants, elementsById, elementsOf, isInside } from './tree';

export interface XmlSignOptions extends Pick<SignOptions, 'ignoreDates' | 'includeCertificate' | 'rsaHash'> {
	/** Local name of the element the signature goes into, as its last child; the root by default. */
	readonly into?: string;
	/** The element that is signed, by the value of its attribute (`Id` by default); the whole document without it. */
	readonly element?: { readonly id: string; readonly attribute?: string };
	/** Of the document and of SignedInfo; `exclusive` by default. */
	readonly canonicalization?: Canonicalization['kind'];
	/** How the value of a GOST signature is written; `big-endian` (s | r, as in CMS) by default. */
	readonly order?: ByteOrder;
	/** Value of the attribute `Id` of the signature; none by default. */
	readonly signatureId?: string;
}

/** Text of an attribute in ASCII, which every encoding of documents here has in common. */
const attribute = (value: string): string =>
	value.replace(/[^ !#-%'-;=-~]/gu, (found) => `&#x${(found.codePointAt(0) ?? 0).toString(16)};`);

function place(document: XmlDocument, into: string | undefined): XmlElement {
	if (into === undefined) return document.root;
	const found = [...descendants(document.root)].filter((element) => element.local === into);
	if (found.length === 1) return found[0];
	throw new GostError(
		'bad-argument',
		`The document must have one element ${into} for the signature, not ${found.length}`,
	);
}

function signedNode(document: XmlDocument, options: XmlSignOptions): XmlDocument | XmlElement {
	if (!options.element) return document;
	const { id, attribute: name = 'Id' } = options.element;
	const found = elementsById(document.root, (item) => item === name).get(id) ?? [];
	if (found.length === 1) return found[0];
	throw new GostError(
		'bad-argument',
		`The document must have one element with the ${name} to be signed, not ${found.length}`,
	);
}

const base64 = (data: Uint8Array): string => Buffer.from(data).toString('base64');

/**
 * Signs an XML document by an enveloped signature (W3C XML Signature 1.1; algorithms of R 1323565.1.033-2020, which
 * draft-smirnov-xmldsig repeats): the result is the document, byte for byte and in its own encoding, with an
 * element Signature put in. SHA-2 for RSA keys, the key's own hash for GOST ones.
 *
 * Errors: `key-mismatch`, `expired`, `not-yet-valid`; `bad-argument` when the place or the element to be signed is
 * not there once; `damaged` and `unsupported` for the document, as in `parseXml` and `decodeXml`.
 */
export async function signXml(
	input: Uint8Array,
	signer: Signer,
	options: XmlSignOptions = {},
): Promise<Uint8Array> {
	checkSigner(signer, new Date(), options.ignoreDates);
	const { key, certificate, chain = [] } = signer;
	const source = decodeXml(input);
	const document = await parseXml(source.text);
	const parent = place(document, options.into);
	const node = signedNode(document, options);

	const digests = new CanonicalDigests(source.text.length);
	const kind = options.canonicalization ?? 'exclusive';
	const how: Canonicalization = { kind, comments: false };
	const hash = keyHash(key, options.rsaHash);
	const family = key.kind === 'rsa' ? 'rsa' : key.family;
	const canonical = canonicalizationUri(kind);
	const inside = node.kind === 'document' || isInside(parent, node);
	const transforms = [...(inside ? [ENVELOPED] : []), canonical];
	const reference = options.element ? `#${options.element.id}` : '';
	const signedInfo =
		`<ds:SignedInfo><ds:CanonicalizationMethod Algorithm="${canonical}"/>` +
		`<ds:SignatureMethod Algorithm="${signatureUri({ family, hash })}"/>` +
		`<ds:Reference URI="${attribute(reference)}"><ds:Transforms>` +
		transforms.map((uri) => `<ds:Transform Algorithm="${uri}"/>`).join('') +
		`</ds:Transforms><ds:DigestMethod Algorithm="${digestUri(hash)}"/>` +
		`<ds:DigestValue>${base64(await digests.digest(hash, node, how))}</ds:DigestValue>` +
		'</ds:Reference></ds:SignedInfo>';
	const id = options.signatureId === undefined ? '' : ` Id="${attribute(options.signatureId)}"`;
	const start = `<ds:Signature xmlns:ds="${DSIG}"${id}>${signedInfo}`;

	// SignedInfo is signed as it will stand in the document, with the namespaces around it.
	const fragment = await parseXml(`${start}</ds:Signature>`, parent);
	const [info] = elementsOf(fragment.root);
	const signed = await digests.digest(hash, info, how);
	const value = inOrder(signDigest(key, hash, signed), key, options.order);
	const certificates = [...(options.includeCertificate === false ? [] : [certificate]), ...chain];
	const keyInfo = certificates.map(({ der }) => `<ds:X509Certificate>${base64(der)}</ds:X509Certificate>`);
	const signature =
		`${start}<ds:SignatureValue>${base64(value)}</ds:SignatureValue>` +
		(keyInfo.length === 0 ? '' : `<ds:KeyInfo><ds:X509Data>${keyInfo.join('')}</ds:X509Data></ds:KeyInfo>`) +
		'</ds:Signature>';

	const bytes = Buffer.from(signature, 'latin1');
	const at = source.byteOffset(parent.contentEnd);
	if (!parent.empty) return Buffer.concat([input.subarray(0, at), bytes, input.subarray(at)]);
	// An element written as <a/> gets an end tag; the name in it is copied, for it may be in Cyrillic letters.
	const nameStart = source.byteOffset(parent.start + 1);
	const nameEnd = source.byteOffset(parent.start + 1 + parent.name.length);
	return Buffer.concat([
		input.subarray(0, at - 2),
		Buffer.from('>'),
		bytes,
		Buffer.from('</'),
		input.subarray(nameStart, nameEnd),
		Buffer.from('>'),
		input.subarray(at),
	]);
}
