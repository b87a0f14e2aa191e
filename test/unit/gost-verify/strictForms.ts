// The form of signatures: what is valid, and where openssl differs, with the sentence of the standard.
import { Asn1, TAG } from '../../../nodes/shared/gost/asn1/der';
import {
	algorithm,
	element,
	integer,
	nullValue,
	octetString,
	oid,
	sequence,
	tagged,
} from '../../../nodes/shared/gost/asn1/derWriter';
import { concat } from '../../../nodes/shared/gost/base/bytes';
import { committed } from '../gost-cms/support';
import {
	asIndefinite,
	attribute,
	essV1,
	essV2,
	indefinite,
	issuerSerialOf,
	longLength,
	message,
	signerInfo,
	time,
	TYPES,
	type MessageShape,
	type SigningKey,
	type Standard,
} from './cmsBuilder';

/** What the signatures are over. */
export const content = committed.get('msg');
const another = committed.certificate('512-C');

/** openssl's verdict when it differs, and why ours is right. */
type Differs = string;

interface Cell {
	/** Whether the signature is valid. */
	valid: boolean;
	differs?: Differs;
	/** Whether openssl is asked to check the certificate references. */
	cades?: boolean;
	/** Which keys; all without it. */
	of?: 'gost' | 'rsa';
	build: (signer: SigningKey) => Uint8Array;
}

const shape = (more: (signer: SigningKey) => Partial<MessageShape>) => (signer: SigningKey) =>
	message({ content, signer, ...more(signer) });

/** Signed attributes in place of the standard ones. */
const attributes = (list: (standard: Standard, signer: SigningKey) => Uint8Array[]) =>
	shape((signer) => ({ attributes: (standard) => list(standard, signer) }));

const ess = (value: (signer: SigningKey) => Uint8Array[]) =>
	attributes(({ type, digest }, signer) => [
		type,
		digest,
		...value(signer).map((item) => attribute(TYPES.certificateV2, item)),
	]);

const set = (items: readonly Uint8Array[]): Uint8Array => element(TAG.set, ...items);
const reversed = (items: readonly Uint8Array[]): Uint8Array[] => [...items].reverse();
const halves = (data: Uint8Array): Uint8Array =>
	indefinite(0x24, octetString(data.subarray(0, 10)), octetString(data.subarray(10)));
const digestOf = (node: Uint8Array): Uint8Array => Asn1.parse(node).children()[1].onlyChild().content;

const RUSSIAN_NAMES = [
	'1.2.643.2.2.19',
	'1.2.643.2.2.3',
	'1.2.643.7.1.1.1.1',
	'1.2.643.7.1.1.1.2',
	'1.2.643.7.1.1.3.2',
	'1.2.643.7.1.1.3.3',
	'1.2.643.2.2.98',
];
const NOT_DATA = '1.2.840.113549.1.7.5';

