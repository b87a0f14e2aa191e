import { t } from '../../language';
import { fromHex } from '../base/bytes';
import { unsupported } from '../base/errors';

/** Parameter sets of GOST 28147-89: the test set, CryptoPro A to D, and TC26-Z, which Magma uses. */
export type SBoxName = 'test' | 'A' | 'B' | 'C' | 'D' | 'Z';

/** Includes the set of GOST R 34.11-94. */
type TableName = SBoxName | 'hash';

// 16 rows of 8 digits: row x holds K1(x) to K8(x). K1 replaces the lowest four bits.
// RFC 4357, sections 11.1 and 11.2; RFC 7836, appendix C.
const substitutions: Record<TableName, string> = {
	test: `
		4CDE389C 2989EFB6 FFEB56C5 5EC29B02 9875613B 113F8960 03970C79 8AA1D55D
		E210AD43 375DB38E B42C77E7 CD46CAFA D66A201F 70F41EA4 AB03F221 65B844D8`,
	A: `
		93EEB31B 67475ADA 3E6A1D2F 292C9C95 88BD8170 BA31D2AC 1FD3F06E 70890B08
		A5C0E786 42F245C2 E65B2943 FCA43459 CB0FC8F1 04787F37 DD15AEBD 519666E4`,
	B: `
		80E72850 41C57324 B200C2AB 1AADF6BE 349B9498 5D265D13 05D1AEC7 9CB2BB31
		29731C7A E75A4142 A38C07D9 CFFFDF06 DB346A6F 686E80FD 7619E985 FE4835EC`,
	C: `
		10838CA7 B126D994 C750BB60 2D010185 9B4548DA D49D5EE2 05FA122F F2A8240E
		483B97FC 5E723336 8FC9C651 ECD7E5BB A96E6A4D 7AEFF019 661CAFC3 33B47D78`,
	D: `
		FB110831 C6C5C00A 23BE8F66 A40C93F8 6CFAD21F 4FE725EB 5E60AE90 025DBB24
		77A671DC 9DD23A83 E84B64C5 D0845749 15994CB7 BA33E9AD 897FFD52 3128167E`,
	Z: `
		C6BC7581 4838FDE7 62525F2E 2381A65D A92D8960 5AF41295 B5AF6C18 9CD6DAC3
		E1E70BF4 8E10974F D47A38BA 7745E106 0BC3B4D9 3D9E43AC F0692E3B 1F0BC072`,
	hash: `
		A57477D1 4FFA66E3 54C7424A 60ECB419 82909D75 1D4FC90B 3B122F54 7908A0AF
		D13E1A38 C7B181C6 E6560587 0325EBFE 9C6DF86D 2EABDE20 BA893C92 F8D353BC`,
};

const oids: Readonly<Record<string, SBoxName>> = {
	'1.2.643.2.2.31.0': 'test',
	'1.2.643.2.2.31.1': 'A',
	'1.2.643.2.2.31.2': 'B',
	'1.2.643.2.2.31.3': 'C',
	'1.2.643.2.2.31.4': 'D',
	'1.2.643.7.1.2.5.1.1': 'Z',
};

/** Returns the S-box of a parameter set (1.2.643.2.2.31.0 to .4, 1.2.643.7.1.2.5.1.1). Throws `unsupported` otherwise. */
export function sBoxByOid(oid: string): SBoxName {
	if (!Object.hasOwn(oids, oid)) throw unsupported(t`GOST 28147-89 parameter set`, oid);
	return oids[oid];
}

const expanded = new Map<TableName, Int32Array>();

/**
 * Returns four tables of 256 words in one array, one per byte of the sum. Each entry is the substituted byte, shifted to
 * its place and rotated by 11 bits (RFC 5830, section 6), so that a round is four lookups.
 */
export function sBoxTables(name: TableName): Int32Array {
	let tables = expanded.get(name);
	if (tables === undefined) {
		const digits = fromHex(substitutions[name]);
		const nibble = (x: number, k: number) => (digits[4 * x + (k >> 1)] >> (k % 2 === 0 ? 4 : 0)) & 15;
		tables = Int32Array.from({ length: 1024 }, (_, index) => {
			const position = index >> 8;
			const low = nibble(index & 15, 2 * position);
			const high = nibble((index >> 4) & 15, 2 * position + 1);
			const word = (low | (high << 4)) << (8 * position);
			return (word << 11) | (word >>> 21);
		});
		expanded.set(name, tables);
	}
	return tables;
}
