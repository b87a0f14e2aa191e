import { Asn1 } from '../asn1/der';
import { decodeBase64 } from '../asn1/pem';
import { asUint8Array, equal } from '../base/bytes';
import { damaged, GostError } from '../base/errors';
import { toResult, toResultAsync } from '../base/result';
import { toByteOrder, type ByteOrder } from '../cms/rawSignature';
import type { SignatureLevel } from '../cms/levels';
import { summarize, type Summary } from '../cms/summary';
import { badSignature, checkChain, verdict, type TrustOptions, type Verdict } from '../cms/trust';
import { certificateFromAsn1, type Certificate } from '../x509/certificate';
import { SignatureBudget } from '../x509/issuerSignature';
import { keyDatesAt } from '../x509/keyPeriod';
import { CertificatePool } from '../x509/pool';
import { importPublicKey, verifyDigest } from '../x509/publicKey';
import {
	canonicalizationByUri,
	digestByUri,
	DSIG,
	ENVELOPED,
	EXCLUSIVE,
	schemeByUri,
	type XmlScheme,
} from './algorithms';
import { CanonicalDigests, type Canonicalization } from './canonical';
import { decodeXml } from './encoding';
import { parseXml, type XmlDocument, type XmlElement } from './parser';
import { descendants, elementsById, elementsOf, textOf } from './tree';

export interface XmlVerifyOptions extends TrustOptions {
	/** Name of the attribute that holds IDs; `Id`, `ID` and `id` with any prefix by default. */
	readonly idAttribute?: string;
}

/**
 * The verification result for one signature of a document. The dates are checked against the current time, because the
 * signature states none.
 */
export interface XmlSignerReport extends Verdict {
	/** What the signature covers: an empty string is the document, `#id` an element. */
	readonly references: readonly string[];
	/** Whether the signature covers the whole document except itself; otherwise look at `references`. */
	readonly wholeDocument: boolean;
	/** Whether the signature matches document and certificate, whatever its chain and dates are. */
	readonly intact: boolean;
	/** Byte order of a GOST signature value; undefined unless the value matches. */
	readonly order: ByteOrder | undefined;
	/** Whether the private key may sign now; undefined if the certificate does not limit it. */
	readonly keyDates: Verdict['dates'];
	/** `XMLDSig`; undefined for a signature that is not valid. */
	readonly level: SignatureLevel | undefined;
}

export interface XmlSignatureReport extends Summary {
	readonly signers: readonly XmlSignerReport[];
}

const MAX_SIGNATURES = 32;
const MAX_REFERENCES = 32;
const MAX_CERTIFICATES = 8;
/** Public-key operations per document. */
const MAX_TRIES = 64;

/** Returns the child elements of this name in the XML Signature namespace. */
function children(element: XmlElement, local: string): XmlElement[] {
	return elementsOf(element).filter((item) => item.uri === DSIG && item.local === local);
}

function child(element: XmlElement, local: string): XmlElement {
	const found = children(element, local);
	if (found.length !== 1) throw damaged(`${element.local} without exactly one ${local} in an XML signature`);
	return found[0];
}

function attributeOf(element: XmlElement, name: string): string | undefined {
	return element.attributes.find((item) => item.name === name)?.value;
}

function algorithmOf(element: XmlElement): string {
	return attributeOf(element, 'Algorithm') ?? '';
}

function base64Of(element: XmlElement): Uint8Array {
	const bytes = decodeBase64(textOf(element));
	if (!bytes) throw damaged('invalid base64 in an XML signature');
	return asUint8Array(bytes);
}

/** Reads a canonicalization; exclusive ones may list prefixes (Exclusive XML Canonicalization 1.0, 4). */
function canonicalizationOf(element: XmlElement): Canonicalization {
	const how = canonicalizationByUri(algorithmOf(element));
	const list = elementsOf(element).find(
		({ uri, local }) => uri === EXCLUSIVE && local === 'InclusiveNamespaces',
	);
	const prefixes = list && attributeOf(list, 'PrefixList');
	if (!prefixes) return how;
	return { ...how, inclusivePrefixes: prefixes.split(/[ \t\n\r]+/).filter((item) => item !== '') };
}

