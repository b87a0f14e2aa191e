// Published examples of the hashes, codes, ciphers and modes, typed from the standards.
import { createCipheriv } from 'crypto';
import { concat, fromHex, reverse, toHex } from '../../../nodes/shared/gost/base/bytes';
import { gost28147, magma } from '../../../nodes/shared/gost/cipher/gost28147';
import type { BlockCipher } from '../../../nodes/shared/gost/cipher/types';
import { kuznyechik } from '../../../nodes/shared/gost/cipher/kuznyechik';
import { type HashName, hash } from '../../../nodes/shared/gost/hash/hash';
import { gost28147Unwrap } from '../../../nodes/shared/gost/cipher/keyWrap';
import { hmac, kdf, kdfTree, pbkdf2 } from '../../../nodes/shared/gost/hash/mac';
import { ctr, ctrAcpkm, omac } from '../../../nodes/shared/gost/cipher/modes';
import { gost28147Wrap } from './senders';

const text = (value: string) => new TextEncoder().encode(value);

function encrypt(cipher: BlockCipher, block: string): string {
	const data = fromHex(block);
	cipher.encryptBlock(data, 0, data, 0);
	return toHex(data);
}

function decrypt(cipher: BlockCipher, block: string): string {
	const data = fromHex(block);
	cipher.decryptBlock(data, 0, data, 0);
	return toHex(data);
}

const flat = (value: string) => value.replace(/\s+/g, '').toLowerCase();

describe('Streebog, RFC 6986 section 10 (numbers: the last byte printed is the first of the message)', () => {
	const m1 = `32313039383736353433323130393837 36353433323130393837363534333231
		30393837363534333231303938373635 343332313039383736353433323130`;
	const m2 = `fbe2e5f0eee3c820fbeafaebef20fffb f0e1e0f0f520e0ed20e8ece0ebe5f0f2
		f120fff0eeec20f120faf2fee5e2202c e8f6f3ede220e8e6eee1e8f0f2d1202c e8f0f2e5e220e5d1`;
	it.each<[string, HashName, string, string]>([
		[
			'10.1.1',
			'streebog512',
			m1,
			`486f64c1917879417fef082b3381a4e2 11c324f074654c38823a7b76f830ad00
			fa1fbae42b1285c0352f227524bc9ab1 6254288dd6863dccd5b9f54a1ad0541b`,
		],
		['10.1.2', 'streebog256', m1, '00557be5e584fd52a449b16b0251d05d 27f94ab76cbaa6da890b59d8ef1e159d'],
		[
			'10.2.1',
			'streebog512',
			m2,
			`28fbc9bada033b1460642bdcddb90c3f b3e56c497ccd0f62b8a2ad4935e85f03
			7613966de4ee00531ae60f3b5a47f8da e06915d5f2f194996fcabf2622e6881e`,
		],
		['10.2.2', 'streebog256', m2, '508f7e553c06501d749a66fc28c6cac0 b005746d97537fa85d9e40904efed29d'],
	])('%s %s', (_section, name, message, result) => {
		expect(toHex(reverse(hash(name, reverse(fromHex(message)))))).toBe(flat(result));
	});
});

describe('GOST R 34.11-94 with the CryptoPro parameters', () => {
	it.each([
		['', '981e5f3ca30c841487830f84fb433e13ac1101569b9c13584ac483234cd656c0'],
		['This is message, length=32 bytes', '2cefc2f7b7bdc514e18ea57fa74ff357e7fa17d652c75f69cb1be7893ede48eb'],
		['a', 'e74c52dd282183bf37af0079c9f78055715a103f17e3133ceff1aacf2f403011'],
		['abc', 'b285056dbf18d7392d7677369524dd14747459ed8143997e163b2986f92fd42c'],
		[
			'The quick brown fox jumps over the lazy dog',
			'9004294a361a508c586fe53d1f1b02746765e71b765472786e4770d565830a76',
		],
	])('"%s"', (message, result) => expect(toHex(hash('gost94', text(message)))).toBe(result));
});

const key = fromHex('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f');

