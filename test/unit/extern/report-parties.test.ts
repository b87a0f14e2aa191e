import { demandDocumentId, partiesOf } from '../../../nodes/KonturExtern/jobs/demand/demandParties';
import { about } from '../../../nodes/KonturExtern/api/refusal';
import { fieldNames, type ReportFile } from '../../../nodes/KonturExtern/jobs/report/reportFiles';
import { resolveParties, type GivenParties } from '../../../nodes/KonturExtern/jobs/report/reportParties';
import type { Party, Recognition } from '../../../nodes/shared/formats/reports/types';

const company: Party = { inn: '7811223344', kpp: '781101001' };
const other: Party = { inn: '6676130154', kpp: '667601001' };

type Facts = Partial<Recognition>;

const file = (told: Facts, fileName = 'a.xml', type?: string): ReportFile => ({
	...{ field: 'data', fileName, contentType: 'application/xml', size: 1, sha256: 'aa', type },
	facts: { role: 'report', authority: 'taxOffice', problems: [], ...told },
	open: async () => await Promise.reject(new Error('not read')),
});
const given: GivenParties = { senderInn: '', senderKpp: '', recipientType: 'file', recipientCode: '' };
const facts: Facts = { payer: company, sender: other, office: '0087', transit: '9972' };
const resolve = (files: ReportFile[], more: Partial<GivenParties> = {}) =>
	resolveParties(files, { ...given, ...more });

describe('the parties of a report', () => {
	test('are those of the file; who sends for another is a representative', () => {
		expect(resolve([file(facts)])).toEqual({
			sender: other,
			payer: company,
			recipientType: 'ifns-code',
			recipientCode: '0087',
			mriCode: '9972',
			isRepresentative: true,
		});
	});

	test('if the file names no sender, the payer sends, without a representative', () => {
		expect(resolve([file({ payer: company, office: '0087' })])).toMatchObject({
			sender: company,
			isRepresentative: false,
		});
	});

	test('user input takes precedence; the KPP in the file applies only to its own INN', () => {
		const said = { senderInn: '1', recipientType: 'sfr-code', recipientCode: ' 078-001 ' } as const;
		const fund = file({ ...facts, authority: 'socialFund' });
		expect(resolve([fund], said)).toMatchObject({
			sender: { inn: '1', kpp: undefined },
			recipientType: 'sfr-code',
			recipientCode: '078-001',
			mriCode: undefined,
		});
		expect(resolve([file(facts)], { senderInn: other.inn }).sender).toEqual(other);
		expect(resolve([file(facts)], { isRepresentative: false }).isRepresentative).toBe(false);
	});

	test('the social fund and its office are those of the file', () => {
		const fund = file({ role: 'report', authority: 'socialFund', payer: company, office: '078-001' });
		expect(resolve([fund])).toMatchObject({ recipientType: 'sfr-code', recipientCode: '078-001' });
	});

	test('attachments of any kind go with a report', () => {
		const others = (['attachment', 'document', 'unknown'] as const).map((role) =>
			file({ role, authority: undefined }),
		);
		expect(resolve([file(facts), ...others]).payer).toEqual(company);
	});

	test('a type that the user gives makes a report of any file', () => {
		const letter = file({ role: 'unknown', authority: undefined }, 'a.pdf', 'urn:document:stat-letter');
		const said = { senderInn: company.inn, recipientType: 'togs-code', recipientCode: '78-01' } as const;
		expect(resolve([letter], said).recipientType).toBe('togs-code');
	});

	test('a power of attorney does not name them, unless it comes alone', () => {
		const warrant = file({ payer: other, office: '0099' }, 'dov.xml', 'urn:document:x');
		expect(resolve([warrant, file(facts)]).payer).toEqual(company);
		expect(resolve([warrant]).payer).toEqual(other);
	});

	test.each<[string, ReportFile[], Partial<GivenParties>, RegExp]>([
		[
			'two payers',
			[file(facts), file({ ...facts, payer: other }, 'b.xml')],
			{},
			/^b\.xml: the payer is .* in a\.xml/,
		],
		[
			'two KPP of one payer',
			[file(facts), file({ ...facts, payer: { ...company, kpp: '1' } }, 'b.xml')],
			{},
			/^b\.xml: the payer is INN 7811223344, KPP 1, but/,
		],
		[
			'another payer than given',
			[file(facts)],
			{ payerInn: '1' },
			/^a\.xml: the payer in the report has INN/,
		],
		['no sender', [file({ office: '0087' })], {}, /who the sender is$/],
		['no payer, but a sender', [file({ sender: other, office: '0087' })], {}, /who the payer is$/],
		[
			'another KPP',
			[file(facts)],
			{ payerKpp: '1' },
			/^a\.xml: the payer in the report has KPP 781101001, not 1$/,
		],
		[
			'another office',
			[file(facts)],
			{ recipientType: 'ifns-code', recipientCode: '0099' },
			/^a\.xml: the report is for the tax office 0087, not 0099$/,
		],
		[
			'another authority',
			[file({ ...facts, formName: 'НДС', period: 'I квартал', year: '2026', correction: '1' })],
			{ recipientType: 'sfr-code', recipientCode: '078-001' },
			/^a\.xml: the file is for the tax office \(НДС, I квартал 2026, корректировка 1\), not for the social fund$/,
		],
		[
			'reports of two authorities',
			[file(facts), file({ authority: 'socialFund' }, 'b.xml')],
			{},
			/^b\.xml: the authority is/,
		],
		[
			'one report twice',
			[file({ ...facts, fileId: 'A' }), file({ ...facts, fileId: 'A' })],
			{},
			/^a\.xml: two files have this name/,
		],
		[
			'a report for the Interior Ministry',
			[file({ authority: 'mvd' })],
			{},
			/^a\.xml: the file is for the Interior Ministry/,
		],
		['a receipt', [file(facts), file({ role: 'receipt' }, 'b.xml')], {}, /^b\.xml: the file is a receipt/],
		[
			'a demand',
			[file({ role: 'incoming', formName: 'Требование' })],
			{},
			/^a\.xml: .*\(Требование\) that came from/,
		],
		[
			'an invoice',
			[file({ ...facts, role: 'document', formName: 'УПД' })],
			{},
			/^a\.xml: .*formalized document \(УПД\)/,
		],
		[
			'something else',
			[file({ ...facts, role: 'unknown' })],
			{},
			/^a\.xml: the file is not in a report format/,
		],
		['no recipient', [file({ payer: company })], {}, /who the recipient is$/],
	])('%s', (_name, files, more, message) => {
		expect(() => resolve(files, more)).toThrow(message);
	});
});

