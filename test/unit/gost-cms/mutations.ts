// What is damaged in the tests and timed in the benchmark, and inputs that are made to cost.
import {
	decrypt,
	openContainer,
	openKeyFile,
	openKeyRing,
	openPfx,
	parseCertificates,
	privateKeyToDer,
	readRevocationListFile,
	verifyAttachedStream,
	verifySignature,
	type PrivateKey,
} from '../../../nodes/shared/gost';
import { Asn1 } from '../../../nodes/shared/gost/asn1/der';
import {
	algorithm,
	octetString,
	oid,
	sequence,
	setOf,
	integer,
	tagged,
	element,
} from '../../../nodes/shared/gost/asn1/derWriter';
import type { GostPrivateKey } from '../../../nodes/shared/gost/keys/privateKey';
import { signDigest } from '../../../nodes/shared/gost/keys/signDigest';
import { stamp } from '../gost-verify/authority';
import { attribute, message as cms } from '../gost-verify/cmsBuilder';
import { costlySignatures } from '../gost-verify/costlySignatures';
import { writeContainer, writePfx, zip } from './cryptoProWriter';
import { concat } from '../../../nodes/shared/gost/base/bytes';
import type { Kind } from './mutate';
import { certificateBag, keyBag, pfxOf, safe } from './pfxWriter';
import { committed, hex, PASSWORD } from './support';

function sameKey(a: PrivateKey, b: PrivateKey): boolean {
	if (a.kind === 'gost' || b.kind === 'gost') return hex(privateKeyToDer(a)) === hex(privateKeyToDer(b));
	// Parts of an RSA key may be damaged where openssl finds its way round them: the results count.
	const digest = new Uint8Array(32);
	return hex(signDigest(a, 'sha256', digest)) === hex(signDigest(b, 'sha256', digest));
}

const message = committed.get('msg');
const long = committed.get('long');
const pfxNames = [
	'256-A/default',
	'512-A/3des',
	'rsa/sha1',
	'2001-A/nomac',
	'256-A/plain',
	'256-A/legacy-rc2',
];
const keyNames = [
	'256-TCB/gost89',
	'2001-B/aes-256-cbc',
	'rsa/des3',
	'512-B/kuznyechik-ctr-acpkm',
	'rsa/pkcs1',
];
const gost256 = committed.key('256-A') as GostPrivateKey;
const container = writeContainer(gost256, committed.certificate('256-A'), '');
const asZip = (pack: boolean): Uint8Array =>
	zip(Object.fromEntries(Object.entries(container).map(([name, data]) => [`x.000/${name}.key`, data])), pack);

const severalNames = ['256-A', '256-B'];
const severalKeys = severalNames.map((name) => committed.key(name) as GostPrivateKey);
const severalCertificates = severalNames.map((name) => committed.certificate(name));
const severalInPfx = pfxOf([
	safe(...severalKeys.map((key) => keyBag(privateKeyToDer(key)))),
	safe(...severalCertificates.map(({ der }) => certificateBag(der))),
]);
const severalInPem = Buffer.concat(
	severalNames.flatMap((name) => [committed.get(`keys/${name}.key`), committed.get(`keys/${name}.crt`)]),
);
const [firstKey, secondKey] = severalKeys;
const severalInZip = zip(
	Object.fromEntries([
		...Object.entries(
			writeContainer(firstKey, undefined, '', { key: secondKey, certificate: severalCertificates[1] }),
		).map(([name, data]) => [`x.000/${name}.key`, data as Uint8Array] as const),
		['x.cer', severalCertificates[0].der] as const,
	]),
	true,
);

const [rsa, gost] = [committed.signer('rsa'), committed.signer('256-A')];
const stamped = cms({
	content: message,
	signer: gost,
	certificates: [gost.certificate.der, rsa.certificate.der],
	unsigned: (signature) => [attribute('1.2.840.113549.1.9.16.2.14', stamp(rsa, signature))],
});

/** A revocation list with an entry; nobody signed it. */
const revocationList = ((): Uint8Array => {
	const date = element(0x17, Buffer.from('260101000000Z'));
	const reason = sequence(oid('2.5.29.21'), octetString(element(0x0a, Uint8Array.of(1))));
	const number = sequence(oid('2.5.29.20'), octetString(integer(7)));
	const scheme = algorithm('1.2.840.113549.1.1.11');
	const entries = sequence(sequence(rsa.certificate.serialDer, date, sequence(reason)));
	const fields = [integer(1), scheme, rsa.certificate.subjectDer, date, date, entries];
	const tbs = sequence(...fields, tagged(0, sequence(number)));
	return sequence(tbs, scheme, element(0x03, new Uint8Array(257)));
})();

