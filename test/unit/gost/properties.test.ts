// What must hold for any data: round trips, chunks of any size, refusals, and inputs left as they were.
import { createHash as nodeHash, createHmac, pbkdf2Sync, randomBytes, randomInt } from 'crypto';
import {
	bigintFromBE,
	bigintFromLE,
	bigintToBE,
	bigintToLE,
	concat,
	equal,
	fromHex,
	reverse,
	toHex,
	xor,
} from '../../../nodes/shared/gost/base/bytes';
import { gost28147, magma } from '../../../nodes/shared/gost/cipher/gost28147';
import type { BlockCipher, Mac, StreamCipher } from '../../../nodes/shared/gost/cipher/types';
import { kuznyechik } from '../../../nodes/shared/gost/cipher/kuznyechik';
import { sBoxByOid, type SBoxName } from '../../../nodes/shared/gost/cipher/sBox';
import {
	curveByOid,
	keg,
	pointFromBytes,
	pointToBytes,
	publicKey,
	randomScalar,
	sign,
	verify,
	vko,
} from '../../../nodes/shared/gost/curve/curves';
import { CURVES } from '../../../nodes/shared/gost/curve/curveTable';
import { invert, mod, publicSum } from '../../../nodes/shared/gost/curve/ec';
import { GostError } from '../../../nodes/shared/gost/base/errors';
import { createHash, hash, type HashName } from '../../../nodes/shared/gost/hash/hash';
import { cryptoProUnwrap, kimp15 } from '../../../nodes/shared/gost/cipher/keyWrap';
import { hmac, kdfTree, pbkdf2 } from '../../../nodes/shared/gost/hash/mac';
import { ctr, ctrAcpkm, omac } from '../../../nodes/shared/gost/cipher/modes';
import { gost28147Cfb, gost28147Ecb, gost28147Mac } from '../../../nodes/shared/gost/cipher/gost28147Modes';
import { isWhole } from '../../support/sampling';
import { cryptoProWrap, gost28147Cnt, kexp15 } from './senders';

const random = (length: number) => Uint8Array.from(randomBytes(length));

const sBoxes: SBoxName[] = ['test', 'A', 'B', 'C', 'D', 'Z'];

function split(data: Uint8Array): Uint8Array[] {
	const parts: Uint8Array[] = [];
	for (let at = 0; at < data.length;) {
		const size = randomInt(0, randomInt(2, 300));
		parts.push(data.subarray(at, at + size));
		at += size;
	}
	return parts;
}

function code(run: () => unknown): string {
	try {
		run();
	} catch (error) {
		if (error instanceof GostError) return error.code + (error.oid === undefined ? '' : ` ${error.oid}`);
		throw error;
	}
	return 'no error';
}

/** How often a property is looked at, with other data each time; and those of curves, which take longer. */
const rounds = isWhole ? 40 : 10;
const curveRounds = isWhole ? 10 : 2;

