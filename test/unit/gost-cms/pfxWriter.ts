// Assembles PFX files (RFC 7292) of parts that openssl made, for forms that its command line does not write.
import { createHmac, pbkdf2Sync } from 'crypto';
import {
	algorithm,
	element,
	integer,
	octetString,
	oid,
	sequence,
	setOf,
	tagged,
} from '../../../nodes/shared/gost/asn1/derWriter';
import { PasswordWork, pkcs12Kdf } from '../../../nodes/shared/gost/keys/pbe';

const BAG = '1.2.840.113549.1.12.10.1';

/** BMPString with a terminator, nothing for an empty password, or the bytes of UTF-8 as characters. */
export type PasswordForm = 'terminated' | 'bare' | 'bytes';

const bmp = (password: string, form: PasswordForm): Uint8Array =>
	form === 'bare'
		? new Uint8Array(0)
		: Buffer.from(
				`${form === 'bytes' ? Buffer.from(password).toString('latin1') : password}\0`,
				'utf16le',
			).swap16();

/** Attributes of a bag: a name in any language and the ID that a key shares with its certificate. */
function attributes(name?: string, localKeyId?: Uint8Array): Uint8Array[] {
	const list = [
		...(name === undefined
			? []
			: [
					sequence(
						oid('1.2.840.113549.1.9.20'),
						setOf([element(0x1e, Buffer.from(name, 'utf16le').swap16())]),
					),
				]),
		...(localKeyId ? [sequence(oid('1.2.840.113549.1.9.21'), setOf([octetString(localKeyId)]))] : []),
	];
	return list.length > 0 ? [setOf(list)] : [];
}

export interface BagFacts {
	readonly name?: string;
	readonly localKeyId?: Uint8Array;
}

const bag = (type: number, value: Uint8Array, { name, localKeyId }: BagFacts = {}): Uint8Array =>
	sequence(oid(`${BAG}.${type}`), tagged(0, value), ...attributes(name, localKeyId));

export const keyBag = (privateKeyInfo: Uint8Array, facts?: BagFacts): Uint8Array =>
	bag(1, privateKeyInfo, facts);

export const shroudedKeyBag = (encryptedPrivateKeyInfo: Uint8Array, facts?: BagFacts): Uint8Array =>
	bag(2, encryptedPrivateKeyInfo, facts);

export const certificateBag = (der: Uint8Array, facts?: BagFacts): Uint8Array =>
	bag(3, sequence(oid('1.2.840.113549.1.9.22.1'), tagged(0, octetString(der))), facts);

/** A secret that is no key to sign with. */
export const secretBag = (): Uint8Array =>
	bag(5, sequence(oid('1.2.840.113549.1.9.25.3'), tagged(0, octetString(Uint8Array.of(1, 2, 3)))));

export const nestedBag = (...bags: readonly Uint8Array[]): Uint8Array => bag(6, sequence(...bags));

export const safe = (...bags: readonly Uint8Array[]): Uint8Array =>
	sequence(oid('1.2.840.113549.1.7.1'), tagged(0, octetString(sequence(...bags))));

const SALT = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
const ITERATIONS = 1500;

type Mac = (content: Uint8Array) => Uint8Array | Promise<Uint8Array>;

/** MacData with the key derivation of PKCS#12. */
export const oldMac =
	(password: string, form: PasswordForm = 'terminated'): Mac =>
	async (content) => {
		const work = new PasswordWork(password);
		const key = await pkcs12Kdf('sha1', work, SALT, 3, ITERATIONS, 20, bmp(password, form));
		const digest = createHmac('sha1', key).update(content).digest();
		return sequence(
			sequence(algorithm('1.3.14.3.2.26', element(0x05)), octetString(digest)),
			octetString(SALT),
			integer(ITERATIONS),
		);
	};

const HMAC = {
	sha1: '1.2.840.113549.2.7',
	sha256: '1.2.840.113549.2.9',
	sha384: '1.2.840.113549.2.10',
	sha512: '1.2.840.113549.2.11',
} as const;

/** MacData with PBMAC1 (RFC 9579). What stands in the old fields is not used. */
export const pbmac1 =
	(
		password: string,
		prf: keyof typeof HMAC,
		hash: keyof typeof HMAC,
		{ length = 32, withLength = true } = {},
	): Mac =>
	(content) => {
		const key = pbkdf2Sync(Buffer.from(password, 'utf8'), SALT, ITERATIONS, length, prf);
		const derivation = sequence(
			octetString(SALT),
			integer(ITERATIONS),
			...(withLength ? [integer(length)] : []),
			algorithm(HMAC[prf], element(0x05)),
		);
		const parameters = sequence(
			algorithm('1.2.840.113549.1.5.12', derivation),
			algorithm(HMAC[hash], element(0x05)),
		);
		const digest = createHmac(hash, key).update(content).digest();
		return sequence(
			sequence(algorithm('1.2.840.113549.1.5.14', parameters), octetString(digest)),
			octetString(Buffer.from('NOT USED')),
			integer(1),
		);
	};

/** A PFX file of safes, without MacData unless it is given. */
export function pfxOf(safes: readonly Uint8Array[], macData?: Uint8Array): Uint8Array {
	const content = sequence(...safes);
	return sequence(
		integer(3),
		sequence(oid('1.2.840.113549.1.7.1'), tagged(0, octetString(content))),
		...(macData ? [macData] : []),
	);
}

/** A PFX file of safes with a MAC, if one is given. */
export async function writePfxOf(safes: readonly Uint8Array[], mac?: Mac): Promise<Uint8Array> {
	return pfxOf(safes, await mac?.(sequence(...safes)));
}
