import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { IncomingFacts } from '../../emulator/extern/incoming/incoming';
import { withOpenssl } from '../../support/openssl';
import { sampleCells } from '../../support/sampling';
import { gostDescribe, TestCertificates, type TestCertificate } from '../../support/testCertificates';
import { INN, oneFile, pdf, replyTo, shortenWaits } from './demand.fixture';
import { binaryItem, claimSize, useBinaryData, type RunOptions, type RunResult } from '../engine/engine';
import { Job, locator } from './job.fixture';
import { externCredential } from '../engine/kontur';
import { SENDER_ADDRESS } from '../../support/senderAddress';

/*
 * A mistake in the input of a job gives a one-sentence error with the file, if any, and what to do, and
 * nothing is sent. The same for "Report: Send" is in send-report.test.ts.
 */

useBinaryData('filesystem');

const nobody = '0b0b0b0b-0b0b-4b0b-8b0b-0b0b0b0b0b0b';

let certificates: TestCertificates;
let own: TestCertificate;
let expired: TestCertificate;
let stranger: TestCertificate;
beforeAll(async () => {
	shortenWaits();
	certificates = await TestCertificates.create();
	own = await certificates.make('rsa', { inn: INN });
	expired = await certificates.make('rsa', { inn: INN, validity: 'expired' });
	stranger = await certificates.make('rsa', { inn: '7802048930' });
});
afterAll(async () => {
	jest.restoreAllMocks();
	await certificates.remove();
});

let job: Job;
beforeEach(async () => {
	job = await Job.start(own, { verifySignatures: true });
});
afterEach(async () => await job.close());

/** What others would see if something was sent. */
const exchanged = () =>
	[...job.account.docflows.values()].map(({ id, status, documents }) => [id, status, documents.length]);

interface Expected {
	message: RegExp;
	/** What the advice holds. */
	advice?: RegExp;
	/** Only read: nothing was made at Kontur either. */
	onlyRead?: boolean;
}

/** Runs a job and expects that it refuses. */
async function refused(
	run: () => Promise<RunResult>,
	{ message, advice = /./, onlyRead = true }: Expected,
): Promise<void> {
	job.emulator.control.clearLog();
	const before = exchanged();
	const { error, json } = await run();
	expect(json).toEqual([]);
	expect(error?.message).toMatch(message);
	expect(error?.message).not.toContain('\n');
	// Advice stands below the sentence or behind it, or the sentence itself says what to do.
	expect(`${error?.message}. ${error?.description ?? ''}`).toMatch(/(^Choose|\. [A-Z])[^.]{20,}/);
	expect(`${error?.message}\n${error?.description ?? ''}`).toMatch(advice);
	const acted = job.emulator.control.log({ service: 'extern', acted: true });
	expect(acted.filter(({ path }) => path.endsWith('/send'))).toEqual([]);
	if (onlyRead) expect(acted.filter(({ method }) => method !== 'GET')).toEqual([]);
	expect(exchanged()).toEqual(before);
}

const receive = async (facts: IncomingFacts = {}) =>
	(await job.emulator.control.createIncoming(job.account.id, facts)).id;

const noRights: Expected = { message: /^This login has no access to the account or object$/ };
const notThere: Expected = { message: /^Kontur\.Extern has no such object$/ };
const wrongValue: Expected = { message: /^Kontur\.Extern did not accept the values of this request$/ };
const isExpired: Expected = { message: /^The certificate expired on 2021-01-01/ };
const noCredential: Expected = { message: /^Choose the credential with your certificate and private key/ };

type Ask = (docflowId: string, parameters?: IDataObject, options?: RunOptions) => Promise<RunResult>;

const asking =
	(resource: string, operation: string, given: IDataObject = {}): Ask =>
	async (docflowId, parameters, options) =>
		await job.run(resource, operation, { docflowId: locator(docflowId), ...given, ...parameters }, options);

