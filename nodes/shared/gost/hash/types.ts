/** Hash functions by name: the GOST ones of this module, and node's own through the same interface. */
export type HashName =
	'streebog256' | 'streebog512' | 'gost94' | 'md5' | 'sha1' | 'sha256' | 'sha384' | 'sha512';

/** A hash in progress. `digest` may be called once; using the object after it is `bad-argument`. */
export interface Hash {
	readonly digestSize: number;
	/** Block length of HMAC (RFC 2104) in bytes. */
	readonly blockSize: number;
	update(data: Uint8Array): this;
	digest(): Uint8Array;
	/** The hash as it stands, to be continued apart from this one. */
	copy(): Hash;
}
