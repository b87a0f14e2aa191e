import { rsaSign } from '../algorithms/rsa';
import { sign } from '../curve/curves';
import type { HashName } from '../hash/hash';
import { familyHash, type PublicKey } from '../x509/publicKey';
import { GostPrivateKey, type PrivateKey } from './privateKey';

/** Returns the hash that a key signs with; RSA keys leave the choice to the caller. */
export function keyHash(key: PrivateKey | PublicKey, rsaHash: HashName = 'sha256'): HashName {
	return key.kind === 'rsa' ? rsaHash : familyHash(key.family);
}

/** Signs a digest: s | r big-endian for GOST, RSASSA-PKCS1-v1_5 for RSA. */
export function signDigest(key: PrivateKey, hashName: HashName, digest: Uint8Array): Uint8Array {
	return key.kind === 'rsa'
		? rsaSign(key.key, hashName, digest)
		: sign(key.curve, GostPrivateKey.numberOf(key), digest);
}
