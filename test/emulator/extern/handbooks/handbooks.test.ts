import type { AxiosInstance } from 'axios';

import { http, signIn } from '../../support';
import { startEmulator, type Emulator } from '../../server';

let emulator: Emulator;
let client: AxiosInstance;

beforeAll(async () => {
	emulator = await startEmulator();
});
beforeEach(async () => {
	emulator.control.reset();
	client = await signIn(emulator);
});
afterAll(async () => await emulator.close());

type Row = Record<string, unknown>;

const units = async (query: string): Promise<{ total: number; rows: Row[] }> => {
	const { data } = await client.get(`/v1/handbooks/control-units?take=1000&${query}`);
	return { total: data['total-count'], rows: data['control-units'] };
};

describe('control units', () => {
	test.each(['fns', 'fss', 'fst', 'pfr', 'rtn', 'stat', 'mvd'])('of the type %s', async (type) => {
		const { rows, total } = await units(`type=${type}`);
		expect(rows).toHaveLength(total);
		expect(new Set(rows.map((row) => row.type))).toEqual(new Set([type]));
	});

	test('the types share the whole list out, and inactive ones come only when asked for', async () => {
		const all = await units('');
		let sum = 0;
		for (const type of ['fns', 'fss', 'fst', 'pfr', 'rtn', 'stat', 'mvd'])
			sum += (await units(`type=${type}`)).total;
		expect(sum).toBe(all.total);
		expect(all.rows.every((row) => (row.flags as Row)['is-active'])).toBe(true);
		const more = await units('includeinactive=true');
		const inactive = more.rows.filter((row) => !(row.flags as Row)['is-active']);
		expect(inactive.length).toBeGreaterThan(0);
		expect(more.total).toBe(all.total + inactive.length);
	});

	test('region and type together', async () => {
		const { rows } = await units('region=66&type=fns');
		expect(rows.map((row) => row.code)).toEqual(['6601', '6628']);
		expect((await client.get('/v1/handbooks/control-units?type=moon')).status).toBe(400);
	});

	test('one of them, with what is encrypted for it', async () => {
		const { data } = await client.get('/v1/handbooks/control-units/0087');
		expect(data).toMatchObject({
			type: 'fns',
			code: '0087',
			flags: { 'is-active': true, 'is-test': true, 'business-registration': true },
			certificates: [{ thumbprint: expect.stringMatching(/^[0-9a-f]{40}$/) }],
		});
		expect((await client.get('/v1/handbooks/control-units/9898')).status).toBe(404);
	});

	test('a code of two units means the other than the ministry, unless it is named', async () => {
		const path = '/v1/handbooks/control-units/077-001';
		expect((await client.get(path)).data.type).toBe('pfr');
		expect((await client.get(`${path}?controlUnitType=mvd`)).data.type).toBe('mvd');
		expect((await client.get(`${path}?controlUnitType=fns`)).status).toBe(400);
		expect((await client.get('/v1/handbooks/control-units/660-066')).data.type).toBe('mvd');
	});
});

describe('forms and the rest', () => {
	test('the forms of one KND', async () => {
		const { data } = await client.get('/v1/handbooks/fns-forms?knd=1151006');
		expect(data.take).toBe(data['total-count']);
		const forms: Row[] = data['fns-forms'];
		expect(new Set(forms.map((form) => form.knd))).toEqual(new Set(['1151006']));
		expect(new Set(forms.map((form) => form.version)).size).toBe(forms.length);
		expect((await client.get('/v1/handbooks/fns-forms?knd=1')).data['fns-forms']).toEqual([]);
	});

	test.each([
		'mvd-citizenship',
		'mvd-professions-speciality',
		'mvd-regions-rf',
		'mvd-work-permits',
		'mvd-employer-status',
		'mvd-hqs-employer-status',
		'mvd-okved',
		'mvd-labor-migration-documents',
		'mvd-foreign-citizen-identity-documents',
		'mvd-employment-contracts-type',
	])('%s', async (type) => {
		const { data } = await client.get(`/v1/handbooks/${type}?take=1000`);
		expect(data).toMatchObject({ 'handbook-type': type, skip: 0, take: data['total-count'] });
		expect(data.handbook.length).toBeGreaterThan(2);
		expect(new Set(data.handbook.map((row: Row) => row.code)).size).toBe(data.take);
		for (const row of data.handbook as Row[]) expect(Object.keys(row)).toEqual(['code', 'name']);
	});

	test('the type is spelled in any casing; an unknown one is not found', async () => {
		const { data } = await client.get('/v1/handbooks/MvdCitizenship?take=1');
		expect(data['handbook-type']).toBe('mvd-citizenship');
		expect((await client.get('/v1/handbooks/moon')).status).toBe(404);
	});

	test('are for those who signed in', async () => {
		expect((await http(emulator).get('/v1/handbooks/fns-forms')).status).toBe(401);
	});
});

describe('in pages', () => {
	test.each([
		['control-units', 'control-units', 40],
		['control-units?type=fns', 'control-units', 40],
		['fns-forms', 'fns-forms', 40],
		['mvd-citizenship', 'handbook', 40],
		['mvd-professions-speciality', 'handbook', 40],
		['mvd-okved', 'handbook', 40],
	])('%s: more than three of them, each row once', async (path, items, pageSize) => {
		emulator.control.setOptions({ pageSize });
		const seen = new Set<string>();
		let pages = 0;
		for (let skip = 0; ; skip += pageSize) {
			const mark = path.includes('?') ? '&' : '?';
			const { data } = await client.get(`/v1/handbooks/${path}${mark}skip=${skip}&take=1000`);
			if (data.take === 0) {
				expect(seen.size).toBe(data['total-count']);
				break;
			}
			for (const row of data[items]) seen.add(JSON.stringify(row));
			pages += 1;
		}
		expect(pages).toBeGreaterThan(3);
	});
});
