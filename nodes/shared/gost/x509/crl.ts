import { t } from '../../language';
import { Asn1, TAG } from '../asn1/der';
import { readBlocks } from '../asn1/pem';
import { readAlgorithm, readContentInfo, type AlgorithmIdentifier } from '../asn1/structures';
import { OID } from '../algorithms/oids';
import { equal } from '../base/bytes';
import { Turn, yieldToEventLoop } from '../base/chunks';
import { damaged, GostError } from '../base/errors';
import { toResult } from '../base/result';
import { readName, type DistinguishedName } from './certificate';
import { EXTENSION, extensionOf, readExtensions, type Extension } from './extensions';

/** A certificate revocation list (RFC 5280, section 5); nothing about it is verified. */
export interface RevocationList {
	readonly der: Uint8Array;
	readonly issuer: DistinguishedName;
	readonly issuerDer: Uint8Array;
	readonly thisUpdate: Date;
	readonly nextUpdate: Date | undefined;
	/** A list may have a million entries, so they are read when they are searched. */
	readonly entries: Asn1 | undefined;
	readonly extensions: readonly Extension[];
	readonly sameAlgorithm: boolean;
	readonly signatureAlgorithm: AlgorithmIdentifier;
	readonly tbs: Uint8Array;
	readonly signature: Uint8Array;
}

/** CRLReason (RFC 5280, section 5.3.1). */
const REASONS: Readonly<Record<number, RevocationReason>> = {
	0: 'unspecified',
	1: 'keyCompromise',
	2: 'cACompromise',
	3: 'affiliationChanged',
	4: 'superseded',
	5: 'cessationOfOperation',
	6: 'certificateHold',
	8: 'removeFromCRL',
	9: 'privilegeWithdrawn',
	10: 'aACompromise',
};

type RevocationReason =
	| 'unspecified'
	| 'keyCompromise'
	| 'cACompromise'
	| 'affiliationChanged'
	| 'superseded'
	| 'cessationOfOperation'
	| 'certificateHold'
	| 'removeFromCRL'
	| 'privilegeWithdrawn'
	| 'aACompromise';

/** An entry of a revocation list. */
export interface Revocation {
	readonly date: Date;
	readonly reason: RevocationReason;
	/** When the key was compromised, if the list says so (RFC 5280, section 5.3.2). */
	readonly invalidSince: Date | undefined;
}

/** Reads one CertificateList (RFC 5280, section 5.1). Throws `damaged` for another structure. */
export function readRevocationList(node: Asn1): RevocationList {
	const outer = node.reader();
	const tbs = outer.next(TAG.sequence);
	const algorithm = outer.next(TAG.sequence);
	const signature = outer.next().bitString();
	outer.end();
	const reader = tbs.reader();
	reader.optional(TAG.integer);
	const signedAlgorithm = reader.next(TAG.sequence);
	const issuer = reader.next(TAG.sequence);
	const thisUpdate = reader.next().time();
	const nextUpdate = reader.optional(TAG.utcTime, TAG.generalizedTime)?.time();
	const entries = reader.optional(TAG.sequence);
	const extensions = readExtensions(reader.optional(0xa0)?.onlyChild());
	reader.end();
	return {
		der: node.bytes,
		issuer: readName(issuer),
		issuerDer: issuer.bytes,
		thisUpdate,
		nextUpdate,
		entries,
		extensions,
		sameAlgorithm: equal(algorithm.bytes, signedAlgorithm.bytes),
		signatureAlgorithm: readAlgorithm(algorithm),
		tbs: tbs.bytes,
		signature,
	};
}

/** Reads the crls field of SignedData (RFC 5652, section 10.2.1); skips other kinds and unreadable lists. */
function readRevocationLists(set: Asn1 | undefined): RevocationList[] {
	return (set?.children() ?? []).flatMap((item) => {
		const list = item.is(TAG.sequence) ? toResult(() => readRevocationList(item)) : undefined;
		return list?.ok ? [list.value] : [];
	});
}

/** Reads a .p7b or .crl file: SignedData that contains lists. */
function listsOfBundle(data: Uint8Array): RevocationList[] {
	const reader = readContentInfo(data, OID.signedData).reader();
	reader.next(TAG.integer);
	reader.next(TAG.set);
	reader.next(TAG.sequence);
	reader.optional(0xa0);
	return readRevocationLists(reader.optional(0xa1));
}

