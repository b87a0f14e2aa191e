// Time-stamp authorities and their tokens.
import { parseCertificate } from '../../../nodes/shared/gost';
import { digestOid } from '../../../nodes/shared/gost/algorithms/oids';
import { TAG } from '../../../nodes/shared/gost/asn1/der';
import {
	algorithm,
	element,
	integer,
	octetString,
	oid,
	sequence,
} from '../../../nodes/shared/gost/asn1/derWriter';
import { hash, type HashName } from '../../../nodes/shared/gost/hash/hash';
import { cachedOutput, committed } from '../gost-cms/support';
import { message, TYPES, type MessageShape, type SigningKey } from './cmsBuilder';

const REQUEST = (extensions: string): string => `[req]
distinguished_name = dn
x509_extensions = v3
[dn]
[v3]
basicConstraints = critical, CA:FALSE
${extensions}
`;

export const TIME_STAMPING =
	'extendedKeyUsage = critical, timeStamping\nkeyUsage = critical, digitalSignature';

/** A self-signed certificate of a committed key, by openssl. */
export function certify(key: string, extensions: string, subject = '/CN=Authority'): SigningKey {
	const digest = { rsa: 'sha256', '256-A': 'md_gost12_256', '512-A': 'md_gost12_512' }[key] ?? 'sha256';
	const files = { 'k.pem': committed.text(`keys/${key}.key`), 'r.cnf': REQUEST(extensions) };
	const args = [
		...['req', '-new', '-x509', '-key', 'k.pem', '-config', 'r.cnf', '-subj', subject, `-${digest}`],
		...['-days', '3650', '-outform', 'DER'],
	];
	return { key: committed.key(key), certificate: parseCertificate(cachedOutput(files, args)) };
}

interface Token {
	hash?: HashName;
	time?: string;
	imprint?: Uint8Array;
	shape?: Partial<MessageShape>;
	infos?: (shape: MessageShape) => Uint8Array[];
}

const generalized = (text: string): Uint8Array => element(TAG.generalizedTime, Buffer.from(text));

/** A time-stamp token over bytes. */
export function stamp(authority: SigningKey, covered: Uint8Array, options: Token = {}): Uint8Array {
	const name = options.hash ?? 'sha256';
	const info = sequence(
		integer(1),
		oid('1.2.643.3.58.1'),
		sequence(algorithm(digestOid(name)), octetString(options.imprint ?? hash(name, covered))),
		integer(77),
		generalized(options.time ?? '20300101000000.5Z'),
	);
	const shape = {
		content: info,
		signer: authority,
		contentType: TYPES.timeStampInfo,
		attached: octetString(info),
		...options.shape,
	};
	return options.infos ? message(shape, options.infos(shape)) : message(shape);
}
