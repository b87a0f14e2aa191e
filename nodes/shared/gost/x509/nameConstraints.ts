import { t } from '../../language';
import { Asn1, TAG } from '../asn1/der';
import { damaged } from '../base/errors';
import { emailsInName, readGeneralName, type GeneralName } from './generalNames';
import { EXTENSION, extensionOf } from './extensions';
import { foldName } from './names';
import type { Certificate } from './certificate';

/** The subtrees of one nameConstraints extension (RFC 5280, section 4.2.1.10). */
interface Subtrees {
	readonly permitted: readonly GeneralName[];
	readonly excluded: readonly GeneralName[];
}

/** Comparisons per certificate. Real certificates need a few dozen. */
const MAX_COMPARISONS = 1 << 16;

function checkSubtree(base: GeneralName): void {
	if (base.kind === 'ip') {
		const half = base.bytes.length / 2;
		if (half !== 4 && half !== 16) throw damaged(t`name constraint with an invalid address`);
		const mask = [...base.bytes.subarray(half)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
		// CIDR notation (RFC 4632).
		if (/01/.test(mask)) throw damaged(t`name constraint with an invalid address`);
	}
	// The form with a leading period is defined for URIs and e-mail addresses only.
	if (base.kind === 'dns' && base.text.startsWith('.'))
		throw damaged(t`name constraint with an invalid domain`);
}

function readSubtrees(list: Asn1 | undefined): GeneralName[] {
	return (list?.children() ?? []).map((subtree) => {
		const reader = subtree.reader();
		const base = readGeneralName(reader.next());
		// "Within this profile, the minimum and maximum fields are not used": minimum is 0 by default.
		if (reader.rest().length > 0) throw damaged(t`name constraint with a minimum or maximum`);
		checkSubtree(base);
		return base;
	});
}

/** Reads the nameConstraints of a certificate. Throws `damaged` for what cannot be processed. */
export function readNameConstraints(certificate: Certificate): Subtrees | undefined {
	const value = extensionOf(certificate, EXTENSION.nameConstraints);
	if (!value) return undefined;
	const reader = value.reader();
	const permitted = readSubtrees(reader.optional(0xa0));
	const excluded = readSubtrees(reader.optional(0xa1));
	if (reader.rest().length > 0) throw damaged(t`invalid name constraints`);
	return { permitted, excluded };
}

/** Letters, digits and hyphens (RFC 1034, section 3.5), an underscore as in practice, and a wildcard. */
const HOST = /^(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/;

const isWithin = (domain: string, host: string): boolean =>
	domain === '' || host === domain || host.endsWith(`.${domain}`);

const isHost = (constraint: string, host: string): boolean =>
	constraint.startsWith('.') ? host.endsWith(constraint) : constraint === '' || host === constraint;

function emailMatches(constraint: string, address: string): boolean | undefined {
	const at = address.lastIndexOf('@');
	const host = address.slice(at + 1).toLowerCase();
	if (at < 1 || !HOST.test(host)) return undefined;
	const split = constraint.lastIndexOf('@');
	if (split < 0) return isHost(constraint.toLowerCase(), host);
	// The local part is case-sensitive (RFC 5321, section 2.4).
	return (
		address.slice(0, at) === constraint.slice(0, split) && host === constraint.slice(split + 1).toLowerCase()
	);
}

/** Returns the host of a URI; undefined for a URI without one or with an IP address. */
function hostOf(uri: string): string | undefined {
	const authority = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(uri)?.[1];
	const host = authority
		?.slice(authority.lastIndexOf('@') + 1)
		.replace(/:\d*$/, '')
		.toLowerCase();
	return host && /[a-z]/.test(host) && !host.startsWith('[') ? host : undefined;
}

function dnsMatches(domain: string, name: string, excluded: boolean): boolean | undefined {
	if (!HOST.test(name)) return undefined;
	if (isWithin(domain, name)) return true;
	// A wildcard stands for a name that may be excluded.
	return excluded && name.startsWith('*.') && domain.endsWith(name.slice(1));
}

/** Returns whether a name lies in a subtree of its kind; undefined if that cannot be decided. */
function matches(base: GeneralName, name: GeneralName, excluded: boolean): boolean | undefined {
	if (base.kind === 'email' && name.kind === 'email') return emailMatches(base.text, name.text);
	if (base.kind === 'dns' && name.kind === 'dns') return dnsMatches(base.text, name.text, excluded);
	if (base.kind === 'uri' && name.kind === 'uri') {
		const host = hostOf(name.text);
		return host === undefined ? undefined : isHost(base.text.toLowerCase(), host);
	}
	if (base.kind === 'directory' && name.kind === 'directory')
		return base.rdns.length <= name.rdns.length && base.rdns.every((rdn, i) => rdn === name.rdns[i]);
	if (base.kind === 'ip' && name.kind === 'ip') {
		const half = base.bytes.length / 2;
		if (half !== name.bytes.length) return false;
		return name.bytes.every((byte, i) => ((byte ^ base.bytes[i]) & base.bytes[half + i]) === 0);
	}
	return undefined;
}

const sameKind = (a: GeneralName, b: GeneralName): boolean =>
	a.kind === 'other' || b.kind === 'other'
		? a.kind === b.kind && 'tag' in a && 'tag' in b && a.tag === b.tag
		: a.kind === b.kind;

function namesOf(certificate: Certificate): GeneralName[] {
	const subject = Asn1.parse(certificate.subjectDer);
	const alternatives = extensionOf(certificate, EXTENSION.subjectAltName)?.children(TAG.sequence) ?? [];
	const rdns = foldName(subject);
	return [
		...(rdns.length > 0 ? [{ kind: 'directory' as const, rdns }] : []),
		...emailsInName(subject),
		...alternatives.map(readGeneralName),
	];
}

/** Returns whether the names of a certificate satisfy the constraints of all its issuers (RFC 5280, 6.1.3 b and c). */
export function namesAreAllowed(certificate: Certificate, constraints: readonly Subtrees[]): boolean {
	if (constraints.length === 0) return true;
	const names = namesOf(certificate);
	const size = constraints.reduce(
		(sum, { permitted, excluded }) => sum + permitted.length + excluded.length,
		0,
	);
	if (size * names.length > MAX_COMPARISONS) throw damaged(t`too many name constraints`);
	return names.every((name) =>
		constraints.every(({ permitted, excluded }) => {
			const allowed = permitted.filter((base) => sameKind(base, name));
			const denied = excluded.filter((base) => sameKind(base, name));
			// A name that cannot be judged is refused: `undefined` is neither inside nor outside.
			return (
				denied.every((base) => matches(base, name, true) === false) &&
				(allowed.length === 0 || allowed.some((base) => matches(base, name, false) === true))
			);
		}),
	);
}