describe('RFC 7836 appendix B', () => {
	const t = fromHex('0126bdb87800af214341456563780100');
	const label = fromHex('26bdb878');
	const seed = fromHex('af21434145656378');
	const derived = 'a1aa5f7de402d7b3d323f2991c8d4534013137010a83754fd0af6d7cd4922ed9';

	it('1: HMAC_GOSTR3411_2012_256', () => expect(toHex(hmac('streebog256', key, t))).toBe(derived));

	it('2: HMAC_GOSTR3411_2012_512', () => {
		expect(toHex(hmac('streebog512', key, t))).toBe(
			flat(`a59bab22ecae19c65fbde6e5f4e9f5d8549d31f037f9df9b905500e171923a77
				3d5f1530f2ed7e964cb2eedc29e9ad2f3afe93b2814f79f5000ffc0366c251e6`),
		);
	});

	it('3: two steps of the TLS function with 256 bits', () => {
		const data = concat(
			fromHex('1122334455'),
			fromHex('18471d622dc655c4d2d2269691ca4a560b50aba663553af241f1ada882c9f29a'),
		);
		const a1 = hmac('streebog256', key, data);
		expect(toHex(hmac('streebog256', key, a1, data))).toBe(
			'ff09664a44745865944f839ebb48965f1544ff1cc8e8f16f247ee5f8a9ebe97f',
		);
		const a2 = hmac('streebog256', key, a1);
		expect(toHex(hmac('streebog256', key, a2, data))).toBe(
			'c4e3c7900e46cad3db6a01643063040ec67fc0fd5cd9f90465235237bdff2c02',
		);
	});

	it('9: KDF_GOSTR3411_2012_256', () => expect(toHex(kdf(key, label, seed))).toBe(derived));

	it('10: KDF_TREE_GOSTR3411_2012_256', () => {
		expect(toHex(kdfTree(key, label, seed, 64))).toBe(
			flat(`22b6837845c6bef65ea71672b265831086d3c76aebe6dae91cad51d83f79d16b
				074c9330599d7f8d712fca54392f4ddde93751206b3584c8f43f9e6dc51531f9`),
		);
	});

	it('11: key wrap with TC26-Z', () => {
		const content = fromHex('202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f');
		const kek = kdf(key, label, seed);
		const { encryptedKey, mac } = gost28147Wrap(kek, seed, content, 'Z');
		expect(toHex(mac)).toBe('be33f052');
		expect(toHex(encryptedKey)).toBe('d15547f8ee85121bc87d4b1027d26027ecc071bba6e72f3fec6f620f56834c5a');
		expect(gost28147Unwrap(kek, seed, encryptedKey, mac, 'Z')).toEqual(content);
	});
});

describe('PBKDF2 with HMAC-Streebog-512, RFC 9337 appendix B', () => {
	it.each<[string, string, number, number, string]>([
		[
			'password',
			'salt',
			1,
			64,
			`64770af7f748c3b1c9ac831dbcfd85c26111b30a8a657ddc3056b80ca73e040d
			2854fd36811f6d825cc4ab66ec0a68a490a9e5cf5156b3a2b7eecddbf9a16b47`,
		],
		[
			'password',
			'salt',
			2,
			64,
			`5a585bafdfbb6e8830d6d68aa3b43ac00d2e4aebce01c9b31c2caed56f0236d4
			d34b2b8fbd2c4e89d54d46f50e47d45bbac301571743119e8d3c42ba66d348de`,
		],
		[
			'password',
			'salt',
			4096,
			64,
			`e52deb9a2d2aaff4e2ac9d47a41f34c20376591c67807f0477e32549dc341bc7
			867c09841b6d58e29d0347c996301d55df0d34e47cf68f4e3c2cdaf1d9ab86c3`,
		],
		[
			'passwordPASSWORDpassword',
			'saltSALTsaltSALTsaltSALTsaltSALTsalt',
			4096,
			100,
			`b2d8f1245fc4d29274802057e4b54e0a0753aa22fc53760b301cf008679e58fe
			4bee9addcae99ba2b0b20f431a9c5e50f395c89387d0945aedeca6eb4015dfc2
			bd2421ee9bb71183ba882ceebfef259f33f9e27dc6178cb89dc37428cf9cc52a
			2baa2d3a`,
		],
		[
			'pass\0word',
			'sa\0lt',
			4096,
			64,
			`50df062885b69801a3c10248eb0a27ab6e522ffeb20c991c660f001475d73a4e
			167f782c18e97e92976d9c1d970831ea78ccb879f67068cdac1910740844e830`,
		],
	])('%j %j, %i iterations, %i bytes', async (password, salt, iterations, length, result) => {
		expect(toHex(await pbkdf2('streebog512', text(password), text(salt), iterations, length))).toBe(
			flat(result),
		);
	});
});

const magmaKey = fromHex('ffeeddccbbaa99887766554433221100f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff');
const kuznyechikKey = fromHex('8899aabbccddeeff0011223344556677fedcba98765432100123456789abcdef');

