import { parseCertificate, verifySignature, type VerifyOptions } from '../../../nodes/shared/gost';
import { Asn1 } from '../../../nodes/shared/gost/asn1/der';
import { toBinary } from '../../../nodes/shared/gost/asn1/pem';
import { sampleCells } from '../../support/sampling';
import { chunks, codeOf, committed, fixtureSets, hex, type Fixtures } from './support';

function options(set: Fixtures, path: string): VerifyOptions {
	const name = path.split('/')[1];
	const trusted = [name === 'leaf' ? '256-A' : name, ...(path.includes('-two') ? ['512-A'] : [])];
	const content = path.includes('/attached') ? undefined : set.get('msg');
	return { ...(content ? { content } : {}), trusted: trusted.map((item) => set.certificate(item)) };
}

const range = (from: number, to: number, step: number): number[] =>
	Array.from({ length: Math.max(0, Math.ceil((to - from) / step)) }, (_none, index) => from + index * step);

/** Offsets in the message of the parts that a change must not pass through. */
function parts(message: Uint8Array): Array<[string, number, number]> {
	const found: Array<[string, number, number]> = [];
	const add = (label: string, node: Asn1 | undefined): void => {
		if (node) found.push([label, node.content.byteOffset - message.byteOffset, node.content.length]);
	};
	const data = Asn1.parse(message).children()[1].onlyChild().children();
	add('content', data[2].children()[1]);
	add(
		'certificates',
		data.find((item) => item.is(0xa0)),
	);
	for (const signer of data[data.length - 1].children()) {
		const fields = signer.children();
		add(
			'attributes',
			fields.find((item) => item.is(0xa0)),
		);
		add('signature', fields[fields.length - 1]);
	}
	return found;
}

async function accepted(message: Uint8Array, how: VerifyOptions): Promise<boolean> {
	let valid = false;
	const code = await codeOf(async () => {
		valid = (await verifySignature(message, how)).valid;
	});
	return code === 'no error' && valid;
}

let flips = 0;
afterAll(() => {
	console.info(`${flips} signatures with a flipped byte were refused`);
});

describe.each(fixtureSets())('%s signatures', (label, set) => {
	test.each(sampleCells('Signatures', label, set.list('sig/'), 12))('%s', async (path) => {
		const message = set.get(path);
		const how = options(set, path);
		const report = await verifySignature(message, how);
		expect(report.signers.map((signer) => signer.reason)).toEqual(report.signers.map(() => undefined));
		expect(report.valid).toBe(true);
		expect(report.signers).toHaveLength(path.includes('-two') ? 2 : 1);
		const [signer] = report.signers;
		expect(signer.certificate?.thumbprint).toBeDefined();
		expect(signer.dates).toBe('ok');
		expect(report.attached).toBe(path.includes('/attached'));
		if (report.attached) expect(hex(report.content ?? new Uint8Array(0))).toBe(hex(set.get('msg')));
		if (path.includes('noattr')) {
			expect(signer.signingTime).toBeUndefined();
		} else {
			expect(
				Math.abs((signer.signingTime?.getTime() ?? 0) - (signer.certificate?.notBefore.getTime() ?? 0)),
			).toBeLessThan(600_000);
		}
		expect(signer.cades).toBe(
			/cades|keyid|pem|attached-stream|sha|two|attached\.der/.test(path) && !path.includes('smime'),
		);
		if (how.content instanceof Uint8Array) {
			const streamed = await verifySignature(message, { ...how, content: chunks(how.content, 7) });
			expect(streamed.valid).toBe(true);
		}
	});

	const changing = sampleCells('Signatures', `${label}, changed`, set.list('sig/'), 8);
	test.each(changing)('%s: no changed byte passes', async (path) => {
		const message = Uint8Array.from(toBinary(set.get(path)));
		const how = options(set, path);
		const step = label === 'live' ? 97 : 23;
		const some = (what: string, all: number[]): number[] =>
			sampleCells('Changed bytes', `${label} ${path} ${what}`, all, 2);
		for (const [what, start, length] of parts(message)) {
			for (const at of some(what, range(start, start + length, step))) {
				const changed = Uint8Array.from(message);
				changed[at] ^= 0x01;
				expect([path, at, await accepted(changed, how)]).toEqual([path, at, false]);
				flips++;
			}
		}
		if (!(how.content instanceof Uint8Array)) return;
		for (const at of some('what was signed', range(0, how.content.length, step))) {
			const content = Uint8Array.from(how.content);
			content[at] ^= 0x80;
			expect(await accepted(message, { ...how, content })).toBe(false);
			flips++;
		}
	});
});

describe('facts about a signature', () => {
	const message = committed.get('sig/leaf/detached-cades.der');
	const content = committed.get('msg');

	test('the issuer is asked for only when trust is', async () => {
		expect((await verifySignature(message, { content })).valid).toBe(true);
		const other = await verifySignature(message, { content, trusted: [committed.certificate('512-A')] });
		expect(other.valid).toBe(false);
		expect(other.signers[0].reason).toEqual({
			code: 'bad-signature',
			message:
				'The certificate «ООО "Тест"» was not issued by a trusted one: the certificate of its issuer is missing',
		});
	});

	test('who signed', async () => {
		const { signers } = await verifySignature(message, { content });
		expect(signers[0].certificate?.subject.INN).toBe('123456789047');
		expect(signers[0].issuer?.CN).toBe('Test 256-A');
		expect(signers[0].serial).toBe('C0FFEE11'.padStart(10, '0'));
	});

	test('the reasons', async () => {
		const reason = async (data: Uint8Array, how: VerifyOptions): Promise<string | undefined> =>
			(await verifySignature(data, how)).signers[0].reason?.message;
		expect(await reason(message, { content: new Uint8Array(3) })).toBe(
			'The document is not the one that was signed',
		);
		const changed = Uint8Array.from(message);
		changed[changed.length - 1] ^= 1;
		expect(await reason(changed, { content })).toBe('The signature does not match the document');
	});

	test('content that is missing or given twice', async () => {
		expect(await codeOf(() => verifySignature(message))).toBe('bad-argument');
		expect(await codeOf(() => verifySignature(committed.get('sig/rsa/attached.der'), { content }))).toBe(
			'bad-argument',
		);
	});

	test('a signer whose certificate is not in the message', async () => {
		const certificate = parseCertificate(committed.get('keys/leaf.crt'));
		expect((await verifySignature(message, { content, certificates: [certificate] })).valid).toBe(true);
	});
});
