import type { IDataObject } from 'n8n-workflow';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Draft } from '../../emulator/extern/model';
import { findContent, wholeContent } from '../../emulator/extern/files/contentStore';
import { startEmulator, type Emulator } from '../../emulator/server';
import { account as accountOf } from '../../emulator/support';
import { sampleReport } from '../../emulator/extern/seed/sampleReport';
import { withOpenssl } from '../../support/openssl';
import { sampleCells } from '../../support/sampling';
import { signCms, TestCertificates, testedKinds, type TestCertificate } from '../../support/testCertificates';
import { binaryItem, useBinaryData, type Engine, type RunOptions } from '../engine/engine';
import {
	certificateCredential,
	EXTERN,
	everythingShown,
	externCredential,
	externSettings,
	konturEngine,
} from '../engine/kontur';
import { SENDER_ADDRESS } from '../../support/senderAddress';

/* Documents are signed in place: the key is n8n's, the judge is openssl, the document is the one Kontur holds. */

useBinaryData('filesystem');

let certificates: TestCertificates;
const signers: TestCertificate[] = [];

beforeAll(async () => {
	certificates = await TestCertificates.create();
	for (const kind of testedKinds) signers.push(await certificates.make(kind));
});
afterAll(async () => await certificates.remove());

let emulator: Emulator;
let engine: Engine;
/** Of the first account. */
let report: { filename: string; bytes: Buffer };
let number = 0;
beforeEach(async () => {
	emulator = await startEmulator({ options: { taskMs: 1, docflowVisibleMs: 1 } });
	const { inn, kpp } = accountOf(emulator);
	report = sampleReport({ inn, kpp, guid: 'd6d369c3-2cbc-4090-b3ad-ea69ce62f74d' });
	const password = `Signing-${process.pid}-${++number}`;
	for (const user of emulator.state.auth.users.values()) user.password = password;
	engine = konturEngine(emulator);
	engine.credentials.set('extern', { ...externSettings(emulator), password });
	useKey(signers[0]);
});
afterEach(async () => await emulator.close());

function useKey({ keyPem, pem }: Pick<TestCertificate, 'keyPem' | 'pem'>, more: IDataObject = {}) {
	engine.store.put('certificate', {
		name: 'Certificate',
		type: 'konturCertificateApi',
		data: { keyFrom: 'file', privateKey: keyPem, certificate: pem, ...more },
	});
}

const credentials = { ...externCredential, ...certificateCredential };
const run = async (resource: string, operation: string, parameters: object, options: RunOptions = {}) =>
	await engine.run(EXTERN, { resource, operation, ...parameters }, { credentials, ...options });
const locator = (value: unknown) => ({ __rl: true, mode: 'id', value });

async function createDraft(recipient: object = {}) {
	const { id, inn, kpp } = accountOf(emulator);
	const { json, error } = await run('draft', 'create', {
		accountId: locator(id),
		senderInn: inn,
		senderKpp: kpp,
		certificateFrom: 'credential',
		senderIpAddress: SENDER_ADDRESS,
		recipientType: 'ifns-code',
		recipientCode: '0087',
		...recipient,
	});
	expect(error).toBeUndefined();
	return { accountId: locator(id), draftId: locator(json[0].id) };
}

const reportItem = async (content: Buffer | string = report.bytes, more: object = {}) =>
	await binaryItem(
		{},
		{ data: { content, fileName: report.filename, mimeType: 'application/xml' }, ...more },
	);

/** The draft that was made last. */
function lastDraft(): Draft {
	const draft = [...accountOf(emulator).drafts.values()].at(-1);
	if (!draft) throw new Error('there is no draft');
	return draft;
}

/** What Kontur holds of the draft's only document: its content, the data to sign, the signatures. */
function held() {
	const [document] = lastDraft().documents.values();
	const contentOf = (id: string) => wholeContent(findContent(emulator.state.extern, accountOf(emulator), id));
	return {
		content: contentOf(String(document.contentId)),
		toSign: document.dataToSignContentId ? contentOf(document.dataToSignContentId) : undefined,
		signatures: [...document.signatures.values()].map(({ content }) => content),
	};
}