/** Forms of signatures by name. */
export const cells: Record<string, Cell> = {
	'an empty certificate too': {
		valid: true,
		differs: 'OpenSSL does not read the message at all',
		build: shape((signer) => ({ certificates: [sequence(), signer.certificate.der] })),
	},
	'a certificate reference with an empty issuer and number': {
		valid: false,
		cades: true,
		build: ess(({ certificate }) => [essV2(certificate, { issuerSerial: sequence() })]),
	},
	'the standard form': { valid: true, cades: true, build: shape(() => ({})) },
	'attributes out of order, signed as they stand': {
		valid: true,
		build: shape(() => ({
			stored: (sorted) => tagged(0, ...reversed(sorted)),
			covered: (sorted) => set(reversed(sorted)),
		})),
	},
	'attributes out of order, signed in order': {
		valid: true,
		differs: 'RFC 5652, section 5.4: the DER encoding is signed, whatever the message has',
		build: shape(() => ({ stored: (sorted) => tagged(0, ...reversed(sorted)) })),
	},
	'attributes of indefinite length': {
		valid: true,
		build: shape(() => ({ stored: (sorted) => indefinite(0xa0, ...sorted) })),
	},
	'attributes of indefinite length, signed so': {
		valid: false,
		build: shape(() => ({
			stored: (sorted) => indefinite(0xa0, ...sorted),
			covered: (sorted) => indefinite(TAG.set, ...sorted),
		})),
	},
	'attributes of indefinite length throughout': {
		valid: true,
		differs: 'RFC 5652, section 5.4: the DER encoding is signed, also of the values',
		build: shape(() => ({
			stored: (sorted) => indefinite(0xa0, ...sorted.map((item) => asIndefinite(Asn1.parse(item)))),
		})),
	},
	'attributes with long lengths': {
		valid: true,
		build: shape(() => ({
			stored: (sorted) => longLength(0xa0, concat(...sorted)),
		})),
	},
	'a digest in two chunks': {
		valid: true,
		build: shape(() => ({
			stored: (sorted) =>
				tagged(
					0,
					...sorted.map((item) =>
						Asn1.parse(item).children()[0].oid() === TYPES.messageDigest
							? attribute(TYPES.messageDigest, halves(digestOf(item)))
							: item,
					),
				),
		})),
	},
	...Object.fromEntries(
		(['type', 'digest', 'time', 'ess'] as const).flatMap((which): Array<[string, Cell]> => [
			[
				`${which} repeated`,
				{
					valid: false,
					build: attributes((standard) => [
						standard.type,
						standard.digest,
						...(which === 'time' || which === 'ess' ? [standard[which]] : []),
						standard[which],
					]),
				},
			],
			[
				`${which} with two values`,
				{
					valid: false,
					build: attributes((standard) => {
						const [name, values] = Asn1.parse(standard[which]).children();
						const value = values.onlyChild().bytes;
						const double = sequence(name.bytes, set([value, value]));
						return [
							...(which === 'type' ? [] : [standard.type]),
							...(which === 'digest' ? [] : [standard.digest]),
							double,
						];
					}),
				},
			],
			[
				`${which} without a value`,
				{
					valid: false,
					build: attributes((standard) => [
						...(which === 'type' ? [] : [standard.type]),
						...(which === 'digest' ? [] : [standard.digest]),
						sequence(Asn1.parse(standard[which]).children()[0].bytes, set([])),
					]),
				},
			],
			[
				`${which} among the unsigned attributes`,
				{
					valid: false,
					build: shape(() => {
						let copy: Uint8Array | undefined;
						return {
							attributes: (standard) => {
								copy = standard[which];
								return [standard.type, standard.digest];
							},
							unsigned: () => (copy ? [copy] : []),
						};
					}),
				},
			],
		]),
	),
	'two different digests, the first right': {
		valid: false,
		build: attributes(({ type, digest }) => [
			type,
			digest,
			attribute(TYPES.messageDigest, octetString(new Uint8Array(32).fill(0xff))),
		]),
	},
	'two times': {
		valid: false,
		build: attributes(({ type, digest }) => [
			type,
			digest,
			attribute(TYPES.signingTime, time('300101000000Z'), time('310101000000Z')),
		]),
	},
	'content hints repeated': {
		valid: false,
		differs: 'RFC 2634, section 2.9: the attribute occurs once',
		build: attributes(({ type, digest }) => {
			const hints = attribute(TYPES.contentHints, sequence(oid(TYPES.data)));
			return [type, digest, hints, hints];
		}),
	},
	'an unknown attribute repeated, with several values': {
		valid: true,
		build: attributes(({ type, digest }) => {
			const own = attribute('1.2.643.3.58.9', integer(1), integer(2));
			return [type, digest, own, own];
		}),
	},
	'no digest': { valid: false, build: attributes(({ type }) => [type]) },
	'no content type': { valid: false, build: attributes(({ digest }) => [digest]) },
	'no attribute at all': { valid: false, build: attributes(() => []) },
	'an attribute of three parts': {
		valid: false,
		build: attributes(({ type, digest }) => [type, digest, sequence(oid('1.2.3.4'), set([]), nullValue())]),
	},
	'another content type in the attributes': {
		valid: false,
		differs: 'RFC 5652, section 11.1: content-type must be the type of the message',
		build: attributes(({ digest }) => [attribute(TYPES.contentType, oid(NOT_DATA)), digest]),
	},
	'a countersignature among the signed attributes': {
		valid: false,
		build: attributes(({ type, digest }) => [type, digest, attribute(TYPES.counterSignature, sequence())]),
	},
	'content that is not data': { valid: true, build: shape(() => ({ contentType: NOT_DATA })) },
	'content that is not data, without attributes': {
		valid: false,
		differs: 'RFC 5652, section 5.3: signedAttrs must be present if the content type is not id-data',
		build: shape(() => ({ contentType: NOT_DATA, attributes: null })),
	},
	'data without attributes': { valid: true, build: shape(() => ({ attributes: null })) },
	'attributes there, the document itself signed': {
		valid: false,
		build: shape(() => ({ covered: () => content })),
	},
	'the signer by key identifier': {
		valid: true,
		cades: true,
		build: shape(({ certificate }) => ({
			id: element(0x80, certificate.subjectKeyId ?? new Uint8Array(0)),
			signerVersion: 3,
			version: 3,
		})),
	},
	'the issuer in another string type': {
		valid: true,
		build: shape(({ certificate }) => ({
			id: sequence(
				sequence(
					...Asn1.parse(certificate.issuerDer)
						.children()
						.map((rdn) => {
							const [type, value] = rdn.onlyChild().children();
							const same = value.is(TAG.utf8String)
								? element(TAG.printableString, value.content)
								: value.bytes;
							return set([sequence(type.bytes, same)]);
						}),
				),
				certificate.serialDer,
			),
		})),
	},
	'a key identifier of nobody': {
		valid: false,
		build: shape(() => ({ id: element(0x80, new Uint8Array(20)), signerVersion: 3 })),
	},
	'version 0 everywhere': { valid: true, build: shape(() => ({ version: 0, signerVersion: 0 })) },
	'versions of other forms': { valid: true, build: shape(() => ({ version: 5, signerVersion: 3 })) },
	'a key identifier with version 1': {
		valid: true,
		build: shape(({ certificate }) => ({
			id: element(0x80, certificate.subjectKeyId ?? new Uint8Array(0)),
		})),
	},
	'no digest algorithms listed': { valid: false, build: shape(() => ({ digestAlgorithms: [] })) },
	'another digest algorithm listed': {
		valid: false,
		build: shape(() => ({ digestAlgorithms: [algorithm('2.16.840.1.101.3.4.2.2')] })),
	},
	'more digest algorithms than needed': {
		valid: true,
		build: shape(({ key }) => ({
			digestAlgorithms: [
				algorithm('2.16.840.1.101.3.4.2.2'),
				algorithm(
					key.kind === 'rsa'
						? '2.16.840.1.101.3.4.2.1'
						: key.family === 'gost2012-512'
							? '1.2.643.7.1.1.2.3'
							: '1.2.643.7.1.1.2.2',
					nullValue(),
				),
			],
		})),
	},
	'an attribute certificate and another format among the certificates': {
		valid: true,
		build: shape(({ certificate }) => ({
			certificates: [
				certificate.der,
				element(0xa1, sequence(integer(1))),
				element(0xa3, oid('1.2.3.4'), nullValue()),
			],
		})),
	},
	'revocation data of another format': {
		valid: true,
		build: shape(() => ({ revocation: element(0xa1, oid('1.3.6.1.5.5.7.16.2'), sequence()) })),
	},
	'no signature': {
		valid: false,
		build: (signer) => message({ content, signer }, []),
	},
	'two signatures, one broken': {
		valid: false,
		build: (signer) => {
			const good = signerInfo({ content, signer });
			const broken = Uint8Array.from(good);
			broken[broken.length - 1] ^= 1;
			return message({ content, signer }, [good, broken]);
		},
	},
	...Object.fromEntries(
		RUSSIAN_NAMES.map((name): [string, Cell] => [
			`the algorithm is named ${name}`,
			{
				valid: true,
				of: 'gost',
				build: shape(() => ({ signatureAlgorithm: algorithm(name, nullValue()) })),
			},
		]),
	),
	"a GOST key with RSA's name": {
		valid: false,
		of: 'gost',
		differs: 'RFC 9215, section 2: the name is that of a GOST algorithm',
		build: shape(() => ({ signatureAlgorithm: algorithm('1.2.840.113549.1.1.1', nullValue()) })),
	},
	"an RSA key with GOST's name": {
		valid: false,
		of: 'rsa',
		build: shape(() => ({ signatureAlgorithm: algorithm('1.2.643.7.1.1.1.1') })),
	},
	'RSA named with another digest': {
		valid: true,
		of: 'rsa',
		build: shape(() => ({ signatureAlgorithm: algorithm('1.2.840.113549.1.1.13', nullValue()) })),
	},
	'RSA named with SHA-1 as digest and signature': {
		valid: true,
		of: 'rsa',
		build: shape(() => ({
			hash: 'sha1',
			signatureAlgorithm: algorithm('1.2.840.113549.1.1.5', nullValue()),
		})),
	},
	'a digest that is not that of the key': {
		valid: false,
		of: 'gost',
		build: shape(({ key }) => ({
			hash: key.kind === 'gost' && key.family === 'gost2012-512' ? 'sha512' : 'sha256',
		})),
	},
	...Object.fromEntries(
		(['sha1', 'sha256', 'sha384', 'sha512', 'streebog256', 'streebog512', 'gost94'] as const).map(
			(hash): [string, Cell] => [
				`the certificate by ${hash}`,
				{
					valid: true,
					cades: true,
					build: ess(({ certificate }) => [essV2(certificate, { hash })]),
				},
			],
		),
	),
	"another certificate's hash": {
		valid: false,
		cades: true,
		build: ess(() => [essV2(another)]),
	},
	"another certificate before the signer's": {
		valid: false,
		cades: true,
		build: ess(({ certificate }) => {
			const first = Asn1.parse(essV2(another)).onlyChild().onlyChild().bytes;
			return [essV2(certificate, { before: [first] })];
		}),
	},
	'another issuer and serial number': {
		valid: false,
		cades: true,
		build: ess(({ certificate }) => [essV2(certificate, { issuerSerial: issuerSerialOf(another) })]),
	},
	'another serial number': {
		valid: false,
		cades: true,
		build: ess(({ certificate: { issuerDer, ...certificate } }) => [
			essV2({ ...certificate, issuerDer }, { issuerSerial: issuerSerialOf({ ...another, issuerDer }) }),
		]),
	},
	'two names of the issuer': {
		valid: false,
		cades: true,
		build: ess(({ certificate }) => {
			const names = sequence(tagged(4, certificate.issuerDer), tagged(4, certificate.issuerDer));
			return [essV2(certificate, { issuerSerial: sequence(names, certificate.serialDer) })];
		}),
	},
	'the certificate by the older attribute': {
		valid: true,
		cades: true,
		build: attributes(({ type, digest }, { certificate }) => [
			type,
			digest,
			attribute(TYPES.certificateV1, essV1(certificate)),
		]),
	},
	'the older attribute names another certificate': {
		valid: false,
		cades: true,
		build: attributes(({ type, digest }) => [type, digest, attribute(TYPES.certificateV1, essV1(another))]),
	},
	'both attributes, the older one wrong': {
		valid: false,
		cades: true,
		build: attributes(({ type, digest, ess: right }) => [
			type,
			digest,
			right,
			attribute(TYPES.certificateV1, essV1(another)),
		]),
	},
	'an empty list of certificates': {
		valid: false,
		cades: true,
		build: ess(() => [sequence(sequence())]),
	},
	'content in nested chunks': {
		valid: true,
		build: shape(() => ({
			attached: indefinite(
				0x24,
				octetString(content.subarray(0, 5)),
				indefinite(0x24, octetString(content.subarray(5, 9)), octetString(new Uint8Array(0))),
				octetString(content.subarray(9)),
			),
		})),
	},
	'empty content': {
		valid: true,
		build: shape(() => ({ content: new Uint8Array(0), attached: octetString(new Uint8Array(0)) })),
	},
};
