// Decryption of a message that comes as a stream: the same results as from memory, and no more held than said.
import { decrypt, decryptChunks, GostError, toPem, type Recipient } from '../../../nodes/shared/gost';
import { Asn1 } from '../../../nodes/shared/gost/asn1/der';
import { element, header, sequence } from '../../../nodes/shared/gost/asn1/derWriter';
import { sampleCells } from '../../support/sampling';
import { turnsOf } from '../../support/turns';
import { chunks, codeOf, committed, fixtureSets, hex, seeded } from './support';

async function read(input: AsyncIterable<Uint8Array> | Uint8Array | string, who: Recipient): Promise<Buffer> {
	const parts: Uint8Array[] = [];
	for await (const part of decryptChunks(input, who)) parts.push(Uint8Array.from(part));
	return Buffer.concat(parts);
}

/** A source that counts what was asked of it and whether it was asked to stop. */
class Source {
	pulled = 0;
	stopped = false;

	constructor(private readonly parts: Iterable<Uint8Array>) {}

	async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
		try {
			for (const part of this.parts) {
				await Promise.resolve();
				this.pulled += part.length;
				yield part;
			}
		} finally {
			this.stopped = true;
		}
	}
}

function* endless(start: Uint8Array, repeated: Uint8Array): Generator<Uint8Array> {
	yield start;
	const piece = Buffer.alloc(64 * 1024, repeated);
	for (;;) yield piece;
}

describe.each(fixtureSets({ large: true }))('%s messages as a stream', (label, set) => {
	const single = set.list('env/').filter((path) => !path.startsWith('env/several/'));

	test.each(sampleCells('Encrypted messages', `${label}, as a stream`, single, 5))('%s', async (path) => {
		const [, name, file] = path.split('/');
		const expected = set.get(file.split('.')[1]);
		const signer = set.signer(name);
		const message = set.get(path);
		for (const size of message.length < 20_000 ? [1, 7, 4096, 1 << 20] : [4096, 1 << 20]) {
			expect(Buffer.compare(await read(chunks(message, size), signer), expected)).toBe(0);
		}
	});
});

const withMac = [
	'env/256-TCA/kuznyechik-ctr-acpkm-omac-stream.long.der',
	'env/256-TCA/magma-ctr-acpkm-omac.msg.der',
];
const several = committed.list('env/several/')[0];
const all: Array<[string, string]> = [
	...withMac.map((path): [string, string] => [path, '256-TCA']),
	['env/256-A/gost89-stream.long.der', '256-A'],
	['env/256-A/gost89.msg.der', '256-A'],
	['env/rsa/aes-256-cbc.msg.der', 'rsa'],
	[several, several.split('/')[2].split('.')[0].split('+')[1]],
];

/** The same message with indefinite lengths and its content in strings inside strings. */
function loosened(node: Asn1, depth = 0): Uint8Array {
	const end = Uint8Array.of(0, 0);
	const content = depth === 4 && (node.tag & ~0x20) === 0x80 ? node.octets() : undefined;
	if (!content) {
		// Names stay as they are: they are compared byte by byte.
		if (!node.constructed || depth > 4) return node.bytes;
		const children = node.children().map((child) => loosened(child, depth + 1));
		return Buffer.concat([Uint8Array.of(node.tag, 0x80), ...children, end]);
	}
	const string = (from: number, to?: number) => element(0x04, content.subarray(from, to));
	return Buffer.concat([
		Uint8Array.of(0xa0, 0x80, 0x24, 0x80),
		string(0, 1),
		element(0x24, string(1, 3), element(0x24, string(3, 3)), string(3, 9)),
		end,
		string(9),
		end,
	]);
}

/** Places to damage: all of the head and the tail, some of the content. */
function places(length: number): number[] {
	const list: number[] = [];
	for (let at = 0; at < length; at += at < 100 || at > length - 100 ? 1 : length > 1000 ? 53 : 7)
		list.push(at);
	return list;
}

describe.each(all)('%s', (path, name) => {
	const signer = committed.signer(name);
	const whole = committed.get(path);
	const expected = committed.get(path.split('/')[2].split('.')[1]);

	test('in the loosest form of BER', async () => {
		const loose = loosened(Asn1.parse(whole));
		expect(loose.length).toBeGreaterThan(whole.length);
		for (const size of [1, 7, 4096]) expect(hex(await read(chunks(loose, size), signer))).toBe(hex(expected));
		expect(hex(await decrypt(loose, signer))).toBe(hex(expected));
	});

	test('as PEM and base64', async () => {
		const pem = toPem('CMS', whole);
		for (const text of [pem, `\ufeff${pem}`, Buffer.from(whole).toString('base64')]) {
			for (const size of [1, 7, 4096])
				expect(hex(await read(chunks(Buffer.from(text), size), signer))).toBe(hex(expected));
			expect(hex(await read(text, signer))).toBe(hex(expected));
		}
	});

	test('truncated anywhere', async () => {
		for (const length of sampleCells('Damaged places', `${path} cut`, places(whole.length), 12)) {
			const cut = whole.subarray(0, length);
			expect([length, await codeOf(() => read(chunks(cut, 61), signer))]).toEqual([length, 'damaged']);
		}
	});

	test('changed anywhere: as from memory', async () => {
		const random = seeded(7);
		for (const at of sampleCells('Damaged places', `${path} changed`, places(whole.length), 12)) {
			const changed = Uint8Array.from(whole);
			changed[at] ^= 1 << random(8);
			const outcome = async (work: () => Promise<Uint8Array>): Promise<string> => {
				let plain = '';
				const code = await codeOf(async () => {
					plain = hex(await work());
				});
				return code === 'no error' ? plain : code;
			};
			const streamed = await outcome(() => read(chunks(changed, 1 + random(99)), signer));
			// A damaged key for RSA gives another wrong one each time.
			if (name !== 'rsa') expect([at, streamed]).toEqual([at, await outcome(() => decrypt(changed, signer))]);
			if (withMac.includes(path) && /^[0-9a-f]*$/.test(streamed))
				expect([at, streamed]).toEqual([at, hex(expected)]);
		}
	});
});

