import type { IDataObject } from 'n8n-workflow';
import { withOpenssl } from '../../support/openssl';
import { sampleCells } from '../../support/sampling';
import { makePfx, signCms, TestCertificates, type TestCertificate } from '../../support/testCertificates';
import { cp1251 } from '../../support/reports/reconstruction';
import { pdfFile } from './content-kinds';
import { INN, shortenWaits } from '../jobs/demand.fixture';
import { binaryItem, useBinaryData } from '../engine/engine';
import { Job, locator } from '../jobs/job.fixture';
import { zip } from '../../support/zip';
import { encryptCms } from '../signing/signature.fixture';
import { SENDER_ADDRESS } from '../../support/senderAddress';

/*
 * A signature that was made elsewhere is checked before it is posted: a detached CMS signature over exactly this file.
 * What is none is refused before any request, with the reason and the file; a right one passes in every form.
 */

useBinaryData('filesystem');

const content = cp1251(
	'<?xml version="1.0" encoding="windows-1251"?>\r\n<Файл ИдФайл="NO_1"><Документ/></Файл>',
);
const fileName = 'NO_1.xml';
const uid = '0123456789abcdef0123456789abcdef';

interface Wrong {
	bytes: Buffer;
	reason: RegExp;
	/** Seen only with the file. */
	needsFile?: boolean;
}

let certificates: TestCertificates;
let own: TestCertificate;
let other: TestCertificate;
let job: Job;
/** Wrong signatures of a content. */
let wrongFor: (signed: Buffer) => Promise<Record<string, Wrong>>;

beforeAll(async () => {
	shortenWaits();
	certificates = await TestCertificates.create();
	own = await certificates.make('rsa', { inn: INN });
	other = await certificates.make('rsa', { name: 'Чужой' });
	job = await Job.start(own);
	const collection = await withOpenssl(
		async ({ run }) =>
			await run('crl2pkcs7', '-nocrl', '-certfile', own.paths.certificate, '-outform', 'DER'),
	);
	const pfx = await makePfx(own, 'secret');
	const none = (kind: string) => new RegExp(`Not a valid signature file: it is ${kind}$`);
	wrongFor = async (signed) => {
		const signature = await signCms(own, signed);
		const another = /the signature does not belong to this file$/;
		return {
			'a certificate': { bytes: own.der, reason: none('a certificate') },
			'a certificate as PEM': { bytes: Buffer.from(own.pem), reason: none('a certificate') },
			'a collection of certificates': {
				bytes: collection,
				reason: /the signature file contains certificates but no signature$/,
			},
			'a key file': { bytes: pfx, reason: none('a key file with a password \\(PFX\\)') },
			'a private key': { bytes: Buffer.from(own.keyPem), reason: none('a private key') },
			'a text': { bytes: Buffer.from('подпись будет позже'), reason: none('a text file') },
			'the file itself': { bytes: signed, reason: /Not a valid signature file: it is (an XML|a text) file$/ },
			'a PDF': { bytes: pdfFile(), reason: none('a PDF document') },
			JSON: { bytes: Buffer.from('{"error":"not found"}'), reason: none('JSON') },
			'a web page': {
				bytes: Buffer.from('<html><body>502</body></html>'),
				reason: none('a web page \\(HTML\\)'),
			},
			'a signature in a ZIP archive': {
				bytes: zip([{ name: 'a.sig', content: signature }]),
				reason: none('a ZIP archive'),
			},
			'an encrypted file': {
				bytes: await encryptCms([own], signed, 'aes256'),
				reason: none('an encrypted file \\(CMS\\)'),
			},
			nothing: { bytes: Buffer.alloc(0), reason: /Not a valid signature file: it is empty$/ },
			'an attached signature': {
				bytes: await signCms(own, signed, { attached: true }),
				reason: /the signature contains a document$/,
			},
			'half a signature': {
				bytes: signature.subarray(0, 700),
				reason: /The signature is damaged or not in a readable format$/,
			},
			'a signature of another file': {
				bytes: await signCms(own, Buffer.concat([signed, Buffer.from('\n')])),
				reason: another,
				needsFile: true,
			},
			'a signature of an empty file': {
				bytes: await signCms(own, Buffer.alloc(0)),
				reason: another,
				needsFile: true,
			},
			'a signature of the base64 text': {
				bytes: await signCms(own, Buffer.from(signed.toString('base64'))),
				reason: /the signature was made over the base64 text of this file, not over the file$/,
				needsFile: true,
			},
			'a signature with a changed value': {
				bytes: Buffer.concat([signature.subarray(0, -1), Buffer.from([(signature.at(-1) ?? 0) ^ 1])]),
				reason: another,
				needsFile: true,
			},
		};
	};
});
afterAll(async () => {
	jest.restoreAllMocks();
	await job.close();
	await certificates.remove();
});

