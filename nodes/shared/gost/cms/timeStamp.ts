import { t } from '../../language';
import { digestByOid, OID } from '../algorithms/oids';
import { Asn1, TAG } from '../asn1/der';
import { readAlgorithm } from '../asn1/structures';
import { equal } from '../base/bytes';
import { damaged, type GostErrorCode } from '../base/errors';
import { toResultAsync } from '../base/result';
import { contentDigest, hash } from '../hash/hash';
import type { Certificate } from '../x509/certificate';
import { EXTENSION } from '../x509/extensions';
import type { PathResult } from '../x509/path';
import { datesAt } from '../x509/pathRules';
import { CertificatePool } from '../x509/pool';
import type { VerifyContext } from './context';
import { readSignedData } from './signedData';
import { checkSigner, type SignerFacts } from './signer';
import { badSignature, checkChain } from './trust';

/** What a time-stamp covers (RFC 5126, sections 6.1.1, 6.3.5, 6.3.6 and 6.4.1). */
export type TimeStampKind = 'signature' | 'signature and references' | 'references' | 'archive';

/** The verification result for one time-stamp of a signature. */
export interface TimeStampReport {
	readonly kind: TimeStampKind;
	/** Whether the authority signed the time and the time-stamp belongs to this signature. */
	readonly valid: boolean;
	/** Why it is not valid; undefined when it is. */
	readonly reason: { readonly code: GostErrorCode; readonly message: string } | undefined;
	readonly time: Date | undefined;
	/** The authority's certificate. */
	readonly authority: Certificate | undefined;
	readonly serial: string | undefined;
	readonly policy: string | undefined;
	readonly chain: PathResult | undefined;
}

/** TSTInfo (RFC 3161, section 2.4.2). */
interface TimeStampInfo {
	readonly policy: string;
	readonly hashOid: string;
	readonly imprint: Uint8Array;
	readonly serial: string;
	readonly time: Date;
}

/** Approximate milliseconds to read a token, for `WorkBudget`. */
const TOKEN_COST = 1;
/** Bytes that the slowest hash takes in a millisecond. */
const BYTES_PER_MS = 16 * 1024;
/** Maximum bytes of TSTInfo; real ones stay below 1 KB. */
const MAX_INFO = 64 * 1024;

const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';

/** Reads GeneralizedTime with a fraction of a second, which `Asn1.time` ignores (RFC 3161, section 2.4.2). */
function readTime(node: Asn1): Date {
	const text = Buffer.from(node.expect(TAG.generalizedTime).content).toString('latin1');
	const fraction = /[.](\d{1,9})Z$/.exec(text)?.[1] ?? '0';
	return new Date(node.time().getTime() + Math.floor(Number(`0.${fraction}`) * 1000));
}

function readInfo(content: Uint8Array): TimeStampInfo {
	const reader = Asn1.parse(content).reader();
	reader.next(TAG.integer);
	const policy = reader.next().oid();
	const imprint = reader.next().reader();
	const hashOid = readAlgorithm(imprint.next()).oid;
	const digest = imprint.next().octetString();
	const serial = Buffer.from(reader.next().integerBytes()).toString('hex').toUpperCase();
	const time = readTime(reader.next());
	return { policy, hashOid, imprint: digest, serial, time };
}

/** Throws unless the certificate is for time-stamps only (RFC 3161, section 2.3) and valid at the time. */
function checkAuthority(certificate: Certificate, time: Date): void {
	const { extendedKeyUsage, extensions } = certificate;
	const critical = extensions.some((item) => item.oid === EXTENSION.extendedKeyUsage && item.critical);
	if (!critical || extendedKeyUsage?.length !== 1 || extendedKeyUsage[0] !== TIME_STAMPING) {
		throw badSignature(t`The authority's certificate is not for time-stamps only`);
	}
	if (datesAt(certificate, time) !== 'ok') {
		throw badSignature(t`The authority's certificate was not valid at the time of the time-stamp`);
	}
}

type Found = { -readonly [Name in keyof TimeStampReport]: TimeStampReport[Name] };

async function checkToken(
	token: Asn1,
	covered: readonly Uint8Array[] | undefined,
	context: VerifyContext,
	found: Found,
): Promise<void> {
	const { options, budget, pathBudget } = context;
	await budget.spend(TOKEN_COST);
	const data = readSignedData(token.bytes);
	if (data.contentType !== OID.timeStampInfo || !data.content) throw damaged(t`not a time-stamp`);
	if (data.signers.length !== 1) throw badSignature(t`The time-stamp does not have exactly one signature`);
	if (data.content.bytes.length > MAX_INFO) throw damaged(t`time-stamp too long`);
	const content = data.content.octets();
	const info = readInfo(content);
	found.time = info.time;
	found.policy = info.policy;
	found.serial = info.serial;
	const pool = CertificatePool.join(await CertificatePool.read(data.certificates), context.pool);
	const facts: SignerFacts = { certificate: undefined, signingTime: undefined, cades: false, policy: false };
	const signed = {
		type: data.contentType,
		digest: (name: Parameters<typeof hash>[0]) => hash(name, content),
	};
	const checked = await toResultAsync(async () => {
		await checkSigner(data.signers[0], signed, { ...context, pool }, facts);
	});
	found.authority = facts.certificate;
	if (!checked.ok) throw checked.error;
	if (!facts.certificate || !facts.cades)
		throw badSignature(t`The time-stamp does not name the authority's certificate`);
	checkAuthority(facts.certificate, info.time);
	if (covered) {
		const name = digestByOid(info.hashOid);
		for (const part of covered) await budget.spend(part.length / BYTES_PER_MS);
		if (!equal(await contentDigest(covered, name), info.imprint))
			throw badSignature(t`The time-stamp belongs to another signature`);
	}
	const request = { certificate: facts.certificate, pool, at: info.time, budget: pathBudget };
	await checkChain({ ...request, purpose: 'time stamps' }, options, (result) => {
		found.chain = result;
	});
}

/**
 * Verifies a time-stamp token (RFC 3161) over the bytes that it covers. For an archive time-stamp, `covered` is
 * undefined: only its own signature is checked.
 */
export async function checkTimeStamp(
	kind: TimeStampKind,
	token: Asn1,
	covered: readonly Uint8Array[] | undefined,
	context: VerifyContext,
): Promise<TimeStampReport> {
	const found: Found = {
		...{ kind, valid: false, reason: undefined, time: undefined, authority: undefined },
		...{ serial: undefined, policy: undefined, chain: undefined },
	};
	const checked = await toResultAsync(async () => {
		await checkToken(token, covered, context, found);
	});
	const reason = checked.ok ? undefined : { code: checked.error.code, message: checked.error.message };
	return { ...found, valid: checked.ok, reason };
}