const senderIpAddress = SENDER_ADDRESS;
const jobs: Array<[string, IncomingFacts, Ask]> = [
	['docflow.wait', {}, asking('docflow', 'wait', { options: { timeout: 1 } })],
	['docflow.downloadDocuments', {}, asking('docflow', 'downloadDocuments')],
	['docflow.answer', { type: 'fns534-cu-letter' }, asking('docflow', 'answer', { senderIpAddress })],
	[
		'documentsRequest.fetch',
		{ type: 'fss-sedo-proactive-payments-demand' },
		asking('documentsRequest', 'fetch', { options: { timeout: 1 } }),
	],
	[
		'demand.reply',
		{},
		async (id, parameters, options) => await replyTo(job, id, [await oneFile()], parameters, options),
	],
];

const without = (...names: string[]) => jobs.filter(([name]) => !names.includes(name));
const drawn = (mistake: string, all = jobs) => sampleCells('Mistakes of users', mistake, all, 2);

test.each(drawn('no rights'))('%s: an account without rights', async (_name, facts, ask) => {
	const id = await receive(facts);
	await refused(async () => await ask(id, { accountId: locator(nobody) }), noRights);
});

test.each(drawn('not there'))(
	'%s: a document flow that does not exist',
	async (_name, _facts, ask) => await refused(async () => await ask(nobody), notThere),
);

test.each(drawn('invalid ID'))(
	'%s: an invalid ID',
	async (_name, _facts, ask) =>
		await refused(async () => await ask('see mail'), { ...wrongValue, advice: /docflowId must be a GUID/ }),
);

test.each(drawn('no certificate', without('docflow.wait')))(
	'%s: no certificate',
	async (name, facts, ask) => {
		const isRead = name === 'docflow.downloadDocuments';
		const id = await receive({ ...facts, ...(isRead && { encryptFor: own.pem }) });
		await refused(async () => await ask(id, {}, { credentials: externCredential }), noCredential);
	},
);

// What came in before it expired is read with an expired one.
test.each(drawn('expired', without('docflow.wait', 'docflow.downloadDocuments')))(
	'%s: an expired certificate',
	async (_name, facts, ask) => {
		job.useCertificate(expired);
		const id = await receive(facts);
		await refused(async () => await ask(id), isExpired);
	},
);

describe('docflow.downloadDocuments', () => {
	const [, [, , download]] = jobs;

	test('a file that is encrypted for somebody else', async () => {
		const id = await receive({ encryptFor: stranger.pem });
		await refused(async () => await download(id), {
			message: /^ON_\S+\.xml: The document is not encrypted for the certificate in the credential$/,
		});
	});
});

describe('docflow.answer', () => {
	const [, , [, , answer]] = jobs;
	const letter = { type: 'fns534-cu-letter' };

	test('a certificate of somebody else', async () => {
		job.useCertificate(stranger);
		const id = await receive(letter);
		await refused(async () => await answer(id), {
			...wrongValue,
			advice: /INN of the certificate differs from INN of the sender/,
		});
	});

	test('no right to send', async () => {
		const id = await receive(letter);
		job.emulator.control.addFault({ method: 'POST', path: '/send$', status: 403, times: 9 });
		await refused(async () => await answer(id), { ...noRights, onlyRead: false });
	});

	test('an invalid address', async () => {
		const id = await receive(letter);
		for (const address of ['office', '192.168.1.10']) {
			await refused(async () => await answer(id, { senderIpAddress: address }), {
				message: new RegExp(`${address}.* is (not an IP address|an address inside a network)`),
				advice: /yandex\.ru\/internet/,
			});
			expect(job.requests()).toEqual([]);
		}
		await refused(async () => await answer(id, { senderIpAddress: '2a02:6b8::1' }), {
			...wrongValue,
			advice: /Field 'sender-ip' must be an IPv4 address/,
			onlyRead: false,
		});
	});
});

