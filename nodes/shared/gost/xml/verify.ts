import { t } from '../../language';
import { Asn1 } from '../asn1/der';
import { decodeBase64 } from '../asn1/pem';
import { asUint8Array, equal } from '../base/bytes';
import { WorkBudget } from '../base/budget';
import { damaged, GostError } from '../base/errors';
import { toResult, toResultAsync } from '../base/result';
import { toByteOrder, type ByteOrder } from '../cms/rawSignature';
import type { SignatureForm, SignatureLevel, Unchecked } from '../cms/levels';
import { MISSING_CERTIFICATE, UNSUPPLIED_CERTIFICATE } from '../cms/signer';
import { summarize, type Summary } from '../cms/summary';
import type { TimeStampReport } from '../cms/timeStamp';
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
	isOfSignatures,
	schemeByUri,
	type XmlScheme,
} from './algorithms';
import { CanonicalDigests, type Canonicalization } from './canonical';
import type { XmlDocument, XmlElement } from './document';
import { decodeXml } from './encoding';
import { parseXml } from './parser';
import { attributeOf, elementsById, elementsOf, hasOnly, textOf } from './tree';
import {
	checkSigningCertificate,
	checkTimeStamps,
	enclosedCertificates,
	readProperties,
	xmlStanding,
	type QualifyingProperties,
} from './xades';

export interface XmlVerifyOptions extends TrustOptions {
	/** Name of the attribute that holds IDs; `Id`, `ID` and `id` with any prefix by default. */
	readonly idAttribute?: string;
}

/**
 * The verification result for one signature of a document. The dates are checked against the time that XAdES states or
 * proves, otherwise against the current time.
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
	/** Whether the private key could sign at that time; undefined if the certificate does not limit it. */
	readonly keyDates: Verdict['dates'];
	/** The level that was verified; undefined for a signature that is not valid. */
	readonly level: SignatureLevel | undefined;
	/** The form that the signature claims by what it carries; undefined for a signature that is not valid. */
	readonly form: SignatureForm | undefined;
	/** The parts of that form that were not judged. */
	readonly unchecked: readonly Unchecked[];
	/** As claimed by the signer in signed properties (XAdES). */
	readonly signingTime: Date | undefined;
	/** Time-stamps of the signature value (XAdES). */
	readonly timeStamps: readonly TimeStampReport[] | undefined;
}

export interface XmlSignatureReport extends Summary {
	readonly signers: readonly XmlSignerReport[];
}

const MAX_SIGNATURES = 32;
const MAX_REFERENCES = 32;
const MAX_CERTIFICATES = 8;
/** Characters of a list of prefixes. */
const MAX_PREFIXES = 16 * 1024;
/** Public-key operations per document. */
const MAX_TRIES = 64;

/** Returns the child elements of this name in the XML Signature namespace. */
function children(element: XmlElement, local: string): XmlElement[] {
	return elementsOf(element).filter((item) => item.uri === DSIG && item.local === local);
}

function child(element: XmlElement, local: string): XmlElement {
	const found = children(element, local);
	if (found.length !== 1) throw damaged(t`${element.local} without exactly one ${local} in an XML signature`);
	return found[0];
}

function algorithmOf(element: XmlElement): string {
	return attributeOf(element, 'Algorithm') ?? '';
}

function base64Of(element: XmlElement): Uint8Array {
	const bytes = decodeBase64(textOf(element));
	if (!bytes) throw damaged(t`invalid base64 in an XML signature`);
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
	if (prefixes.length > MAX_PREFIXES) throw damaged(t`too many prefixes in an XML signature`);
	return { ...how, inclusivePrefixes: prefixes.split(/[ \t\n\r]+/).filter((item) => item !== '') };
}

interface Context {
	readonly document: XmlDocument;
	readonly options: XmlVerifyOptions;
	readonly digests: CanonicalDigests;
	readonly ids: Awaited<ReturnType<typeof elementsById>>;
	readonly budget: WorkBudget;
	readonly pathBudget: SignatureBudget;
	tries: number;
}

