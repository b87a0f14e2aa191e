import { toResult, toResultAsync } from '../base/result';
import { equal, asUint8Array } from '../base/bytes';
import { certificateFromAsn1, type Certificate } from '../x509/certificate';
import { checkCertificate, checkDatesOf, type SignerReport } from '../cms/verify';
import { Asn1 } from '../asn1/der';
import { damaged, GostError } from '../base/errors';
import { decodeBase64 } from '../asn1/pem';
import type { HashName } from '../hash/hash';
import { importPublicKey, verifyDigest } from '../x509/publicKey';
import { inOrder, type ByteOrder } from '../cms/rawSignature';
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

export interface XmlVerifyOptions {
	/** Certificates of signers that are not in the signature. */
	readonly certificates?: readonly Certificate[];
	/** When given, a signer's certificate must be one of these or be issued, at one or more removes, by one. */
	readonly trusted?: readonly Certificate[];
	/** Name of the attribute that carries ids; `Id`, `ID` and `id` with any prefix by default. */
	readonly idAttribute?: string;
}

/** What was found about one signature of a document. */
export interface XmlSignerReport {
	/** Whether the signature fits what it refers to and the certificate. */
	readonly valid: boolean;
	/** Why it does not; undefined when valid. */
	readonly reason: SignerReport['reason'];
	readonly certificate: Certificate | undefined;
	/** The certificate's dates against now: the signature states no time. */
	readonly dates: SignerReport['dates'];
	/** What the signature refers to: an empty string is the document, `#id` an element. */
	readonly references: readonly string[];
	/** Whether the whole document but the signature is covered; look at `references` where it is not. */
	readonly wholeDocument: boolean;
	/** How the value of a GOST signature is written; undefined until the signature fits. */
	readonly order: ByteOrder | undefined;
}

export interface XmlSignatureReport {
	/** Whether there is a signature and every one is valid. */
	readonly valid: boolean;
	readonly signers: readonly XmlSignerReport[];
}

const MAX_SIGNATURES = 32;
const MAX_REFERENCES = 32;
const MAX_CERTIFICATES = 8;
/** Checks of a value with a key, in one document. */
const MAX_TRIES = 64;

function bad(message: string): GostError {
	return new GostError('bad-signature', message);
}

/** Child elements of an element of XML Signature by their names there. */
function children(element: XmlElement, local: string): XmlElement[] {
	return elementsOf(element).filter((item) => item.uri === DSIG && item.local === local);
}

function child(element: XmlElement, local: string): XmlElement {
	const found = children(element, local);
	if (found.length !== 1) throw damaged(`${element.local} without one ${local} in an XML signature`);
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
	if (!bytes) throw damaged('base64 in an XML signature');
	return asUint8Array(bytes);
}

/** A canonicalization with the prefixes that exclusive ones may name (Exclusive XML Canonicalization 1.0, 4). */
function canonicalizationOf(element: XmlElement): Canonicalization {
	const how = canonicalizationByUri(algorithmOf(element));
	const list = elementsOf(element).find(
		(item) => item.uri === EXCLUSIVE && item.local === 'InclusiveNamespaces',
	);
	const prefixes = list && attributeOf(list, 'PrefixList');
	return prefixes
		? { ...how, inclusivePrefixes: prefixes.split(/[ \t\n\r]+/).filter((item) => item !== '') }
		: how;
}

/** A document in work. */
interface Work {
	readonly document: XmlDocument;
	readonly options: XmlVerifyOptions;
	readonly digests: CanonicalDigests;
	readonly ids: ReadonlyMap<string, readonly XmlElement[]>;
	tries: number;
}

interface Reference {
	readonly uri: string;
	readonly node: XmlDocument | XmlElement;
	readonly exclude: XmlElement | undefined;
	readonly how: Canonicalization;
	readonly hash: HashName;
	readonly digest: Uint8Array;
}

function isId(options: XmlVerifyOptions): (name: string) => boolean {
	const { idAttribute } = options;
	return idAttribute === undefined ? (name) => /^(?:[^:]*:)?id$/i.test(name) : (name) => name === idAttribute;
}

function referredTo({ document, ids }: Work, uri: string): XmlDocument | XmlElement {
	if (uri === '') return document;
	if (!uri.startsWith('#') || uri.startsWith('#xpointer(')) {
		throw new GostError('unsupported', 'Unsupported: an XML signature of something outside of the document');
	}
	const found = ids.get(uri.slice(1)) ?? [];
	// With two of them it would be open which one was signed.
	if (found.length !== 1) throw bad(`The document has ${found.length} elements with the signed id`);
	return found[0];
}

