import { gzipSync } from 'node:zlib';
import type { IDataObject } from 'n8n-workflow';
import { readCertificate } from '../../emulator/auth/certificate';
import { isSignedBy } from '../../emulator/auth/cms';
import { storeBytes } from '../../emulator/extern/files/contentStore';
import { addDocument } from '../../emulator/extern/docflows/docflowStore';
import type { DocflowDocument } from '../../emulator/extern/model';
import { zipOne } from '../../emulator/extern/files/zip';
import { startEmulator, type Emulator } from '../../emulator/server';
import { account as accountOf } from '../../emulator/support';
import { shortenPauses } from '../../support/pauses';
import { TestCertificates, type TestCertificate } from '../../support/testCertificates';
import { readBinary, useBinaryData, type Engine } from '../engine/engine';
import {
	certificateCredential,
	EXTERN,
	externCredential,
	externSettings,
	konturEngine,
} from '../engine/kontur';
import { drawnGostKinds, drawnKinds } from '../jobs/job.fixture';
import { encryptCms, settingsOf } from '../signing/signature.fixture';
import { SENDER_ADDRESS } from '../../support/senderAddress';

/* What comes from the authority is decrypted, printed and answered in place; openssl judges every signature. */

useBinaryData('filesystem');

let emulator: Emulator;
let engine: Engine;
let certificates: TestCertificates;
let own: TestCertificate;
let number = 0;

beforeAll(async () => {
	certificates = await TestCertificates.create();
});
afterAll(async () => await certificates.remove());
beforeEach(async () => {
	shortenPauses(20);
	const options = { taskMs: 1, docflowVisibleMs: 1, verifySignatures: true };
	emulator = await startEmulator({ options });
	const password = `Exchange-${process.pid}-${++number}`;
	for (const user of emulator.state.auth.users.values()) user.password = password;
	engine = konturEngine(emulator);
	engine.credentials.set('extern', { ...externSettings(emulator), password });
	await useCertificate('rsa');
});
afterEach(async () => {
	jest.restoreAllMocks();
	await emulator.close();
});

const known = new Map<string, TestCertificate>();

/** The account's own certificate, in the credential. */
async function useCertificate(kind: TestCertificate['kind']) {
	const { inn } = accountOf(emulator);
	const certificate = known.get(kind + inn) ?? (await certificates.make(kind, { inn }));
	known.set(kind + inn, certificate);
	own = certificate;
	engine.store.put('certificate', {
		name: 'Certificate',
		type: 'konturCertificateApi',
		data: settingsOf(certificate),
	});
}

const credentials = { ...externCredential, ...certificateCredential };

async function run(resource: string, operation: string, parameters: IDataObject) {
	const accountId = accountOf(emulator).id;
	emulator.control.clearLog();
	return await engine.run(EXTERN, { resource, operation, accountId, ...parameters }, { credentials });
}

async function one(resource: string, operation: string, parameters: IDataObject) {
	const { items, error } = await run(resource, operation, parameters);
	if (error) throw error;
	expect(items).toHaveLength(1);
	return items[0];
}

const sends = () =>
	emulator.control.log({ service: 'extern' }).filter(({ route }) => route?.endsWith('/send'));

/** A letter from the tax office; its file as given, or as the emulator makes it up. */
function letter(file?: { bytes: Buffer; encrypted?: boolean; compressed?: boolean }) {
	const owner = accountOf(emulator);
	const { id } = emulator.control.receiveDocflow(owner.id, { type: 'fns534-cu-letter' });
	const [document] = owner.docflows.get(id)?.documents ?? [];
	if (file) {
		const { bytes, encrypted = false, compressed = false } = file;
		const content = storeBytes(emulator.state.extern, owner, 'application/octet-stream', bytes);
		document.contents = [{ contentId: content.id, encrypted, compression: compressed ? 'zip' : 'none' }];
	}
	document.replyTypes = ['fns534-cu-letter-receipt'];
	return { ids: { docflowId: id, documentId: document.id }, document };
}

const original = ({ contentId }: DocflowDocument) => emulator.control.content(contentId).bytes;

