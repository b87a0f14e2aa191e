/** A block cipher with its key. Input and output may be the same array at the same offset. */
export interface BlockCipher {
	/** Bytes per block: 8 or 16. */
	readonly blockSize: number;
	encryptBlock(input: Uint8Array, inOffset: number, output: Uint8Array, outOffset: number): void;
	decryptBlock(input: Uint8Array, inOffset: number, output: Uint8Array, outOffset: number): void;
}

/** Creates a cipher from a 32-byte key. */
export type CipherFactory = (key: Uint8Array) => BlockCipher;

/** Encrypts or decrypts a stream in chunks of any size. The result is as long as the chunk. */
export interface StreamCipher {
	update(chunk: Uint8Array): Uint8Array;
}

/** A message authentication code in progress. */
export interface Mac {
	update(chunk: Uint8Array): this;
	/** Returns the first `length` bytes, by default the length in the standard. May be called only once. */
	digest(length?: number): Uint8Array;
}