describe('hashes and codes', () => {
	const names: HashName[] = [
		'streebog256',
		'streebog512',
		'gost94',
		'md5',
		'sha1',
		'sha256',
		'sha384',
		'sha512',
	];

	it.each(names)('%s: any chunks', (name) => {
		for (let round = 0; round < rounds; round++) {
			const data = random(randomInt(0, 3000));
			const state = createHash(name);
			for (const part of split(data)) state.update(part);
			const result = state.digest();
			expect(result).toHaveLength(state.digestSize);
			expect(toHex(result)).toBe(toHex(hash(name, data)));
			expect(code(() => state.digest())).toBe('bad-argument');
			expect(code(() => state.update(data))).toBe('bad-argument');
		}
	});

	it.each(names)('%s: a copy goes its own way', (name) => {
		for (const length of [0, 1, 31, 32, 63, 64, 65, 100]) {
			const [start, one, other] = [random(length), random(50), random(70)];
			const state = createHash(name).update(start);
			const copy = state.copy();
			expect(toHex(state.update(one).digest())).toBe(toHex(hash(name, start, one)));
			expect(toHex(copy.update(other).digest())).toBe(toHex(hash(name, start, other)));
			expect(code(() => copy.copy())).toBe('bad-argument');
		}
	});

	it.each(names)('%s: HMAC keys around a block', (name) => {
		const { blockSize } = createHash(name);
		const data = random(50);
		for (const length of [0, blockSize - 1, blockSize, blockSize + 1]) {
			const key = random(length);
			const padded = new Uint8Array(blockSize);
			padded.set(length > blockSize ? hash(name, key) : key);
			const mask = (byte: number) => padded.map((item) => item ^ byte);
			const expected = hash(name, mask(0x5c), hash(name, mask(0x36), data));
			expect(toHex(hmac(name, key, data))).toBe(toHex(expected));
		}
	});

	it.each(names.slice(3))('%s is node’s', async (name) => {
		const data = random(1000);
		const key = random(200);
		expect(toHex(hash(name, data))).toBe(nodeHash(name).update(data).digest('hex'));
		expect(toHex(hmac(name, key, data))).toBe(createHmac(name, key).update(data).digest('hex'));
		expect(toHex(await pbkdf2(name, key, data, 3, 77))).toBe(
			pbkdf2Sync(key, data, 3, 77, name).toString('hex'),
		);
	});

	it('refuses senseless lengths', async () => {
		for (const length of [0, 31, 33, 8192, 1.5]) {
			expect(code(() => kdfTree(random(32), random(4), random(8), length))).toBe('bad-argument');
		}
		for (const [iterations, length] of [
			[0, 32],
			[1, 0],
		]) {
			const derived = pbkdf2('streebog512', random(8), random(8), iterations, length);
			await expect(derived).rejects.toMatchObject({ code: 'bad-argument' });
		}
	});

	it('the sum and the length of Streebog carry over', () => {
		// All ones: every word of the sum overflows with every block.
		const data = new Uint8Array(64 * 5 + 63).fill(255);
		expect(toHex(hash('streebog256', data))).toBe(toHex(hash('streebog256', ...split(data))));
	});
});

