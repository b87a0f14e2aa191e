import { t } from '../../language';
import { digestByOid, OID } from '../algorithms/oids';
import { WorkBudget } from '../base/budget';
import { chunked, type Content } from '../base/chunks';
import { GostError } from '../base/errors';
import { toResult, toResultAsync } from '../base/result';
import { createHash, hash, type HashName } from '../hash/hash';
import type { Certificate } from '../x509/certificate';
import { SignatureBudget } from '../x509/issuerSignature';
import { keyDatesAt } from '../x509/keyPeriod';
import type { PathResult } from '../x509/path';
import { CertificatePool } from '../x509/pool';
import { readAttributes, valuesOf, type Attribute } from './attributes';
import type { VerifyContext } from './context';
import { certificateValues, countEnclosed, readEvidence, standingOf, type EnclosedData } from './evidence';
import type { SignatureForm, SignatureLevel, Unchecked } from './levels';
import { findSigner, readIdentifier, type CertificateId } from './message';
import { digestNames, readSignedData, readSigner, type SignedData, type SignerInfo } from './signedData';
import { checkSigner, type SignedContent, type SignerFacts } from './signer';
import { summarize, type Summary } from './summary';
import type { TimeStampReport } from './timeStamp';
import { checkChain, verdict, type TrustOptions, type Verdict } from './trust';

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
	/** Whether the private key could sign at that time; undefined if the certificate does not limit it. */
	readonly keyDates: Verdict['dates'];
	/** Whether the signature matches document and certificate, whatever its chain and dates are. */
	readonly intact: boolean;
	/** Always true: a CMS signature covers the whole content. */
	readonly wholeDocument: boolean;
	/** The level that was verified; undefined for a signature that is not valid. */
	readonly level: SignatureLevel | undefined;
	/** The form that the signature claims by what it carries; undefined for a signature that is not valid. */
	readonly form: SignatureForm | undefined;
	/** The parts of that form that were not judged. */
	readonly unchecked: readonly Unchecked[];
	readonly timeStamps: readonly TimeStampReport[];
	/** Signatures over this signature (RFC 5652, section 11.4). They do not affect its validity. */
	readonly counterSigners: readonly SignerReport[];
	readonly enclosed: EnclosedData;
}

export interface SignatureReport extends Summary {
	readonly attached: boolean;
	/** The content of an attached signature. */
	readonly content: Uint8Array | undefined;
	readonly signers: readonly SignerReport[];
}

type Digests = ReadonlyMap<HashName, Uint8Array>;

/** Approximate milliseconds to read a signature, for `WorkBudget`. */
const SIGNER_COST = 1;
/** Countersignatures of countersignatures are verified to this depth. */
const MAX_DEPTH = 3;
const MAX_COUNTERSIGNATURES = 16;

/**
 * Returns the certificates of the signers that a signature includes, without those of their issuers; none for a file
 * that is not a signature.
 */
export async function signerCertificates(input: Uint8Array | string): Promise<Certificate[]> {
	const read = toResult(() => readSignedData(input));
	if (!read.ok) return [];
	const { certificates, signers } = read.value;
	const pool = await CertificatePool.read(certificates);
	const found = signers.flatMap(({ id }) => {
		const certificate = toResult(() => findSigner(id, pool));
		return certificate.ok && certificate.value ? [certificate.value] : [];
	});
	return [...new Set(found)];
}

interface Message extends VerifyContext {
	readonly enclosed: EnclosedData;
}

async function readCounterSigners(
	{ signature }: SignerInfo,
	attributes: readonly Attribute[],
	message: Message,
	depth: number,
): Promise<SignerReport[]> {
	if (depth === MAX_DEPTH) return [];
	const reports: SignerReport[] = [];
	const content: SignedContent = { type: undefined, digest: (name) => hash(name, signature) };
	for (const node of valuesOf(attributes, OID.counterSignature).slice(0, MAX_COUNTERSIGNATURES)) {
		const info = toResult(() => readSigner(node));
		if (info.ok) reports.push(await reportSigner(info.value, content, message, depth + 1));
	}
	return reports;
}

