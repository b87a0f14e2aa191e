import { ORGANIZATION_IDS, REG_NUMBERS, type FiscalDocument } from '../../emulator/ofd';
import { shortenPauses } from '../../support/pauses';
import { documentsIn, openShop, type Shop } from './ofd.fixture';
import { isSale } from './revenue-world';

let shop: Shop;
let receipt: FiscalDocument;
beforeEach(async () => {
	shop = await openShop();
	const found = documentsIn(shop.ofd, REG_NUMBERS.busy, '2026-03-05T00:00:00', '2026-03-05T23:59:59').find(
		isSale,
	);
	if (!found) throw new Error('no receipt');
	receipt = found;
});
afterEach(async () => {
	jest.restoreAllMocks();
	await shop.close();
});

const parts = (): Record<string, string> => ({
	t: receipt.dateTime.replace(/[-:]/g, '').slice(0, 13),
	s: (Number(receipt.body.totalSum) / 100).toFixed(2),
	fn: receipt.fn,
	i: String(receipt.fd),
	fp: String(receipt.body.fiscalSign),
	n: String(receipt.body.operationType),
});
const written = (of: Record<string, string>) =>
	Object.entries(of)
		.map(([name, value]) => `${name}=${value}`)
		.join('&');

const get = async (qrCode: string) =>
	await shop.run('document', 'getByQr', { organizations: 'all', qrCode, simplify: true });

test.each<[string, (text: string) => string]>([
	['as printed', (text) => text],
	['with seconds', (text) => text.replace(/t=(\w+)/, `t=$1${receipt.dateTime.slice(17, 19)}`)],
	['in another order', (text) => text.split('&').reverse().join('&')],
	['behind the address of a receipt check', (text) => `https://example.org/check?${text}`],
	['with blanks around it', (text) => ` ${text}\r\n`],
	['with a decimal comma', (text) => text.replace('.', ',')],
])('the receipt of a code %s', async (_how, change) => {
	const { json, error } = await get(change(written(parts())));
	expect(error).toBeUndefined();
	expect(json).toEqual([
		expect.objectContaining({ dedupeKey: `${receipt.fn}:${receipt.fd}`, cashRegister: 'Касса 1' }),
	]);
});

test.each([
	['fp', '1', 'differ in the fiscal sign'],
	['s', '0.01', 'differ in the total'],
	['n', '3', 'differ in the operation'],
	['i', '999999', 'has no document 999999'],
	['t', '20260301T1504', 'has no document'],
	['fn', '1111111111111111', 'No cash register has the fiscal drive 1111111111111111'],
])('a code whose part %s is another one: %s', async (name, value, message) => {
	const { json, error } = await get(written({ ...parts(), [name]: value }));
	expect(json).toEqual([]);
	expect(error?.message).toContain(message);
});

test.each(['t', 's', 'fn', 'i', 'fp', 'n'])(
	'a code without its part %s is refused before any request',
	async (name) => {
		const { [name]: _left, ...others } = parts();
		for (const text of [written(others), written({ ...parts(), [name]: 'x' })]) {
			shop.emulator.control.clearLog();
			const { error } = await get(text);
			expect(error?.message).toContain(`its part "${name}" is missing or wrong`);
			expect(shop.emulator.control.log()).toEqual([]);
		}
	},
);

test('a receipt whose drive Kontur leaves blank is found by its fiscal sign', async () => {
	shop.ofd.register(REG_NUMBERS.busy).blankEvery = receipt.fd;
	const { json, error } = await get(written(parts()));
	expect(error).toBeUndefined();
	expect(json).toEqual([expect.objectContaining({ fiscalDocumentNumber: receipt.fd })]);
	const forged = await get(written({ ...parts(), fp: '1' }));
	expect(forged.error?.message).toContain(`has no document ${receipt.fd}`);
});

describe('an organization that cannot be listed', () => {
	const failing = (organization: string) => {
		shortenPauses(1);
		shop.emulator.control.addFault({ path: `/${organization}/cashboxes$`, status: 500, times: 1000 });
	};
	const own = () => {
		const found = shop.ofd.organizations.find(({ registers }) =>
			registers.some(({ regNumber }) => regNumber === REG_NUMBERS.busy),
		);
		return String(found?.id);
	};

	test('does not hide the receipt of another', async () => {
		const [other] = Object.values(ORGANIZATION_IDS).filter((id) => id !== own());
		failing(other);
		const { json, error } = await get(written(parts()));
		expect(error).toBeUndefined();
		expect(json).toHaveLength(1);
	});

	test('is named where the receipt may be its own', async () => {
		failing(own());
		const { json, error } = await get(written(parts()));
		expect(json).toEqual([]);
		expect(error?.message).toMatch(
			new RegExp(`^Cash registers of organization ${own()}: Kontur.OFD failed to process the request`),
		);
	});
});