const id = '0b0b0b0b-0b0b-4b0b-8b0b-0b0b0b0b0b0b';
const senderIpAddress = SENDER_ADDRESS;
const draft = { draftId: locator(id), documentId: id };
const inDocflow = { docflowId: locator(id), documentId: id, replyId: id };
const builder = {
	draftsBuilderId: id,
	documentId: id,
	builderType: 'fns534-inventory',
	signature: 'binary',
};
const uploaded = { source: 'contentId', contentId: id, additionalFields: { fileName } };

interface Place {
	resource: string;
	operation: string;
	parameters: (signature: Buffer) => IDataObject;
	/** What is signed; undefined where only Kontur has the file. */
	signed?: Buffer;
	/** What the error names. */
	named: string;
	/** The signature is the only file of the item. */
	isAlone?: boolean;
}

const withFile = (resource: string, operation: string, parameters: () => IDataObject): Place => ({
	...{ resource, operation, parameters, signed: content, named: fileName },
});
const alone = (resource: string, operation: string, parameters: IDataObject): Place => ({
	...{ resource, operation, named: 'given.sig', isAlone: true },
	parameters: () => ({ signatureFrom: 'binary', ...parameters }),
});
const asText = (resource: string, operation: string, parameters: IDataObject): Place => ({
	...{ resource, operation, named: 'Signature Text', isAlone: true },
	parameters: (signature) => ({
		...{ signatureFrom: 'text', signatureText: signature.toString('base64') },
		...parameters,
	}),
});
const gosuslugi = { organizationId: locator(id), gosuslugiUid: uid };

const PLACES: Record<string, Place> = {
	'report.send': withFile('report', 'send', () => ({
		...{ signatureFrom: 'binary', senderCertificate: own.pem, senderIpAddress },
		additionalFields: {
			...{ recipientType: 'ifns-code', recipientCode: '0087' },
			...{ senderInn: INN, senderKpp: '771001001' },
		},
	})),
	'draftDocument.add': withFile('draftDocument', 'add', () => ({ ...draft, signature: 'binary' })),
	'draftDocument.update': withFile('draftDocument', 'update', () => ({ ...draft, signature: 'binary' })),
	'draftsBuilderFile.create': withFile('draftsBuilderFile', 'create', () => builder),
	'draftsBuilderFile.update': withFile('draftsBuilderFile', 'update', () => ({ ...builder, fileId: id })),
	'demand.reply': withFile('demand', 'reply', () => ({
		...{ relatedDocflowId: locator(id), senderIpAddress },
		documentDetails: { documents: [{ pages: 'data', signatureBinaryPropertyName: 'signature' }] },
	})),
	'organization.authorizeGosuslugi': {
		...alone('organization', 'authorizeGosuslugi', gosuslugi),
		...{ signed: Buffer.from(uid), named: 'Gosuslugi Key' },
	},
	'organization.authorizeGosuslugi as text': {
		...asText('organization', 'authorizeGosuslugi', gosuslugi),
		...{ signed: Buffer.from(uid), named: 'Gosuslugi Key' },
	},
	'draftDocument.add of a content': {
		...withFile('draftDocument', 'add', () => ({ ...draft, ...uploaded, signature: 'binary' })),
		signed: undefined,
	},
	'draftsBuilderFile.create of a content': {
		...withFile('draftsBuilderFile', 'create', () => ({ ...builder, ...uploaded })),
		signed: undefined,
	},
	'draftSignature.add': alone('draftSignature', 'add', draft),
	'draftSignature.add as text': asText('draftSignature', 'add', draft),
	'draftSignature.update': alone('draftSignature', 'update', { ...draft, signatureId: id }),
	'reply.sign': alone('reply', 'sign', inDocflow),
	'reply.sign as text': asText('reply', 'sign', inDocflow),
	'pfrReply.sign': alone('pfrReply', 'sign', { ...inDocflow, replyDocumentId: id }),
	'pfrReply.sign as text': asText('pfrReply', 'sign', { ...inDocflow, replyDocumentId: id }),
	'documentsRequest.sign': alone('documentsRequest', 'sign', {
		docflowId: locator(id),
		documentsRequestId: id,
	}),
};