async function reportSigner(
	info: SignerInfo,
	content: SignedContent,
	message: Message,
	depth = 0,
): Promise<SignerReport> {
	const { pool, budget } = message;
	const facts: SignerFacts = { certificate: undefined, signingTime: undefined, cades: false, policy: false };
	const checked = await toResultAsync(async () => {
		await budget.spend(SIGNER_COST);
		await checkSigner(info, content, message, facts);
	});
	const unsigned = toResult(() => readAttributes(info.unsigned));
	// What hangs on a signature that is not valid proves nothing.
	const attributes = checked.ok && unsigned.ok ? unsigned.value : [];
	const evidence = await readEvidence(info, attributes, message.enclosed, {
		...message,
		pool: CertificatePool.join(pool, CertificatePool.of(checked.ok ? certificateValues(info, budget) : [])),
	});
	const { certificate, signingTime } = facts;
	const at = evidence.provenTime?.time ?? signingTime;
	const proven = evidence.provenTime?.chain?.status === 'trusted';
	let chain: PathResult | undefined;
	const accepted = await toResultAsync(async () => {
		if (!checked.ok) throw checked.error;
		if (!certificate) return;
		const request = { certificate, pool, at, proven, budget: message.pathBudget };
		await checkChain(request, message.options, (result) => {
			chain = result;
		});
	});
	const id = toResult(() => readIdentifier(info.id));
	const standing = accepted.ok ? standingOf(facts, attributes, evidence) : undefined;
	return {
		...verdict(accepted, { certificate, chain }, at),
		issuer: id.ok ? id.value.issuer : undefined,
		serial: id.ok ? id.value.serial : undefined,
		signingTime,
		cades: facts.cades,
		intact: checked.ok,
		wholeDocument: true,
		keyDates: certificate && keyDatesAt(certificate, at ?? new Date()),
		level: standing?.level,
		form: standing?.form,
		unchecked: standing?.unchecked ?? [],
		timeStamps: evidence.timeStamps,
		counterSigners: await readCounterSigners(info, attributes, message, depth),
		enclosed: evidence.enclosed,
	};
}

/** Checks every signature against the digests of the content, which `digest` computes. */
export async function reportSigners(
	data: SignedData,
	options: TrustOptions,
	digest: (names: ReadonlySet<HashName>) => Digests | Promise<Digests>,
): Promise<Omit<SignatureReport, 'content' | 'attached'>> {
	const digests = await digest(digestNames(data));
	const announced = [...data.digestOids].flatMap((oid) => {
		const name = toResult(() => digestByOid(oid));
		return name.ok ? [name.value] : [];
	});
	const content: SignedContent = {
		type: data.contentType,
		digest: (name) => (announced.includes(name) ? digests.get(name) : undefined),
	};
	const message: Message = {
		options,
		budget: new WorkBudget(),
		pathBudget: new SignatureBudget(),
		pool: await CertificatePool.read(data.certificates, options.certificates),
		enclosed: countEnclosed(data.certificates, data.revocation),
	};
	const signers: SignerReport[] = [];
	for (const info of data.signers) signers.push(await reportSigner(info, content, message));
	return { ...summarize(signers), signers };
}

/**
 * Verifies SignedData (RFC 5652, section 5.6) in DER, BER, PEM or base64, attached or detached.
 *
 * Reports on every signature; throws only if the message cannot be read (`damaged`, `unsupported`) or if the content is
 * missing or given twice (`bad-argument`). Checks chains and revocation only against what `options` gives.
 */
export async function verifySignature(
	input: Uint8Array | string,
	options: VerifyOptions = {},
): Promise<SignatureReport> {
	const data = readSignedData(input);
	const { content } = options;
	if (data.content && content)
		throw new GostError('bad-argument', t`The signature already contains the document`);
	if (!data.content && !content)
		throw new GostError('bad-argument', t`A detached signature requires the signed document`);
	const source = content ?? data.content?.octetChunks() ?? [];
	// The parts of a content that is stored in pieces are put together on the way.
	const attached = data.content?.constructed ? new Uint8Array(data.content.bytes.length) : undefined;
	let length = 0;
	const report = await reportSigners(data, options, async (names) => {
		const states = [...names].map((name) => [name, createHash(name)] as const);
		for await (const chunk of chunked(source)) {
			for (const [, state] of states) state.update(chunk);
			attached?.set(chunk, length);
			length += chunk.length;
		}
		return new Map(states.map(([name, state]) => [name, state.digest()]));
	});
	return {
		...report,
		attached: data.content !== undefined,
		content: attached?.subarray(0, length) ?? data.content?.octets(),
	};
}
