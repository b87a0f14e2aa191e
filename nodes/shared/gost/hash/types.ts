/** The GOST hashes of this module, and Node.js's hashes behind the same interface. */
export type HashName =
	| 'streebog256'
	| 'streebog512'
	| 'gost94'
	| 'md5'
	| 'sha1'
	| 'sha224'
	| 'sha256'
	| 'sha384'
	| 'sha512'
	| 'sha512-224'
	| 'sha512-256'
	| 'sha3-224'
	| 'sha3-256'
	| 'sha3-384'
	| 'sha3-512';

/** A hash in progress. After `digest`, every call throws `bad-argument`. */
export interface Hash {
	/** Bytes of the digest. */
	readonly digestSize: number;
	/** Block length for HMAC (RFC 2104), in bytes. */
	readonly blockSize: number;
	update(data: Uint8Array): this;
	digest(): Uint8Array;
	/** Returns an independent hash with the same input so far. */
	copy(): Hash;
}