async function post({ resource, operation, parameters, isAlone }: Place, signature: Buffer) {
	const given = { content: signature, fileName: 'given.sig' };
	const item = await binaryItem(
		{},
		isAlone ? { data: given } : { data: { content, fileName }, signature: given },
	);
	job.emulator.control.clearLog();
	const names = {
		binaryPropertyName: 'data',
		binaryPropertyNames: '*',
		signatureBinaryPropertyName: 'signature',
	};
	const all = { ...names, ...parameters(signature) };
	return await job.run(resource, operation, all, { items: [item] });
}

test('every wrong signature at every place is refused before any request, with the reason and the file', async () => {
	const known = {
		[content.toString('hex')]: await wrongFor(content),
		[Buffer.from(uid).toString('hex')]: await wrongFor(Buffer.from(uid)),
	};
	const cells = Object.entries(PLACES).flatMap(([place, { signed, named }]) =>
		Object.entries(known[(signed ?? content).toString('hex')])
			.filter(([, { needsFile }]) => signed !== undefined || !needsFile)
			// An empty text is no parameter.
			.filter(
				([what]) =>
					!(what === 'nothing' && named === 'Signature Text') &&
					!(what === 'nothing' && place.endsWith('text')),
			)
			.map(([what, wrong]) => ({ cell: `${what}, ${place}`, place, wrong })),
	);
	expect(cells.length).toBeGreaterThan(290);
	for (const { cell, place, wrong } of sampleCells('Wrong signatures', 'at all places', cells, 30)) {
		const { error, json } = await post(PLACES[place], wrong.bytes);
		const message = error?.message ?? '';
		expect([cell, json, wrong.reason.test(message), message]).toEqual([cell, [], true, message]);
		expect([cell, message.startsWith(PLACES[place].named), message]).toEqual([cell, true, message]);
		expect([cell, message.includes('\n'), message.includes(uid)]).toEqual([cell, false, false]);
		expect([cell, (error?.description ?? '').length > 20]).toEqual([cell, true]);
		expect([cell, job.emulator.control.log()]).toEqual([cell, []]);
	}
});

test('a signature with another certificate than the sender is refused where the sender is known', async () => {
	const signature = await signCms(other, content);
	const { error } = await post(PLACES['report.send'], signature);
	expect(error?.message).toBe(`${fileName}: the signature was not made with the sender's certificate`);
	expect(job.emulator.control.log()).toEqual([]);
	for (const place of ['draftDocument.add', 'demand.reply', 'draftsBuilderFile.create']) {
		await post(PLACES[place], signature);
		expect([place, job.emulator.control.log().length > 0]).toEqual([place, true]);
	}
});

