import { t } from '../../language';
import { yieldToEventLoop } from '../base/chunks';
import type { Certificate } from './certificate';
import type { RevocationList } from './crl';
import { SignatureBudget, type Signed } from './issuerSignature';
import { nameKey } from './names';
import {
	datesAt,
	findViolation,
	isSelfIssued,
	titleOf,
	type PathRule,
	type Purpose,
	type Violation,
} from './pathRules';
import { CertificatePool, issuerKeyId } from './pool';
import { judgeRevocation, type RevokedCertificate } from './revocation';

export interface PathRequest {
	readonly certificate: Certificate;
	/** Where issuers are searched, besides the trusted certificates. Nothing in it is trusted. */
	readonly pool: CertificatePool;
	/**
	 * The user's trust anchors, self-signed or not. Without them, the chain is not checked, except for the signature on
	 * the certificate if its issuer is in the pool.
	 */
	readonly trusted: readonly Certificate[] | undefined;
	/** The user's revocation lists. If there are any, every certificate below the anchor has to be covered. */
	readonly lists?: readonly RevocationList[];
	/** The moment at which every certificate of the path has to be valid: the signing time. `now` by default. */
	readonly at?: Date;
	/** Whether a time-stamp proves `at`. A claimed time does not excuse a revocation. */
	readonly proven?: boolean;
	readonly now?: Date;
	readonly purpose?: Purpose;
	readonly budget?: SignatureBudget;
}

export interface PathResult {
	readonly status: 'trusted' | 'refused' | 'not checked';
	/** What refuses the chain; undefined unless the status is `refused`. */
	readonly rule: PathRule | undefined;
	/** The certificate that breaks the rule. */
	readonly certificate: Certificate | undefined;
	/** One sentence that names the certificate and the rule. */
	readonly message: string | undefined;
	/** From the signer's certificate to the trusted one, or as far as the best attempt came. */
	readonly chain: readonly Certificate[];
	/** The dates of the whole chain at the present time, which do not decide. */
	readonly datesNow: 'ok' | 'expired' | 'not-yet-valid';
	readonly revocation: 'not checked' | 'unknown' | 'good' | RevokedCertificate;
}

/** Maximum number of certificates in a chain, from the signer's to the trusted one. */
const MAX_CHAIN = 8;

/** Partial chains tried per search. Certificates that certify each other in circles allow any number. */
const MAX_STEPS = 256;

/** An attempt that failed; the longest that reached a trusted certificate explains the refusal best. */
interface Failure extends Violation {
	readonly chain: readonly Certificate[];
	readonly complete: boolean;
	readonly revocation: PathResult['revocation'];
}

const bytesKey = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

interface Anchors {
	readonly certificates: ReadonlySet<string>;
	readonly pool: CertificatePool;
}

// One list of trusted certificates serves every signer of a message and every item of a run.
const anchorsOf = new WeakMap<readonly Certificate[], Anchors>();

function readAnchors(trusted: readonly Certificate[]): Anchors {
	let anchors = anchorsOf.get(trusted);
	if (!anchors) {
		anchors = {
			certificates: new Set(trusted.map(({ der }) => bytesKey(der))),
			pool: CertificatePool.of(trusted),
		};
		anchorsOf.set(trusted, anchors);
	}
	return anchors;
}

class Search {
	readonly now: Date;
	readonly at: Date;
	failure: Failure | undefined;
	private steps = 0;
	readonly budget: SignatureBudget;
	private readonly purpose: Purpose;

	constructor(
		private readonly request: PathRequest,
		private readonly anchors: Anchors,
		/** Searches for the path of a key that signs revocation lists; undefined within such a search. */
		private readonly searchSigner: ((certificate: Certificate) => Promise<PathResult>) | undefined,
	) {
		this.now = request.now ?? new Date();
		this.at = request.at ?? this.now;
		this.budget = request.budget ?? new SignatureBudget();
		this.purpose = request.purpose ?? 'documents';
	}

	private fail(
		chain: readonly Certificate[],
		violation: Violation,
		complete = false,
		revocation: PathResult['revocation'] = 'not checked',
	): void {
		const known = this.failure;
		const better =
			!known ||
			(complete && !known.complete) ||
			(complete === known.complete && chain.length > known.chain.length);
		if (better) this.failure = { ...violation, chain, complete, revocation };
	}

