import { t } from '../../language';
import { TAG, type Asn1 } from '../asn1/der';
import { damaged } from '../base/errors';
import { EXTENSION, extensionOf } from './extensions';
import type { Certificate } from './certificate';

const ANY = '2.5.29.32.0';

/** Maximum number of policies in a certificate; Russian ones have about 5. */
const MAX_POLICIES = 256;

/**
 * One depth of the valid policy graph: each valid policy with its expected policies. Nodes of the same policy are
 * merged, because the tree grows exponentially (RFC 9618, section 3).
 */
type Level = ReadonlyMap<string, ReadonlySet<string>>;

function policiesOf(certificate: Certificate): string[] | undefined {
	const list = extensionOf(certificate, EXTENSION.certificatePolicies)?.children(TAG.sequence);
	if (list && list.length > MAX_POLICIES) throw damaged(t`too many certificate policies`);
	const policies = list?.map((item) => item.reader().next().oid());
	// "A certificate policy OID MUST NOT appear more than once" (4.2.1.4).
	if (new Set(policies).size < (policies?.length ?? 0)) throw damaged(t`the same policy twice`);
	return policies;
}

/** Reads SkipCerts: a counter that a certificate can only lower. */
function skipCerts(field: Asn1 | undefined, known: number): number {
	if (!field) return known;
	const { content } = field;
	if (content.length === 0 || content.length > 4 || content[0] >= 0x80)
		throw damaged(t`invalid policy constraint`);
	return Math.min(
		known,
		content.reduce((sum, byte) => sum * 256 + byte, 0),
	);
}

function mappingsOf(certificate: Certificate): Map<string, Set<string>> {
	const mappings = new Map<string, Set<string>>();
	const list = extensionOf(certificate, EXTENSION.policyMappings)?.children(TAG.sequence) ?? [];
	if (list.length > MAX_POLICIES) throw damaged(t`too many policy mappings`);
	for (const item of list) {
		const reader = item.reader();
		const from = reader.next().oid();
		const to = reader.next().oid();
		if (from === ANY || to === ANY) throw damaged(t`policy mapping of any policy`);
		mappings.set(from, (mappings.get(from) ?? new Set()).add(to));
	}
	return mappings;
}

/** RFC 5280, section 6.1.3 (d) and (e): the level below `parent`; undefined if no policy remains valid. */
function nextLevel(
	parent: Level | undefined,
	policies: readonly string[] | undefined,
	anyAllowed: boolean,
): Level | undefined {
	if (!parent || !policies) return undefined;
	const level = new Map<string, ReadonlySet<string>>();
	const expected = new Set([...parent.values()].flatMap((set) => [...set]));
	for (const policy of policies) {
		if (policy !== ANY && (expected.has(policy) || parent.has(ANY))) level.set(policy, new Set([policy]));
	}
	if (policies.includes(ANY) && anyAllowed) {
		for (const policy of expected) if (!level.has(policy)) level.set(policy, new Set([policy]));
	}
	return level.size > 0 ? level : undefined;
}

/** RFC 5280, section 6.1.4 (b). */
function mapLevel(
	level: Level | undefined,
	mappings: ReadonlyMap<string, ReadonlySet<string>>,
	allowed: boolean,
): Level | undefined {
	if (!level || mappings.size === 0) return level;
	const mapped = new Map(level);
	for (const [from, to] of mappings) {
		if (!allowed) mapped.delete(from);
		else if (level.has(from) || level.has(ANY)) mapped.set(from, to);
	}
	return mapped.size > 0 ? mapped : undefined;
}

/**
 * Returns the first certificate whose issuers demand a certificate policy that does not hold for it (RFC 5280, section
 * 6.1), with every policy acceptable to the user. `path` begins below the trust anchor and ends with the signer.
 */
export function policyViolation(
	path: readonly Certificate[],
	isSelfIssued: (certificate: Certificate) => boolean,
): Certificate | undefined {
	let level: Level | undefined = new Map([[ANY, new Set([ANY])]]);
	let explicit = path.length + 1;
	let mapping = path.length + 1;
	let inhibit = path.length + 1;
	for (const [i, certificate] of path.entries()) {
		const last = i === path.length - 1;
		const selfIssued = isSelfIssued(certificate);
		level = nextLevel(level, policiesOf(certificate), inhibit > 0 || (!last && selfIssued));
		if (explicit === 0 && !level) return certificate;
		const constraints = extensionOf(certificate, EXTENSION.policyConstraints)?.reader();
		const required = constraints?.optional(0x80);
		const inhibited = constraints?.optional(0x81);
		if (constraints && !required && !inhibited) throw damaged(t`empty policy constraints`);
		if (last) {
			if (skipCerts(required, 1) === 0) explicit = 0;
			continue;
		}
		level = mapLevel(level, mappingsOf(certificate), mapping > 0);
		if (!selfIssued) {
			explicit = Math.max(0, explicit - 1);
			mapping = Math.max(0, mapping - 1);
			inhibit = Math.max(0, inhibit - 1);
		}
		explicit = skipCerts(required, explicit);
		mapping = skipCerts(inhibited, mapping);
		const any = extensionOf(certificate, EXTENSION.inhibitAnyPolicy);
		if (any) inhibit = Math.min(inhibit, any.smallInteger());
	}
	// 6.1.5 (a): the counter is decremented once more for the signer's certificate.
	return explicit <= 1 && !level ? path[path.length - 1] : undefined;
}