describe('memory use', () => {
	const signer = committed.signer('256-A');
	const whole = committed.get('env/256-A/gost89-stream.long.der');
	const MB = 1024 * 1024;

	/** A message that never ends after `start`, one of its elements. */
	async function refused(start: Uint8Array, repeated: Uint8Array, bound: number): Promise<void> {
		const source = new Source(endless(start, repeated));
		expect(await codeOf(() => read(source, signer))).toBe('damaged');
		expect(source.pulled).toBeLessThan(bound + MB);
		expect(source.stopped).toBe(true);
	}
	const begin = Buffer.from('308006092a864886f70d010703a0803080020100', 'hex');
	const claims = (tag: number): Uint8Array => Buffer.concat([begin, header(tag, 2 ** 45)]);

	test('recipients, a sender, attributes without end', async () => {
		for (const tag of [0x31, 0xa0]) {
			await refused(claims(tag), Uint8Array.of(0x30, 0), 0);
			await refused(Buffer.concat([begin, Uint8Array.of(tag, 0x80)]), Uint8Array.of(0x30, 0), 4 * MB);
			await refused(Buffer.concat([begin, Uint8Array.of(tag, 0x80)]), Uint8Array.of(0x30, 0x80), 4 * MB);
		}
		// Of the end markers only those of the content and its structure are left.
		await refused(whole.subarray(0, whole.length - 6), Uint8Array.of(0xa1, 0), 0);
		await refused(
			Buffer.concat([whole.subarray(0, whole.length - 6), Uint8Array.of(0xa1, 0x80)]),
			Uint8Array.of(0xa1, 0),
			4 * MB,
		);
		await refused(Uint8Array.of(0x41), Uint8Array.of(0x41), 32 * MB);
	});

	test('content without end is given as it comes', async () => {
		// The message without its end markers.
		const at = Buffer.from(whole).lastIndexOf(Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
		const source = new Source(endless(whole.subarray(0, at), Uint8Array.of(4, 14, ...Array(14).fill(5))));
		let given = 0;
		let held = 0;
		for await (const part of decryptChunks(source, signer)) {
			given += part.length;
			// Two bytes in sixteen are headers.
			held = Math.max(held, source.pulled - given * (16 / 14));
			if (given > MB) break;
		}
		expect(held).toBeLessThan(256 * 1024);
		expect(source.stopped).toBe(true);
	});

	test('strings inside strings, without end', async () => {
		const at = Buffer.from(whole).indexOf(Uint8Array.of(0xa0, 0x80, 0x04));
		expect(at).toBeGreaterThan(0);
		await refused(whole.subarray(0, at + 2), Uint8Array.of(0x24, 0x80), 0);
	});

	test('the source may use its memory again', async () => {
		async function* reusing(): AsyncGenerator<Uint8Array> {
			const piece = new Uint8Array(10);
			for (let at = 0; at < whole.length; at += piece.length) {
				await Promise.resolve();
				const part = whole.subarray(at, at + piece.length);
				piece.fill(0xee).set(part);
				yield piece.subarray(0, part.length);
			}
		}
		expect(hex(await read(reusing(), signer))).toBe(hex(committed.get('long')));
	});

	test('the source is closed when no more is needed, and its own errors pass through', async () => {
		const stranger = new Source(chunksOf(whole));
		expect(await codeOf(() => read(stranger, committed.signer('256-B')))).toBe('not-a-recipient');
		expect([stranger.stopped, stranger.pulled < whole.length]).toEqual([true, true]);
		const broken = new Error('network');
		async function* failing(): AsyncGenerator<Uint8Array> {
			yield* chunks(whole.subarray(0, 2000), 100);
			throw broken;
		}
		await expect(read(failing(), signer)).rejects.toBe(broken);
		const notBytes = (async function* () {
			yield* chunks(whole.subarray(0, 100), 100);
			yield 'text' as unknown as Uint8Array;
		})();
		await expect(read(notBytes, signer)).rejects.toBeInstanceOf(GostError);
	});

	test('the event loop turns, however small the pieces of the content', async () => {
		const message = Asn1.parse(committed.get('env/256-A/gost89.msg.der'));
		const small = Buffer.alloc(60_000, Uint8Array.of(4, 1, 7));
		const replaced = (node: Asn1): Uint8Array => {
			if (node.is(0x80)) return element(0xa0, small);
			return node.constructed ? element(node.tag, ...node.children().map(replaced)) : node.bytes;
		};
		const data = sequence(...message.children().map(replaced));
		const turns = await turnsOf(async () => expect(await decrypt(data, signer)).toHaveLength(20_000));
		// At the latest a turn ends after the first 16 kB, and the next one after 32 kB more.
		expect(turns).toBeGreaterThanOrEqual(3);
	});
});

function* chunksOf(data: Uint8Array): Generator<Uint8Array> {
	for (let at = 0; at < data.length; at += 100) yield data.subarray(at, at + 100);
}
