import { createVerify } from 'crypto';
import {
	signAttached,
	signAttachedStream,
	signDetached,
	signRaw,
	verifyRaw,
	verifySignature,
	type Certificate,
	type Signer,
} from '../../../nodes/shared/gost';
import { Asn1 } from '../../../nodes/shared/gost/asn1/der';
import { collect } from '../../../nodes/shared/gost/base/chunks';
import { sampleCells } from '../../support/sampling';
import { chunks, codeOf, committed, hasEngine, hex, openssl } from './support';

const message = committed.get('long');
const names = committed.names();
let judged = 0;
afterAll(() => {
	console.info(`${judged} signatures were judged by openssl`);
});

function judge(name: string, signature: Uint8Array, attached: boolean): void {
	if (!hasEngine) return;
	judged++;
	const args = [
		'cms',
		'-verify',
		'-cades',
		'-binary',
		'-inform',
		'DER',
		'-in',
		'ours.der',
		'-CAfile',
		'ca.crt',
	];
	const content = attached ? [] : ['-content', 'msg'];
	const files = {
		'ours.der': signature,
		msg: message,
		'ca.crt': committed.text(name === 'leaf' ? 'keys/256-A.crt' : `keys/${name}.crt`),
	};
	const run = openssl(files, [...args, ...content, '-purpose', 'any', '-out', 'out']);
	expect(run).toEqual({ ok: true, text: expect.stringContaining('successful') });
}

describe.each(sampleCells('Keys that sign', 'CMS', names, 2))('%s', (name) => {
	const signer = committed.signer(name);
	const trusted = [committed.certificate(name === 'leaf' ? '256-A' : name)];

	test('detached, from memory and from a stream', async () => {
		const signingTime = new Date('2026-12-01T10:20:30Z');
		for (const content of [message, chunks(message, 1000)]) {
			const signature = await signDetached(content, signer, { signingTime });
			expect(hex(Asn1.parse(signature).bytes)).toBe(hex(signature));
			const report = await verifySignature(signature, { content: message, trusted });
			expect(report).toMatchObject({
				valid: true,
				attached: false,
				signers: [{ cades: true, signingTime, dates: 'ok' }],
			});
			judge(name, signature, false);
		}
	});

	test('attached, from memory and as a stream', async () => {
		for (const signature of [
			await signAttached(message, signer),
			await collect(signAttachedStream(chunks(message, 1000), signer)),
		]) {
			const report = await verifySignature(signature, { trusted });
			expect(report).toMatchObject({ valid: true, attached: true, signers: [{ cades: true, dates: 'ok' }] });
			expect(hex(report.content ?? new Uint8Array(0))).toBe(hex(message));
			judge(name, signature, true);
		}
	});

	test('bare values in both byte orders', async () => {
		const value = await signRaw(message, signer.key);
		expect(await verifyRaw(chunks(message, 100), value, signer.certificate)).toBe(true);
		expect(
			await verifyRaw(
				message,
				value.map((byte, i) => byte ^ Number(i === 9)),
				signer.certificate,
			),
		).toBe(false);
		expect(await verifyRaw(message.subarray(1), value, signer.certificate)).toBe(false);
		const other = await signRaw(message, signer.key, { order: 'little-endian' });
		expect(await verifyRaw(message, other, signer.certificate, { order: 'little-endian' })).toBe(true);
		if (signer.key.kind === 'rsa') {
			expect(
				createVerify('sha256')
					.update(message)
					.verify(committed.text(`keys/${name}.crt`), value),
			).toBe(true);
			return;
		}
		expect(await verifyRaw(message, other, signer.certificate)).toBe(false);
		expect(await verifyRaw(message, other.reverse(), signer.certificate)).toBe(true);
		if (!hasEngine) return;
		const digest = name.startsWith('2001')
			? '-md_gost94'
			: signer.key.curve.size === 32
				? '-md_gost12_256'
				: '-md_gost12_512';
		const files = { sig: value, msg: message, crt: committed.text(`keys/${name}.crt`) };
		const extracted = openssl(files, ['x509', '-in', 'crt', '-noout', '-pubkey']).text;
		const run = openssl({ ...files, pub: extracted }, [
			'dgst',
			digest,
			'-verify',
			'pub',
			'-signature',
			'sig',
			'msg',
		]);
		expect(run.text).toContain('Verified OK');
		judged++;
	});
});

describe('refusals', () => {
	const signer = committed.signer('256-A');

	test('a key of another certificate', async () => {
		const mixed: Signer = { key: signer.key, certificate: committed.certificate('512-A') };
		expect(await codeOf(() => signDetached(message, mixed))).toBe('key-mismatch');
		expect(await codeOf(() => collect(signAttachedStream(message, mixed)))).toBe('key-mismatch');
	});

	test('a certificate outside its dates, unless told to', async () => {
		const late = { signingTime: new Date('2099-01-01') };
		expect(await codeOf(() => signDetached(message, signer, late))).toBe('expired');
		expect(await codeOf(() => signDetached(message, signer, { signingTime: new Date('2001-01-01') }))).toBe(
			'not-yet-valid',
		);
		const signature = await signDetached(message, signer, { ...late, ignoreDates: true });
		const report = await verifySignature(signature, { content: message });
		expect(report).toMatchObject({
			valid: true,
			signers: [{ dates: 'expired', signingTime: late.signingTime }],
		});
	});

	test('an error of the stream passes through', async () => {
		async function* broken(): AsyncGenerator<Uint8Array> {
			yield message;
			await Promise.resolve();
			throw new Error('the source broke');
		}
		await expect(signDetached(broken(), signer)).rejects.toThrow('the source broke');
	});
});

test('a message without the certificate, one with the chain, hashes for RSA', async () => {
	const leaf = committed.signer('leaf');
	const issuer = committed.certificate('256-A');
	const bare = await signDetached(message, leaf, { includeCertificate: false });
	expect((await verifySignature(bare, { content: message })).valid).toBe(false);
	expect((await verifySignature(bare, { content: message, certificates: [leaf.certificate] })).valid).toBe(
		true,
	);
	const missing = "The signature does not include the signer's certificate";
	const other = 'The document is not the one that was signed';
	const cases: Array<[Uint8Array, Certificate[], string]> = [
		[message, [], missing],
		[message, [issuer], `${missing}, and it is not among those supplied`],
		// Whose signature it is does not matter where the file is another one.
		[Buffer.from('another file'), [], other],
		[Buffer.from('another file'), [issuer], other],
		[Buffer.from('another file'), [leaf.certificate], other],
	];
	for (const [content, certificates, reason] of cases) {
		const { signers } = await verifySignature(bare, { content, certificates });
		expect(signers[0]).toMatchObject({ valid: false, reason: { code: 'bad-signature', message: reason } });
	}
	const chained = await signDetached(message, { ...leaf, chain: [issuer] });
	expect((await verifySignature(chained, { content: message, trusted: [issuer] })).valid).toBe(true);
	judge('leaf', chained, false);
	for (const rsaHash of ['sha256', 'sha384', 'sha512'] as const) {
		const signature = await signDetached(message, committed.signer('rsa'), { rsaHash });
		expect((await verifySignature(signature, { content: message })).valid).toBe(true);
		judge('rsa', signature, false);
	}
});

test('nothing to sign is signed', async () => {
	const empty = new Uint8Array(0);
	const signature = await signDetached(empty, committed.signer('512-A'));
	expect((await verifySignature(signature, { content: empty })).valid).toBe(true);
	const attached = await collect(signAttachedStream(chunks(empty, 1), committed.signer('512-A')));
	expect((await verifySignature(attached)).valid).toBe(true);
});
