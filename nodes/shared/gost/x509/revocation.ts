import { t } from '../../language';
import { Asn1, TAG } from '../asn1/der';
import { element, sequence } from '../asn1/derWriter';
import { GostError } from '../base/errors';
import { toResult, toResultAsync, type Result } from '../base/result';
import type { Certificate } from './certificate';
import { findRevocation, isFinal, type Revocation, type RevocationList } from './crl';
import { EXTENSION, extensionOf, readBasicConstraints } from './extensions';
import { generalNameKey } from './generalNames';
import { nameKey } from './names';
import { arePlain, titleOf, type Violation } from './pathRules';

/** A revoked certificate. */
export interface RevokedCertificate extends Revocation {
	readonly certificate: Certificate;
}

export interface RevocationContext {
	readonly lists: readonly RevocationList[];
	readonly now: Date;
	/** When the document was signed, if a time-stamp proves it; a time that the signer claims proves nothing. */
	readonly provenAt: Date | undefined;
	/** Returns whether the list was signed by the issuer, or by another key of the issuer with a valid path. */
	readonly isSigned: (list: RevocationList, issuer: Certificate) => Promise<boolean>;
}

/** Extensions of lists that are processed (RFC 5280, section 5.2). */
const PROCESSED: ReadonlySet<string> = new Set([
	EXTENSION.deltaCrlIndicator,
	EXTENSION.issuingDistributionPoint,
]);

function refuse(message: string): never {
	throw new GostError('unsupported', message);
}

/** Returns the names of a DistributionPointName (RFC 5280, section 4.2.1.13), which may be relative to the issuer's. */
function pointNames(point: Asn1 | undefined, issuerDer: Uint8Array): string[] {
	const name = point?.onlyChild();
	if (!name) return [];
	if (name.is(0xa0)) return name.children().map(generalNameKey);
	const relative = element(TAG.set, name.expect(0xa1).content);
	return [generalNameKey(Asn1.parse(element(0xa4, sequence(Asn1.parse(issuerDer).content, relative))))];
}

/** Returns whether a list is for this certificate, by its issuingDistributionPoint (RFC 5280, section 5.2.5). */
function isInScope(list: RevocationList, certificate: Certificate): boolean {
	const scope = extensionOf(list, EXTENSION.issuingDistributionPoint)?.reader();
	if (!scope) return true;
	const isTrue = (field: Asn1 | undefined): boolean => field?.boolean() ?? false;
	const point = scope.optional(0xa0);
	const onlyUsers = isTrue(scope.optional(0x81));
	const onlyIssuers = isTrue(scope.optional(0x82));
	scope.optional(0x83);
	if (isTrue(scope.optional(0x84))) refuse(t`is an indirect list, which is not supported`);
	const onlyAttributes = isTrue(scope.optional(0x85));
	scope.end();
	const constraints = extensionOf(certificate, EXTENSION.basicConstraints);
	const ca = constraints !== undefined && readBasicConstraints(constraints).ca;
	if (onlyAttributes || (onlyUsers && ca) || (onlyIssuers && !ca)) return false;
	if (!point) return true;
	const wanted = new Set(pointNames(point, list.issuerDer));
	const points = extensionOf(certificate, EXTENSION.crlDistributionPoints)?.children(TAG.sequence) ?? [];
	return points.some((item) => {
		const reader = item.reader();
		const names = pointNames(reader.optional(0xa0), certificate.issuerDer);
		// A point for some reasons only, or for a list of another issuer, does not count.
		return reader.rest().length === 0 && names.some((name) => wanted.has(name));
	});
}

/** Throws why a list cannot be used for anything. */
function checkForm(list: RevocationList): void {
	if (!list.sameAlgorithm) refuse(t`names two different signature algorithms`);
	const times = Asn1.parse(list.tbs)
		.children()
		.filter((item) => item.is(TAG.utcTime) || item.is(TAG.generalizedTime));
	if (!arePlain(...times)) refuse(t`writes its dates in a form that is not allowed`);
	const unknown = list.extensions.find(({ oid, critical }) => critical && !PROCESSED.has(oid));
	if (unknown) refuse(t`has a critical extension that is not supported (${unknown.oid})`);
	if (new Set(list.extensions.map(({ oid }) => oid)).size < list.extensions.length)
		refuse(t`has the same extension twice`);
}

const isDelta = (list: RevocationList): boolean =>
	extensionOf(list, EXTENSION.deltaCrlIndicator) !== undefined;

/** Throws if a list names only a part of the revoked certificates. Those that it names are revoked all the same. */
function checkCompleteness(list: RevocationList): void {
	if (isDelta(list)) refuse(t`is a delta list, and the complete one is needed`);
	const scope = extensionOf(list, EXTENSION.issuingDistributionPoint)?.children(TAG.sequence) ?? [];
	if (scope.some((field) => field.is(0x83))) refuse(t`covers only some reasons, which is not supported`);
}

