import { sBoxTables } from '../cipher/sBox';
import { assemble, type WasmProgram } from '../wasm/module';
import { BlockHash } from './blockHash';
import { DATA, DATA_SIZE, gost94Functions, STATE, STATE_SIZE, TABLES } from './gost94Code';
import { gost94Script } from './gost94Script';

const BLOCK = 32;

let instance: WasmProgram | undefined;

function core(): WasmProgram {
	if (instance) return instance;
	instance = assemble(1, gost94Functions()) ?? gost94Script();
	new Int32Array(instance.memory.buffer, TABLES, 1024).set(sBoxTables('hash'));
	return instance;
}

/** GOST R 34.11-94 (RFC 5831) with the CryptoPro S-box and a zero initial value (RFC 4357, section 11.2). */
export class Gost94 extends BlockHash {
	readonly digestSize = 32;

	private readonly state = new Uint8Array(STATE_SIZE);

	/** Bytes hashed, without the buffered ones. */
	private length = 0;

	constructor() {
		super(BLOCK);
	}

	protected clone(): this {
		const result = new Gost94() as this;
		result.state.set(this.state);
		result.length = this.length;
		return result;
	}

	protected absorb(blocks: Uint8Array): void {
		const { memory, run } = core();
		this.length += blocks.length;
		memory.set(this.state, STATE);
		for (let at = 0; at < blocks.length; at += DATA_SIZE) {
			const part = blocks.subarray(at, at + DATA_SIZE);
			memory.set(part, DATA);
			run.blocks(DATA, DATA + part.length);
		}
		this.state.set(memory.subarray(STATE, STATE + STATE_SIZE));
	}

	protected finish(): Uint8Array {
		const length = this.length + this.buffered;
		// A block of padding alone is never hashed, not even for an empty message, whose digest in CryptoPro begins
		// with 981e5f3c.
		if (this.buffered > 0) {
			this.buffer.fill(0, this.buffered);
			this.absorb(this.buffer);
		}
		const { memory, run } = core();
		memory.set(this.state, STATE);
		const bits = new Uint32Array(BLOCK / 4);
		bits[0] = (length % 0x20000000) * 8;
		bits[1] = Math.floor(length / 0x20000000);
		memory.set(new Uint8Array(bits.buffer), DATA);
		run.chi(DATA);
		run.chi(STATE + BLOCK);
		const digest = memory.slice(STATE, STATE + BLOCK);
		// The state may depend on a secret.
		memory.fill(0, STATE, DATA + BLOCK);
		return digest;
	}
}