describe('the parties of an answer to a demand', () => {
	const demand = { id: 'flow', description: { 'payer-inn': '7811223344-781101001', cu: '0087' } };
	const parties = (more: Parameters<typeof partiesOf>[1]['additionalFields'] = {}) =>
		partiesOf(demand, { additionalFields: more });

	test('are those of the demand', () => {
		expect(parties()).toEqual({
			...{ senderInn: company.inn, senderKpp: company.kpp, recipientCode: '0087' },
			...{ payerInn: company.inn, payerKpp: company.kpp },
		});
	});

	test('a separate sender does not get the KPP of the payer', () => {
		expect(parties({ senderInn: '1' })).toMatchObject({ senderInn: '1', senderKpp: '' });
		expect(parties({ payerInn: company.inn }).payerKpp).toBeUndefined();
	});

	test('another payer, and what is unknown', () => {
		expect(() => parties({ payerInn: '1' })).toThrow(/payer with INN 7811223344, not for 1$/);
		const unknown = { id: 'flow' };
		expect(() => partiesOf(unknown, { additionalFields: {} })).toThrow(/which payer/);
		expect(() => partiesOf(unknown, { additionalFields: { payerInn: '1' } })).toThrow(/which tax office/);
	});

	test('the file of the demand: the named one, or the only one', () => {
		const attachment = (id: string) => ({
			id,
			description: { type: 'urn:document:fns534-demand-attachment' },
		});
		const one = { id: 'flow', documents: [attachment('a'), { id: 'b' }] };
		expect(demandDocumentId(one, '')).toBe('a');
		expect(demandDocumentId(one, ' B ')).toBe('b');
		expect(() => demandDocumentId(one, 'c')).toThrow(/no document with this/);
		expect(() => demandDocumentId({ id: 'flow', documents: [attachment('a'), attachment('c')] }, '')).toThrow(
			/several files/,
		);
		expect(() => demandDocumentId({ id: 'flow' }, '')).toThrow(/no file of a demand/);
	});
});

describe('files of the item', () => {
	const input = { json: {}, binary: { a: {}, b: {}, c: {} } } as never;

	test('all, all but some, some once', () => {
		expect(fieldNames({ input }, '*')).toEqual(['a', 'b', 'c']);
		expect(fieldNames({ input }, '*', ['b'])).toEqual(['a', 'c']);
		expect(fieldNames({ input }, 'b, a, b')).toEqual(['b', 'a']);
		expect(() => fieldNames({ input }, ' ')).toThrow(/no file to send/);
	});

	test('an error begins with its file once', () => {
		const text = (message: string, ...known: string[]) => {
			try {
				return about('a.xml', ...known)(new Error(message));
			} catch (error) {
				return (error as Error).message;
			}
		};
		expect(text('no')).toBe('a.xml: no');
		expect(text('a.xml: no')).toBe('a.xml: no');
		expect(text('b.xml: no', 'b.xml')).toBe('b.xml: no');
	});
});