interface Context {
	readonly document: XmlDocument;
	readonly options: XmlVerifyOptions;
	readonly digests: CanonicalDigests;
	readonly ids: ReadonlyMap<string, readonly XmlElement[]>;
	readonly pathBudget: SignatureBudget;
	tries: number;
}

function referencedNode({ document, ids }: Context, uri: string): XmlDocument | XmlElement {
	if (uri === '') return document;
	if (!uri.startsWith('#') || uri.startsWith('#xpointer(')) {
		throw new GostError('unsupported', 'Unsupported: an XML signature over data outside the document');
	}
	const found = ids.get(uri.slice(1)) ?? [];
	// With two elements, it is unclear which one was signed.
	if (found.length !== 1) throw badSignature(`The document has ${found.length} elements with the signed ID`);
	return found[0];
}

/** Checks the digest of a Reference; returns the node that it covers. */
async function checkReference(
	context: Context,
	signature: XmlElement,
	reference: XmlElement,
): Promise<XmlDocument | XmlElement> {
	const uri = attributeOf(reference, 'URI');
	if (uri === undefined) {
		throw new GostError('unsupported', 'Unsupported: an XML signature without a reference');
	}
	let exclude: XmlElement | undefined;
	// Canonical XML 1.0 unless a transform says otherwise (XML Signature 1.1, section 4.4.3.2).
	let how: Canonicalization = { kind: 'inclusive', comments: false };
	const [transforms] = children(reference, 'Transforms');
	const list = transforms ? elementsOf(transforms) : [];
	list.forEach((transform, i) => {
		if (algorithmOf(transform) === ENVELOPED && i === 0) exclude = signature;
		else if (i === list.length - 1) how = canonicalizationOf(transform);
		else throw new GostError('unsupported', 'Unsupported: several transforms in an XML signature');
	});
	const node = referencedNode(context, uri);
	const hash = digestByUri(algorithmOf(child(reference, 'DigestMethod')));
	const expected = base64Of(child(reference, 'DigestValue'));
	// A same-document reference leaves comments out (XML Signature 1.1, section 4.4.3.3).
	const digest = await context.digests.digest(hash, node, { ...how, comments: false }, exclude);
	if (!equal(digest, expected)) throw badSignature('The document is not the one that was signed');
	return node;
}

function certificatesIn(signature: XmlElement): Certificate[] {
	const nodes = children(signature, 'KeyInfo')
		.flatMap((info) => children(info, 'X509Data'))
		.flatMap((data) => children(data, 'X509Certificate'));
	if (nodes.length > MAX_CERTIFICATES) throw damaged('too many certificates in an XML signature');
	return nodes.map((node) => certificateFromAsn1(Asn1.parse(base64Of(node))));
}

/** Returns the byte order in which a signature value matches the certificate's key, if any. */
function matchingOrder(
	certificate: Certificate,
	scheme: XmlScheme,
	digest: Uint8Array,
	value: Uint8Array,
): ByteOrder | undefined {
	const read = toResult(() => importPublicKey(certificate.publicKey));
	if (!read.ok) return undefined;
	const key = read.value;
	if ((key.kind === 'rsa' ? 'rsa' : key.family) !== scheme.family) return undefined;
	const orders: ByteOrder[] = key.kind === 'rsa' ? ['big-endian'] : ['big-endian', 'little-endian'];
	return orders.find((order) => verifyDigest(key, scheme.hash, digest, toByteOrder(value, key, order)));
}

type Facts = {
	-readonly [
		Name in 'certificate' | 'references' | 'wholeDocument' | 'order' | 'chain'
	]: XmlSignerReport[Name];
};

