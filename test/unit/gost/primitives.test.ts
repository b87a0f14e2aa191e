// Our results against openssl's: on committed cases always, on freshly made ones where the engine is installed.
import { execFileSync } from 'child_process';
import { readFileSync } from 'fs';
import { join } from 'path';
import { bigintFromLE, concat, fromHex, toHex } from '../../../nodes/shared/gost/base/bytes';
import { magma } from '../../../nodes/shared/gost/cipher/gost28147';
import type { BlockCipher, CipherFactory, Mac, StreamCipher } from '../../../nodes/shared/gost/cipher/types';
import { kuznyechik } from '../../../nodes/shared/gost/cipher/kuznyechik';
import {
	curveByOid,
	pointFromBytes,
	pointToBytes,
	publicKey,
	sign,
	verify,
	vko,
} from '../../../nodes/shared/gost/curve/curves';
import { createHash, hash, type HashName } from '../../../nodes/shared/gost/hash/hash';
import { hmac } from '../../../nodes/shared/gost/hash/mac';
import { ctr, ctrAcpkm, omac } from '../../../nodes/shared/gost/cipher/modes';
import { gost28147Cfb, gost28147Mac } from '../../../nodes/shared/gost/cipher/gost28147Modes';
import type { SBoxName } from '../../../nodes/shared/gost/cipher/sBox';
import { cachedByOpenssl } from '../../support/cached';
import { sampleCells } from '../../support/sampling';
import { hasEngine, openssl, temporary } from './engine';
import { gost28147Cnt } from './senders';

const fixtures = join(__dirname, 'fixtures', 'primitives');

const bytes = (field: string) => fromHex(field === '-' ? '' : field);

/** The data in pieces of sizes that grow and fall out of step with every block size. */
function pieces(data: Uint8Array): Uint8Array[] {
	const result: Uint8Array[] = [];
	for (let at = 0, size = 1; at < data.length; at += size, size = (size * 7 + 3) % 61 || 1) {
		result.push(data.subarray(at, at + size));
	}
	return result;
}

function stream(cipher: StreamCipher, data: Uint8Array): string {
	return toHex(concat(...pieces(data).map((piece) => cipher.update(piece))));
}

const macs: Record<string, (key: Uint8Array, sBox: SBoxName) => Mac> = {
	'gost-mac': gost28147Mac,
	'gost-mac-12': gost28147Mac,
	'magma-mac': (key) => omac(magma(key)),
	'kuznyechik-mac': (key) => omac(kuznyechik(key)),
};

const half = (make: CipherFactory, run: (cipher: BlockCipher, iv: Uint8Array) => StreamCipher) => {
	return (key: Uint8Array, iv: Uint8Array) => run(make(key), iv.subarray(0, iv.length / 2));
};

const acpkm = (factory: CipherFactory, section: number) => (key: Uint8Array, iv: Uint8Array) =>
	ctrAcpkm(factory, key, iv.subarray(0, iv.length / 2), section);

// The engine's own sections; in CMS it takes larger ones.
const ciphers: Record<string, (key: Uint8Array, iv: Uint8Array, sBox: SBoxName) => StreamCipher> = {
	gost89: (key, iv, sBox) => gost28147Cfb(key, iv, sBox, 'encrypt'),
	'gost89-cnt': gost28147Cnt,
	'gost89-cnt-12': gost28147Cnt,
	'magma-ctr': half(magma, ctr),
	'kuznyechik-ctr': half(kuznyechik, ctr),
	'magma-ctr-acpkm': acpkm(magma, 1024),
	'kuznyechik-ctr-acpkm': acpkm(kuznyechik, 4096),
};