describe('block ciphers', () => {
	it('Magma, RFC 8891 A.4 and A.5', () => {
		expect(encrypt(magma(magmaKey), 'fedcba9876543210')).toBe('4ee901e5c2d8ca3d');
		expect(decrypt(magma(magmaKey), '4ee901e5c2d8ca3d')).toBe('fedcba9876543210');
	});

	it('the same with the byte order of GOST 28147-89 and TC26-Z', () => {
		const key = concat(...Array.from({ length: 8 }, (_, i) => reverse(magmaKey.slice(4 * i, 4 * i + 4))));
		expect(encrypt(gost28147(key, 'Z'), '1032547698badcfe')).toBe('3dcad8c2e501e94e');
		expect(decrypt(gost28147(key, 'Z'), '3dcad8c2e501e94e')).toBe('1032547698badcfe');
	});

	it('Kuznyechik, RFC 7801 5.5 and 5.6', () => {
		const cipher = kuznyechik(kuznyechikKey);
		expect(encrypt(cipher, '1122334455667700ffeeddccbbaa9988')).toBe('7f679d90bebc24305a468d42b9d4edcd');
		expect(decrypt(cipher, '7f679d90bebc24305a468d42b9d4edcd')).toBe('1122334455667700ffeeddccbbaa9988');
	});
});

describe('modes, GOST R 34.13-2015 appendix A', () => {
	const long = fromHex(`1122334455667700ffeeddccbbaa9988 00112233445566778899aabbcceeff0a
		112233445566778899aabbcceeff0a00 2233445566778899aabbcceeff0a0011`);
	const short = fromHex('92def06b3c130a59 db54c704f8189d20 4a98fb2e67a8024c 8912409b17b57e41');

	it('A.1.2: CTR of Kuznyechik', () => {
		expect(toHex(ctr(kuznyechik(kuznyechikKey), fromHex('1234567890abcef0')).update(long))).toBe(
			flat(`f195d8bec10ed1dbd57b5fa240bda1b8 85eee733f6a13e5df33ce4b33c45dee4
				a5eae88be6356ed3d5e877f13564a3a5 cb91fab1f20cbab6d1c6d15820bdba73`),
		);
	});

	it('A.1.6: MAC of Kuznyechik', () => {
		expect(toHex(omac(kuznyechik(kuznyechikKey)).update(long).digest(8))).toBe('336f4d296059fbe3');
	});

	it('A.2.2: CTR of Magma', () => {
		expect(toHex(ctr(magma(magmaKey), fromHex('12345678')).update(short))).toBe(
			flat('4e98110c97b7b93c 3e250d93d6e85d69 136d868807b2dbef 568eb680ab52a12d'),
		);
	});

	it('A.2.6: MAC of Magma', () => {
		expect(toHex(omac(magma(magmaKey)).update(short).digest(4))).toBe('154e7210');
	});
});

describe('CTR-ACPKM, RFC 8645 A.2.1', () => {
	it('the example, whose block cipher is AES-256', () => {
		const aes = (key: Uint8Array): BlockCipher => ({
			blockSize: 16,
			encryptBlock(input, inOffset, output, outOffset) {
				const cipher = createCipheriv('aes-256-ecb', key, null);
				output.set(cipher.update(input.subarray(inOffset, inOffset + 16)), outOffset);
			},
			decryptBlock() {
				throw new Error('CTR only encrypts');
			},
		});
		const plain = fromHex(`11223344556677 00FFEEDDCCBBAA9988 00112233445566778899AABBCCEEFF0A
			112233445566778899AABBCCEEFF0A00 2233445566778899AABBCCEEFF0A0011
			33445566778899AABBCCEEFF0A001122 445566778899AABBCCEEFF0A00112233
			5566778899AABBCCEEFF0A0011223344`);
		// N = 256 bits; the ICN is the upper half of the counter.
		expect(toHex(ctrAcpkm(aes, kuznyechikKey, fromHex('1234567890ABCEF0'), 32).update(plain))).toBe(
			flat(`EC5CCBDE8C18D3B8725668D0A737F458 1989E74232629D60997DE24BC0E39FB8
				F5AABA0BE364F053EEF0BC15C2764CEA 9E7CC376BD8719C9770FCA2DE2A37CB5
				5B2B771BF83A0517BE042D8228FE2A95 844E9F08FDF7B8944CB7AAB7DE3C67B4
				56B843FC3231DE46D5AB14F8AC09C739`),
		);
	});
});