test('a right signature passes at every place, in every form', async () => {
	const signedBy = async (data: Buffer, ...more: string[]) =>
		await withOpenssl(
			async ({ file, run }) =>
				await run(
					...['cms', '-sign', '-binary', '-outform', 'DER', '-in', await file('data', data)],
					...['-signer', own.paths.certificate, '-inkey', own.paths.key, ...more],
				),
		);
	const formsOf = async (data: Buffer): Promise<Record<string, Buffer>> => {
		const signature = await signCms(own, data);
		const base64 = signature.toString('base64');
		const pem = `-----BEGIN PKCS7-----\r\n${base64.replace(/.{64}/g, '$&\r\n')}\r\n-----END PKCS7-----\r\n`;
		return {
			DER: signature,
			'base64 in one line': Buffer.from(base64),
			'base64 in lines': Buffer.from(base64.replace(/.{76}/g, '$&\r\n')),
			PEM: Buffer.from(pem),
			'PEM in UTF-16': Buffer.from(`\ufeff${pem}`, 'utf16le'),
			CAdES: await signedBy(data, '-cades'),
			'without attributes': await signedBy(data, '-noattr'),
			'of two signers': await signedBy(
				data,
				...['-signer', other.paths.certificate, '-inkey', other.paths.key],
			),
			'by key identifier': await signedBy(data, '-keyid'),
		};
	};
	const forms = { content: await formsOf(content), uid: await formsOf(Buffer.from(uid)) };
	const cells = Object.entries(PLACES).flatMap(([place, { signed }]) =>
		Object.entries(signed && !signed.equals(content) ? forms.uid : forms.content).map(([form, bytes]) => ({
			cell: `${form}, ${place}`,
			place,
			bytes,
		})),
	);
	for (const { cell, place, bytes } of sampleCells('Right signatures', 'at all places', cells, 20)) {
		const { error } = await post(PLACES[place], bytes);
		expect([cell, /signature/i.test(error?.message ?? ''), error?.message]).toEqual([
			cell,
			false,
			error?.message,
		]);
		expect([cell, job.emulator.control.log().length > 0, error?.message]).toEqual([
			cell,
			true,
			error?.message,
		]);
	}
});

test('a raw signature passes only where Kontur takes one, and a text of its length nowhere', async () => {
	const raw = Buffer.alloc(64, 0xa5);
	const takes = ({ isAlone, signed }: Place) => isAlone === true && signed === undefined;
	const cells = Object.entries(PLACES);
	const drawn = [true, false].flatMap((takesRaw) =>
		sampleCells(
			'Raw signatures',
			`taken: ${takesRaw}`,
			cells.filter(([, place]) => takes(place) === takesRaw),
			4,
		),
	);
	for (const [place, given] of drawn) {
		const { error } = await post(given, raw);
		const takesRaw = takes(given);
		expect([place, job.emulator.control.log().length > 0]).toEqual([place, takesRaw]);
		if (!takesRaw)
			expect([place, error?.message]).toEqual([place, expect.stringContaining('Not a valid signature')]);
		if (place.endsWith('text')) continue;
		const text = await post(given, Buffer.from('x'.repeat(64)));
		expect([place, text.error?.message]).toEqual([place, expect.stringContaining('Not a valid signature')]);
	}
});

test('a large file is checked as a stream', async () => {
	const large = Buffer.concat([content, Buffer.alloc(18 * 1024 * 1024, '<!-- -->')]);
	const signature = await signCms(own, large.subarray(1));
	const item = await binaryItem(
		{},
		{ data: { content: large, fileName }, signature: { content: signature, fileName: 'given.sig' } },
	);
	job.emulator.control.clearLog();
	const all = { ...draft, signature: 'binary', signatureBinaryPropertyName: 'signature' };
	const { error } = await job.run('draftDocument', 'add', all, { items: [item] });
	expect(error?.message).toBe(`${fileName}: the signature does not belong to this file`);
	expect(job.emulator.control.log()).toEqual([]);
});