/**
 * Throws why a list proves nothing about a certificate that it does not name. It has to be current, now or at the end
 * of the certificate's life, and issued before that end, because lists drop expired certificates.
 */
function checkAge(
	list: RevocationList,
	{ notAfter }: Certificate,
	{ now, provenAt }: RevocationContext,
): void {
	const { thisUpdate, nextUpdate } = list;
	const time = (date: Date): string => date.toISOString().slice(0, 10);
	if (!nextUpdate) return refuse(t`does not say when it ends`);
	const end = Math.min(now.getTime(), notAfter.getTime());
	const covers = provenAt !== undefined && thisUpdate.getTime() >= provenAt.getTime();
	if (nextUpdate.getTime() < end && !covers) refuse(t`ended on ${time(nextUpdate)}`);
	if (thisUpdate.getTime() <= notAfter.getTime()) return;
	const kept = extensionOf(list, EXTENSION.expiredCertsOnCrl)?.time();
	if (!kept || kept.getTime() > notAfter.getTime())
		refuse(t`was issued after the certificate expired on ${time(notAfter)}: use one from before`);
}

/** What one list says about a certificate: an entry, or why it proves nothing. */
interface Statement {
	readonly list: RevocationList;
	readonly entry: Revocation | undefined;
	readonly usable: Result<void>;
}

async function ask(
	list: RevocationList,
	certificate: Certificate,
	issuer: Certificate,
	context: RevocationContext,
): Promise<Statement | undefined> {
	checkForm(list);
	if (list.thisUpdate.getTime() > context.now.getTime()) refuse(t`is not valid yet`);
	if (!isInScope(list, certificate)) return undefined;
	if (!(await context.isSigned(list, issuer))) refuse(t`has no valid signature of its issuer`);
	const entry = await findRevocation(list, certificate.serialDer);
	const usable = toResult(() => {
		checkCompleteness(list);
		checkAge(list, certificate, context);
	});
	return { list, entry, usable };
}

const numberOf = (list: RevocationList, oid: string): bigint | undefined => extensionOf(list, oid)?.integer();

/** Returns whether a current delta list continues a complete one (RFC 5280, section 6.3.3 c). */
function continues(delta: RevocationList, complete: RevocationList, now: Date): boolean {
	const base = numberOf(delta, EXTENSION.deltaCrlIndicator);
	const [earlier, later] = [complete, delta].map((list) => numberOf(list, EXTENSION.crlNumber));
	if (base === undefined || earlier === undefined || later === undefined) return false;
	return base <= earlier && earlier < later && (delta.nextUpdate?.getTime() ?? 0) >= now.getTime();
}

/** A proven time before the revocation keeps the signature valid, but not if the key was known to others before. */
function counts({ date, reason, invalidSince }: Revocation, provenAt: Date | undefined): boolean {
	if (reason === 'removeFromCRL') return false;
	const since = Math.min(date.getTime(), invalidSince?.getTime() ?? Infinity);
	return provenAt === undefined || since <= provenAt.getTime();
}

/**
 * Judges one certificate by the user's lists (RFC 5280, section 6.3.3): returns the revocation, a violation if no list
 * can be used, or undefined if it is not revoked.
 */
export async function judgeRevocation(
	certificate: Certificate,
	issuer: Certificate,
	context: RevocationContext,
): Promise<RevokedCertificate | Violation | undefined> {
	const key = nameKey(certificate.issuerDer);
	const statements: Statement[] = [];
	let reason = t`is missing`;
	for (const list of context.lists) {
		if (nameKey(list.issuerDer) !== key) continue;
		const asked = await toResultAsync(async () => await ask(list, certificate, issuer, context));
		if (!asked.ok)
			reason =
				asked.error.code === 'damaged' ? t`is unreadable (${asked.error.message})` : asked.error.message;
		else if (asked.value) statements.push(asked.value);
	}
	statements.sort((a, b) => b.list.thisUpdate.getTime() - a.list.thisUpdate.getTime());
	const final = statements.find(({ entry }) => entry && isFinal(entry))?.entry;
	if (final && counts(final, context.provenAt)) return { ...final, certificate };
	const usable = statements.find((item) => item.usable.ok);
	if (usable) {
		// A hold in a later delta list holds until a later complete list ends it.
		const held = statements.find(
			({ list, entry }) => entry && isDelta(list) && list.thisUpdate >= usable.list.thisUpdate,
		);
		const newest = statements.find(
			({ list, entry }) => entry && isDelta(list) && continues(list, usable.list, context.now),
		);
		if (usable.entry && newest?.entry?.reason === 'removeFromCRL') return undefined;
		const entry = usable.entry ?? held?.entry;
		return entry && counts(entry, context.provenAt) ? { ...entry, certificate } : undefined;
	}
	const [newest] = statements;
	if (newest && !newest.usable.ok) reason = newest.usable.error.message;
	return {
		rule: 'revocation list',
		certificate,
		message: t`Whether the certificate ${titleOf(certificate)} was revoked is unknown: the revocation list of ${titleOf(issuer)} ${reason}`,
	};
}