describe('ciphers and modes', () => {
	const blockCiphers: [string, (key: Uint8Array) => BlockCipher][] = [
		['magma', magma],
		['kuznyechik', kuznyechik],
		...sBoxes.map((sBox): [string, (key: Uint8Array) => BlockCipher] => [
			`gost28147 ${sBox}`,
			(key) => gost28147(key, sBox),
		]),
	];

	it.each(blockCiphers)('%s: decryption undoes encryption, in place too', (_name, make) => {
		for (let round = 0; round < rounds; round++) {
			const cipher = make(random(32));
			const data = random(cipher.blockSize + 3);
			const output = new Uint8Array(data.length);
			cipher.encryptBlock(data, 3, output, 1);
			cipher.decryptBlock(output, 1, output, 1);
			expect(toHex(output.subarray(1, -2))).toBe(toHex(data.subarray(3)));
		}
		expect(code(() => make(random(31)))).toBe('bad-argument');
	});

	type Maker = (key: Uint8Array, iv: Uint8Array, back: boolean) => StreamCipher;
	const streams: [string, Maker][] = [
		['CTR of Magma', (key, iv) => ctr(magma(key), iv.slice(0, 4))],
		['CTR of Kuznyechik', (key, iv) => ctr(kuznyechik(key), iv)],
		['CTR-ACPKM of Magma', (key, iv) => ctrAcpkm(magma, key, iv.slice(0, 4), 128)],
		['CTR-ACPKM of Kuznyechik', (key, iv) => ctrAcpkm(kuznyechik, key, iv, 256)],
		...sBoxes.flatMap((sBox): [string, Maker][] => [
			[`CFB ${sBox}`, (key, iv, back) => gost28147Cfb(key, iv, sBox, back ? 'decrypt' : 'encrypt')],
			[`CNT ${sBox}`, (key, iv) => gost28147Cnt(key, iv, sBox)],
		]),
	];
	it.each(streams)('%s: any chunks, both directions', (_name, make) => {
		for (let round = 0; round < rounds; round++) {
			const [key, iv, data] = [random(32), random(8), random(randomInt(0, 4000))];
			const whole = make(key, iv, false).update(data);
			const pieces = make(key, iv, false);
			expect(toHex(concat(...split(data).map((part) => pieces.update(part))))).toBe(toHex(whole));
			const back = make(key, iv, true);
			expect(toHex(concat(...split(whole).map((part) => back.update(part))))).toBe(toHex(data));
		}
	});

	const codes: [string, number, (key: Uint8Array) => Mac][] = [
		['OMAC of Magma', 8, (key) => omac(magma(key))],
		['OMAC of Kuznyechik', 16, (key) => omac(kuznyechik(key))],
		...sBoxes.map((sBox): [string, number, (key: Uint8Array) => Mac] => [
			`imitovstavka ${sBox}`,
			8,
			(key) => gost28147Mac(key, sBox),
		]),
	];
	it.each(codes)('%s: any chunks', (_name, size, make) => {
		for (let round = 0; round < rounds; round++) {
			const [key, data] = [random(32), random(randomInt(0, 3000))];
			const whole = toHex(make(key).update(data).digest(size));
			const mac = make(key);
			for (const part of split(data)) mac.update(part);
			expect(toHex(mac.digest(size))).toBe(whole);
			expect(toHex(make(key).update(data).digest(3))).toBe(whole.slice(0, 6));
			expect(code(() => mac.digest())).toBe('bad-argument');
			expect(code(() => make(key).digest(size + 1))).toBe('bad-argument');
			expect(code(() => make(key).digest(0))).toBe('bad-argument');
			expect(code(() => make(key).digest(1.5))).toBe('bad-argument');
		}
	});

	it('the counter carries over from byte to byte', () => {
		const [key, iv] = [random(32), random(8)];
		const cipher = kuznyechik(key);
		const gamma = ctr(cipher, iv).update(new Uint8Array(16 * 70_000));
		const block = concat(iv, bigintToBE(69_999n, 8));
		cipher.encryptBlock(block, 0, block, 0);
		expect(toHex(gamma.subarray(-16))).toBe(toHex(block));
	});

	it('the test S-box keeps its key, the others change it after 1024 bytes', () => {
		const [key, iv, data] = [random(32), random(8), random(1040)];
		for (const sBox of sBoxes) {
			const output = gost28147Cfb(key, iv, sBox, 'encrypt').update(data);
			const block = output.slice(1024 - 8, 1024);
			gost28147(key, sBox).encryptBlock(block, 0, block, 0);
			const plain = xor(block, data.slice(1024, 1032));
			expect(equal(plain, output.slice(1024, 1032))).toBe(sBox === 'test');
		}
	});

	it('refuses lengths that do not fit', () => {
		expect(code(() => ctr(magma(random(32)), random(8)))).toBe('bad-argument');
		expect(code(() => ctrAcpkm(magma, random(32), random(4), 12))).toBe('bad-argument');
		expect(code(() => ctrAcpkm(magma, random(32), random(4), 0))).toBe('bad-argument');
		expect(code(() => gost28147Cfb(random(32), random(7), 'A', 'encrypt'))).toBe('bad-argument');
		expect(code(() => gost28147Mac(random(32), 'A', random(7)))).toBe('bad-argument');
		expect(code(() => gost28147Ecb(random(32), 'A', random(12), 'decrypt'))).toBe('bad-argument');
		expect(code(() => sBoxByOid('1.2.643.2.2.31.9'))).toBe('unsupported 1.2.643.2.2.31.9');
		expect(code(() => sBoxByOid('constructor'))).toBe('unsupported constructor');
	});
});

