/** A block cipher with its key set. Input and output may be one array at one offset. */
export interface BlockCipher {
	/** Bytes in a block: 8 or 16. */
	readonly blockSize: number;
	encryptBlock(input: Uint8Array, inOffset: number, output: Uint8Array, outOffset: number): void;
	decryptBlock(input: Uint8Array, inOffset: number, output: Uint8Array, outOffset: number): void;
}

/** Makes a cipher of a 32-byte key. */
export type CipherFactory = (key: Uint8Array) => BlockCipher;

/** Encrypts or decrypts a stream of any chunk sizes: the result has the length of the chunk. */
export interface StreamCipher {
	update(chunk: Uint8Array): Uint8Array;
}

/** A message authentication code in progress. */
export interface Mac {
	update(chunk: Uint8Array): this;
	/** The first `length` bytes of the code, once; the standard's usual length by default. */
	digest(length?: number): Uint8Array;
}