describe('the file of a document', () => {
	const text = Buffer.from('<Файл/>'.repeat(5000));

	test.each([
		['zip', () => zipOne('letter.xml', text)],
		['gzip', () => gzipSync(text)],
	])('is decrypted and unpacked: %s', async (_name, pack) => {
		const bytes = await encryptCms([own], pack(), 'aes256');
		const { ids } = letter({ bytes, encrypted: true, compressed: true });
		const { json, binary } = await one('docflowDocument', 'download', { ...ids, decrypt: true });
		expect(json).toMatchObject({ encrypted: false, compressed: false, size: text.length });
		expect(await readBinary(binary?.data)).toEqual(text);
	});

	test('stays as it is where nothing else is asked for', async () => {
		const bytes = await encryptCms([own], zipOne('letter.xml', text), 'aes256');
		const { ids } = letter({ bytes, encrypted: true, compressed: true });
		const encrypted = await one('docflowDocument', 'download', ids);
		expect(encrypted.json).toMatchObject({ encrypted: true, compressed: true });
		expect(await readBinary(encrypted.binary?.data)).toEqual(bytes);
		const packed = await one('docflowDocument', 'download', { ...ids, decrypt: true, unzip: false });
		expect(packed.json).toMatchObject({ encrypted: false, compressed: true });
		expect(await readBinary(packed.binary?.data)).toEqual(zipOne('letter.xml', text));
	});

	test('encrypted for somebody else says so', async () => {
		const stranger = await certificates.make('rsa', { name: 'Чужой' });
		const { ids, document } = letter({
			bytes: await encryptCms([stranger], text, 'aes256'),
			encrypted: true,
		});
		document.encryptedFor = ['0A0B0C'];
		const { error } = await run('docflowDocument', 'download', { ...ids, decrypt: true });
		expect(error?.message).toBe('The document is not encrypted for the certificate in the credential');
		expect(error?.description).toContain('serial number 0A0B0C');
	});

	test('a damaged archive is reported', async () => {
		const { ids } = letter({ bytes: gzipSync(text).subarray(0, 40), compressed: true });
		const { error } = await run('docflowDocument', 'download', ids);
		expect(error?.message).toContain('The archive is damaged');
	});

	test('is printed after it was decrypted here; Kontur keeps the decrypted file', async () => {
		const { ids, document } = letter();
		const bytes = await encryptCms([own], zipOne('letter.xml', original(document)), 'aes256');
		const content = storeBytes(emulator.state.extern, accountOf(emulator), 'application/octet-stream', bytes);
		document.contents = [{ contentId: content.id, encrypted: true, compression: 'zip' }];

		const refused = await run('docflowDocument', 'print', ids);
		expect(refused.error?.message).toContain('no decrypted file');

		const printed = await one('docflowDocument', 'print', { ...ids, contentFrom: 'certificate' });
		expect((await readBinary(printed.binary?.data)).toString('latin1')).toMatch(/^%PDF-/);
		expect(printed.json).toMatchObject({ fileName: 'fns534-cu-letter.pdf', 'task-state': 'succeed' });

		await one('docflowDocument', 'uploadDecrypted', { ...ids, contentFrom: 'certificate' });
		const { json, binary } = await one('docflowDocument', 'download', ids);
		expect(json.encrypted).toBe(false);
		expect(await readBinary(binary?.data)).toEqual(original(document));
		const again = await one('docflowDocument', 'print', { ...ids, waitForCompletion: false });
		expect(again.binary).toBeUndefined();
		expect(again.json).toMatchObject({ taskId: again.json.id, 'task-type': 'urn:task-type:docflowPrint' });
	});
});

