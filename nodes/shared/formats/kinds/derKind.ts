import { messageType, OID } from '../../gost';
import { KINDS, type FileKind } from './table';

const TAG = { integer: 0x02, octets: 0x04, oid: 0x06, sequence: 0x30, version: 0xa0 } as const;

interface Element {
	tag: number;
	/** Offset of the content, and of the element after it; no end if the length is indefinite or out of reach. */
	content: number;
	end: number | undefined;
}

/** Reads tag and length of the element at an offset (X.690, section 8.1). */
function elementAt(head: Buffer, at: number): Element | undefined {
	if (at + 2 > head.length) return undefined;
	const first = head[at + 1];
	if (first < 0x80) return { tag: head[at], content: at + 2, end: at + 2 + first };
	const octets = first & 0x7f;
	if (octets > 6 || at + 2 + octets > head.length) return undefined;
	const content = at + 2 + octets;
	return {
		tag: head[at],
		content,
		end: octets === 0 ? undefined : content + head.readUIntBE(at + 2, octets),
	};
}

const MESSAGES: ReadonlyMap<string | undefined, FileKind> = new Map([
	[OID.signedData, KINDS.signature],
	[OID.envelopedData, KINDS.encrypted],
]);

/** Content types of CMS and PKCS#7 are below this arc, 1.2.840.113549.1.7 and 1.9.16.1. */
const CMS_ARCS = [Buffer.from('2a864886f70d0107', 'hex'), Buffer.from('2a864886f70d01091001', 'hex')];

const isSmall = (head: Buffer, { tag, content, end }: Element, value: number): boolean =>
	tag === TAG.integer && end === content + 1 && head[content] === value;

/**
 * Recognizes a DER or BER structure by its first fields: CMS (RFC 5652, section 3), certificates and revocation lists
 * (RFC 5280, sections 4.1 and 5.1), PFX (RFC 7292, section 4), private keys (RFC 5208, section 5; RFC 8017, A.1.2).
 */
export function derKind(head: Buffer): FileKind | undefined {
	const outer = elementAt(head, 0);
	if (outer?.tag !== TAG.sequence) return undefined;
	const message = MESSAGES.get(messageType(head));
	if (message) return message;
	const first = elementAt(head, outer.content);
	if (!first) return undefined;
	if (first.tag === TAG.oid) {
		const type = head.subarray(first.content, first.end);
		return CMS_ARCS.some((arc) => type.subarray(0, arc.length).equals(arc)) ? KINDS.cms : undefined;
	}
	const second = first.end === undefined ? undefined : elementAt(head, first.end);
	if (first.tag === TAG.integer) {
		if (isSmall(head, first, 3) && second?.tag === TAG.sequence) return KINDS.pfx;
		const isKey = isSmall(head, first, 0) && (second?.tag === TAG.sequence || second?.tag === TAG.integer);
		return isKey ? KINDS.privateKey : undefined;
	}
	if (first.tag !== TAG.sequence) return undefined;
	const inner = elementAt(head, first.content);
	if (inner?.tag === TAG.version) return KINDS.certificate;
	if (inner?.tag === TAG.oid && second?.tag === TAG.octets) return KINDS.privateKey;
	if (!inner || !isSmall(head, inner, 1) || inner.end === undefined) return undefined;
	return elementAt(head, inner.end)?.tag === TAG.sequence ? KINDS.crl : undefined;
}
