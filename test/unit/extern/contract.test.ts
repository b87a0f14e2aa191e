import { contractRequest } from '../../../nodes/KonturExtern/api/contract';
import { jsonObject } from '../../../nodes/KonturExtern/api/parameters';

const form = {
	contractType: 'ION5',
	contractFrom: 'fields',
	customContractType: '',
	subscriptionType: 'subscribe',
	contract: '{}',
	contractVersion: '',
	periodFrom: '2026-01-01T00:00:00',
	periodTo: '2026-03-31',
	responseFormat: 4,
	taxpayerName: ' ООО Ромашка ',
	chiefName: 'Иванов Иван Иванович',
	signerType: 'chief',
	representativeDocument: 'Доверенность',
	representativeWarrantId: '',
	kbkCodes: '',
	balanceDetails: {},
	additionalFields: {},
} satisfies Parameters<typeof contractRequest>[0];

type Form = Parameters<typeof contractRequest>[0];
const build = (more: Partial<Form>) => contractRequest({ ...form, ...more });
const dataOf = (more: Partial<Form>) => build(more).body.data;

describe('a request to the tax office, from fields', () => {
	const period = { ДатаНач: '01.01.2026', ДатаКон: '31.03.2026' };

	test('has the frame that all share', () => {
		expect(build({})).toEqual({
			query: { type: 'ION5', version: '3' },
			body: {
				version: '3',
				data: { ФормОтв: 4 },
				'additional-org-info': {
					'document-sender': { 'sender-full-name': 'ООО Ромашка' },
					'signer-type': 'chief',
					taxpayer: {
						kpp: undefined,
						'taxpayer-chief-fio': 'Иванов Иван Иванович',
						'taxpayer-full-name': 'ООО Ромашка',
					},
				},
			},
		});
	});

	test.each(['ION3', 'ION6', 'ION8', 'ION9'])('%s is about a period', (contractType) => {
		expect(dataOf({ contractType })).toEqual({ ФормОтв: 4, ...period });
	});

	test('ION4 is about all budget codes or a list of them', () => {
		const contractType = 'ION4';
		expect(dataOf({ contractType })).toEqual({ ФормОтв: 4, ...period, ЗапрКБК: { ПрКБК: 1 } });
		expect(dataOf({ contractType, kbkCodes: '1, 2' })).toMatchObject({
			ЗапрКБК: { ПрКБК: 2, ПеречКБК: [{ КБК: '1' }, { КБК: '2' }] },
		});
	});

	test('ION7 has no period, and lists of codes with what they need only', () => {
		const contractType = 'ION7';
		expect(dataOf({ contractType })).toEqual({
			ФормОтв: 4,
			ДеталСпр: { ДеталСвед: 0, ИнфПрНач: 0, РасчСуммПени: 0, ДеталНачСумм: 0 },
		});
		const balanceDetails = { include: ['ИнфПрНач'], oktmoCodes: '65701000', quarter: 1, year: 2026 };
		expect(dataOf({ contractType, balanceDetails })).toMatchObject({
			ДеталСпр: { ИнфПрНач: 1, СвДеталСум: { ПрПредДетал: 1, Квартал: 1, Год: 2026 } },
			ЗапрОКТМО: { ПрОКТМО: 2, ПеречОКТМО: [{ ОКТМО: '65701000' }] },
			ЗапрКБК: { ПрКБК: 1 },
			ЗапрКПП: { ПрКПП: 1 },
		});
		expect(() => build({ contractType, kbkCodes: '1' })).toThrow(/Lists of codes need accrued amounts/);
		expect(() => build({ contractType, balanceDetails: { year: 2026 } })).toThrow(/both Details by Quarter/);
	});

	test('a representative is named with the power of attorney', () => {
		const { body } = build({ signerType: 'representative', representativeWarrantId: 'w' });
		expect(body['additional-org-info']).toMatchObject({
			'signer-type': 'representative',
			'representative-document-name': 'Доверенность',
			'representative-document-warrant-id': 'w',
		});
	});

	test('a period has two dates, in order, in one calendar year', () => {
		const contractType = 'ION3';
		expect(() => build({ contractType, periodTo: '' })).toThrow('"Period To" must be a date');
		expect(() => build({ contractType, periodTo: '2025-12-31' })).toThrow('must not be later');
		expect(() => build({ contractType, periodTo: '2027-01-01' })).toThrow('one calendar year at a time');
	});

	test.each(['taxpayerName', 'chiefName'])('%s is required', (name) => {
		expect(() => build({ [name]: ' ' })).toThrow(/is empty\. Fill it in/);
	});

	test('JSON is taken where it is chosen, and for the types without a form', () => {
		const contract = '{ "data": {} }';
		expect(build({ contractFrom: 'json', contract }).body).toEqual({ data: {} });
		expect(build({ contractType: 'ZPED', contract }).body).toEqual({ data: {} });
	});
});

test.each([
	['{ // note\n "a": 1 }', { a: 1 }],
	['// note\r\n{ "a": "http://b" // "c"\n}', { a: 'http://b' }],
	[String.raw`{ "a": "\"// b" } // ёж "`, { a: '"// b' }],
	[String.raw`{ "a\\": 1 } //`, { 'a\\': 1 }],
])('comments in JSON are allowed: %j', (text, value) => {
	expect(jsonObject(text, 'Contract')).toEqual(value);
});

test.each(['{ "a": 1 / 2 }', '{ "a": "// b }', '{ "a": 1, }', '// {}', '/* {} */ {}'])(
	'other texts are no JSON: %j',
	(text) => {
		expect(() => jsonObject(text, 'Contract')).toThrow('must be a JSON object');
	},
);
