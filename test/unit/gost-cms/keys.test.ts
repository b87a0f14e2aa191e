import {
	checkKeyMatches,
	keyMatches,
	loadPrivateKey,
	openKeyFile,
	openPfx,
	privateKeyToDer,
} from '../../../nodes/shared/gost';
import { bigintToBE, bigintToLE, concat } from '../../../nodes/shared/gost/base/bytes';
import {
	algorithm,
	element,
	integer,
	octetString,
	oid,
	sequence,
} from '../../../nodes/shared/gost/asn1/derWriter';
import { toPem } from '../../../nodes/shared/gost/asn1/pem';
import type { GostPrivateKey, PrivateKey } from '../../../nodes/shared/gost/keys/privateKey';
import { sampleCells } from '../../support/sampling';
import { codeOf, committed, fixtureSets, hex, numberOf, PASSWORD } from './support';

function sameKey(a: PrivateKey, b: PrivateKey): boolean {
	return hex(privateKeyToDer(a)) === hex(privateKeyToDer(b));
}

const counts = { opened: 0, refused: 0 };
afterAll(() => {
	console.info(`${counts.opened} key files were opened, ${counts.refused} wrong passwords refused`);
});

describe.each(fixtureSets())('%s key files', (label, set) => {
	test.each(sampleCells('Key files', `${label} pfx`, set.list('pfx/'), 4))('%s', async (path) => {
		const name = path.split('/')[1];
		const file = await openPfx(set.get(path), PASSWORD);
		expect(sameKey(file.key, set.key(name))).toBe(true);
		counts.opened++;
		expect(file.certificate?.thumbprint).toBe(set.certificate(name).thumbprint);
		expect(file.others).toHaveLength(path.includes('chain') ? 1 : 0);
		const again = await openKeyFile(set.get(path), { password: PASSWORD });
		expect(again.certificate?.thumbprint).toBe(file.certificate?.thumbprint);
		// With a GOST hash each attempt takes a while.
		for (const wrong of path.includes('gost12') ? ['wrong'] : ['', 'wrong', PASSWORD.toLowerCase()]) {
			expect(await codeOf(() => openPfx(set.get(path), wrong))).toBe('wrong-password');
			counts.refused++;
		}
	});

	test.each(sampleCells('Key files', `${label} pkcs8`, set.list('pkcs8/'), 4))('%s', async (path) => {
		const name = path.split('/')[1];
		const plain = path.includes('plain') || path.endsWith('pkcs1.key');
		const certificate = set.certificate(name);
		const options = plain ? { certificate } : { certificate, password: PASSWORD };
		const key = await loadPrivateKey(set.get(path), options);
		expect(sameKey(key, set.key(name))).toBe(true);
		counts.opened++;
		if (plain) return;
		for (const wrong of path.includes('gost-') ? ['wrong'] : ['', 'wrong']) {
			expect(await codeOf(() => loadPrivateKey(set.get(path), { password: wrong }))).toBe('wrong-password');
			counts.refused++;
		}
		expect(await codeOf(() => loadPrivateKey(set.get(path)))).toBe('wrong-password');
		expect(await codeOf(() => openKeyFile(set.get(path)))).toBe('wrong-password');
	});

	test.each(sampleCells('Key files', `${label} PEM`, set.names(), 5))(
		'%s: PEM key and its certificate',
		async (name) => {
			const key = set.key(name);
			expect(keyMatches(key, set.certificate(name).publicKey)).toBe(true);
			const combined = await openKeyFile(`${set.text(`keys/${name}.key`)}${set.text(`keys/${name}.crt`)}`);
			expect(combined.certificate?.thumbprint).toBe(set.certificate(name).thumbprint);
			for (const other of set.names()) {
				if (other === name) continue;
				expect(await codeOf(() => checkKeyMatches(key, set.certificate(other)))).toBe('key-mismatch');
			}
			const der = privateKeyToDer(key);
			expect(sameKey(await loadPrivateKey(der), key)).toBe(true);
			expect(sameKey(await loadPrivateKey(toPem('PRIVATE KEY', der)), key)).toBe(true);
			expect(sameKey(await loadPrivateKey(Buffer.from(der).toString('base64')), key)).toBe(true);
		},
	);
});

describe.each(['2001-XB', '256-A', '512-C'])('ways to store the value of a key: %s', (name) => {
	const certificate = committed.certificate(name);
	const key = committed.key(name) as GostPrivateKey;
	const { size, q } = key.curve;
	const little = bigintToLE(numberOf(key), size);
	const big = bigintToBE(numberOf(key), size);
	const masks = [7n, 0x1234567890abcdefn, q - 2n];
	const power = (base: bigint, exponent: bigint): bigint => {
		let result = 1n;
		for (let b = base % q, e = exponent; e > 0n; e >>= 1n, b = (b * b) % q)
			if (e & 1n) result = (result * b) % q;
		return result;
	};
	const masked = (numberOf(key) * power((masks[0] * masks[1] * masks[2]) % q, q - 2n)) % q;
	const blob = concat(bigintToLE(masked, size), ...masks.map((mask) => bigintToLE(mask, size)));
	const info = (field: Uint8Array, version = 0, ...more: Uint8Array[]): Uint8Array => {
		const keyOid = name.startsWith('2001') ? '1.2.643.2.2.19' : `1.2.643.7.1.1.1.${size / 32}`;
		return sequence(
			integer(version),
			algorithm(keyOid, sequence(oid(key.curveOid))),
			octetString(field),
			...more,
		);
	};

	test.each<[string, Uint8Array]>([
		['raw little-endian', info(little)],
		['raw big-endian', info(big)],
		['nested OCTET STRING', info(octetString(little))],
		['nested OCTET STRING, big-endian', info(octetString(big))],
		['INTEGER', info(integer(numberOf(key)))],
		['masked', info(blob)],
		['masked and nested', info(octetString(blob))],
		['with attributes after it', info(little, 1, element(0xa0))],
	])('%s', async (_label, der) => {
		expect(numberOf(await loadPrivateKey(der, { certificate }))).toBe(numberOf(key));
	});

	test('another value', async () => {
		const other = info(bigintToLE(numberOf(key) - 1n, size));
		expect(await codeOf(() => loadPrivateKey(other, { certificate }))).toBe('key-mismatch');
		expect(await codeOf(() => loadPrivateKey(info(new Uint8Array(size))))).toBe('damaged');
		expect(await codeOf(() => loadPrivateKey(info(new Uint8Array(size + 1))))).toBe('damaged');
	});
});

test('errors do not contain the data that caused them', async () => {
	const secret = 'pass-word-that-must-not-be-seen';
	const files = [...committed.list('pfx/'), ...committed.list('pkcs8/')];
	for (const path of sampleCells('Key files', 'in errors', files, 15)) {
		try {
			await openKeyFile(committed.get(path), { password: secret });
		} catch (error) {
			expect(String(error)).not.toContain(secret);
			expect(String((error as Error).stack)).not.toContain(secret);
		}
	}
	expect(await codeOf(() => openKeyFile('not a key'))).toBe('damaged');
	expect(await codeOf(() => openKeyFile(new Uint8Array(0)))).toBe('damaged');
});
