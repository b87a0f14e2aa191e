import type { IDataObject } from 'n8n-workflow';
import { sampleCells } from '../../support/sampling';
import { signCms } from '../../support/testCertificates';
import { everythingShown } from '../engine/kontur';
import { documentedRequests } from '../jobs/job.fixture';
import { cp1251 } from '../../support/reports/reconstruction';
import {
	signer,
	emulator,
	engine,
	owner,
	guids,
	sample,
	faulty,
	itemOf,
	run,
	sent,
	madeDocflows,
	requests,
	sends,
	contentOf,
	draftOf,
	inTurn,
	anonymous,
	useReports,
} from './report.fixture';

/* The job "Send report": one node from files to a document flow, once, whatever happens on the way. */

useReports();

describe('one report', () => {
	test('needs nothing but its file, and the requests that docs/jobs.md lists', async () => {
		emulator.control.setOptions({ taskMs: 60 });
		const file = sample();
		const json = await sent(await itemOf({ data: file }));
		expect(inTurn(requests().map(anonymous))).toEqual(documentedRequests('Send Report'));
		expect(json).toMatchObject({
			alreadySent: false,
			type: 'urn:docflow:fns534-report',
			sender: { inn: owner.inn, kpp: owner.kpp },
			payer: { inn: owner.inn, kpp: owner.kpp },
			recipient: { 'ifns-code': '0087' },
			isRepresentative: false,
			warnings: [],
			files: [
				{ fileName: file.filename, form: '1151006', periodCode: '21', year: '2024', taxOffice: '0087' },
			],
		});
		expect(madeDocflows().map(({ id }) => id)).toEqual([json.docflowId]);
	});

	test('arrives byte for byte, with the signature of the certificate', async () => {
		const file = sample();
		const json = await sent(await itemOf({ data: file }));
		const [document] = draftOf(json.draftId).documents.values();
		expect(document.description.filename).toBe(file.filename);
		expect(contentOf(String(document.contentId)).equals(file.bytes)).toBe(true);
		expect([...document.signatures.values()].map(({ thumbprint }) => thumbprint)).toEqual([
			signer.thumbprint,
		]);
	});

	test('gets the name that it gives itself when its file has another', async () => {
		const file = sample();
		const json = await sent(await itemOf({ data: { ...file, filename: 'report.xml' } }));
		expect(json.files).toMatchObject([{ fileName: file.filename }]);
	});

	const encodings: Array<[string, string, (text: string) => Buffer]> = [
		['UTF-8', 'UTF-8', (text) => Buffer.from(text)],
		['UTF-8 with a mark', 'UTF-8', (text) => Buffer.from(`\ufeff${text}`)],
		['UTF-8 that says windows-1251', 'windows-1251', (text) => Buffer.from(text)],
		['UTF-16', 'UTF-16', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
		['windows-1251', 'windows-1251', cp1251],
	];

	test.each(sampleCells('Conversions', 'report.send', encodings, 2))(
		'in %s arrives in windows-1251 if one wants',
		async (_what, declared, encode) => {
			const file = sample();
			const text = new TextDecoder('windows-1251').decode(file.bytes);
			const utf8 = encode(text.replace('encoding="windows-1251"', `encoding="${declared}"`));
			const options = { convertToWindows1251: true };
			const json = await sent(await itemOf({ data: { ...file, bytes: utf8 } }), { options });
			const [document] = draftOf(json.draftId).documents.values();
			expect(contentOf(String(document.contentId)).equals(file.bytes)).toBe(true);
			expect([...document.signatures.values()]).toHaveLength(1);
			// It is the same report as the file in windows-1251.
			expect(await sent(await itemOf({ data: file }))).toMatchObject({ alreadySent: true });
		},
	);

	test('with characters that windows-1251 lacks is not converted', async () => {
		const file = sample();
		const utf8 = Buffer.from(
			`<?xml version="1.0" encoding="UTF-8"?>\n<Файл ИдФайл="${file.filename.replace('.xml', '')}"><Документ КНД="1151006" КодНО="0087"><СвНП><НПЮЛ НаимОрг="Ромашка ✓" ИННЮЛ="${owner.inn}" КПП="${owner.kpp}"/></СвНП></Документ></Файл>`,
		);
		const item = await itemOf({ data: { ...file, bytes: utf8 } });
		const { error } = await run(item, { options: { convertToWindows1251: true } });
		expect(error?.message).toMatch(
			/^NO_PRIB_\S+\.xml: the file has characters that windows-1251 lacks: "✓" \(U\+2713\) in line 2/,
		);
		expect(requests()).toEqual([]);
	});

	test('takes signatures that were made elsewhere', async () => {
		const file = sample();
		const signature = await signCms(signer, file.bytes);
		const json = await sent(await itemOf({ data: file, sig: { filename: 'report.sig', bytes: signature } }), {
			binaryPropertyName: '*',
			signatureFrom: 'binary',
			signatureBinaryPropertyName: 'sig',
			senderCertificate: signer.pem,
		});
		const [document] = draftOf(json.draftId).documents.values();
		const [{ content }] = document.signatures.values();
		expect(content.equals(signature)).toBe(true);
	});

	test('of another organization goes by power of attorney', async () => {
		const payer = [...owner.organizations.values()].find(({ inn }) => inn !== owner.inn);
		const file = sample({ inn: payer?.inn, kpp: payer?.kpp, senderInn: owner.inn });
		const json = await sent(await itemOf({ data: file }), {
			additionalFields: { generateWarrant: true, senderKpp: owner.kpp },
		});
		expect(json).toMatchObject({
			isRepresentative: true,
			sender: { inn: owner.inn },
			payer: { inn: payer?.inn },
		});
		expect(draftOf(json.draftId).meta).toMatchObject({
			sender: { 'is-representative': true },
			payer: { inn: payer?.inn },
			draftOptions: { 'generate-warrant': true },
		});
	});

	test('of another organization carries the power of attorney that Kontur has of the payer', async () => {
		const payer = [...owner.organizations.values()].find(({ inn }) => inn !== owner.inn);
		if (!payer) throw new Error('the account has one organization only');
		const file = sample({ inn: payer.inn, kpp: payer.kpp, senderInn: owner.inn });
		const additionalFields = { senderKpp: owner.kpp };
		const json = await sent(await itemOf({ data: file }), { additionalFields });
		expect(payer.mchdId).toEqual(expect.any(String));
		expect(draftOf(json.draftId).meta.additionalInfo).toMatchObject({
			'machine-readable-warrant-id': payer.mchdId,
		});

		payer.mchdId = undefined;
		const { json: without } = await run(
			await itemOf({
				data: sample({ inn: payer.inn, kpp: payer.kpp, senderInn: owner.inn, guid: guids[1] }),
			}),
			{
				additionalFields,
				options: { dryRun: true },
			},
		);
		expect(without).toMatchObject([{ isRepresentative: true, hasErrors: false }]);
		expect(engine.log.map(({ message }) => message).join()).toContain(
			`No power of attorney of the payer ${payer.inn} is attached`,
		);
	});

	test.each([
		['list', /\/organizations$/],
		['answer', /\/organizations\/\{\w+\}$/],
	])('never carries the power of attorney of another client, whatever the %s says', async (_what, of) => {
		const [payer, other] = [...owner.organizations.values()].filter(({ inn }) => inn !== owner.inn);
		expect(other.mchdId).toEqual(expect.any(String));
		let changed = 0;
		emulator.control.changeAnswers(({ route }, json) => {
			if (!of.test(String(route))) return json;
			changed++;
			return JSON.parse(
				JSON.stringify(json)
					.replaceAll(payer.inn, other.inn)
					.replaceAll(String(payer.mchdId), String(other.mchdId)),
			) as typeof json;
		});
		const file = sample({ inn: payer.inn, kpp: payer.kpp, senderInn: owner.inn });
		const json = await sent(await itemOf({ data: file }), { additionalFields: { senderKpp: owner.kpp } });
		expect(changed).toBeGreaterThan(0);
		const { additionalInfo } = draftOf(json.draftId).meta as { additionalInfo?: object };
		expect(additionalInfo ?? {}).not.toHaveProperty('machine-readable-warrant-id');
	});

	test('for the social fund is signed over what Kontur hands out after the check', async () => {
		const file = { filename: 'efs.xml', bytes: Buffer.from('<?xml version="1.0"?><ЭДПФР/>') };
		const json = await sent(await itemOf({ data: file }), {
			additionalFields: {
				...{ recipientType: 'sfr-code', recipientCode: '078-001' },
				...{ senderInn: owner.inn, senderKpp: owner.kpp },
				payerRegistrationNumberSfr: '012-345-678901',
			},
		});
		const [document] = draftOf(json.draftId).documents.values();
		expect(document.dataToSignContentId).toEqual(expect.any(String));
		expect([...document.signatures.values()].map(({ content }) => content.length)).toEqual([256]);
		expect(madeDocflows()).toHaveLength(1);
	});

	test('says on the way what it does', async () => {
		await sent(await itemOf({ data: sample() }));
		const lines = engine.log.filter(({ level }) => level === 'info').map(({ message }) => message);
		for (const step of ['payer', 'uploading', 'checking', 'preparing', 'sending']) {
			expect(lines.filter((line) => line.includes(step))).not.toEqual([]);
		}
	});
});

describe('several files', () => {
	const files = () => {
		const [one, two, three] = guids.map((guid, index) => sample({ guid, knd: `115100${index + 1}` }));
		return { one, two, three };
	};

	test('go up at the same time, each with its signature, in one draft', async () => {
		emulator.control.setOptions({ latencyMs: 40 });
		const item = await itemOf(files());
		const json = await sent(item, { binaryPropertyName: 'one, two, three' });
		const { documents } = draftOf(json.draftId);
		expect([...documents.values()].map(({ description }) => description.filename).sort()).toEqual(
			Object.values(files())
				.map(({ filename }) => filename)
				.sort(),
		);
		expect([...documents.values()].map(({ signatures }) => signatures.size)).toEqual([1, 1, 1]);
		// In turn, the first document would come before the last content.
		const order = requests().filter((route) => /contents|documents/.test(route));
		expect(order.slice(0, 3)).toEqual(Array(3).fill('POST /v1/{accountId}/contents'));
		expect(madeDocflows()).toHaveLength(1);
	});

	test('check errors stop everything, and one error names each file', async () => {
		const bad = Object.fromEntries(
			Object.entries(files()).map(([field, file], index) => [field, index === 1 ? file : faulty(file)]),
		);
		const { error } = await run(await itemOf(bad), { binaryPropertyName: '*' });
		expect(error?.message).toMatch(
			/^3 files \(.*\): Kontur found errors in the documents, so nothing was sent$/,
		);
		expect(error?.description).toContain(`${bad.one.filename}: Неверная контрольная сумма ИНН`);
		expect(error?.description).toContain(`${bad.three.filename}: Неверная контрольная сумма ИНН`);
		expect(error?.description).not.toContain(`${bad.two.filename}: `);
		expect((error?.context as { kontur?: IDataObject }).kontur?.errors).toMatchObject([
			{ fileName: expect.any(String) },
			{ fileName: expect.any(String) },
		]);
		expect(sends()).toBe(0);
	});
});

describe('a dry run', () => {
	test('checks and prepares, sends nothing and leaves no draft', async () => {
		const before = owner.drafts.size;
		const json = await sent(await itemOf({ data: sample() }), { options: { dryRun: true } });
		expect(json).toMatchObject({
			dryRun: true,
			hasErrors: false,
			errors: [],
			recipient: { 'ifns-code': '0087' },
		});
		expect(requests().filter((route) => /prepare$/.test(route))).toHaveLength(1);
		expect(sends()).toBe(0);
		expect(owner.drafts.size).toBe(before);
	});

	test('gives the errors of each file as output', async () => {
		const before = owner.drafts.size;
		const file = sample();
		const json = await sent(await itemOf({ data: faulty(file) }), { options: { dryRun: true } });
		expect(json).toMatchObject({ hasErrors: true, errors: [{ fileName: file.filename, level: 'Error' }] });
		expect(owner.drafts.size).toBe(before);
	});

	test('does not touch the draft of a sending that was interrupted', async () => {
		emulator.control.addFault({ method: 'POST', path: '/check$', status: 400, body: { message: 'no' } });
		const item = await itemOf({ data: sample() });
		expect((await run(item)).error).toBeDefined();
		const drafts = owner.drafts.size;
		await sent(item, { options: { dryRun: true } });
		expect(owner.drafts.size).toBe(drafts);
	});
});

test('no key is in outputs, errors or logs', async () => {
	const good = await run(await itemOf({ data: sample() }));
	const bad = await run(await itemOf({ data: sample({ office: '0000' }) }));
	const shown = everythingShown(good, bad, engine.log);
	const lines = signer.keyPem.split('\n').filter((line) => line.length > 40);
	expect(lines.length).toBeGreaterThan(5);
	expect(lines.filter((line) => shown.includes(line))).toEqual([]);
});