const verifies = async (signer: TestCertificate, signature: Buffer, content: Buffer) =>
	await withOpenssl(async (openssl) => {
		const paths = {
			signature: await openssl.file('signature.der', signature),
			content: await openssl.file('content.bin', content),
			certificate: await openssl.file('certificate.pem', signer.pem),
		};
		await openssl.run(
			...['cms', '-verify', '-binary', '-cades', '-inform', 'DER', '-in', paths.signature],
			...[
				'-content',
				paths.content,
				'-CAfile',
				paths.certificate,
				'-purpose',
				'any',
				'-out',
				join(openssl.folder, 'out'),
			],
		);
	});

const digests = {
	rsa: 'sha256',
	gost2001: 'md_gost94',
	gost2012_256: 'md_gost12_256',
	gost2012_512: 'md_gost12_512',
} as const;

const verifiesBare = async (signer: TestCertificate, signature: Buffer, content: Buffer) =>
	await withOpenssl(async (openssl) => {
		const certificate = await openssl.file('certificate.pem', signer.pem);
		const key = await openssl.file(
			'key.pem',
			await openssl.run('x509', '-in', certificate, '-noout', '-pubkey'),
		);
		await openssl.run(
			...['dgst', `-${digests[signer.kind]}`, '-verify', key],
			...['-signature', await openssl.file('signature.bin', signature)],
			await openssl.file('content.bin', content),
		);
	});

const kinds = testedKinds.map((kind, index) => [kind, index] as const);
const bare = kinds.flatMap(([kind, index]) =>
	(['big-endian', 'little-endian'] as const).map((byteOrder) => [kind, byteOrder, index] as const),
);
const someKinds = (name: string) => sampleCells('keys that sign in drafts', name, kinds, 2);

describe('with a key of each kind', () => {
	test.each(someKinds('sent'))(
		'a report is created, signed as it is added, and sent: %s',
		async (_kind, index) => {
			useKey(signers[index]);
			const draft = await createDraft();
			const added = await run(
				'draftDocument',
				'add',
				{ ...draft, source: 'binary', signature: 'certificate' },
				{ items: [await reportItem()] },
			);
			expect(added.error).toBeUndefined();
			const { content, signatures } = held();
			expect(content.equals(report.bytes)).toBe(true);
			expect(signatures).toHaveLength(1);
			await verifies(signers[index], signatures[0], report.bytes);

			const sent = await run('draft', 'send', draft);
			expect(sent.error).toBeUndefined();
			expect(sent.json[0]).toMatchObject({ alreadySent: false });
		},
	);

	test.each(someKinds('held'))(
		'a document that is there already is signed as Kontur holds it: %s',
		async (_kind, index) => {
			useKey(signers[index]);
			const draft = await createDraft();
			const added = await run('draftDocument', 'add', draft, { items: [await reportItem()] });
			const ids = { ...draft, documentId: added.json[0].id };
			const signed = await run('draftSignature', 'add', { ...ids, signatureFrom: 'certificate' });
			expect(signed.error).toBeUndefined();
			expect(signed.json[0]['signature-certificate-thumbprint']).toBe(signers[index].thumbprint);
			const { content, signatures } = held();
			await verifies(signers[index], signatures[0], content);
		},
	);

	test.each(sampleCells('keys that sign in drafts', 'bare', bare, 3))(
		'what Kontur hands out to sign gets a bare signature: %s, %s',
		async (_kind, byteOrder, index) => {
			useKey(signers[index]);
			const draft = await createDraft({ recipientType: 'fss-code', recipientCode: '78001' });
			const added = await run('draftDocument', 'add', draft, { items: [await reportItem()] });
			const signed = await run('draftSignature', 'add', {
				...draft,
				documentId: added.json[0].id,
				signatureFrom: 'certificate',
				options: { byteOrder },
			});
			expect(signed.error).toBeUndefined();
			const { toSign = Buffer.alloc(0), signatures } = held();
			expect(toSign.length).toBeGreaterThan(96);
			const isReversed = byteOrder === 'little-endian' && signers[index].kind !== 'rsa';
			const value = isReversed ? Buffer.from(signatures[0]).reverse() : signatures[0];
			await verifiesBare(signers[index], value, toSign);
		},
	);
});