/** Kinds of input by name. */
export const kinds: Record<string, Kind> = {
	'EnvelopedData with a MAC': {
		count: 1500,
		inputs: [
			committed.get('env/256-TCA/kuznyechik-ctr-acpkm-omac-stream.long.der'),
			committed.get('env/256-TCA/magma-ctr-acpkm-omac-stream.long.der'),
		],
		open: async (data) => hex(await decrypt(data, committed.signer('256-TCA'))) === hex(long),
	},
	'EnvelopedData without a MAC': {
		count: 1500,
		inputs: [
			committed.get('env/256-A/gost89-stream.long.der'),
			committed.get('env/256-A/kuznyechik-ctr-acpkm.msg.der'),
		],
		// These ciphers do not show a changed byte of the text.
		open: async (data) => (await decrypt(data, { key: gost256 })).length >= 0,
	},
	'EnvelopedData to RSA': {
		count: 1500,
		inputs: [committed.get('env/rsa/aes-256-cbc.msg.der'), committed.get('env/rsa/oaep.msg.der')],
		open: async (data) => (await decrypt(data, committed.signer('rsa'))).length >= 0,
	},
	'detached signature': {
		count: 1500,
		inputs: [committed.get('sig/256-A/detached-cades.der'), committed.get('sig/rsa/detached-cades.der')],
		open: async (data) => (await verifySignature(data, { content: message })).signers.length >= 0,
	},
	'attached signature': {
		count: 1500,
		inputs: [committed.get('sig/512-C/attached-stream.der'), committed.get('sig/rsa/attached.der')],
		open: async (data) => {
			const report = await verifySignature(data, {
				trusted: [committed.certificate('512-C'), committed.certificate('rsa')],
			});
			return !report.valid || hex(report.content ?? new Uint8Array(0)) === hex(message);
		},
	},
	'signature with a time-stamp': {
		count: 1500,
		inputs: [stamped],
		open: async (data) => (await verifySignature(data, { content: message })).signers.length >= 0,
	},
	'revocation list': {
		count: 1500,
		inputs: [revocationList],
		open: async (data) => {
			const lists = await readRevocationListFile(data);
			const trusted = [rsa.certificate];
			return (await verifySignature(stamped, { content: message, trusted, lists })).valid === false;
		},
	},
	PFX: {
		count: 2000,
		inputs: pfxNames.map((name) => committed.get(`pfx/${name}.pfx`)),
		open: async (data, input) => {
			const { key, certificate } = await openPfx(data, PASSWORD);
			// Where neither a MAC nor a certificate is left nothing speaks for the key.
			if (!certificate && pfxNames[input].endsWith('nomac')) return true;
			return sameKey(key, committed.key(pfxNames[input].split('/')[0]));
		},
	},
	'PFX with GOST or of CryptoPro': {
		count: 60,
		inputs: [
			committed.get('pfx/256-A/gost89-md_gost12_512.pfx'),
			writePfx(gost256, committed.certificate('256-A'), PASSWORD),
		],
		open: async (data) => sameKey((await openPfx(data, PASSWORD)).key, gost256),
	},
	'PEM key': {
		count: 2000,
		inputs: keyNames.map((name) => committed.get(`pkcs8/${name}.key`)),
		open: async (data, input) => {
			const certificate = committed.certificate(keyNames[input].split('/')[0]);
			const { key } = await openKeyFile(data, { password: PASSWORD, certificate });
			return sameKey(key, committed.key(keyNames[input].split('/')[0]));
		},
	},
	certificate: {
		count: 3000,
		inputs: [
			committed.get('keys/leaf.crt.der'),
			committed.get('keys/leaf.crt'),
			committed.get('keys/rsa.crt'),
		],
		open: async (data) => (await parseCertificates(data)).length > 0,
	},
	'files with several keys': {
		count: 2000,
		inputs: [severalInPfx, severalInPem, severalInZip],
		open: async (data) => {
			const { pairs } = await openKeyRing(data, { password: '' });
			return pairs.every(({ key }) => severalKeys.some((known) => sameKey(key, known)));
		},
	},
	'key container': {
		count: 2000,
		inputs: [asZip(true), asZip(false)],
		open: async (data) => sameKey((await openContainer(data)).key, gost256),
	},
};

const signedData = (certificates: Uint8Array, content: Uint8Array, infos = setOf([])): Uint8Array =>
	sequence(
		oid('1.2.840.113549.1.7.2'),
		tagged(
			0,
			sequence(
				integer(1),
				setOf([]),
				sequence(oid('1.2.840.113549.1.7.1'), tagged(0, content)),
				tagged(0, certificates),
				infos,
			),
		),
	);
const half = new Uint8Array(1_000_000);
const small = (tag: number): Uint8Array => half.map((_none, i) => (i % 2 === 0 ? tag : 0));
const repeated = (part: Uint8Array): Uint8Array =>
	Buffer.concat(Array.from({ length: Math.floor(1_000_000 / part.length) }, () => part));

const lines = (text: string): Buffer => Buffer.alloc(1_000_000, text);
const [tbs, ...signed] = Asn1.parse(committed.certificate('512-A').der).children();

/** A certificate with another field: 1 for the serial number, 5 for the subject, 6 for the key. */
const certificateWith = (index: number, field: Uint8Array): Uint8Array =>
	sequence(
		sequence(...tbs.children().map(({ bytes }, i) => (i === index ? field : bytes))),
		...signed.map(({ bytes }) => bytes),
	);