gostDescribe('documentsRequest.fetch', () => {
	const [, , , [, , fetch]] = jobs;
	const message = { type: 'fss-sedo-proactive-payments-demand' };

	test('a certificate of somebody else', async () => {
		job.useCertificate(await certificates.make('gost2012_256', { inn: '7802048930' }));
		const id = await receive(message);
		await refused(async () => await fetch(id), {
			...wrongValue,
			advice: /INN of the certificate differs from INN of the sender/,
		});
	});

	test('a document flow of another authority', async () => {
		const id = await receive({ type: 'fns534-cu-letter' });
		await refused(async () => await fetch(id), {
			message: /^The documents of this document flow cannot be requested$/,
			advice: /^Choose an incoming message from the social fund/m,
		});
	});

	test('an invalid power of attorney', async () => {
		job.useCertificate(await certificates.make('gost2012_256', { inn: INN }));
		const id = await receive(message);
		const additionalFields = { machineReadableWarrantId: 'No. 17' };
		await refused(async () => await fetch(id, { additionalFields }), {
			...wrongValue,
			advice: /Field 'machine-readable-warrant-id' must be a GUID/,
		});
	});

	test('no right to ask', async () => {
		job.useCertificate(await certificates.make('gost2012_256', { inn: INN }));
		const id = await receive(message);
		job.emulator.control.addFault({ method: 'POST', path: '/send$', status: 403, times: 9 });
		await refused(async () => await fetch(id), { ...noRights, onlyRead: false });
	});
});

