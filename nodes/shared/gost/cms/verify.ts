import { digestByOid, OID } from '../algorithms/oids';
import { TAG, type Asn1 } from '../asn1/der';
import { toBinary } from '../asn1/pem';
import { readAlgorithm, readContentInfo, type AlgorithmIdentifier } from '../asn1/structures';
import { equal } from '../base/bytes';
import { chunked, type Content } from '../base/chunks';
import { damaged, GostError } from '../base/errors';
import { toResult, toResultAsync } from '../base/result';
import { createHash, hash, type HashName } from '../hash/hash';
import { checkSignature, readCertificates, type Certificate } from '../x509/certificate';
import { SignatureBudget } from '../x509/issuerSignature';
import { CertificatePool } from '../x509/pool';
import { attributeValue, identifies, readIdentifier, type CertificateId } from './message';
import { allValid, badSignature, checkChain, verdict, type TrustOptions, type Verdict } from './trust';

export interface VerifyOptions extends TrustOptions {
	/** The signed document of a detached signature; `bad-argument` for an attached one. */
	readonly content?: Content;
}

/** The verification result for one signature. */
export interface SignerReport extends Verdict {
	/** Issuer and serial number that the signature names; undefined if it names a key identifier. */
	readonly issuer: CertificateId['issuer'];
	readonly serial: CertificateId['serial'];
	/** As claimed by the signer; not a trusted timestamp. */
	readonly signingTime: Date | undefined;
	/** Whether the signature includes the attribute that binds it to its certificate (RFC 5035). */
	readonly cades: boolean;
}

export interface SignatureReport {
	/** Whether there is at least one signature and all are valid. */
	readonly valid: boolean;
	readonly attached: boolean;
	/** The content of an attached signature. */
	readonly content: Uint8Array | undefined;
	readonly signers: readonly SignerReport[];
}

interface SignerInfo {
	readonly id: Asn1;
	readonly digestOid: string;
	/** The signed attributes, in the encoding that is signed; undefined if there are none. */
	readonly attributes: Uint8Array | undefined;
	readonly list: readonly Asn1[];
	readonly algorithm: AlgorithmIdentifier;
	readonly signature: Uint8Array;
}

interface SignedData {
	readonly contentType: string;
	readonly content: Asn1 | undefined;
	readonly certificates: Asn1 | undefined;
	readonly signers: readonly SignerInfo[];
}

type Digests = ReadonlyMap<HashName, Uint8Array>;

const MAX_SIGNERS = 64;

function readSigner(node: Asn1): SignerInfo {
	const reader = node.reader();
	reader.next(TAG.integer);
	const id = reader.next();
	const digestOid = readAlgorithm(reader.next()).oid;
	const signedAttributes = reader.optional(0xa0);
	const algorithm = readAlgorithm(reader.next());
	const signature = reader.next().octetString();
	const attributes = signedAttributes?.bytes.slice();
	// Stored under [0], signed under SET.
	if (attributes) attributes[0] = TAG.set;
	return { id, digestOid, attributes, list: signedAttributes?.children() ?? [], algorithm, signature };
}

/** Reads SignedData (RFC 5652, section 5.1) without checking it. Throws `damaged` or `unsupported`. */
export function readSignedData(input: Uint8Array | string): SignedData {
	const reader = readContentInfo(toBinary(input), OID.signedData).reader();
	reader.next(TAG.integer);
	reader.next(TAG.set);
	const encapsulated = reader.next().reader();
	const contentType = encapsulated.next().oid();
	const content = encapsulated.optional(0xa0)?.onlyChild();
	if (content && (content.tag & ~0x20) !== TAG.octetString)
		throw damaged('content that is not an OCTET STRING');
	const certificates = reader.optional(0xa0);
	reader.optional(0xa1);
	const infos = reader.next().children(TAG.set);
	if (infos.length > MAX_SIGNERS) throw damaged('too many signatures');
	return { contentType, content, certificates, signers: infos.map(readSigner) };
}

/**
 * Returns the certificates of the signers that a signature includes, without those of their issuers; none for a file
 * that is not a signature.
 */
export function signerCertificates(input: Uint8Array | string): Certificate[] {
	const read = toResult(() => readSignedData(input));
	if (!read.ok) return [];
	const { certificates, signers } = read.value;
	return readCertificates(certificates).filter((certificate) =>
		signers.some(({ id }) => identifies(id, certificate)),
	);
}

/** Checks the first hash of SigningCertificate or SigningCertificateV2 (RFC 5035); false if there is neither. */
function checkSigningCertificate(list: readonly Asn1[], certificate: Certificate): boolean {
	const v2 = attributeValue(list, OID.signingCertificateV2);
	const value = v2 ?? attributeValue(list, OID.signingCertificate);
	if (!value) return false;
	const id = value.reader().next().children(TAG.sequence)[0]?.reader();
	if (!id) throw damaged('invalid SigningCertificate attribute');
	const named = v2 ? id.optional(TAG.sequence) : undefined;
	const name: HashName = named ? digestByOid(readAlgorithm(named).oid) : v2 ? 'sha256' : 'sha1';
	if (!equal(hash(name, certificate.der), id.next().octetString())) {
		throw badSignature('The signature was made with another certificate');
	}
	return true;
}