describe('key wrap', () => {
	it('CryptoPro: opens with the right key, refuses every flipped bit', () => {
		for (const sBox of sBoxes) {
			const [kek, ukm, key] = [random(32), random(8), random(32)];
			const { encryptedKey, mac } = cryptoProWrap(kek, ukm, key, sBox);
			expect(cryptoProUnwrap(kek, ukm, encryptedKey, mac, sBox)).toEqual(key);
			for (const part of [kek, ukm, encryptedKey, mac]) {
				part[randomInt(part.length)] ^= 1 << randomInt(8);
				expect(code(() => cryptoProUnwrap(kek, ukm, encryptedKey, mac, sBox))).toBe('damaged');
			}
			expect(code(() => cryptoProUnwrap(kek, ukm, random(31), mac, sBox))).toBe('damaged');
		}
	});

	it.each([
		['magma' as const, 4],
		['kuznyechik' as const, 8],
	])('KExp15 of %s: the same', (cipher, ivSize) => {
		for (let round = 0; round < rounds; round++) {
			const [macKey, encryptionKey, iv, key] = [random(32), random(32), random(ivSize), random(32)];
			const wrapped = kexp15(cipher, macKey, encryptionKey, iv, key);
			expect(wrapped).toHaveLength(32 + 2 * ivSize);
			expect(kimp15(cipher, macKey, encryptionKey, iv, wrapped)).toEqual(key);
			const part = [macKey, encryptionKey, iv, wrapped][round % 4];
			part[randomInt(part.length)] ^= 1 << randomInt(8);
			expect(code(() => kimp15(cipher, macKey, encryptionKey, iv, wrapped))).toBe('damaged');
			expect(code(() => kimp15(cipher, macKey, encryptionKey, iv, wrapped.slice(0, 2 * ivSize)))).toBe(
				'damaged',
			);
		}
	});
});