describe('a reply', () => {
	const sender = { senderIpAddress: SENDER_ADDRESS };

	/** The receipt for a letter, signed with the credential. */
	async function signedReceipt() {
		const { ids } = letter();
		const created = await one('reply', 'create', ids);
		expect(created.json.documentType).toBe('fns534-cu-letter-receipt');
		const reply = { ...ids, replyId: String(created.json.id) };
		await one('reply', 'sign', reply);
		return reply;
	}

	test.each(drawnKinds('reply'))('is made, signed in place and sent: %s', async (kind) => {
		await useCertificate(kind);
		const { json } = await one('reply', 'send', { ...(await signedReceipt()), ...sender });
		expect(json).toMatchObject({ status: 'urn:docflow-common-status:finished', alreadySent: false });
		expect(sends()).toHaveLength(1);
	});

	test('that was sent gives the document flow when run again', async () => {
		const reply = await signedReceipt();
		const first = await one('reply', 'send', { ...reply, ...sender });
		const second = await one('reply', 'send', { ...reply, ...sender });
		expect(second.json).toEqual({ ...first.json, alreadySent: true });
	});

	test.each([
		['before', 2],
		['after', 1],
	] as const)('is sent once when the connection is cut %s the server has acted', async (cut, times) => {
		const reply = await signedReceipt();
		emulator.control.addFault({ service: 'extern', method: 'POST', path: '/send$', cut });
		const { json } = await one('reply', 'send', { ...reply, ...sender });
		expect(json).toMatchObject({ status: 'urn:docflow-common-status:finished', alreadySent: false });
		expect(sends()).toHaveLength(times);
		const documents = accountOf(emulator).docflows.get(reply.docflowId)?.documents ?? [];
		expect(documents.filter(({ type }) => type === 'fns534-cu-letter-receipt')).toHaveLength(1);
	});

	test('whose fate stays unknown is not sent again', async () => {
		const reply = await signedReceipt();
		emulator.control.addFault({ service: 'extern', method: 'POST', path: '/send$', cut: 'before' });
		emulator.control.addFault({
			service: 'extern',
			method: 'GET',
			path: '/replies/',
			status: 500,
			times: 99,
		});
		const { error } = await run('reply', 'send', { ...reply, ...sender });
		expect(error?.message).toContain('it is not known whether the request was carried out');
		expect(sends()).toHaveLength(1);
	});

	test('unsigned is refused with what Kontur says', async () => {
		const { ids } = letter();
		const { json } = await one('reply', 'create', ids);
		const { error } = await run('reply', 'send', { ...ids, replyId: json.id, ...sender });
		expect(error?.description).toContain('not signed');
		expect(sends()).toHaveLength(1);
	});

	test('must be chosen if several are possible; if none is, an error says so', async () => {
		const { ids, document } = letter();
		document.replyTypes = ['fns534-demand-receipt', 'fns534-demand-acceptance-result-positive'];
		const several = await run('reply', 'create', ids);
		expect(several.error?.message).toContain(document.replyTypes.join(', '));
		document.replyTypes = [];
		const none = await run('reply', 'create', ids);
		expect(none.error?.message).toContain('requires no reply');
	});

	test('that declines a demand names the reasons', async () => {
		const { ids, document } = letter();
		document.replyTypes = ['fns534-demand-acceptance-result-negative'];
		await one('reply', 'create', {
			...ids,
			documentType: 'fns534-demand-acceptance-result-negative',
			declineNoticeErrorCodes: ['0300300030', '0100300003'],
		});
		const [{ query }] = emulator.control
			.log({ service: 'extern' })
			.filter(({ route }) => route?.endsWith('/generate-reply'));
		expect(query).toMatchObject({ declineNoticeErrorCode: ['0300300030', '0100300003'] });
	});

	test.each(drawnGostKinds('read mark'))(
		'of the social fund is signed bare, its read mark not at all: %s',
		async (kind) => {
			await useCertificate(kind);
			const { id, documents } = await emulator.control.createIncoming(accountOf(emulator).id, {
				type: 'fss-sedo-pvso-notification',
				automatic: true,
			});
			const notice = documents.find(({ type }) => type.endsWith('notification-message'));
			const ids = { docflowId: id, documentId: notice?.id, documentType: 'custom' };
			const type = 'fss-sedo-pvso-notification-receipt';
			const notified = await one('reply', 'create', {
				...ids,
				customDocumentType: `urn:document:${type}-notification-message`,
			});
			expect(notified.json['data-to-sign']).toEqual(expect.any(String));
			const reply = { ...ids, replyId: notified.json.id };
			const { json } = await one('reply', 'sign', reply);
			expect(Buffer.from(String(json.signature), 'base64')).toHaveLength(kind === 'gost2012_512' ? 128 : 64);
			await one('reply', 'send', { ...reply, ...sender });

			const mark = await one('reply', 'create', { ...ids, customDocumentType: type });
			const sent = await one('reply', 'send', { ...ids, replyId: mark.json.id, ...sender });
			expect(sent.json.status).toBe('urn:docflow-common-status:processed');
		},
	);
});

test.each(drawnGostKinds('documents request'))(
	'documents from the social fund are asked for with a bare signature: %s',
	async (kind) => {
		await useCertificate(kind);
		const { id } = await emulator.control.createIncoming(accountOf(emulator).id, {
			type: 'fss-sedo-proactive-payments-demand',
		});
		const created = await one('documentsRequest', 'create', { docflowId: id });
		const request = { docflowId: id, documentsRequestId: created.json.id };
		await one('documentsRequest', 'sign', request);
		emulator.control.addFault({ service: 'extern', method: 'POST', path: '/send$', cut: 'after' });
		const { json } = await one('documentsRequest', 'send', request);
		expect(json).toMatchObject({ status: 'urn:docflow-common-status:arrived', alreadySent: false });
		expect((await one('documentsRequest', 'send', request)).json.alreadySent).toBe(true);
	},
);