describe('demand.reply', () => {
	type File = { content: Buffer | string; fileName: string; size?: number };

	const reply = async (files: Record<string, File>, parameters: IDataObject = {}) => {
		const id = await receive();
		const item: INodeExecutionData = await binaryItem({}, files);
		for (const [field, { size }] of Object.entries(files)) {
			if (size !== undefined) await claimSize(item, field, size);
		}
		return async () => await replyTo(job, id, [item], parameters);
	};

	const good = { content: pdf('contract'), fileName: 'contract.pdf' };
	const invoice = { content: '<?xml version="1.0"?><Файл ИдФайл="ON_1"/>', fileName: 'ON_1.xml' };

	test.each<[string, Record<string, File>, Expected]>([
		[
			'an empty file',
			{ good, data: { content: '', fileName: 'empty.pdf' } },
			{ message: /^empty\.pdf: the file is empty$/ },
		],
		[
			'a file that is too large',
			{ good, data: { content: pdf('huge'), fileName: 'huge.pdf', size: 60 * 1024 * 1024 + 1 } },
			{ message: /^huge\.pdf: the file is larger than 60 MB$/ },
		],
		[
			'a kind of file that the tax office does not take',
			{ good, data: { content: 'x', fileName: 'table.xlsx' } },
			{ message: /^table\.xlsx: the file is a text file, although its name ends in \.xlsx$/ },
		],
		[
			'UTF-8 that says windows-1251',
			{ data: { content: '<?xml version="1.0" encoding="windows-1251"?><Файл/>', fileName: 'a.xml' } },
			{ message: /^a\.xml: the file declares .* windows-1251 in its first line, but is in UTF-8$/ },
		],
		[
			'windows-1251 that says UTF-8',
			{
				data: {
					content: Buffer.concat([
						Buffer.from('<?xml version="1.0" encoding="UTF-8"?><'),
						Buffer.from([0xd4, 0xe0, 0xe9, 0xeb]),
						Buffer.from('/>'),
					]),
					fileName: 'b.xml',
				},
			},
			{ message: /^b\.xml: the file declares .* UTF-8 in its first line, but is in windows-1251$/ },
		],
	])('%s', async (_what, files, expected) => {
		await refused(await reply(files), expected);
	});

	test("a payer other than the demand's", async () => {
		await refused(await reply({ good }, { additionalFields: { payerInn: '7802048930' } }), {
			message: new RegExp(`^The demand is for the payer with INN ${INN}, not for 7802048930$`),
		});
	});

	test('a sender with an invalid INN', async () => {
		await refused(await reply({ good }, { additionalFields: { senderInn: '123' } }), {
			...wrongValue,
			advice: /Field 'sender\.inn' is not a valid INN/,
		});
	});

	test('a binary field that the item does not have', async () => {
		await refused(await reply({ good }, { binaryPropertyNames: 'scan' }), { message: /scan/ });
	});

	test('no file at all', async () => {
		await refused(await reply({}), { message: /^The item has no file to send$/ });
	});

	const withSignature = async (content: Buffer) =>
		await reply(
			{ invoice, signature: { content, fileName: 'invoice.sig' } },
			{ documentDetails: { documents: [{ pages: 'invoice', signatureBinaryPropertyName: 'signature' }] } },
		);

	const signed = async (content: string, ...more: string[]) =>
		await withOpenssl(
			async ({ file, run }) =>
				await run(
					...['cms', '-sign', '-binary', '-outform', 'DER', '-md', 'sha256', ...more],
					...['-signer', stranger.paths.certificate, '-inkey', stranger.paths.key],
					...['-in', await file('signed', content)],
				),
		);

	test('a signature of another file', async () => {
		await refused(await withSignature(await signed('another file')), {
			message: /^ON_1\.xml: the signature does not belong to this file$/,
			advice: /The signature is in the field "signature"/,
		});
	});

	test('a signature of the file itself is taken', async () => {
		const run = await withSignature(await signed(invoice.content));
		expect((await run()).error).toBeUndefined();
	});

	test('a signature that cannot be checked here is left to Kontur', async () => {
		const run = await withSignature(await signed(invoice.content, '-nocerts'));
		expect((await run()).error).toBeUndefined();
	});

	test('a tax office that Kontur does not know', async () => {
		await refused(await reply({ good }, { additionalFields: { recipientCode: '0000' } }), {
			message: /^Kontur cannot encrypt for the recipient 0000, so nothing was sent$/,
			onlyRead: false,
		});
	});

	test('a tax office with an invalid code', async () => {
		await refused(await reply({ good }, { additionalFields: { recipientCode: 'Moscow' } }), {
			...wrongValue,
			advice: /Field 'recipient\.ifns-code' must have 4 digits/,
		});
	});

	test('an invalid demand item number', async () => {
		await refused(await reply({ good }, { additionalFields: { claimItemNumber: 'first' } }), {
			message: /^contract\.pdf: "first" is not a demand item number$/,
		});
	});

	test('a certificate of somebody else', async () => {
		const path = '/v1/{accountId}/drafts/{draftId}/tasks/{apiTaskId}';
		const run = await reply({ good });
		const description = 'ИНН сертификата отличается от ИНН отправителя';
		const error = {
			description,
			source: '/',
			level: 'Error',
			type: 'CrossCheckReportCert',
			tags: '',
			id: '1',
		};
		// Which document is wrong is known only when there are drafts.
		job.emulator.control.changeAnswers(({ route }, json) => {
			const task = json as IDataObject;
			if (route !== path || task['task-type'] !== 'urn:task-type:check' || !task['task-result']) return json;
			const [draft] = [...job.account.drafts.values()].filter(({ meta }) => meta.relatedDocument);
			const [, document] = draft.documents.keys();
			return {
				...task,
				'task-result': { data: { 'documents-errors': { [document]: [error] }, 'common-errors': [] } },
			};
		});
		job.useCertificate(stranger);
		await refused(run, {
			message: /^Kontur found errors in the documents, so nothing was sent$/,
			advice: new RegExp(`contract\\.pdf: ${description}`),
			onlyRead: false,
		});
	});

	test('an invalid address', async () => {
		for (const address of ['office', '127.0.0.1']) {
			await refused(await reply({ good }, { senderIpAddress: address }), {
				message: new RegExp(`${address}.* is (not an IP address|the address of a computer to itself)`),
				advice: /yandex\.ru\/internet/,
			});
			expect(job.requests()).toEqual([]);
		}
		await refused(await reply({ good }, { senderIpAddress: '2a02:6b8::1' }), {
			...wrongValue,
			advice: /Field 'sender\.ipaddress' must be an IPv4 address/,
			onlyRead: false,
		});
	});

	test('no right to send', async () => {
		job.emulator.control.addFault({ method: 'POST', path: '/send$', status: 403, times: 9 });
		await refused(await reply({ good }), { ...noRights, onlyRead: false });
	});
});
