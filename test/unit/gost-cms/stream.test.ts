import { randomBytes } from 'crypto';
import {
	signAttached,
	signAttachedStream,
	signDetached,
	verifyAttachedStream,
	verifySignature,
} from '../../../nodes/shared/gost';
import { collect } from '../../../nodes/shared/gost/base/chunks';
import { sampleCells } from '../../support/sampling';
import { turnsOf } from '../../support/turns';
import { chunks, codeOf, committed, hex } from './support';

const attached = committed.list('sig/').filter((path) => path.includes('/attached'));
const message = committed.get('msg');

test.each(attached)('%s as a stream', async (path) => {
	for (const size of [1, 7, 100, 100_000]) {
		const parts: Uint8Array[] = [];
		const report = await verifyAttachedStream(chunks(committed.get(path), size), {
			trusted: [committed.certificate(path.split('/')[1])],
			onContent: (part) => {
				parts.push(Uint8Array.from(part));
			},
		});
		expect(report).toMatchObject({
			valid: true,
			attached: true,
			content: undefined,
			signers: [{ cades: true }],
		});
		expect(hex(Buffer.concat(parts))).toBe(hex(message));
	}
});

test.each(attached)('%s as a stream: no changed byte passes that does not otherwise', async (path) => {
	const options = { trusted: [committed.certificate(path.split('/')[1])] };
	const whole = committed.get(path);
	const every = (step: number) =>
		Array.from({ length: Math.ceil(whole.length / step) }, (_none, index) => index * step);
	for (const at of sampleCells('Changed bytes', `${path} as a stream`, every(11), 8)) {
		const changed = Uint8Array.from(whole);
		changed[at] ^= 1 << (at % 8);
		let streamed = false;
		let atOnce = false;
		await codeOf(async () => {
			streamed = (await verifyAttachedStream(chunks(changed, 50), options)).valid;
		});
		await codeOf(async () => {
			atOnce = (await verifySignature(changed, options)).valid;
		});
		if (streamed) expect([at, atOnce]).toEqual([at, true]);
	}
	for (const length of sampleCells('Damaged places', `${path} as a stream`, every(37), 6)) {
		expect(await codeOf(() => verifyAttachedStream(chunks(whole.subarray(0, length), 50), options))).toBe(
			'damaged',
		);
	}
});

test('a detached signature is not for this', async () => {
	const path = 'sig/256-A/detached.der';
	expect(await codeOf(() => verifyAttachedStream(committed.get(path)))).toBe('bad-argument');
	expect(await codeOf(() => verifyAttachedStream(committed.get('env/256-A/gost89.msg.der')))).toBe(
		'unsupported',
	);
});

test('eight megabytes: nothing is held, the event loop turns', async () => {
	const signer = committed.signer('512-A');
	const piece = randomBytes(256 * 1024);
	async function* source(): AsyncGenerator<Uint8Array> {
		for (let i = 0; i < 32; i++) {
			await Promise.resolve();
			yield piece;
		}
	}
	let detached: Uint8Array = new Uint8Array();
	const whileSigning = await turnsOf(async () => {
		detached = await signDetached(source(), signer);
	});
	const whole = Buffer.concat(Array.from({ length: 32 }, () => piece));
	expect((await verifySignature(detached, { content: whole })).valid).toBe(true);
	const bothWays = await turnsOf(async () => {
		const report = await verifyAttachedStream(signAttachedStream(source(), signer));
		expect(report.valid).toBe(true);
	});
	expect(whileSigning).toBeGreaterThanOrEqual(32);
	expect(bothWays).toBeGreaterThanOrEqual(32);
	const definite = await signAttached(whole, signer);
	expect((await verifyAttachedStream(chunks(definite, 100_000))).valid).toBe(true);
	expect((await verifySignature(await collect(signAttachedStream(source(), signer)))).valid).toBe(true);
});
