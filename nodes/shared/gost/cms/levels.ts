/**
 * The form of a signature, as far as it was verified (RFC 5126, section 4; ETSI EN 319 132-1), the lowest first: each level needs valid
 * time-stamps of the levels below it. `CMS` is a signature that does not name its certificate. Archive time-stamps raise
 * no level, because only their own signature is checked.
 */
export const LEVELS = [
	'XMLDSig',
	'XAdES-BES',
	'XAdES-EPES',
	'XAdES-T',
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