	/** Returns the possible issuers of the last certificate, the trusted and the most likely ones first. */
	private async issuersOf(
		chain: readonly Certificate[],
	): Promise<{ issuers: Certificate[]; complete: boolean }> {
		const last = chain[chain.length - 1];
		const name = nameKey(last.issuerDer);
		const keyId = issuerKeyId(last);
		const trusted = await this.anchors.pool.withSubject(name, keyId);
		const others = await this.request.pool.withSubject(name, keyId);
		const ids = new Set<string>();
		const issuers = [...trusted.certificates, ...others.certificates].filter((item) => {
			// The same name with the same key again is a loop (RFC 4158, section 5.2).
			const loops = chain.some(
				(known) =>
					bytesKey(known.publicKey.der) === bytesKey(item.publicKey.der) &&
					nameKey(known.subjectDer) === name,
			);
			const id = bytesKey(item.der);
			if (loops || ids.has(id)) return false;
			ids.add(id);
			return true;
		});
		return { issuers, complete: trusted.complete && others.complete };
	}

	/** Extends a chain to a trusted certificate in every way until one satisfies all rules. */
	async extend(chain: readonly Certificate[]): Promise<PathResult | undefined> {
		const last = chain[chain.length - 1];
		if (++this.steps > MAX_STEPS) return this.exhausted(chain);
		await yieldToEventLoop();
		if (this.anchors.certificates.has(bytesKey(last.der))) {
			const result = await this.judge(chain);
			if (result) return result;
		}
		const { issuers, complete } = await this.issuersOf(chain);
		if (issuers.length > 0 && chain.length === MAX_CHAIN) {
			const message = t`The chain of the certificate ${titleOf(chain[0])} has more than ${MAX_CHAIN} certificates`;
			this.fail(chain, { rule: 'path length', certificate: last, message });
			return undefined;
		}
		const outcomes = new Set<Signed>();
		for (const issuer of issuers) {
			const signed = await this.budget.isSigned(last, issuer);
			outcomes.add(signed);
			if (signed === 'budget') return this.exhausted(chain);
			const result = signed === true ? await this.extend([...chain, issuer]) : undefined;
			if (result) return result;
		}
		if (!complete) this.exhausted(chain);
		else if (!outcomes.has(true)) this.noIssuer(chain, outcomes);
		return undefined;
	}

	private exhausted(chain: readonly Certificate[]): undefined {
		const message = t`The issuer of the certificate ${titleOf(chain[chain.length - 1])} was not found: too many certificates have its name`;
		this.fail(chain, { rule: 'budget', certificate: chain[chain.length - 1], message });
		return undefined;
	}

	private noIssuer(chain: readonly Certificate[], outcomes: ReadonlySet<Signed>): void {
		const last = chain[chain.length - 1];
		const title = titleOf(last);
		const fail = (rule: PathRule, message: string): void => {
			this.fail(chain, { rule, certificate: last, message });
		};
		if (outcomes.has('unsupported'))
			fail(
				'unsupported',
				t`The signature on the certificate ${title} uses an algorithm that is not supported`,
			);
		else if (outcomes.size > 0)
			fail('signature', t`The signature on the certificate ${title} is not that of its issuer`);
		else if (isSelfIssued(last))
			fail(
				'issuer',
				t`The certificate ${title} is not among the trusted certificates, and no trusted one has issued it`,
			);
		else
			fail(
				'issuer',
				t`The certificate ${title} was not issued by a trusted one: the certificate of its issuer is missing`,
			);
	}

	/** Applies all rules to a chain that ends with a trusted certificate. */
	private async judge(chain: readonly Certificate[]): Promise<PathResult | undefined> {
		// Nothing was signed later than now, whatever a signature says of itself.
		const moments = this.at > this.now ? [this.now, this.at] : [this.at];
		const violation = moments
			.map((at) => findViolation(chain, { at, purpose: this.purpose }))
			.find((found) => found !== undefined);
		if (violation) {
			this.fail(chain, violation, true);
			return undefined;
		}
		const lists = this.request.lists ?? [];
		// From the anchor down, because a revoked issuer's lists count for nothing.
		for (let i = chain.length - 2; lists.length > 0 && i >= 0; i--) {
			const found = await judgeRevocation(chain[i], chain[i + 1], {
				lists,
				now: this.now,
				provenAt: this.request.proven ? this.at : undefined,
				isSigned: async (list, issuer) => await this.isListSigned(list, issuer, chain),
			});
			if (!found) continue;
			if ('rule' in found) this.fail(chain, found, true, 'unknown');
			else
				this.fail(
					chain,
					{ rule: 'revoked', certificate: found.certificate, message: describe(found) },
					true,
					found,
				);
			return undefined;
		}
		return {
			status: 'trusted',
			...{ rule: undefined, certificate: undefined, message: undefined },
			chain,
			datesNow: datesOf(chain, this.now),
			revocation: lists.length > 0 ? 'good' : 'not checked',
		};
	}