const checks: Record<string, (fields: string[]) => void> = {
	hash: ([name, data, result]) => {
		const state = createHash(name as HashName);
		for (const piece of pieces(bytes(data))) state.update(piece);
		expect(toHex(state.digest())).toBe(result);
		expect(toHex(hash(name as HashName, bytes(data)))).toBe(result);
	},
	hmac: ([name, key, data, result]) => {
		expect(toHex(hmac(name as HashName, bytes(key), ...pieces(bytes(data))))).toBe(result);
	},
	mac: ([name, sBox, key, data, result]) => {
		const mac = macs[name](bytes(key), sBox as SBoxName);
		for (const piece of pieces(bytes(data))) mac.update(piece);
		expect(toHex(mac.digest(result.length / 2))).toBe(result);
	},
	cipher: ([name, sBox, key, iv, data, result]) => {
		const start = () => ciphers[name](bytes(key), bytes(iv), sBox as SBoxName);
		const whole = toHex(start().update(bytes(data)));
		expect([name, sBox, whole === result]).toEqual([name, sBox, true]);
		expect([name, sBox, stream(start(), bytes(data)) === result]).toEqual([name, sBox, true]);
		const back =
			name === 'gost89' ? gost28147Cfb(bytes(key), bytes(iv), sBox as SBoxName, 'decrypt') : start();
		expect([name, sBox, stream(back, bytes(result)) === data]).toEqual([name, sBox, true]);
	},
	ec: ([oid, own, info, digest, signature, peer, peerPublic, ukm, hashName, shared]) => {
		const curve = curveByOid(oid);
		const d = bigintFromLE(bytes(own));
		const ownPublic = bytes(info).slice(-2 * curve.size);
		const point = pointFromBytes(curve, ownPublic);
		expect(toHex(pointToBytes(curve, publicKey(curve, d)))).toBe(toHex(ownPublic));
		expect(verify(curve, point, bytes(digest), bytes(signature))).toBe(true);
		expect(verify(curve, point, bytes(digest), sign(curve, d, bytes(digest)))).toBe(true);
		for (const broken of [bytes(signature), bytes(digest)]) {
			broken[broken.length >> 1] ^= 1;
			const parts = broken.length === curve.size ? [broken, bytes(signature)] : [bytes(digest), broken];
			expect(verify(curve, point, parts[0], parts[1])).toBe(false);
		}
		const name = hashName as HashName;
		const peerPoint = pointFromBytes(curve, bytes(peerPublic));
		expect(toHex(vko(curve, d, peerPoint, bytes(ukm), name))).toBe(shared);
		expect(toHex(vko(curve, bigintFromLE(bytes(peer)), point, bytes(ukm), name))).toBe(shared);
	},
};

function parse(text: string): string[][] {
	return text
		.trim()
		.split('\n')
		.map((line) => line.split(' '));
}

function perKind(cases: string[][]): [string, string[][]][] {
	return Object.keys(checks).map((kind) => [kind, cases.filter(([first]) => first === kind)]);
}

const committed = parse(readFileSync(join(fixtures, 'cases.txt'), 'utf8'));

describe('committed cases of openssl', () => {
	it.each(perKind(committed).map(([kind, cases]) => [cases.length, kind, cases] as const))(
		'%i cases of %s',
		(_count, kind, cases) => {
			expect(cases.length).toBeGreaterThan(0);
			for (const [, ...fields] of cases) checks[kind](fields);
		},
	);
});

(hasEngine ? describe : describe.skip)('openssl with the GOST engine, live', () => {
	it(`${committed.length} fresh cases`, () => {
		const script = join(fixtures, 'make.sh');
		const make = () => execFileSync(script, { encoding: 'utf8' });
		const cases = parse(cachedByOpenssl('primitives.txt', readFileSync(script, 'utf8'), make));
		expect(cases).toHaveLength(committed.length);
		for (const [kind, ...fields] of cases) checks[kind](fields);
	});

	const signers = committed.filter(([kind]) => kind === 'ec');
	it('accepts signatures of ours', () => {
		for (const [, oid, own, info, digest] of sampleCells(
			'Signatures judged by openssl',
			'curves',
			signers,
			4,
		)) {
			const signature = sign(curveByOid(oid), bigintFromLE(bytes(own)), bytes(digest));
			const args = ['-inkey', temporary('key', bytes(info)), '-sigfile', temporary('signature', signature)];
			const answer = openssl(['pkeyutl', '-verify', '-pubin', '-keyform', 'DER', ...args], bytes(digest));
			expect(new TextDecoder().decode(answer)).toContain('Verified Successfully');
		}
	});
});