/** Checks one signature; `facts` keeps what was found even if a check fails. */
async function checkSignature(context: Context, signature: XmlElement, facts: Facts): Promise<void> {
	const { document, options, digests } = context;
	const [info] = elementsOf(signature);
	if (info !== child(signature, 'SignedInfo'))
		throw damaged('XML signature that does not begin with SignedInfo');
	const all = [...certificatesIn(signature), ...(options.certificates ?? [])];
	facts.certificate = all[0];
	const references = children(info, 'Reference');
	if (references.length === 0 || references.length > MAX_REFERENCES) {
		throw damaged('missing or too many references in an XML signature');
	}
	facts.references = references.map((reference) => attributeOf(reference, 'URI') ?? '');
	const how = canonicalizationOf(child(info, 'CanonicalizationMethod'));
	const scheme = schemeByUri(algorithmOf(child(info, 'SignatureMethod')));
	const value = base64Of(child(signature, 'SignatureValue'));
	for (const reference of references) {
		const node = await checkReference(context, signature, reference);
		if (node === document || node === document.root) facts.wholeDocument = true;
	}
	if (all.length === 0) throw badSignature("The signature does not include the signer's certificate");
	const digest = await digests.digest(scheme.hash, info, how);
	for (const certificate of all) {
		if (++context.tries > MAX_TRIES) throw damaged('too many certificates in an XML document');
		facts.order = matchingOrder(certificate, scheme, digest, value);
		if (facts.order === undefined) continue;
		facts.certificate = certificate;
		const pool = CertificatePool.of(all);
		await checkChain({ certificate, pool, budget: context.pathBudget }, options, (chain) => {
			facts.chain = chain;
		});
		return;
	}
	throw badSignature('The signature does not match the document');
}

async function report(context: Context, signature: XmlElement): Promise<XmlSignerReport> {
	const facts: Facts = {
		...{ certificate: undefined, references: [], wholeDocument: false, order: undefined, chain: undefined },
	};
	const checked = await toResultAsync(async () => await checkSignature(context, signature, facts));
	// Only a chain that is refused leaves a signature that matches.
	const intact = facts.chain !== undefined;
	return {
		...facts,
		...verdict(checked, facts),
		wholeDocument: intact && facts.wholeDocument,
		intact,
		keyDates: facts.certificate && keyDatesAt(facts.certificate, new Date()),
		level: checked.ok ? 'XMLDSig' : undefined,
	};
}

/**
 * Verifies the XML signatures of a document (W3C XML Signature 1.1): references to the document or its elements, the
 * enveloped-signature transform, Canonical XML 1.0, 1.1 and exclusive, GOST and RSA. A GOST signature value is accepted
 * in either byte order; the report says which.
 *
 * Reports on every signature; throws only if the document cannot be read (`damaged`, `unsupported`). Checks issuers only
 * with `trusted`, and revocation only with `lists`.
 */
export async function verifyXml(
	input: Uint8Array,
	options: XmlVerifyOptions = {},
): Promise<XmlSignatureReport> {
	const { text } = decodeXml(input);
	const document = await parseXml(text);
	const signatures: XmlElement[] = [];
	for (const element of descendants(document.root)) {
		if (element.uri !== DSIG || element.local !== 'Signature') continue;
		if (signatures.length === MAX_SIGNATURES) throw damaged('too many signatures in an XML document');
		signatures.push(element);
	}
	const { idAttribute } = options;
	const isId = (name: string): boolean =>
		idAttribute === undefined ? /^(?:[^:]*:)?id$/i.test(name) : name === idAttribute;
	const context: Context = {
		document,
		options,
		digests: new CanonicalDigests(text.length),
		ids: elementsById(document.root, isId),
		pathBudget: new SignatureBudget(),
		tries: 0,
	};
	const signers: XmlSignerReport[] = [];
	for (const signature of signatures) signers.push(await report(context, signature));
	return { ...summarize(signers), signers };
}
