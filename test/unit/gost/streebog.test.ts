// Streebog at every length around its blocks and at large ones, against openssl.
import { createHash as nodeHash, randomBytes, randomInt } from 'crypto';
import { createHash, hash, type HashName } from '../../../nodes/shared/gost/hash/hash';
import { toHex } from '../../../nodes/shared/gost/base/bytes';
import { hasEngine, openssl, temporary } from './engine';

const names: Array<[HashName, string, string]> = [
	['streebog256', 'md_gost12_256', '9fa62c29bf45ecc18839b87cefe52ec89b99d0f1357ed97f2917deeb1515a046'],
	['streebog512', 'md_gost12_512', '74607b8012f07cb3620a0ce7cc008b993f10ce2d86a88a1369a051aab6655391'],
];

const LENGTHS = 301;
/** Bytes of which the sum in the hash overflows now and then, in every word. */
const data = (length: number): Uint8Array => Uint8Array.from({ length }, (_none, i) => 255 - ((i * i) % 7));

const inputs = Array.from({ length: LENGTHS }, (_none, length) => data(length));

/** SHA-256 over the hashes of the lengths from 0 to 300, one after another. */
function overAllLengths(one: (data: Uint8Array) => Uint8Array): string {
	const all = nodeHash('sha256');
	for (const input of inputs) all.update(one(input));
	return all.digest('hex');
}

test.each(names)('%s: every length, whole and in two parts', (name, _digest, expected) => {
	expect(overAllLengths((bytes) => hash(name, bytes))).toBe(expected);
	for (let cut = 1; cut < 130; cut += 9) {
		const twoParts = (bytes: Uint8Array): Uint8Array =>
			createHash(name).update(bytes.subarray(0, cut)).update(bytes.subarray(cut)).digest();
		expect(overAllLengths(twoParts)).toBe(expected);
	}
});

test('two hashes at once, and a copy, do not disturb each other', () => {
	const bytes = data(100_000);
	const states = names.map(([name]) => createHash(name));
	const copies = new Map<number, ReturnType<typeof createHash>>();
	for (let at = 0; at < bytes.length; at += 333) {
		for (const state of states) state.update(bytes.subarray(at, at + 333));
		if (at === 333 * 100) states.forEach((state, i) => copies.set(i, state.copy()));
	}
	states.forEach((state, i) => {
		expect(toHex(state.digest())).toBe(toHex(hash(names[i][0], bytes)));
		expect(toHex(copies.get(i)?.digest() ?? data(0))).toBe(
			toHex(hash(names[i][0], bytes.subarray(0, 333 * 101))),
		);
	});
});

(hasEngine ? describe : describe.skip)('openssl, live', () => {
	const judge = (digest: string, bytes: Uint8Array): Uint8Array =>
		openssl(['dgst', `-${digest}`, '-binary', temporary('hashed', bytes)]);

	test.each(names)('%s: every length', (_name, digest, expected) => {
		const files = inputs.map((bytes, length) => temporary(`hashed-${length}`, bytes));
		const hashes = openssl(['dgst', `-${digest}`, '-binary', ...files]);
		expect(nodeHash('sha256').update(hashes).digest('hex')).toBe(expected);
	});

	test.each(names)('%s: large ones', (name, digest) => {
		for (let i = 0; i < 8; i++) {
			const bytes = randomBytes(i === 0 ? 32 * 1024 : randomInt(1_000_000));
			expect(toHex(hash(name, bytes))).toBe(toHex(judge(digest, bytes)));
		}
	});
});