describe('all documents in a draft at once', () => {
	async function draftOfTwo() {
		const draft = await createDraft();
		for (const content of [report.bytes, Buffer.from('<two/>')]) {
			const items = [await reportItem(content)];
			expect((await run('draftDocument', 'add', draft, { items })).error).toBeUndefined();
		}
		return draft;
	}

	const contentOf = ({ contentId }: { contentId?: string }) =>
		wholeContent(findContent(emulator.state.extern, accountOf(emulator), String(contentId)));

	test.each(someKinds('all'))('are signed as Kontur holds them: %s', async (_kind, index) => {
		useKey(signers[index]);
		const { json, error } = await run('draft', 'sign', await draftOfTwo());
		expect(error).toBeUndefined();
		const documents = [...lastDraft().documents.values()];
		expect(json).toMatchObject([
			{
				draftId: lastDraft().id,
				alreadySent: false,
				documents: documents.map(({ id }) => ({ documentId: id, fileName: report.filename })),
			},
		]);
		for (const document of documents) {
			const [{ content }, ...others] = document.signatures.values();
			expect(others).toEqual([]);
			await verifies(signers[index], content, contentOf(document));
		}
	});

	test('again, or after another has signed: one signature of each', async () => {
		const draft = await draftOfTwo();
		await run('draft', 'sign', draft);
		await run('draft', 'sign', draft);
		useKey(signers.at(-1) ?? signers[0]);
		await run('draft', 'sign', draft);
		const keys = new Set([signers[0], signers.at(-1)]).size;
		for (const { signatures } of lastDraft().documents.values()) expect(signatures.size).toBe(keys);
	});

	test('in a draft that was sent, nothing is signed, and the way to its document flow stays open', async () => {
		const draft = await draftOfTwo();
		await run('draft', 'sign', draft);
		const sent = await run('draft', 'send', draft);
		emulator.control.clearLog();
		const { json, error } = await run('draft', 'sign', draft);
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ alreadySent: true, documents: [] }]);
		expect(emulator.control.log({ service: 'extern', method: 'PUT' })).toEqual([]);
		expect((await run('draft', 'send', draft)).json[0].docflowId).toBe(sent.json[0].docflowId);
	});

	test('in an empty draft are reported as missing', async () => {
		const { error } = await run('draft', 'sign', await createDraft());
		expect(error?.message).toContain('The draft has no documents to sign');
	});
});

test('a large document is signed as a stream: nothing of it passes through the node whole', async () => {
	const large = Buffer.alloc(17 * 1024 * 1024, '<report/> ');
	const draft = await createDraft();
	const added = await run(
		'draftDocument',
		'add',
		{ ...draft, signature: 'certificate' },
		{ items: [await reportItem(large)] },
	);
	expect(added.error).toBeUndefined();
	await verifies(signers[0], held().signatures[0], large);
});

