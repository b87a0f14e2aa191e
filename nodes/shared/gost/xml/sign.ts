import { t } from '../../language';
import { GostError } from '../base/errors';
import { toByteOrder, type ByteOrder } from '../cms/rawSignature';
import { certificatesOf, checkSigner, type Signer, type SignOptions } from '../cms/sign';
import { keyHash, signDigest } from '../keys/signDigest';
import { canonicalizationUri, digestUri, DSIG, ENVELOPED, signatureUri } from './algorithms';
import { CanonicalDigests, type Canonicalization } from './canonical';
import type { XmlDocument, XmlElement } from './document';
import { decodeXml } from './encoding';
import { parseXml } from './parser';
import { elementsOf, isInside } from './tree';

export interface XmlSignOptions extends Pick<SignOptions, 'ignoreDates' | 'includeCertificate' | 'rsaHash'> {
	/** Local name of the element to add the signature to, as its last child; the root by default. */
	readonly into?: string;
	/** The element to sign, by the value of an attribute (`Id` by default); the whole document by default. */
	readonly element?: { readonly id: string; readonly attribute?: string };
	/** Of the document and of SignedInfo; `exclusive` by default. */
	readonly canonicalization?: Canonicalization['kind'];
	/** Byte order of a GOST signature value; `big-endian` (s | r, as in CMS) by default. Source: see `ByteOrder`. */
	readonly order?: ByteOrder;
	/** Value of the `Id` attribute of the signature; none by default. */
	readonly signatureId?: string;
}

/** Escapes an attribute value so that it is ASCII, which all supported encodings share. */
const escapeAttribute = (value: string): string =>
	value.replace(/[^ !#-%'-;=-~]/gu, (found) => `&#x${(found.codePointAt(0) ?? 0).toString(16)};`);

const base64 = (data: Uint8Array): string => Buffer.from(data).toString('base64');

function single(document: XmlDocument, elements: readonly number[], what: string): XmlElement {
	if (elements.length === 1) return document.element(elements[0]);
	throw new GostError('bad-argument', t`The document must have exactly one ${what}, not ${elements.length}`);
}

/** Inserts the signature before the end tag of its parent, without touching any other byte of the file. */
function insert(
	file: Uint8Array,
	signature: string,
	parent: XmlElement,
	byteOffset: (index: number) => number,
): Uint8Array {
	const at = byteOffset(parent.contentEnd);
	if (!parent.empty) {
		return Buffer.concat([file.subarray(0, at), Buffer.from(signature), file.subarray(at)]);
	}
	// `<a/>` becomes `<a>…</a>`. The name is copied as bytes, because the document may not be in UTF-8.
	const nameStart = byteOffset(parent.start + 1);
	const nameEnd = byteOffset(parent.start + 1 + parent.name.length);
	return Buffer.concat([
		file.subarray(0, at - 2),
		Buffer.from(`>${signature}</`),
		file.subarray(nameStart, nameEnd),
		Buffer.from('>'),
		file.subarray(at),
	]);
}

/**
 * Signs an XML document with an enveloped signature (W3C XML Signature 1.1; algorithms of R 1323565.1.033-2020, which
 * draft-smirnov-xmldsig repeats). Returns the document, byte for byte and in its own encoding, with a Signature element
 * added. RSA keys sign with SHA-2, GOST keys with their own hash.
 *
 * Throws `key-mismatch`, `expired` or `not-yet-valid`; `bad-argument` unless there is exactly one element to sign and
 * one to add the signature to; `damaged` or `unsupported`, like `parseXml` and `decodeXml`.
 */
export async function signXml(
	input: Uint8Array,
	signer: Signer,
	options: XmlSignOptions = {},
): Promise<Uint8Array> {
	checkSigner(signer, new Date(), options.ignoreDates);
	const { key } = signer;
	const { text, byteOffset } = decodeXml(input);
	const { into, element } = options;
	const named: number[] = [];
	const id = element?.attribute ?? 'Id';
	const withId: number[] = [];
	const document = await parseXml(text, {
		visit: ({ local, attributes }, index) => {
			if (local === into) named.push(index);
			if (attributes.some(({ name, value }) => name === id && value === element?.id)) withId.push(index);
		},
	});
	const parent =
		into === undefined ? document.root : single(document, named, t`element ${into} to add the signature to`);
	const node = element ? single(document, withId, t`element to sign with this ${id}`) : document;

	const digests = new CanonicalDigests(text.length);
	const kind = options.canonicalization ?? 'exclusive';
	const how: Canonicalization = { kind, comments: false };
	const hash = keyHash(key, options.rsaHash);
	const family = key.kind === 'rsa' ? 'rsa' : key.family;
	const canonicalization = canonicalizationUri(kind);
	const isEnveloped = node.kind === 'document' || isInside(parent, node);
	const transforms = isEnveloped ? [ENVELOPED, canonicalization] : [canonicalization];
	const uri = element ? `#${element.id}` : '';
	const signedInfo =
		`<ds:SignedInfo><ds:CanonicalizationMethod Algorithm="${canonicalization}"/>` +
		`<ds:SignatureMethod Algorithm="${signatureUri({ family, hash })}"/>` +
		`<ds:Reference URI="${escapeAttribute(uri)}"><ds:Transforms>` +
		transforms.map((item) => `<ds:Transform Algorithm="${item}"/>`).join('') +
		`</ds:Transforms><ds:DigestMethod Algorithm="${digestUri(hash)}"/>` +
		`<ds:DigestValue>${base64(await digests.digest(hash, node, how))}</ds:DigestValue>` +
		'</ds:Reference></ds:SignedInfo>';
	const ownId = options.signatureId === undefined ? '' : ` Id="${escapeAttribute(options.signatureId)}"`;
	const start = `<ds:Signature xmlns:ds="${DSIG}"${ownId}>${signedInfo}`;

	// SignedInfo is signed with the namespaces in scope at the position of the signature.
	const fragment = await parseXml(`${start}</ds:Signature>`, { within: parent });
	const signed = await digests.digest(hash, elementsOf(fragment.root)[0], how);
	const value = toByteOrder(signDigest(key, hash, signed), key, options.order);
	const certificates = certificatesOf(signer, options.includeCertificate)
		.map((der) => `<ds:X509Certificate>${base64(der)}</ds:X509Certificate>`)
		.join('');
	const keyInfo = certificates && `<ds:KeyInfo><ds:X509Data>${certificates}</ds:X509Data></ds:KeyInfo>`;
	const signatureValue = `<ds:SignatureValue>${base64(value)}</ds:SignatureValue>`;
	return insert(input, `${start}${signatureValue}${keyInfo}</ds:Signature>`, parent, byteOffset);
}