function referencedNode({ document, ids }: Context, uri: string): XmlDocument | XmlElement {
	if (uri === '') return document;
	if (!uri.startsWith('#') || uri.startsWith('#xpointer(')) {
		throw new GostError('unsupported', t`Unsupported: an XML signature over data outside the document`);
	}
	const [found, ...others] = ids.get(uri.slice(1)) ?? [];
	if (!found) throw badSignature(t`The document has no element with the signed ID`);
	// With two elements, it is unclear which one was signed.
	if (others.length > 0) throw badSignature(t`The document has several elements with the signed ID`);
	return found;
}

/** Returns what a signature refers to; nothing for one that cannot be read. */
function referencesOf(signature: XmlElement): string[] {
	const read = toResult(() => children(child(signature, 'SignedInfo'), 'Reference'));
	return read.ok ? read.value.slice(0, MAX_REFERENCES).map((item) => attributeOf(item, 'URI') ?? '') : [];
}

/** Checks the digest of a Reference; returns the node that it covers. */
async function checkReference(
	context: Context,
	signature: XmlElement,
	reference: XmlElement,
): Promise<XmlDocument | XmlElement> {
	const uri = attributeOf(reference, 'URI');
	if (uri === undefined) {
		throw new GostError('unsupported', t`Unsupported: an XML signature without a reference`);
	}
	let exclude: XmlElement | undefined;
	// Canonical XML 1.0 unless a transform says otherwise (XML Signature 1.1, section 4.4.3.2).
	let how: Canonicalization = { kind: 'inclusive', comments: false };
	const [transforms] = children(reference, 'Transforms');
	const list = transforms ? elementsOf(transforms) : [];
	list.forEach((transform, i) => {
		if (algorithmOf(transform) === ENVELOPED && i === 0) exclude = signature;
		else if (i === list.length - 1) how = canonicalizationOf(transform);
		else throw new GostError('unsupported', t`Unsupported: several transforms in an XML signature`);
	});
	const node = referencedNode(context, uri);
	const hash = digestByUri(algorithmOf(child(reference, 'DigestMethod')));
	const expected = base64Of(child(reference, 'DigestValue'));
	// A same-document reference leaves comments out (XML Signature 1.1, section 4.4.3.3).
	const digest = await context.digests.digest(hash, node, { ...how, comments: false }, exclude);
	if (!equal(digest, expected)) throw badSignature(t`The document is not the one that was signed`);
	return node;
}

function certificatesIn(signature: XmlElement): Certificate[] {
	const nodes = children(signature, 'KeyInfo')
		.flatMap((info) => children(info, 'X509Data'))
		.flatMap((data) => children(data, 'X509Certificate'));
	if (nodes.length > MAX_CERTIFICATES) throw damaged(t`too many certificates in an XML signature`);
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
		Name in 'certificate' | 'references' | 'wholeDocument' | 'order' | 'chain' | 'signingTime' | 'timeStamps'
	]: XmlSignerReport[Name];
} & { properties: QualifyingProperties | undefined };

/** Returns the proven time of a signature, or the one it states. */
function timeOf({ timeStamps, signingTime }: Facts): { at: Date | undefined; proven: boolean } {
	const stamped = (timeStamps ?? []).filter(({ kind, valid, time }) => kind === 'signature' && valid && time);
	const [first] = stamped.sort((a, b) => (a.time?.getTime() ?? 0) - (b.time?.getTime() ?? 0));
	return { at: first?.time ?? signingTime, proven: first?.chain?.status === 'trusted' };
}