test('a reply to the pension fund: the encrypted protocol is opened, signed and sent', async () => {
	const owner = accountOf(emulator);
	const { id } = emulator.control.receiveDocflow(owner.id, {
		type: 'pfr-report',
		status: 'response-arrived',
		documentType: 'pfr-report-protocol',
	});
	const [document] = owner.docflows.get(id)?.documents ?? [];
	const plain = original(document);
	const bytes = await encryptCms([own], plain, 'aes256');
	const content = storeBytes(emulator.state.extern, owner, 'application/octet-stream', bytes);
	document.contents = [{ contentId: content.id, encrypted: true, compression: 'none' }];

	const ids = { docflowId: id, documentId: document.id };
	const { json: created } = await one('pfrReply', 'create', ids);
	const [{ id: replyDocumentId }] = created.documents as Array<{ id: string }>;
	const reply = { ...ids, replyId: created.id, replyDocumentId };
	await one('pfrReply', 'uploadDecrypted', reply);
	await one('pfrReply', 'sign', reply);
	const { json: signed } = await one('pfrReply', 'get', reply);
	const [{ 'decrypted-content': decrypted, signature }] = signed.documents as Array<Record<string, string>>;
	expect(Buffer.from(decrypted, 'base64')).toEqual(plain);
	const signer = readCertificate(own.der);
	expect(signer && (await isSignedBy(Buffer.from(signature, 'base64'), plain, [signer]))).toBe(true);
	const address = { senderIpAddress: SENDER_ADDRESS };
	const sent = await one('pfrReply', 'send', { ...reply, ...address });
	expect(sent.json).toMatchObject({ status: 'urn:docflow-common-status:finished', alreadySent: false });
	expect((await one('pfrReply', 'send', { ...reply, ...address })).json.alreadySent).toBe(true);
});

describe('a demand', () => {
	async function demand() {
		const owner = accountOf(emulator);
		const { id } = emulator.control.receiveDocflow(owner.id);
		const docflow = owner.docflows.get(id);
		if (!docflow) throw new Error('the demand is not there');
		return { owner, docflow, ids: { docflowId: id, documentId: docflow.documents[0].id } };
	}

	test('gets exactly the labels that it shall have', async () => {
		const { ids } = await demand();
		for (const labels of ['срочно, бухгалтерия, архив', 'юрист, бухгалтерия', '']) {
			const { json } = await one('docflowDocument', 'update', {
				...ids,
				updateFields: { labels, comment: 'x' },
			});
			const { requisites } = json.description as { requisites: { labels?: Array<{ name: string }> } };
			expect(requisites.labels?.map(({ name }) => name).sort() ?? []).toEqual(
				labels.split(', ').filter(Boolean).sort(),
			);
		}
	});

	test('is given to somebody, with date, number and status', async () => {
		const { ids } = await demand();
		const [person] = (await run('docflow', 'getDemandAssignees', {})).json;
		const { json } = await one('docflowDocument', 'update', {
			...ids,
			updateFields: {
				assigneeId: person.id,
				demandDate: '2024-05-20T00:00:00',
				demandStatus: 'done',
				comment: 'спросить юриста',
				commentColor: 'red',
			},
		});
		expect((json.description as IDataObject).requisites).toMatchObject({
			assignees: [{ id: person.id }],
			'demand-date': '2024-05-20',
			'demand-status': 'done',
			comment: { text: 'спросить юриста', color: 'red' },
		});
	});

	test('an update without changes fails before any request', async () => {
		const { ids } = await demand();
		const { error } = await run('docflowDocument', 'update', { ...ids, updateFields: {} });
		expect(error?.message).toContain('Nothing to change');
		expect(emulator.control.log({ service: 'extern' })).toEqual([]);
	});

	test('is checked with attachments that are given', async () => {
		const { owner, docflow, ids } = await demand();
		const { extern } = emulator.state;
		addDocument(extern, owner, docflow, { type: 'fns534-demand', filename: 'ON_DOCNPNO.xml', at: 0 });
		const other = storeBytes(extern, owner, 'application/pdf', Buffer.from('another file'));
		const check = async (attachment: IDataObject[]) =>
			await one('docflow', 'checkDemand', { docflowId: ids.docflowId, attachments: { attachment } });
		const codes = (await check([])).json['error-codes'];
		const given = [{ documentId: ids.documentId, contentId: other.id }];
		expect(codes).not.toContain('0100100004');
		expect((await check(given)).json['error-codes']).toContain('0100100004');
	});
});