/**
 * Reads all revocation lists of a file: DER, PKCS#7, PEM blocks or base64. Throws `damaged` if there is none or one is
 * unreadable.
 */
export async function readRevocationListFile(input: Uint8Array | string): Promise<RevocationList[]> {
	const lists: RevocationList[] = [];
	const turn = new Turn();
	for (const { label, data } of readBlocks(input)) {
		// PEM files often have certificates next to the lists.
		if (label !== undefined && /CERTIFICATE|KEY/.test(label)) continue;
		if (turn.isOver) await turn.end();
		const node = Asn1.parse(data, label === undefined ? 'none' : 'allowed');
		if (node.children(TAG.sequence)[0]?.is(TAG.oid)) lists.push(...listsOfBundle(data));
		else lists.push(readRevocationList(node));
	}
	if (lists.length === 0) throw damaged(t`file without a revocation list`);
	return lists;
}

/** Extensions of entries that are processed (RFC 5280, section 5.3). */
const ENTRY_EXTENSIONS: ReadonlySet<string> = new Set([EXTENSION.reasonCode, EXTENSION.invalidityDate]);

/** How BOOLEAN begins, which every critical extension contains: in DER, and with a longer length. */
const FLAGS = [0x01, 0x81, 0x82].map((length) => Buffer.from([TAG.boolean, length]));

function readEntry(entry: Asn1): Revocation {
	const reader = entry.reader();
	reader.next(TAG.integer);
	const date = reader.next().time();
	const extensions = readExtensions(reader.optional(TAG.sequence));
	reader.end();
	if (new Set(extensions.map(({ oid }) => oid)).size < extensions.length)
		throw new GostError('unsupported', t`has the same extension twice`);
	const reason = extensionOf({ extensions }, EXTENSION.reasonCode)?.expect(0x0a).content;
	const since = extensionOf({ extensions }, EXTENSION.invalidityDate);
	return {
		date,
		reason: (reason?.length === 1 && REASONS[reason[0]]) || 'unspecified',
		invalidSince: since?.time(),
	};
}

/** A hold can end; every other revocation is final. */
export const isFinal = ({ reason }: Revocation): boolean =>
	reason !== 'certificateHold' && reason !== 'removeFromCRL';

/** Returns the graver of two entries for one serial number; of two final ones, the earlier. */
function graver(a: Revocation | undefined, b: Revocation): Revocation {
	if (!a) return b;
	const weight = (entry: Revocation): number =>
		isFinal(entry) ? 2 : entry.reason === 'certificateHold' ? 1 : 0;
	const difference = weight(b) - weight(a) || a.date.getTime() - b.date.getTime();
	return difference > 0 ? b : a;
}

/** Throws unless an entry begins with a serial number in the form by which it is compared. */
function checkSerial(content: Uint8Array): void {
	const [tag, length, first, second] = content;
	const isPadded = length > 1 && (first === 0 || first === 0xff) && (first ^ second) < 0x80;
	if (tag !== TAG.integer || length === 0 || length >= 0x80 || isPadded)
		throw damaged(t`INTEGER longer than its value`);
}

/** Entries between yields to the event loop. */
const BATCH = 2048;

/**
 * Returns the entry for a serial number, as encoded. Throws `unsupported` if any entry has a critical extension that is
 * not processed: "the application MUST NOT use that CRL to determine the status of any certificates" (RFC 5280,
 * section 5.3).
 */
export async function findRevocation(
	list: RevocationList,
	serialDer: Uint8Array,
): Promise<Revocation | undefined> {
	const wanted = Buffer.from(serialDer);
	let found: Revocation | undefined;
	let read = 0;
	for (const entry of list.entries?.each() ?? []) {
		if (++read % BATCH === 0) await yieldToEventLoop();
		const content = Buffer.from(entry.content.buffer, entry.content.byteOffset, entry.content.length);
		checkSerial(content);
		if (content.subarray(0, wanted.length).equals(wanted)) found = graver(found, readEntry(entry));
		if (!FLAGS.some((flag) => content.includes(flag))) continue;
		const extensions = entry.children(TAG.sequence)[2];
		for (const { oid, critical } of readExtensions(extensions)) {
			if (critical && !ENTRY_EXTENSIONS.has(oid))
				throw new GostError(
					'unsupported',
					t`has an entry with a critical extension that is not supported (${oid})`,
				);
		}
	}
	return found;
}
