// Signatures that are made to cost: few bytes that name much work.
import {
	element,
	integer,
	octetString,
	oid,
	sequence,
	tagged,
} from '../../../nodes/shared/gost/asn1/derWriter';
import { attribute, indefinite, message, signerInfo, TYPES, type SigningKey } from './cmsBuilder';
import { committed } from '../gost-cms/support';

const content = committed.get('msg');
const STAMPS = [14, 25, 26, 27, 48].map((number) => `1.2.840.113549.1.9.16.2.${number}`);

const times = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item);

/** A time-stamp of nothing. */
function stamp(signer: SigningKey): Uint8Array {
	const imprint = sequence(sequence(oid('1.2.643.2.2.9')), octetString(new Uint8Array(32)));
	const time = element(0x18, Buffer.from('20300101000000Z'));
	const info = sequence(integer(1), oid('1.2.3'), imprint, integer(7), time);
	return message({
		content: info,
		signer,
		contentType: TYPES.timeStampInfo,
		attached: octetString(info),
		certificates: null,
	});
}

function signers(): Uint8Array {
	const signer = committed.signer('512-C');
	// Not in order, and the signature fits in neither: both forms are tried.
	const info = Buffer.from(
		signerInfo({ content, signer, stored: (sorted) => tagged(0, ...[...sorted].reverse()) }),
	);
	info[info.length - 1] ^= 1;
	return message({ content, signer }, times(64, info));
}

function countersigners(): Uint8Array {
	const second = committed.signer('rsa');
	const counter = (depth: number) => (signature: Uint8Array) =>
		times(16, attribute(TYPES.counterSignature, nested(depth, signature)));
	function nested(depth: number, signature: Uint8Array): Uint8Array {
		return signerInfo({
			content: signature,
			signer: second,
			attributes: null,
			unsigned: depth > 0 ? counter(depth - 1) : undefined,
		});
	}
	const signer = committed.signer('256-A');
	const info = signerInfo({ content, signer, unsigned: counter(1) });
	const certificates = [signer.certificate.der, second.certificate.der];
	return message({ content, signer, certificates }, times(8, info));
}

function timeStamps(): Uint8Array {
	const signer = committed.signer('256-A');
	const token = stamp(committed.signer('512-C'));
	const unsigned = () => STAMPS.map((type) => attribute(type, ...times(8, token)));
	const certificates = [
		signer.certificate.der,
		...Array.from({ length: 3000 }, (_none, i) => {
			const der = Buffer.from(committed.certificate('512-C').der);
			der.writeUInt16BE(i, der.length - 2);
			return der;
		}),
	];
	return message({ content, signer, certificates }, times(32, signerInfo({ content, signer, unsigned })));
}

function attributes(): Uint8Array {
	const signer = committed.signer('256-A');
	let value: Uint8Array = Buffer.alloc(30_000, Buffer.of(0x05, 0));
	for (let depth = 0; depth < 36; depth++) value = indefinite(0x30, value);
	const info = signerInfo({
		content,
		signer,
		attributes: ({ type, digest }) => [type, digest, attribute('1.2.3', value)],
	});
	return message({ content, signer }, times(64, info));
}

/** Each over the content `msg` of the committed files. */
export const costlySignatures: ReadonlyArray<readonly [string, () => Uint8Array]> = [
	['many signatures', signers],
	['many countersignatures', countersigners],
	['many time-stamps beside many certificates', timeStamps],
	['deep attributes', attributes],
];
