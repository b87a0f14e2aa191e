import type { INodeExecutionData } from 'n8n-workflow';
import { sampleCells } from '../../support/sampling';
import { signCms } from '../../support/testCertificates';
import { claimSize } from '../engine/engine';
import { fundForms } from '../../support/reports/fundForms';
import { bytesOf, type Reconstruction } from '../../support/reports/reconstruction';
import { taxForms } from '../../support/reports/taxForms';
import {
	certificates,
	signer,
	other,
	emulator,
	owner,
	useKey,
	guids,
	sample,
	type File,
	itemOf,
	locator,
	run,
	madeDocflows,
	unsentDrafts,
	requests,
	sends,
	useReports,
} from './report.fixture';

/* What a user can get wrong about a report. */

useReports();

describe("a user's mistake gives a one-sentence error with the file, and nothing is sent", () => {
	let drafts: ReadonlySet<string>;
	beforeEach(() => {
		drafts = new Set(owner.drafts.keys());
	});

	interface Expected {
		message: RegExp;
		/** Refused before anything is asked of Kontur. */
		locally?: boolean;
	}

	async function refused(
		item: INodeExecutionData,
		parameters: object,
		{ message, locally = true }: Expected,
	) {
		const { error, json } = await run(item, parameters);
		expect(json).toEqual([]);
		expect(error?.message).toMatch(message);
		expect(error?.message).not.toContain('\n');
		// Advice, below the sentence or behind it.
		expect(`${error?.message}. ${error?.description ?? ''}`).toMatch(/\. [A-Z][^.]{20,}/);
		expect(sends()).toBe(0);
		expect(madeDocflows()).toEqual([]);
		if (locally) {
			expect(requests()).toEqual([]);
			expect(unsentDrafts(drafts)).toEqual([]);
		}
	}

	const declared1251 = /encoding="windows-1251"/;
	const utf8 = (text: string, file: File) => ({ ...file, bytes: Buffer.from(text, 'utf8') });
	const textOf = (file: File) => new TextDecoder('windows-1251').decode(file.bytes);

	test('wrong encoding: UTF-8', async () => {
		const file = sample();
		const item = await itemOf({ data: utf8(textOf(file).replace(declared1251, 'encoding="UTF-8"'), file) });
		await refused(
			item,
			{},
			{ message: /^NO_PRIB_\S+\.xml: the file is in UTF-8; the tax office accepts only windows-1251$/ },
		);
	});

	test('wrong encoding: UTF-8 that says windows-1251', async () => {
		const file = sample();
		await refused(
			await itemOf({ data: utf8(textOf(file), file) }),
			{},
			{
				message:
					/^NO_PRIB_\S+\.xml: the file declares .* windows-1251 in its first line, but is in UTF-8; the tax office/,
			},
		);
	});

	test('wrong encoding: windows-1251 that says UTF-8', async () => {
		const file = sample();
		const bytes = Buffer.from(
			file.bytes.toString('latin1').replace(declared1251, 'encoding="utf-8"'),
			'latin1',
		);
		await refused(
			await itemOf({ data: { ...file, bytes } }),
			{},
			{
				message:
					/^NO_PRIB_\S+\.xml: the file declares the encoding utf-8 in its first line, but is in windows-1251; the/,
			},
		);
	});

	test('an empty file', async () => {
		const item = await itemOf({ data: { ...sample(), bytes: Buffer.alloc(0) } });
		await refused(item, {}, { message: /^NO_PRIB_\S+\.xml: the file is empty$/ });
	});

	test('a file that is larger than Kontur takes', async () => {
		const item = await itemOf({ data: sample() });
		await claimSize(item, 'data', 31 * 1024 ** 3);
		await refused(item, {}, { message: /^NO_PRIB_\S+\.xml: the file is larger than 30 GB$/ });
	});

	test('a file whose part Kontur refuses as too large', async () => {
		emulator.control.addFault({ path: '/contents$', status: 413, times: 9 });
		await refused(
			await itemOf({ data: sample() }),
			{},
			{
				message: /^NO_PRIB_\S+\.xml: A part of the file is larger than Kontur\.Extern accepts$/,
				locally: false,
			},
		);
	});

	test('another payer than the file says', async () => {
		await refused(
			await itemOf({ data: sample() }),
			{ additionalFields: { payerInn: '7811223344' } },
			{
				message: /^NO_PRIB_\S+\.xml: the payer in the report has INN \d+, not 7811223344$/,
			},
		);
	});

	test('files of two payers', async () => {
		const [second] = [...owner.organizations.values()].filter(({ inn }) => inn !== owner.inn);
		const item = await itemOf({
			one: sample(),
			two: sample({ guid: guids[1], inn: second.inn, kpp: second.kpp }),
		});
		await refused(
			item,
			{ binaryPropertyName: 'one,two' },
			{
				message:
					/^NO_PRIB_\S+\.xml: the payer is INN \d+, KPP \d+, but INN \d+, KPP \d+ in NO_PRIB_\S+\.xml$/,
			},
		);
	});

	test('an expired certificate in the credential', async () => {
		useKey(await certificates.make('rsa', { validity: 'expired' }));
		await refused(
			await itemOf({ data: sample() }),
			{},
			{
				message: /^NO_PRIB_\S+\.xml: The certificate expired on 2021-01-01/,
			},
		);
	});

	test('an expired certificate that is pasted', async () => {
		const expired = await certificates.make('rsa', { validity: 'expired' });
		const item = await itemOf({ data: sample(), signature: { filename: 's.sig', bytes: Buffer.from('x') } });
		await refused(
			item,
			{ signatureFrom: 'binary', senderCertificate: expired.pem },
			{
				message: /^NO_PRIB_\S+\.xml: The certificate expired on 2021-01-01/,
			},
		);
	});

	describe('a given signature', () => {
		const given = async (signature: Buffer, more: object = {}) => {
			const item = await itemOf({ data: sample(), signature: { filename: 's.sig', bytes: signature } });
			return [item, { signatureFrom: 'binary', senderCertificate: signer.pem, ...more }] as const;
		};

		test('of another file', async () => {
			const [item, more] = await given(await signCms(signer, sample({ guid: guids[1] }).bytes));
			await refused(item, more, {
				message: /^NO_PRIB_\S+\.xml: the signature does not belong to this file$/,
			});
		});

		test('of another certificate', async () => {
			const [item, more] = await given(await signCms(other, sample().bytes));
			await refused(item, more, {
				message: /^NO_PRIB_\S+\.xml: the signature was not made with the sender's certificate$/,
			});
		});

		test('with the document inside', async () => {
			const [item, more] = await given(await signCms(signer, sample().bytes, { attached: true }));
			await refused(item, more, { message: /^NO_PRIB_\S+\.xml: the signature contains a document$/ });
		});

		test('that is invalid', async () => {
			const [item, more] = await given(Buffer.from('no signature'));
			const { error } = await run(item, more);
			expect(error?.message).toMatch(/^NO_PRIB_\S+\.xml: Not a valid signature file/);
			expect(requests()).toEqual([]);
		});

		test('that is missing', async () => {
			const [item, more] = await given(Buffer.from('x'), { binaryPropertyName: 'data,data2' });
			const second = await itemOf({ data2: sample({ guid: guids[1] }) });
			const both = { ...item, binary: { ...item.binary, ...second.binary } };
			await refused(both, more, { message: /^NO_PRIB_\S+\.xml: 2 files have 1 signatures$/ });
		});
	});

	test('a recipient that the file does not tell', async () => {
		const item = await itemOf({ data: { filename: 'letter.pdf', bytes: Buffer.from('%PDF-1.4') } });
		await refused(
			item,
			{ additionalFields: { senderInn: owner.inn } },
			{
				message: /^letter\.pdf: the file does not say who the recipient is$/,
			},
		);
	});

	test('a recipient that Kontur cannot read', async () => {
		await refused(
			await itemOf({ data: sample() }),
			{ additionalFields: { recipientType: 'ifns-code', recipientCode: '87' } },
			{ message: /^NO_PRIB_\S+\.xml: the report is for the tax office 0087, not 87$/ },
		);
		const letter = { filename: 'letter.pdf', bytes: Buffer.from('%PDF-1.4') };
		await refused(
			await itemOf({ data: letter }),
			{
				additionalFields: { recipientType: 'ifns-code', recipientCode: '87', senderInn: owner.inn },
				fileDetails: { files: [{ binaryPropertyName: 'data', type: 'urn:document:fns534-letter' }] },
			},
			{
				message: /^letter\.pdf: Kontur\.Extern did not accept the values of this request$/,
				locally: false,
			},
		);
	});

	test('a recipient that Kontur does not know', async () => {
		await refused(
			await itemOf({ data: sample({ office: '0000' }) }),
			{},
			{
				message: /^NO_PRIB_\S+\.xml: Kontur cannot encrypt for the recipient 0000, so nothing was sent$/,
				locally: false,
			},
		);
	});

	const RECIPIENTS = {
		'fss-code': ['78001', 'socialFund'],
		'ifns-code': ['6670', 'taxOffice'],
		'sfr-code': ['075-001', 'socialFund'],
		'togs-code': ['78-01', 'statistics'],
		'upfr-code': ['075-001', 'socialFund'],
	} as const;
	const asFile = (one: Reconstruction): File => ({ filename: one.fileName, bytes: bytesOf(one) });
	const wrongs = Object.entries(RECIPIENTS).flatMap(([recipientType, [recipientCode, authority]]) => {
		const others = [...taxForms, ...fundForms].filter(
			({ expected }) => expected.role !== 'report' || expected.authority !== authority,
		);
		return others
			.filter(({ expected }) => !['attachment', 'powerOfAttorney', 'request'].includes(expected.role))
			.map((one) => ({ recipientType, recipientCode, one, title: one.title }));
	});

	test.each(sampleCells('Foreign files', 'report.send', wrongs, 10))(
		'$title for the recipient $recipientType',
		async ({ recipientType, recipientCode, one }) => {
			await refused(
				await itemOf({ data: asFile(one) }),
				{
					additionalFields: { recipientType, recipientCode, senderInn: owner.inn, senderKpp: owner.kpp },
				},
				{
					message:
						/: the file is (for the|a receipt|a formalized document|not in a report format|a document)/,
				},
			);
		},
	);

	test('no rights', async () => {
		const nobody = '0b0b0b0b-0b0b-4b0b-8b0b-0b0b0b0b0b0b';
		await refused(
			await itemOf({ data: sample() }),
			{ accountId: locator(nobody) },
			{
				message: /^NO_PRIB_\S+\.xml: This login has no access to the account or object$/,
				locally: false,
			},
		);
	});

	test('no file', async () => {
		const { error } = await run({ json: {} }, { binaryPropertyName: '*' });
		expect(error?.message).toBe('The item has no file to send');
	});
});
