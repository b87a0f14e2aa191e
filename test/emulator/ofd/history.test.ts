import { kindOf, numbers, periodPath, startOfd, WIDE, type Body, type Ofd, type Page } from './harness';
import { KEYS, REG_NUMBERS, type Organization } from './index';

let ofd: Ofd;
let shop: Organization;

beforeEach(async () => {
	ofd = await startOfd();
	ofd.state.clear();
	shop = ofd.state.addOrganization({ fullName: 'ООО «История»' });
});
afterAll(() => ofd.close());

const addRegister = (input = {}) => ofd.state.addRegister(shop.id, input).regNumber;
const read = async (regNumber: string) => numbers(await ofd.all(regNumber, shop.id));

test('a cleared state has what the test puts into it, and nothing else', async () => {
	const regNumber = addRegister();
	const organizations = await ofd.get<Body[]>('/v2/organizations');
	expect(organizations.data.map(({ id }) => id)).toEqual([shop.id]);
	const registers = await ofd.get<Body[]>(`/v2/organizations/${shop.id}/cashboxes`);
	expect(registers.data.map((register) => register.regNumber)).toEqual([regNumber]);
	expect(ofd.state.keys.map(({ key }) => key)).toEqual(Object.values(KEYS));
	ofd.state.reseed();
	expect(ofd.state.register(REG_NUMBERS.busy).drives).toHaveLength(1);
});

test('documents of one call have their own times, arrivals and kinds', async () => {
	const regNumber = addRegister({
		zone: 12,
		installed: { dateTime: '2026-01-05T09:00:00', receivedAt: new Date('2026-01-04T21:00:10Z') },
	});
	const late = new Date('2026-03-12T00:00:00Z');
	const made = ofd.state.addDocuments(regNumber, [
		{ dateTime: '2026-02-01T10:00:00' },
		{ dateTime: '2026-02-01T10:00:00', receivedAt: late },
		{ kind: 'receiptCorrection', dateTime: '2026-02-01T10:01:00', overrides: { totalSum: 5 } },
		{ kind: 'currentStateReport', dateTime: '2026-02-01T10:02:00', receivedAt: null },
		{ kind: 'closeShift', dateTime: '2026-02-01T22:00:00' },
	]);
	expect(made.map(({ kind }) => kind)).toEqual([
		'receipt',
		'receipt',
		'receiptCorrection',
		'currentStateReport',
		'closeShift',
	]);
	// 1 is the registration, 2 the opening of the shift.
	expect(made.map(({ fd }) => fd)).toEqual([3, 4, 5, 6, 7]);
	const visible = await ofd.all(regNumber, shop.id);
	expect(visible.map(kindOf)).toEqual([
		'fiscalReport',
		'openShift',
		'receipt',
		'receiptCorrection',
		'closeShift',
	]);
	expect(visible[0].fiscalReport).toMatchObject({
		dateTime: '2026-01-05T09:00:00',
		receiveDateTimeUtc: '2026-01-04T21:00:10Z',
	});
	expect(visible[3].receiptCorrection).toMatchObject({ dateTime: '2026-02-01T10:01:00', totalSum: 5 });
	expect(await read(regNumber)).toEqual(ofd.state.accepted(regNumber));

	ofd.emulator.state.clock.set(late);
	expect(ofd.state.accepted(regNumber)).toContain(`${made[1].fn}:4`);
	expect(await read(regNumber)).toEqual(ofd.state.accepted(regNumber));
});

test('a history of a drive: late, replaced without its archive, a straggler that comes last', async () => {
	const regNumber = addRegister();
	ofd.state.setClockAhead(regNumber, 90);
	const [ahead] = ofd.state.addDocuments(regNumber, [{}]);
	expect(ahead.dateTime).toBe('2026-03-10T16:30:00');
	const { oldDrive, newDrive, stragglers } = ofd.state.replaceDrive(regNumber, {
		closeArchive: false,
		stragglers: 1,
	});
	ofd.state.addDocuments(regNumber, [{}, {}]);
	const before = await read(regNumber);
	expect(before.at(-1)).toBe(`${newDrive}:4`);
	const place = await ofd.get<Page>(periodPath(regNumber, shop.id), WIDE);
	const offset = decodeURIComponent(String(place.data.paging.nextOffset));

	ofd.state.deliver(regNumber);
	const after = await read(regNumber);
	expect(after.filter((key) => !before.includes(key))).toEqual([`${oldDrive}:${stragglers[0].fd}`]);
	const rest = await ofd.get<Page>(periodPath(regNumber, shop.id), { ...WIDE, offset });
	// The cursor is past the old drive, so its straggler never arrives after it.
	expect(rest.data.documents).toEqual([]);
	expect(after).toEqual(ofd.state.accepted(regNumber));
});