	/** Whether the issuer signed a list, with the key of its certificate or another one (RFC 5280, 6.3.3 f and g). */
	private async isListSigned(
		list: RevocationList,
		issuer: Certificate,
		chain: readonly Certificate[],
	): Promise<boolean> {
		const maySign = ({ keyUsage }: Certificate): boolean => !keyUsage || keyUsage.includes('cRLSign');
		if (maySign(issuer) && (await this.budget.isSigned(list, issuer)) === true) return true;
		const name = nameKey(list.issuerDer);
		// Another key of the issuer further up the same path, whose own path is a part of this one.
		for (const other of chain.slice(chain.indexOf(issuer) + 1)) {
			if (nameKey(other.subjectDer) !== name || !maySign(other)) continue;
			if ((await this.budget.isSigned(list, other)) === true) return true;
		}
		if (!this.searchSigner) return false;
		const keyId = issuerKeyId(list);
		const trusted = await this.anchors.pool.withSubject(name, keyId);
		const found = await this.request.pool.withSubject(name, keyId);
		const others = [...trusted.certificates, ...found.certificates];
		for (const other of others) {
			if (!maySign(other) || (await this.budget.isSigned(list, other)) !== true) continue;
			const { status, chain: path } = await this.searchSigner(other);
			// The same trust anchor as for the certificate itself.
			const [anchor, wanted] = [path[path.length - 1], chain[chain.length - 1]];
			if (status === 'trusted' && bytesKey(anchor.der) === bytesKey(wanted.der)) return true;
		}
		return false;
	}
}

function describe({ certificate, date, reason }: RevokedCertificate): string {
	const why = reason === 'unspecified' ? '' : ` (${reason})`;
	return t`The certificate ${titleOf(certificate)} was revoked on ${date.toISOString().slice(0, 10)}${why}`;
}

function datesOf(chain: readonly Certificate[], now: Date): PathResult['datesNow'] {
	return chain.map((item) => datesAt(item, now)).find((dates) => dates !== 'ok') ?? 'ok';
}

function refused({ rule, certificate, message, chain, revocation }: Failure, now: Date): PathResult {
	return { status: 'refused', rule, certificate, message, chain, revocation, datesNow: datesOf(chain, now) };
}

/** Without trusted certificates, only a certificate that its issuer in the message did not sign is refused. */
async function checkWithoutTrust(request: PathRequest): Promise<PathResult> {
	const { certificate, pool } = request;
	const search = new Search(request, { certificates: new Set(), pool: CertificatePool.of([]) }, undefined);
	const { now } = search;
	const chain = [certificate];
	const outcomes: Signed[] = [];
	const name = nameKey(certificate.issuerDer);
	const { certificates, complete } = await pool.withSubject(name, issuerKeyId(certificate));
	for (const issuer of certificates) {
		outcomes.push(await search.budget.isSigned(certificate, issuer));
		if (outcomes.at(-1) !== false) break;
	}
	const forged = complete && outcomes.length > 0 && outcomes.every((signed) => signed === false);
	const message = t`The signature on the certificate ${titleOf(certificate)} is not that of its issuer`;
	return {
		status: forged ? 'refused' : 'not checked',
		rule: forged ? 'signature' : undefined,
		certificate: forged ? certificate : undefined,
		message: forged ? message : undefined,
		chain,
		datesNow: datesOf(chain, now),
		revocation: 'not checked',
	};
}

async function search(
	request: PathRequest,
	anchors: Anchors,
	searchSigner?: (certificate: Certificate) => Promise<PathResult>,
): Promise<PathResult> {
	const run = new Search(request, anchors, searchSigner);
	const result = await run.extend([request.certificate]);
	if (result) return result;
	const { failure } = run;
	if (failure) return refused(failure, run.now);
	// Every way out of the search without a result records why.
	throw new Error('A search for a path ended without a reason');
}

/**
 * Validates the certification path of a certificate (RFC 5280, section 6.1, without user constraints on policies): finds
 * a path to a trusted certificate that satisfies all rules. Signature checks are bounded by the budget, and the event
 * loop gets a turn between them.
 *
 * Every certificate of the path, the trusted one included, must be valid at the signing time. A claimed signing time is
 * the signer's word, so a certificate that has been revoked since is refused unless a time-stamp proves the time.
 */
export async function validatePath(request: PathRequest): Promise<PathResult> {
	const { trusted } = request;
	if (!trusted) return await checkWithoutTrust(request);
	const anchors = readAnchors(trusted);
	const budget = request.budget ?? new SignatureBudget();
	return await search({ ...request, budget }, anchors, async (certificate) => {
		return await search({ ...request, certificate, budget, purpose: 'revocation lists' }, anchors);
	});
}