/** Checks one signature; `facts` keeps what was found even if a check fails. */
async function checkSignature(context: Context, signature: XmlElement, facts: Facts): Promise<void> {
	const { document, options, digests } = context;
	const [info] = elementsOf(signature);
	if (info !== child(signature, 'SignedInfo'))
		throw damaged(t`XML signature that does not begin with SignedInfo`);
	const inside = certificatesIn(signature);
	const all = [...inside, ...(options.certificates ?? [])];
	[facts.certificate] = inside;
	const references = children(info, 'Reference');
	if (references.length === 0 || references.length > MAX_REFERENCES) {
		throw damaged(t`missing or too many references in an XML signature`);
	}
	facts.references = references.map((reference) => attributeOf(reference, 'URI') ?? '');
	const how = canonicalizationOf(child(info, 'CanonicalizationMethod'));
	const scheme = schemeByUri(algorithmOf(child(info, 'SignatureMethod')));
	const value = base64Of(child(signature, 'SignatureValue'));
	const covered = new Set<XmlDocument | XmlElement>();
	for (const reference of references) {
		const node = await checkReference(context, signature, reference);
		if (node === document || node === document.root) facts.wholeDocument = true;
		covered.add(node);
	}
	// A signature leaves itself out, so that somebody may have put a part of the document into it.
	if (!hasOnly(signature, isOfSignatures, covered)) facts.wholeDocument = false;
	const properties = readProperties(signature);
	// What is not signed says nothing about the signature.
	facts.properties = properties && covered.has(properties.signed) ? properties : undefined;
	if (all.length === 0) throw badSignature(MISSING_CERTIFICATE);
	const digest = await digests.digest(scheme.hash, info, how);
	for (const certificate of all) {
		if (++context.tries > MAX_TRIES) throw damaged(t`too many certificates in an XML document`);
		facts.order = matchingOrder(certificate, scheme, digest, value);
		if (facts.order === undefined) continue;
		facts.certificate = certificate;
		const pool = CertificatePool.of(all);
		if (facts.properties) {
			checkSigningCertificate(facts.properties, certificate);
			facts.signingTime = facts.properties.signingTime;
			const { budget, pathBudget } = context;
			const enclosed = CertificatePool.of(enclosedCertificates(facts.properties, context));
			const shared = { options, budget, pathBudget, pool: CertificatePool.join(pool, enclosed) };
			const stamped = child(signature, 'SignatureValue');
			facts.timeStamps = await checkTimeStamps(facts.properties, stamped, shared);
		}
		const request = { certificate, pool, budget: context.pathBudget, ...timeOf(facts) };
		await checkChain(request, options, (chain) => {
			facts.chain = chain;
		});
		return;
	}
	throw badSignature(
		inside.length > 0 ? t`The signature does not match the document` : UNSUPPLIED_CERTIFICATE,
	);
}

async function report(context: Context, signature: XmlElement): Promise<XmlSignerReport> {
	const facts: Facts = {
		...{ certificate: undefined, references: [], wholeDocument: false, order: undefined, chain: undefined },
		...{ signingTime: undefined, timeStamps: undefined, properties: undefined },
	};
	const checked = await toResultAsync(async () => await checkSignature(context, signature, facts));
	// Only a chain that is refused leaves a signature that matches.
	const intact = facts.chain !== undefined;
	const { properties, ...known } = facts;
	const { at } = timeOf(facts);
	const standing = checked.ok ? xmlStanding(properties, known.timeStamps ?? []) : undefined;
	return {
		...known,
		...verdict(checked, facts, at),
		wholeDocument: intact && facts.wholeDocument,
		intact,
		keyDates: facts.certificate && keyDatesAt(facts.certificate, at ?? new Date()),
		level: standing?.level,
		form: standing?.form,
		unchecked: standing?.unchecked ?? [],
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
	const { idAttribute } = options;
	const isId = (name: string): boolean =>
		idAttribute === undefined ? /^(?:[^:]*:)?id$/i.test(name) : name === idAttribute;
	const found: number[] = [];
	const withId: number[] = [];
	const document = await parseXml(text, {
		visit: ({ local, uri, attributes }, index) => {
			if (attributes.some(({ name }) => isId(name))) withId.push(index);
			if (uri !== DSIG || local !== 'Signature') return;
			if (found.length === MAX_SIGNATURES) throw damaged(t`too many signatures in an XML document`);
			found.push(index);
		},
	});
	const signatures = found.map((index) => document.element(index));
	const wanted = new Set(signatures.flatMap(referencesOf).map((uri) => uri.slice(1)));
	const context: Context = {
		document,
		options,
		digests: new CanonicalDigests(text.length),
		ids: await elementsById(document, withId, isId, wanted),
		budget: new WorkBudget(),
		pathBudget: new SignatureBudget(),
		tries: 0,
	};
	const signers: XmlSignerReport[] = [];
	for (const signature of signatures) signers.push(await report(context, signature));
	return { ...summarize(signers), signers };
}
