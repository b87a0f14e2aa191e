import { isWhole, sampleCells } from '../../support/sampling';
import { BY_PERIOD, Shop, keysOf } from './shop';
import { DAY, HOUR, MINUTE, Random, localTime } from './world';

let shop: Shop;

beforeEach(async () => {
	shop = await Shop.open();
});
afterEach(async () => await shop.close());

const noSweep = { options: { dailySweep: 'none' } };

const fleet = (sizes: number[]) => shop.fleet(sizes);

describe('cost of a poll', () => {
	test('many registers of three organizations: one list each and the sixth part of the registers', async () => {
		const registers = fleet(isWhole ? [200, 99, 1] : [40, 19, 1]);
		const { length } = registers;
		const turn = length / 6;
		expect(await shop.cost(noSweep)).toEqual({ organizations: 1, lists: 3, documents: 2 * length });
		const asked: string[] = [];
		for (let poll = 0; poll < 6; poll++) {
			shop.pass(MINUTE);
			const cost = await shop.cost(noSweep);
			expect(cost).toMatchObject({ organizations: 0, lists: 3 });
			expect(cost.documents).toBeLessThanOrEqual(turn + 3.5 * Math.sqrt(turn));
			asked.push(...shop.requests(BY_PERIOD).map(({ path }) => path.split('/')[5]));
		}
		// Each of them once in six polls.
		expect(asked.sort()).toEqual([...registers].sort());
	});

	test('what changed is read, and once more; nothing else', async () => {
		const registers = fleet([30]);
		await shop.poll(noSweep);
		const turns: number[] = [];
		for (let poll = 0; poll < 6; poll++) {
			shop.pass(MINUTE);
			turns.push((await shop.cost(noSweep)).documents);
		}
		expect(turns.reduce((sum, count) => sum + count, 0)).toBe(30);
		const [sells] = registers;
		shop.ofd.printReceipts(sells);
		const after: number[] = [];
		for (let poll = 0; poll < 6; poll++) {
			shop.pass(MINUTE);
			after.push((await shop.cost(noSweep)).documents);
			const own = shop.requests(BY_PERIOD).filter(({ path }) => path.includes(sells));
			// A page and the end of it, because no page was longer; shortly after, that there is nothing more.
			if (poll < 4) expect(own).toHaveLength([2, 0, 0, 1][poll]);
		}
		const more = after.map((count, poll) => count - turns[poll]);
		expect(more.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(2);
		expect(more.slice(4).every((count) => count <= 0)).toBe(true);
	});

	test('a document printed in the minute of the last receipt arrives with the next poll, however soon', async () => {
		const [register] = fleet([1]);
		await shop.poll(noSweep);
		shop.pass(MINUTE);
		const first = shop.ofd.printReceipts(register);
		expect(await shop.keys(noSweep)).toEqual(keysOf(first.documents));
		shop.pass(5_000);
		expect(await shop.keys(noSweep)).toEqual([]);
		const second = shop.ofd.printReceipts(register, { dateTime: first.documents[0].dateTime });
		shop.pass(5_000);
		expect(await shop.keys(noSweep)).toEqual(keysOf(second.documents));
	});

	test('answers of 2021 do not tell the last document: every register is read', async () => {
		shop.ofd.setSwitches({ d22: true });
		fleet([12]);
		await shop.poll(noSweep);
		expect(await shop.cost(noSweep)).toEqual({ organizations: 0, lists: 1, documents: 12 });
	});

	test('organizations are listed again after an hour, and when one is refused', async () => {
		fleet([1, 1]);
		const [first] = shop.ofd.organizations;
		await shop.poll();
		shop.pass(59 * MINUTE);
		expect(await shop.cost()).toMatchObject({ organizations: 0, lists: 2 });
		shop.pass(MINUTE);
		expect(await shop.cost()).toMatchObject({ organizations: 1, lists: 2 });
		shop.ofd.setOrganizationConsent(first.id, false);
		expect(await shop.cost()).toMatchObject({ organizations: 0, lists: 2 });
		expect(await shop.cost()).toMatchObject({ organizations: 1, lists: 1 });
	});

	test('sweeps of a fleet are spread over the day', async () => {
		const { length } = fleet([isWhole ? 60 : 30]);
		await shop.poll();
		const whole: number[] = [];
		for (let hour = 0; hour < 24; hour++) {
			shop.pass(HOUR);
			await shop.cost();
			whole.push(shop.requests(BY_PERIOD).filter(({ query }) => !query.offset).length);
		}
		expect(whole.reduce((sum, count) => sum + count, 0)).toBe(length);
		expect(Math.max(...whole)).toBeLessThanOrEqual(length / 6);
	});
});

/*
 * What cannot be saved: one list, and a request for each register that has something new. The rest looks for a receipt in
 * the minute of the last one, which the list does not show, and at quiet registers in turn.
 */
test.each(sampleCells('Costs of polls', 'minutes', [1, 5], 1))(
	'20 registers with a receipt in %i minutes each, polled as often',
	async (minutes) => {
		const interval = minutes * MINUTE;
		shop.runMonotonic();
		const random = new Random(minutes);
		const registers = fleet([20]);
		await shop.poll(noSweep);
		let [requests, least] = [0, 0];
		// Wherever in a minute n8n polls.
		for (const phase of [2, 17, 32, 47]) {
			shop.pass((phase * 1000 - (shop.now % MINUTE) + MINUTE) % MINUTE);
			for (let poll = 0; poll < 14; poll++) {
				const begin = shop.now;
				const news = registers.flatMap((register) => {
					// The number of receipts of a Poisson process with one a poll on average.
					const times: number[] = [];
					for (let at = -Math.log(1 - random.share()); at < 1; at -= Math.log(1 - random.share()))
						times.push(at);
					return times.map((at) => ({ register, at: begin + Math.floor(at * interval) }));
				});
				const printed: string[] = [];
				for (const { register, at } of news.sort((a, b) => a.at - b.at)) {
					shop.pass(at - shop.now);
					printed.push(...keysOf(shop.ofd.printReceipts(register).documents));
				}
				shop.pass(begin + interval - shop.now);
				shop.emulator.control.clearLog();
				const keys = await shop.keys(noSweep);
				// The first polls learn how long pages are and how clocks are set.
				if (poll < 4) continue;
				expect(keys).toEqual(expect.arrayContaining(printed));
				requests += shop.emulator.control.log({ service: 'ofd' }).length;
				least += 1 + new Set(news.map(({ register }) => register)).size;
			}
		}
		process.stdout.write(
			`A poll of 20 registers, a receipt in ${minutes} min each: ${(requests / 40).toFixed(1)} requests, at least ${(least / 40).toFixed(1)}, ratio ${(requests / least).toFixed(2)}\n`,
		);
		expect(requests / least).toBeLessThanOrEqual(1.2);
	},
);

describe('the daily safety sweep', () => {
	/** A register with a document that left no trace, and the given number of others a day. */
	async function hidden(perDay: number, dailySweep: string) {
		const register = shop.register({ installed: { dateTime: localTime(shop.now - 3 * DAY, 3) } });
		const late = shop.ofd.printReceipts(register, {
			dateTime: localTime(shop.now - 3 * DAY, 3),
			receivedAt: null,
		});
		const { documents } = shop.ofd.printReceipts(register, {
			count: perDay * 2,
			dateTime: localTime(shop.now - 2 * DAY, 3),
			stepMinutes: DAY / MINUTE / perDay,
		});
		expect(documents.at(-1)?.dateTime.slice(0, 13)).toBe(localTime(shop.now, 3).slice(0, 10) + 'T14');
		shop.pass(MINUTE);
		const parameters = { options: { dailySweep } };
		await shop.poll(parameters);
		shop.ofd.deliver(register);
		shop.pass(DAY);
		const keys = await shop.keys(parameters);
		return {
			keys,
			expected: keysOf([...late.reports, ...late.documents].filter(({ kind }) => kind === 'receipt')),
		};
	}

	test.each<[string, number]>([
		['small', 100],
		['all', 1440],
	])('%s finds it with %i documents a day', async (dailySweep, perDay) => {
		const { keys, expected } = await hidden(perDay, dailySweep);
		expect(keys).toEqual(expected);
	});

	test.each<[string, number, number]>([
		['none', 100, 1],
		['small', 1440, 2],
	])('%s does not read %i documents a day again', async (dailySweep, perDay) => {
		await hidden(perDay, dailySweep);
		const whole = shop.requests(BY_PERIOD).filter(({ query }) => !query.offset);
		// The activation is one; the sweep gives up after the first page.
		expect(whole.length).toBe(dailySweep === 'none' ? 1 : 2);
	});
});
