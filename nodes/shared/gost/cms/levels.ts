/**
 * The form of a signature, as far as it was verified (RFC 5126, section 4; TS 101 903, section 4.4; ETSI EN 319 132-1), the lowest first:
 * each level needs valid time-stamps of the levels below it. `CMS` and `XMLDSig` are signatures that do not name their
 * certificate. Archive time-stamps raise no level, because only their own signature is checked.
 */
export const LEVELS = [
	'XMLDSig',
	'XAdES-BES',
	'XAdES-EPES',
	'XAdES-T',
	'XAdES-C',
	'XAdES-X Type 1',
	'XAdES-X Type 2',
	'XAdES-X Long',
	'XAdES-X Long Type 1',
	'XAdES-X Long Type 2',
	'CMS',
	'CAdES-BES',
	'CAdES-EPES',
	'CAdES-T',
	'CAdES-C',
	'CAdES-X Type 1',
	'CAdES-X Type 2',
	'CAdES-X Long',
	'CAdES-X Long Type 1',
	'CAdES-X Long Type 2',
] as const;

export type SignatureLevel = (typeof LEVELS)[number];

/** The form that a signature has by what it carries, verified or not. */
export type SignatureForm = SignatureLevel | 'CAdES-A' | 'XAdES-A';

/** What a signature carries beyond the signature itself: all of it, or what was verified. */
export interface Carried {
	readonly policy: boolean;
	readonly timeStamp: boolean;
	/** References to certificates and to revocation data. */
	readonly references: boolean;
	/** A time-stamp of signature and references. */
	readonly allTimeStamp: boolean;
	/** A time-stamp of the references only. */
	readonly referencesTimeStamp: boolean;
	/** Certificates and revocation data themselves. */
	readonly values: boolean;
	readonly archive: boolean;
}

type Family = 'CAdES' | 'XAdES';

/** Returns the level of a signature that names its certificate. */
export function levelWith(family: Family, carried: Carried): SignatureLevel {
	const { policy, timeStamp, references, allTimeStamp, referencesTimeStamp, values } = carried;
	if (!timeStamp) return policy ? `${family}-EPES` : `${family}-BES`;
	if (!references) return `${family}-T`;
	const type = allTimeStamp ? 1 : referencesTimeStamp ? 2 : undefined;
	if (type !== undefined) return values ? `${family}-X Long Type ${type}` : `${family}-X Type ${type}`;
	return values ? `${family}-X Long` : `${family}-C`;
}

/** Returns the form of a signature that names its certificate. */
export const formWith = (family: Family, carried: Carried): SignatureForm =>
	carried.archive ? `${family}-A` : levelWith(family, carried);

/** Parts of a signature that are recognized, and not judged. */
export type Unchecked =
	'certificate and revocation references' | 'enclosed revocation data' | 'what the archive time-stamp covers';

/** What a valid signature amounts to. */
export interface Standing {
	readonly level: SignatureLevel;
	/** The form that it claims by what it carries. */
	readonly form: SignatureForm;
	/** The parts of that form that were not judged. */
	readonly unchecked: readonly Unchecked[];
}

export function uncheckedParts({
	references,
	revocation,
	archive,
}: {
	readonly references: boolean;
	readonly revocation: boolean;
	readonly archive: boolean;
}): Unchecked[] {
	return [
		...(references ? (['certificate and revocation references'] as const) : []),
		...(revocation ? (['enclosed revocation data'] as const) : []),
		...(archive ? (['what the archive time-stamp covers'] as const) : []),
	];
}
