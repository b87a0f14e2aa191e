import { demandDocumentId, partiesOf } from '../../../nodes/KonturExtern/jobs/demand/demandParties';
import type { Party, ReportFacts } from '../../../nodes/KonturExtern/jobs/report/reportFacts';
import { about, fieldNames, type ReportFile } from '../../../nodes/KonturExtern/jobs/report/reportFiles';
import { resolveParties, type GivenParties } from '../../../nodes/KonturExtern/jobs/report/reportParties';

const company: Party = { inn: '7811223344', kpp: '781101001' };
const other: Party = { inn: '6676130154', kpp: '667601001' };

const file = (facts: ReportFacts, fileName = 'a.xml', type?: string): ReportFile => ({
	...{ field: 'data', fileName, contentType: 'application/xml', size: 1, sha256: 'aa', facts, type },
	open: async () => await Promise.reject(new Error('not read')),
});
const given: GivenParties = { senderInn: '', senderKpp: '', recipientType: 'file', recipientCode: '' };
const facts: ReportFacts = { payer: company, sender: other, taxOffice: '0087', transit: '9972' };
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
		expect(resolve([file({ payer: company, taxOffice: '0087' })])).toMatchObject({
			sender: company,
			isRepresentative: false,
		});
	});

	test('user input takes precedence; the KPP in the file applies only to its own INN', () => {
		const said = { senderInn: '1', recipientType: 'sfr-code', recipientCode: ' 078-001 ' } as const;
		expect(resolve([file(facts)], said)).toMatchObject({
			sender: { inn: '1', kpp: undefined },
			recipientType: 'sfr-code',
			recipientCode: '078-001',
			mriCode: undefined,
		});
		expect(resolve([file(facts)], { senderInn: other.inn }).sender).toEqual(other);
		expect(resolve([file(facts)], { isRepresentative: false }).isRepresentative).toBe(false);
	});

	test('a power of attorney does not name them, unless it comes alone', () => {
		const warrant = file({ payer: other, taxOffice: '0099' }, 'dov.xml', 'urn:document:x');
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
		['no sender', [file({ taxOffice: '0087' })], {}, /who the sender is$/],
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
