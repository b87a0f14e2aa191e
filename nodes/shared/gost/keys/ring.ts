import { t } from '../../language';
import { Turn } from '../base/chunks';
import { equal } from '../base/bytes';
import { GostError } from '../base/errors';
import type { Certificate } from '../x509/certificate';
import {
	chooseKey,
	keyMatches,
	keyMismatch,
	publicKeyId,
	type KeyCandidates,
	type PrivateKey,
} from './privateKey';

/** What one file or container contains. */
export interface KeySource {
	readonly keys: readonly KeyCandidates[];
	readonly certificates: readonly Certificate[];
	/** Why some keys did not open although others did. */
	readonly failures: readonly GostError[];
}

/** Returns the source. Throws if it has no key: the reason why none opened, or `damaged` with the message. */
export function requireKeys(source: KeySource, message: string): KeySource {
	if (source.keys.length > 0) return source;
	throw source.failures[0] ?? new GostError('damaged', message);
}

/** A private key and a certificate that belongs to it. */
export interface KeyPair {
	readonly key: PrivateKey;
	readonly certificate: Certificate;
}

/** A key, its certificate if there is one, and the certificates that belong to no key, usually those of issuers. */
export interface KeyFile {
	readonly key: PrivateKey;
	readonly certificate: Certificate | undefined;
	readonly others: readonly Certificate[];
}

/** How to choose a pair. */
export interface KeyChoice {
	/** SHA-1 of the certificate, in upper-case hexadecimal. */
	readonly thumbprint?: string;
	/** The pair must have one of these certificates. */
	readonly certificates?: readonly Certificate[];
	/** Prefer certificates that are valid now, but do not require it. */
	readonly anyDate?: boolean;
}

/** Pairs named in an error. */
const MAX_LISTED = 10;
const MAX_NAME = 80;

/** Lists certificates for an error: thumbprint, owner, dates. */
function listed(certificates: readonly Certificate[]): string {
	const items = certificates.slice(0, MAX_LISTED).map(({ thumbprint, subject, notBefore, notAfter }) => {
		const [from, to] = [notBefore, notAfter].map((date) => date.toISOString().slice(0, 10));
		const name = (subject.CN ?? subject.O ?? 'no name').slice(0, MAX_NAME);
		return t`${thumbprint} (${name}, valid from ${from} to ${to})`;
	});
	const more = certificates.length - items.length;
	return `${items.join('; ')}${more > 0 ? t`; and ${more} more` : ''}`;
}

const isSame = (a: Certificate, b: Certificate): boolean => equal(a.der, b.der);

/** Returns whether the key usage of a certificate permits signing documents (RFC 5280, section 4.2.1.3). */
const maySign = ({ keyUsage }: Certificate): boolean =>
	!keyUsage || keyUsage.includes('digitalSignature') || keyUsage.includes('nonRepudiation');

const isValidAt = ({ notBefore, notAfter }: Certificate, at: number): boolean =>
	notBefore.getTime() <= at && at <= notAfter.getTime();

/** The keys of a source, each with its certificates. */
export class KeyRing {
	private constructor(
		/** Every key with every certificate that belongs to it. */
		readonly pairs: readonly KeyPair[],
		/** Keys without a certificate. */
		private readonly unpaired: readonly KeyCandidates[],
		private readonly certificates: readonly Certificate[],
		private readonly failures: readonly GostError[],
	) {}

	/**
	 * Finds the certificates of each key by its public key. Identifiers and names in the file only hint at them, and are
	 * often missing.
	 * @param more certificates from elsewhere
	 */
	static async of(source: KeySource, more: readonly Certificate[] = []): Promise<KeyRing> {
		const certificates: Certificate[] = [];
		const seen = new Set<string>();
		for (const certificate of [...more, ...source.certificates]) {
			if (seen.has(certificate.thumbprint)) continue;
			seen.add(certificate.thumbprint);
			certificates.push(certificate);
		}
		const pairs: KeyPair[] = [];
		const unpaired = new Map<string, KeyCandidates>();
		const paired = new Set<string>();
		const turn = new Turn();
		for (const candidates of source.keys) {
			let found = false;
			for (const certificate of certificates) {
				if (turn.isOver) await turn.end();
				const key = candidates.keys.find((item) => keyMatches(item, certificate.publicKey));
				if (!key) continue;
				found = true;
				if (!paired.has(certificate.thumbprint)) pairs.push({ key, certificate });
				paired.add(certificate.thumbprint);
			}
			if (!found && candidates.keys.length > 0) unpaired.set(publicKeyId(candidates.keys[0]), candidates);
		}
		return new KeyRing(pairs, [...unpaired.values()], certificates, source.failures);
	}

	/** Describes the pairs, and why other keys did not open. */
	private get contents(): string {
		const pairs = this.pairs.map(({ certificate }) => certificate);
		const alone = this.unpaired.length;
		return [
			...(pairs.length > 0 ? [t`The key file contains ${listed(pairs)}`] : []),
			...(alone > 0 ? [t`Keys without a certificate: ${alone}`] : []),
			...this.failures.slice(0, 1).map(({ message }) => t`Another key did not open: ${message}`),
		].join('. ');
	}

	/**
	 * Chooses the key to sign with. A thumbprint or certificates choose it. Without them, it is the only pair; of several,
	 * the only one whose key usage permits signing and whose certificate is valid now.
	 *
	 * Throws `key-mismatch` if no key belongs to the certificates, `other-thumbprint` if no pair has the thumbprint,
	 * `ambiguous` if several fit.
	 */
	choose({ thumbprint, certificates: required = [], anyDate }: KeyChoice = {}): KeyFile {
		const given = this.pairs.filter(
			({ certificate }) => required.length === 0 || required.some((item) => isSame(item, certificate)),
		);
		if (given.length === 0) return this.withoutPair();
		const named = given.filter(({ certificate }) => !thumbprint || certificate.thumbprint === thumbprint);
		if (named.length === 0) {
			const found = listed(given.map(({ certificate }) => certificate));
			throw new GostError('other-thumbprint', found);
		}
		const { key, certificate } = named.length === 1 ? named[0] : this.signing(named, anyDate);
		const others = this.certificates.filter((item) => !this.pairs.some((pair) => pair.certificate === item));
		return { key, certificate, others };
	}

	private signing(pairs: readonly KeyPair[], anyDate = false): KeyPair {
		const now = Date.now();
		const permitted = pairs.filter(({ certificate }) => maySign(certificate));
		const valid = permitted.filter(({ certificate }) => isValidAt(certificate, now));
		const usable = anyDate && valid.length === 0 ? permitted : valid;
		if (usable.length === 1) return usable[0];
		const reason =
			usable.length === 0
				? t`There are several keys, and none of their certificates is for signing and valid now`
				: t`There are several keys to sign with, and no thumbprint chooses one`;
		throw new GostError('ambiguous', `${reason}. ${this.contents}`);
	}

	private withoutPair(): KeyFile {
		if (this.pairs.length > 0) throw keyMismatch(this.contents);
		if (this.certificates.length > 0) throw keyMismatch();
		if (this.unpaired.length > 1) {
			throw new GostError('ambiguous', t`There are several keys, and no certificate chooses one`);
		}
		return { key: chooseKey(this.unpaired[0]), certificate: undefined, others: [] };
	}
}