function checkContent(list: readonly Asn1[], contentType: string, digest: Uint8Array): void {
	const type = attributeValue(list, OID.contentType)?.oid();
	const signed = attributeValue(list, OID.messageDigest)?.octetString();
	if (type !== contentType || !signed) {
		throw badSignature('The attributes of the signature do not match its content');
	}
	if (!equal(signed, digest)) throw badSignature('The document is not the one that was signed');
}

type Facts = { -readonly [Name in 'certificate' | 'chain' | 'signingTime' | 'cades']: SignerReport[Name] };

/** Returns the certificate that a SignerIdentifier names. */
function findSigner(pool: CertificatePool, id: Asn1): Certificate | undefined {
	if (!id.is(TAG.sequence))
		return pool.byKeyId(id.is(0xa0) ? id.onlyChild().octets() : id.expect(0x80).content);
	const reader = id.reader();
	return pool.byIssuerAndSerial(reader.next(TAG.sequence).bytes, reader.next(TAG.integer).bytes);
}

interface Context {
	readonly digests: Digests;
	readonly pool: CertificatePool;
	readonly budget: SignatureBudget;
}

/** Checks one signature; `facts` keeps what was found even if a check fails. */
async function checkSigner(
	data: SignedData,
	info: SignerInfo,
	options: TrustOptions,
	{ digests, pool, budget }: Context,
	facts: Facts,
): Promise<void> {
	const { attributes, list } = info;
	facts.signingTime = attributeValue(list, OID.signingTime)?.time();
	const certificate = findSigner(pool, info.id);
	if (!certificate) throw badSignature("The signature does not include the signer's certificate");
	facts.certificate = certificate;
	const hashName = digestByOid(info.digestOid);
	const digest = digests.get(hashName);
	if (!digest) throw damaged('signature without a digest');
	if (attributes) {
		checkContent(list, data.contentType, digest);
		facts.cades = checkSigningCertificate(list, certificate);
	}
	const digestSigned = (name: HashName): Uint8Array => {
		if (attributes) return hash(name, attributes);
		// The content was hashed only with the digest algorithm of the signer.
		if (name !== hashName) throw damaged('two digest algorithms in one signature');
		return digest;
	};
	if (!checkSignature(certificate.publicKey, info.algorithm, hashName, info.signature, digestSigned)) {
		throw badSignature('The signature does not match the document');
	}
	await checkChain({ certificate, pool, at: facts.signingTime, budget }, options, (chain) => {
		facts.chain = chain;
	});
}

/** Checks every signature against the digests of the content, which `digest` computes. */
export async function reportSigners(
	data: SignedData,
	options: TrustOptions,
	digest: (names: ReadonlySet<HashName>) => Digests | Promise<Digests>,
): Promise<Omit<SignatureReport, 'content' | 'attached'>> {
	const names = data.signers.flatMap(({ digestOid }) => {
		const name = toResult(() => digestByOid(digestOid));
		return name.ok ? [name.value] : [];
	});
	const digests = await digest(new Set(names));
	const pool = await CertificatePool.read(data.certificates, options.certificates);
	const context = { digests, pool, budget: new SignatureBudget() };
	const signers: SignerReport[] = [];
	for (const info of data.signers) {
		const facts: Facts = { certificate: undefined, chain: undefined, signingTime: undefined, cades: false };
		const checked = await toResultAsync(async () => {
			await checkSigner(data, info, options, context, facts);
		});
		const id = toResult(() => readIdentifier(info.id));
		signers.push({
			...verdict(checked, facts, facts.signingTime),
			issuer: id.ok ? id.value.issuer : undefined,
			serial: id.ok ? id.value.serial : undefined,
			signingTime: facts.signingTime,
			cades: facts.cades,
		});
	}
	return { valid: allValid(signers), signers };
}

/**
 * Verifies SignedData (RFC 5652, section 5.6) in DER, BER, PEM or base64, attached or detached.
 *
 * Reports on every signature; throws only if the message cannot be read (`damaged`, `unsupported`) or if the content is
 * missing or given twice (`bad-argument`). Checks issuers only with `trusted`, and revocation only with \`lists\`.
 */
export async function verifySignature(
	input: Uint8Array | string,
	options: VerifyOptions = {},
): Promise<SignatureReport> {
	const data = readSignedData(input);
	const { content } = options;
	if (data.content && content)
		throw new GostError('bad-argument', 'The signature already contains the document');
	if (!data.content && !content)
		throw new GostError('bad-argument', 'A detached signature requires the signed document');
	const source = content ?? data.content?.octetChunks() ?? [];
	const report = await reportSigners(data, options, async (names) => {
		const states = [...names].map((name) => [name, createHash(name)] as const);
		for await (const chunk of chunked(source)) for (const [, state] of states) state.update(chunk);
		return new Map(states.map(([name, state]) => [name, state.digest()]));
	});
	return { ...report, attached: data.content !== undefined, content: data.content?.octets() };
}