describe.each(CURVES.map((curve) => [curve.name, curve] as const))('%s', (_name, curve) => {
	const d = randomScalar(curve);
	const point = publicKey(curve, d);

	it('signs and verifies; refuses flipped bits and values out of range', () => {
		for (let round = 0; round < curveRounds; round++) {
			const digest = random(curve.size);
			const signature = sign(curve, d, digest);
			expect(signature).toHaveLength(2 * curve.size);
			expect(verify(curve, point, digest, signature)).toBe(true);
			const broken = signature.slice();
			broken[randomInt(broken.length)] ^= 1 << randomInt(8);
			expect(verify(curve, point, digest, broken)).toBe(false);
			const [s, r] = [signature.slice(0, curve.size), signature.slice(curve.size)];
			const zero = new Uint8Array(curve.size);
			const order = bigintToBE(curve.q, curve.size);
			for (const bad of [concat(zero, r), concat(s, zero), concat(order, r), concat(s, order), s]) {
				expect(verify(curve, point, digest, bad)).toBe(false);
			}
			expect(verify(curve, point, concat(digest, zero), signature)).toBe(false);
		}
		expect(verify(curve, { x: point.x, y: point.y ^ 1n }, random(curve.size), random(2 * curve.size))).toBe(
			false,
		);
		expect(code(() => sign(curve, d, random(curve.size - 1)))).toBe('bad-argument');
	});

	it('signs a digest of zero, and no two signatures are alike', () => {
		const zero = new Uint8Array(curve.size);
		const signatures = [sign(curve, d, zero), sign(curve, d, zero)];
		for (const signature of signatures) expect(verify(curve, point, zero, signature)).toBe(true);
		expect(signatures[0]).not.toEqual(signatures[1]);
	});

	it('refuses a signature that fits only a point off the curve', () => {
		// R = uP + wQ, r = x(R), e = -r / w, s = ue verify for any (x, y), on the curve or not.
		const off = { x: point.x, y: (point.y + 1n) % curve.p };
		const [u, w] = [randomScalar(curve), randomScalar(curve)];
		const r = (publicSum(curve, u, w, off)?.x ?? 0n) % curve.q;
		const e = mod(-r * invert(w, curve.q), curve.q);
		const signature = concat(bigintToBE((u * e) % curve.q, curve.size), bigintToBE(r, curve.size));
		expect(verify(curve, off, bigintToLE(e, curve.size), signature)).toBe(false);
		const shifted = { x: point.x + curve.p, y: point.y };
		const digest = random(curve.size);
		expect(verify(curve, shifted, digest, sign(curve, d, digest))).toBe(false);
		expect(code(() => vko(curve, d, off, random(8), 'streebog256'))).toBe('damaged');
		expect(code(() => keg(curve, d, off, random(32)))).toBe('damaged');
	});

	it('adds a point to itself', () => {
		const base = { x: curve.x, y: curve.y };
		expect(publicSum(curve, 1n, 1n, base)).toEqual(publicKey(curve, 2n));
		expect(publicSum(curve, 1n, curve.q - 1n, base)).toBeUndefined();
	});

	it('takes the UKM modulo q, and one for a zero number of KEG', () => {
		const other = publicKey(curve, randomScalar(curve));
		const ukm = bigintToLE(curve.q, curve.size + 1);
		expect(code(() => vko(curve, d, other, ukm, 'streebog256'))).toBe('bad-argument');
		const seed = random(16);
		const number = (last: number) => concat(new Uint8Array(15), Uint8Array.of(last), seed);
		expect(keg(curve, d, other, number(0))).toEqual(keg(curve, d, other, number(1)));
	});

	it('agrees on keys from both sides', () => {
		const other = randomScalar(curve);
		const otherPoint = publicKey(curve, other);
		const ukm = random(8);
		for (const name of ['streebog256', 'streebog512', 'gost94'] as const) {
			expect(vko(curve, d, otherPoint, ukm, name)).toEqual(vko(curve, other, point, ukm, name));
		}
		for (const bytes of [random(32), concat(new Uint8Array(16), random(16))]) {
			expect(keg(curve, d, otherPoint, bytes)).toEqual(keg(curve, other, point, bytes));
		}
		expect(code(() => vko(curve, d, otherPoint, new Uint8Array(8), 'streebog256'))).toBe('bad-argument');
	});

	it('the ends of the range of private keys', () => {
		expect(publicKey(curve, 1n)).toEqual({ x: curve.x, y: curve.y });
		expect(publicKey(curve, curve.q - 1n)).toEqual({ x: curve.x, y: curve.p - curve.y });
		for (const bad of [0n, curve.q, -1n]) {
			expect(code(() => publicKey(curve, bad))).toBe('damaged');
			expect(code(() => sign(curve, bad, random(curve.size)))).toBe('damaged');
			expect(code(() => vko(curve, bad, point, random(8), 'streebog256'))).toBe('damaged');
		}
	});

	it('reads its own points and refuses others', () => {
		const data = pointToBytes(curve, point);
		expect(pointFromBytes(curve, data)).toEqual(point);
		expect(code(() => pointFromBytes(curve, data.slice(1)))).toBe('damaged');
		expect(code(() => pointFromBytes(curve, new Uint8Array(2 * curve.size)))).toBe('damaged');
		data[0] ^= 1;
		expect(code(() => pointFromBytes(curve, data))).toBe('damaged');
		const tooLarge = concat(new Uint8Array(curve.size).fill(255), data.slice(curve.size));
		expect(code(() => pointFromBytes(curve, tooLarge))).toBe('damaged');
	});

	it('is found by its identifiers', () => {
		for (const oid of curve.oids) expect(curveByOid(oid)).toBe(curve);
	});
});