const rsaKey = (modulus: Uint8Array, exponent: Uint8Array): Uint8Array => {
	const key = sequence(element(0x02, modulus), element(0x02, exponent));
	return sequence(
		algorithm('1.2.840.113549.1.1.1', element(0x05)),
		element(0x03, concat(new Uint8Array(1), key)),
	);
};
/** A signature of somebody whose certificate has the key. */
const signedWith = (key: Uint8Array): Uint8Array => {
	const { issuerDer, serialDer } = committed.certificate('512-A');
	const signer = sequence(
		...[integer(1), sequence(issuerDer, serialDer), algorithm('2.16.840.1.101.3.4.2.1')],
		...[algorithm('1.2.840.113549.1.1.1'), octetString(half.slice(0, 384))],
	);
	return signedData(certificateWith(6, key), octetString(message), setOf([signer]));
};
/** Somebody else's copy of the key. */
const recipient = ((): Uint8Array => {
	const { issuerDer, serialDer } = committed.certificate('256-A');
	const id = sequence(issuerDer, serialDer);
	return sequence(integer(0), id, algorithm('1.2.643.7.1.1.1.2'), octetString(half.slice(0, 300)));
})();
const enveloped = (recipients: Uint8Array): Uint8Array => {
	const parameters = sequence(octetString(half.slice(0, 8)), oid('1.2.643.7.1.2.5.1.1'));
	const content = sequence(
		...[oid('1.2.840.113549.1.7.1'), algorithm('1.2.643.2.2.21', parameters)],
		element(0x80, half.slice(0, 100)),
	);
	const body = sequence(integer(0), element(0x31, recipients), content);
	return sequence(oid('1.2.840.113549.1.7.3'), tagged(0, body));
};

const pieces = (): Uint8Array => signedData(half.subarray(0, 0), element(0x24, small(0x04)));

/** Makes the input and returns the work on it, so that a measurement leaves out the making. */
type MadeToCost = () => () => unknown;

const over =
	<T>(make: () => T, work: (input: T) => unknown): MadeToCost =>
	() => {
		const input = make();
		return () => work(input);
	};

/** Inputs of about a megabyte; each ends in a result or an error of the module. */
export const costly: ReadonlyArray<readonly [string, MadeToCost]> = [
	['many empty elements', over(() => signedData(small(0x30), octetString(half)), verifySignature)],
	['many pieces of a string', over(pieces, verifySignature)],
	[
		'many certificates',
		over(
			() => signedData(repeated(committed.get('keys/512-A.crt.der')), octetString(message)),
			verifySignature,
		),
	],
	['many short pieces in a stream', over(pieces, verifyAttachedStream)],
	[
		'a long serial number',
		over(
			() =>
				certificateWith(
					1,
					element(
						0x02,
						half.map(() => 1),
					),
				),
			parseCertificates,
		),
	],
	[
		'a name in four bytes per character',
		over(
			() => certificateWith(5, sequence(setOf([sequence(oid('2.5.4.3'), element(0x1c, half))]))),
			parseCertificates,
		),
	],
	[
		'an RSA key of a megabyte',
		over(
			() =>
				signedWith(
					rsaKey(
						half.map(() => 0x55),
						Uint8Array.of(1, 0, 1),
					),
				),
			verifySignature,
		),
	],
	[
		'a long exponent',
		over(() => {
			const number = half.slice(0, 384).map(() => 0x55);
			return signedWith(rsaKey(number, number));
		}, verifySignature),
	],
	[
		'many recipients',
		over(
			() => enveloped(repeated(recipient)),
			(data) => decrypt(data, committed.signer('512-A')),
		),
	],
	[
		'PEM blocks of nothing',
		over(() => lines('-----BEGIN A-----\nAAAA\n-----END A-----\n'), parseCertificates),
	],
	['beginnings of PEM', over(() => lines('-----BEGIN A-----\n'), parseCertificates)],
	['Base64 with spaces', over(() => lines('A '), parseCertificates)],
	['escaped line breaks', over(() => lines('\\n').toString(), parseCertificates)],
	['many names', over(() => repeated(committed.get('keys/512-A.crt')), parseCertificates)],
	['a certificate of zeros', over(() => sequence(half), parseCertificates)],
	['a long number', over(() => sequence(element(0x02, half)), parseCertificates)],
	['text that is not Base64', over(() => Buffer.alloc(1_000_000, 'A-'), parseCertificates)],
	[
		'open brackets',
		over(
			() => Buffer.alloc(1_000_000, Buffer.of(0x30, 0x80)),
			(data) => decrypt(data, { key: gost256 }),
		),
	],
	[
		'zeros',
		over(
			() => half,
			(data) => openKeyFile(data, { password: '' }),
		),
	],
	...costlySignatures.map(([name, data]): readonly [string, MadeToCost] => [
		name,
		over(data, (made) => verifySignature(made, { content: message })),
	]),
];