test('several items are signed each for itself', async () => {
	const draft = await createDraft();
	const contents = ['<one/>', '<two/>', '<three/>'].map((text) => Buffer.from(text));
	const items = await Promise.all(contents.map(async (content) => await reportItem(content)));
	const added = await run('draftDocument', 'add', { ...draft, signature: 'certificate' }, { items });
	expect(added.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
	const documents = [...lastDraft().documents.values()];
	for (const [index, { signatures }] of documents.entries()) {
		const [{ content }] = signatures.values();
		await verifies(signers[0], content, contents[index]);
	}
});

describe('a signature that was made elsewhere', () => {
	const addText = async (signatureText: string) => {
		const draft = await createDraft();
		const added = await run('draftDocument', 'add', draft, { items: [await reportItem()] });
		const ids = { ...draft, documentId: added.json[0].id };
		return await run('draftSignature', 'add', { ...ids, signatureFrom: 'text', signatureText });
	};

	test('is taken as base64 and as PEM text', async () => {
		const signature = await signCms(signers[0], report.bytes);
		const base64 = signature.toString('base64');
		const forms = [
			base64,
			base64.replace(/.{76}/g, '$&\r\n'),
			`-----BEGIN CMS-----\n${base64}\n-----END CMS-----\n`,
		];
		for (const form of forms) {
			expect((await addText(form)).error).toBeUndefined();
			expect(held().signatures[0].equals(signature)).toBe(true);
			accountOf(emulator).drafts.clear();
		}
	});

	test('may come with the document in one step', async () => {
		const signature = await signCms(signers[0], report.bytes);
		const draft = await createDraft();
		const added = await run(
			'draftDocument',
			'add',
			{ ...draft, signature: 'binary' },
			{ items: [await reportItem(report.bytes, { signature: { content: signature } })] },
		);
		expect(added.error).toBeUndefined();
		expect(held().signatures[0].equals(signature)).toBe(true);
	});

	test.each([
		['my signature', 'a text file'],
		['<xml/>', 'an XML file'],
		['QUJD', 'a text file'],
	])('that is invalid is refused: %j', async (text, kind) => {
		const { error } = await addText(text);
		expect(error?.message).toBe(`Signature Text: Not a valid signature file: it is ${kind}`);
		expect(error?.description).toContain('Provide the detached signature');
	});
});

describe('a key that does not work', () => {
	const add = async (options: RunOptions = {}) => {
		const draft = await createDraft();
		emulator.control.clearLog();
		return await run(
			'draftDocument',
			'add',
			{ ...draft, signature: 'certificate' },
			{ items: [await reportItem()], ...options },
		);
	};
	const uploads = () => emulator.control.log({ service: 'extern', method: 'POST' });

	test('a node without the credential says so, and nothing is uploaded', async () => {
		const { error } = await add({ credentials: externCredential });
		expect(error?.message).toContain('Choose the credential with your certificate and private key');
		expect(uploads()).toEqual([]);
	});

	test('an expired certificate signs nothing, and nothing is uploaded', async () => {
		const draft = await createDraft();
		useKey(await certificates.make('rsa', { validity: 'expired' }));
		emulator.control.clearLog();
		const { error } = await run(
			'draftDocument',
			'add',
			{ ...draft, signature: 'certificate' },
			{ items: [await reportItem()] },
		);
		expect(error?.message).toMatch(/^The certificate expired on 2021-01-01/);
		expect(uploads()).toEqual([]);
	});

	test('no key and no password is in outputs, errors or logs', async () => {
		const good = await add();
		useKey(signers[0], { privateKey: `${signers[0].keyPem.slice(0, 400)}`, keyPassword: 'Key-Secret-55' });
		const draft = { accountId: locator(accountOf(emulator).id), draftId: locator(lastDraft().id) };
		const bad = await run(
			'draftDocument',
			'add',
			{ ...draft, signature: 'certificate' },
			{ items: [await reportItem()], onError: 'continueRegularOutput' },
		);
		expect(String(bad.json[0].error)).toContain('cannot be read');
		const shown = everythingShown(good, bad, engine.log);
		const lines = readFileSync(signers[0].paths.key, 'utf8')
			.split('\n')
			.filter((line) => line.length > 40);
		expect(lines.length).toBeGreaterThan(0);
		expect([...lines, 'Key-Secret-55'].filter((secret) => shown.includes(secret))).toEqual([]);
	});
});