function readReference(work: Work, signature: XmlElement, element: XmlElement): Reference {
	const uri = attributeOf(element, 'URI');
	if (uri === undefined)
		throw new GostError('unsupported', 'Unsupported: an XML signature without a reference');
	let exclude: XmlElement | undefined;
	// Without one the octets are made by Canonical XML 1.0 (XML Signature 1.1 4.4.3.2).
	let how: Canonicalization = { kind: 'inclusive', comments: false };
	const [transforms] = children(element, 'Transforms');
	const list = transforms ? elementsOf(transforms) : [];
	list.forEach((transform, i) => {
		if (algorithmOf(transform) === ENVELOPED && i === 0) exclude = signature;
		else if (i === list.length - 1) how = canonicalizationOf(transform);
		else throw new GostError('unsupported', 'Unsupported: several transforms of an XML signature');
	});
	return {
		uri,
		node: referredTo(work, uri),
		exclude,
		// A reference within the document does not take comments along (XML Signature 1.1 4.4.3.3).
		how: { ...how, comments: false },
		hash: digestByUri(algorithmOf(child(element, 'DigestMethod'))),
		digest: base64Of(child(element, 'DigestValue')),
	};
}

function certificatesIn(signature: XmlElement): Certificate[] {
	const nodes = children(signature, 'KeyInfo')
		.flatMap((info) => children(info, 'X509Data'))
		.flatMap((data) => children(data, 'X509Certificate'));
	if (nodes.length > MAX_CERTIFICATES) throw damaged('too many certificates in an XML signature');
	return nodes.map((node) => certificateFromAsn1(Asn1.parse(base64Of(node))));
}

/** In which order of its bytes a value fits, if in any. */
function fits(
	certificate: Certificate,
	scheme: XmlScheme,
	signed: Uint8Array,
	value: Uint8Array,
): ByteOrder | undefined {
	const read = toResult(() => importPublicKey(certificate.publicKey));
	if (!read.ok) return undefined;
	const key = read.value;
	if ((key.kind === 'rsa' ? 'rsa' : key.family) !== scheme.family) return undefined;
	if (verifyDigest(key, scheme.hash, signed, value)) return 'big-endian';
	if (key.kind === 'rsa') return undefined;
	return verifyDigest(key, scheme.hash, signed, inOrder(value, key, 'little-endian'))
		? 'little-endian'
		: undefined;
}

type Facts = {
	-readonly [Name in 'certificate' | 'references' | 'wholeDocument' | 'order']: XmlSignerReport[Name];
};

/** Checks one signature; facts found on the way stay in `facts` when a check fails. */
async function check(work: Work, signature: XmlElement, facts: Facts): Promise<void> {
	const { document, options, digests } = work;
	const [info] = elementsOf(signature);
	if (info !== child(signature, 'SignedInfo')) throw damaged('the order of an XML signature');
	const all = [...certificatesIn(signature), ...(options.certificates ?? [])];
	facts.certificate = all[0];
	const elements = children(info, 'Reference');
	if (elements.length === 0 || elements.length > MAX_REFERENCES) {
		throw damaged('the number of references of an XML signature');
	}
	facts.references = elements.map((element) => attributeOf(element, 'URI') ?? '');
	const how = canonicalizationOf(child(info, 'CanonicalizationMethod'));
	const scheme = schemeByUri(algorithmOf(child(info, 'SignatureMethod')));
	const value = base64Of(child(signature, 'SignatureValue'));
	for (const element of elements) {
		const { node, ...reference } = readReference(work, signature, element);
		const found = await digests.digest(reference.hash, node, reference.how, reference.exclude);
		if (!equal(found, reference.digest)) throw bad('The document is not the one that was signed');
		if (node === document || node === document.root) facts.wholeDocument = true;
	}
	if (all.length === 0) throw bad("The signer's certificate is not in the signature");
	const signed = await digests.digest(scheme.hash, info, how);
	for (const certificate of all) {
		if (++work.tries > MAX_TRIES) throw damaged('too many certificates in an XML document');
		facts.order = fits(certificate, scheme, signed, value);
		if (facts.order === undefined) continue;
		facts.certificate = certificate;
		checkCertificate(certificate, all, options.trusted);
		return;
	}
	throw bad('The signature does not fit');
}

async function report(work: Work, signature: XmlElement): Promise<XmlSignerReport> {
	const facts: Facts = { certificate: undefined, references: [], wholeDocument: false, order: undefined };
	const checked = await toResultAsync(() => check(work, signature, facts));
	return {
		...facts,
		valid: checked.ok,
		reason: checked.ok ? undefined : { code: checked.error.code, message: checked.error.message },
		wholeDocument: checked.ok && facts.wholeDocument,
		dates: facts.certificate && checkDatesOf(facts.certificate, new Date()),
	};
}

/**
 * Verifies the XML signatures of a document (W3C XML Signature 1.1): references to the document or to elements of
 * it, the enveloped-signature transform, canonicalizations 1.0, 1.1 and exclusive, GOST and RSA. A GOST value is
 * accepted in either order of its bytes; the report says which.
 *
 * Every signature is reported on; only a document that cannot be read throws (`damaged`, `unsupported`). Not
 * checked: revocation, certificate policies, and the chain of issuers unless `trusted` is given.
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
	const signers: XmlSignerReport[] = [];
	const work: Work = {
		document,
		options,
		digests: new CanonicalDigests(text.length),
		ids: elementsById(document.root, isId(options)),
		tries: 0,
	};
	for (const signature of signatures) signers.push(await report(work, signature));
	return { valid: signers.length > 0 && signers.every((signer) => signer.valid), signers };
}