describe('points of a wrong order', () => {
	it('a point of order two is on the curve and refused', () => {
		const curve = curveByOid('1.2.643.7.1.2.1.1.1');
		// x = t = (e + d) / 6 of the twisted Edwards form (RFC 7836, section 5.2).
		const e = 1n;
		const d = 0x0605f6b7c183fa81578bc39cfad518132b9df62897009af7e522c32d6dc7bffbn;
		let t = e + d;
		while (t % 6n !== 0n) t += curve.p;
		const point = { x: t / 6n, y: 0n };
		expect((point.x ** 3n + curve.a * point.x + curve.b) % curve.p).toBe(0n);
		expect(code(() => pointFromBytes(curve, pointToBytes(curve, point)))).toBe('damaged');
		expect(code(() => vko(curve, 5n, point, random(8), 'streebog256'))).toBe('damaged');
		expect(code(() => keg(curve, 5n, point, random(32)))).toBe('damaged');
		// The cofactor of VKO removes that part of a point; KEG and certificates refuse it.
		const other = publicKey(curve, 7n);
		for (let round = 0; round < curveRounds; round++) {
			const mixed = publicSum(curve, 7n, 1n, point) ?? other;
			const ukm = random(8);
			expect(mixed).not.toEqual(other);
			expect(vko(curve, 5n, mixed, ukm, 'streebog256')).toEqual(vko(curve, 5n, other, ukm, 'streebog256'));
			expect(code(() => keg(curve, 5n, mixed, random(32)))).toBe('damaged');
			expect(code(() => pointFromBytes(curve, pointToBytes(curve, mixed)))).toBe('damaged');
		}
	});

	it('a coordinate of p is not one of zero', () => {
		const curve = curveByOid('1.2.643.2.2.35.3');
		expect(curve.x).toBe(0n);
		expect(code(() => pointFromBytes(curve, pointToBytes(curve, { x: curve.p, y: curve.y })))).toBe(
			'damaged',
		);
	});

	it('an unknown curve is named in the error', () => {
		expect(code(() => curveByOid('1.2.3'))).toBe('unsupported 1.2.3');
	});
});

describe('bytes', () => {
	it('numbers and hexadecimal digits there and back', () => {
		for (let round = 0; round < rounds; round++) {
			const data = random(randomInt(0, 70));
			expect(fromHex(toHex(data))).toEqual(data);
			expect(bigintToBE(bigintFromBE(data), data.length)).toEqual(data);
			expect(bigintToLE(bigintFromLE(data), data.length)).toEqual(data);
			expect(reverse(reverse(data))).toEqual(data);
			expect(equal(data, data.slice())).toBe(true);
			expect(equal(data, concat(data, Uint8Array.of(0)))).toBe(false);
		}
		expect(bigintToBE(0n, 0)).toHaveLength(0);
		expect(code(() => bigintToBE(256n, 1))).toBe('bad-argument');
		expect(code(() => bigintToBE(-1n, 1))).toBe('bad-argument');
		expect(code(() => fromHex('abc'))).toBe('bad-argument');
		expect(code(() => fromHex('zz'))).toBe('bad-argument');
		expect(code(() => xor(random(1), random(2)))).toBe('bad-argument');
	});

	it('inputs stay as they were, Buffers too', async () => {
		const curve = curveByOid('1.2.643.7.1.2.1.1.1');
		const inputs = {
			key: randomBytes(32),
			iv: randomBytes(8),
			digest: randomBytes(32),
			data: randomBytes(99),
		};
		const before = Object.values(inputs).map((input) => input.toString('hex'));
		const d = randomScalar(curve);
		const signature = sign(curve, d, inputs.digest);
		expect(verify(curve, publicKey(curve, d), inputs.digest, signature)).toBe(true);
		vko(curve, d, publicKey(curve, d), inputs.iv, 'streebog256');
		keg(curve, d, publicKey(curve, d), inputs.key);
		cryptoProWrap(inputs.key, inputs.iv, inputs.digest, 'A');
		kexp15('kuznyechik', inputs.key, inputs.key, inputs.iv, inputs.data);
		gost28147Cfb(inputs.key, inputs.iv, 'A', 'decrypt').update(inputs.data);
		gost28147Mac(inputs.key, 'A', inputs.iv).update(inputs.data).digest();
		await pbkdf2('gost94', inputs.key, inputs.iv, 2, 40);
		hash('streebog256', inputs.data);
		expect(Object.values(inputs).map((input) => input.toString('hex'))).toEqual(before);
	});
});
