import { asArray, asText, at } from '../../../test/emulator/core/values';
import type { Ask } from '../ask';
import { doubt } from '../doubt';
import { good } from '../lab/accounts';
import {
	byPeriod,
	documentsIn,
	driveOf,
	numberOf,
	registers,
	wallTime,
	week,
	weeks,
	type Document,
} from '../lab/registers';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const PAGES = 30;

const nextOffset = (json: unknown) => at(json, 'paging', 'nextOffset');

/** An offset as it is sent: the client encodes it once more. */
const plain = (offset: string): string => {
	try {
		return decodeURIComponent(offset);
	} catch {
		return offset;
	}
};

/** A page of two documents, whose offset is not the end. */
const firstPage = (ask: Ask) =>
	ask.once('first page', async () => {
		const { register, period } = await week(ask);
		return good(ask, 'reading a page of documents', await byPeriod(ask, register, { ...period, limit: 2 }));
	});

const firstOffset = async (ask: Ask) =>
	asText(nextOffset((await firstPage(ask)).json)) || ask.lack('a page has no offset');

const momentOf = (local: unknown) => Date.parse(`${asText(local) ?? ''}Z`);

/** Hours between the register's clock and UTC, from when a document was formed and received. */
function zoneOf({ body }: Document): number | undefined {
	const received = Date.parse(`${(asText(body.receiveDateTimeUtc) ?? '').slice(0, 19)}Z`);
	const hours = (momentOf(body.dateTime) - received) / HOUR;
	return Number.isFinite(hours) ? Math.round(hours) : undefined;
}

const MOSCOW_ZONE = 3;

const permissionEnd = (facts: unknown) => at(facts, 'permissionTo');
const FAR_YEAR = 2100;

/** Groups of documents of one drive, in the order of the response. */
function byDrive(documents: readonly Document[]): Document[][] {
	const groups = new Map<string, Document[]>();
	for (const document of documents) {
		const group = groups.get(driveOf(document)) ?? [];
		groups.set(driveOf(document), [...group, document]);
	}
	return [...groups.values()];
}

const isRising = (numbers: readonly number[]) =>
	numbers.every((number, index) => index === 0 || numbers[index - 1] < number);

export const ofdDocuments = [
	doubt('O1', {
		question: '`nextOffset` is percent-encoded inside JSON in the samples. Is it in responses?',
		weDo: 'Decoded once if it looks encoded, stored decoded, encoded once when sent',
		where: 'N `shared/transport/paginate.ts` `plainOffset`; E switch `rawOffset`',
		readings: { encoded: 'Yes', raw: 'No' },
		probe: async (ask) => {
			const offset = await firstOffset(ask);
			if (/%[\da-f]{2}/i.test(offset)) return 'encoded';
			return /[+/=]/.test(offset) ? 'raw' : ask.lack('this offset has no character to encode');
		},
	}),
	doubt('O2', {
		question: 'How is the end of a list reported?',
		weDo: 'No `nextOffset`, null, or the one from the request. A short or empty page is not the end. After an offset, none at all is requested twice. The trigger, which reads without a filter, also stops at a page that is shorter than another one, if it came up to the last document of the list',
		where:
			'N `shared/transport/paginate.ts` `byOffset`, `KonturOfd/trigger/state/register.ts` `addPage`; E switch `emptyPaging`',
		readings: { same: 'By the offset from the request', absent: 'No offset', null: 'Null' },
		probe: async (ask) => {
			const { register, period } = await week(ask);
			let offset = await firstOffset(ask);
			for (let page = 0; page < PAGES; page++) {
				const query = { ...period, limit: 1000, offset: plain(offset) };
				const { json } = good(ask, 'reading a page of documents', await byPeriod(ask, register, query));
				const next = nextOffset(json);
				if (next === undefined) return 'absent';
				if (next === null) return 'null';
				if (next === offset) return 'same';
				offset = asText(next) ?? '';
			}
			return ask.lack('the week has too many documents to read to the end');
		},
	}),
	doubt('O3', {
		question: 'Does a `types` filter give pages that are short or empty in the middle?',
		weDo: 'Assumed possible in Get Many; the trigger reads without a filter',
		where: 'N `shared/transport/paginate.ts` `byOffset`; E switch `filterFirst`',
		readings: { short: 'Yes', full: 'No, every page is full' },
		probe: async (ask) => {
			const { register, period, documents } = await week(ask);
			const few = documents.filter(({ kind }) => kind === 'openShift');
			if (few.length < 3) return ask.lack('the week has fewer than three openings of shifts');
			const query = { ...period, types: 'openShift', limit: 2 };
			const page = good(ask, 'reading documents of one kind', await byPeriod(ask, register, query));
			return documentsIn(page).length < 2 ? 'short' : 'full';
		},
	}),
	doubt('O4', {
		question: 'Order of by-period across fiscal drives',
		weDo: "Emission does not rely on any order: the trigger stores the numbers it has seen. The position is Kontur's cursor",
		where: 'N `KonturOfd/trigger/state/register.ts`; E `ofd/serve.ts` (drive after drive, by number)',
		readings: { number: 'By number inside a drive', other: 'Another order' },
		probe: async (ask) => {
			const groups = byDrive((await week(ask)).documents);
			return groups.every((group) => isRising(group.map(numberOf))) ? 'number' : 'other';
		},
	}),
	doubt('O5', {
		question: 'Does an old cursor with an empty period give 400?',
		weDo: 'The cursor is dropped and the period read again, as for a cursor of another drive; nothing is emitted twice',
		where: 'N `KonturOfd/trigger/readRegister.ts` `isRefusedOffset`; E switch `emptyPeriodOffset`',
		readings: { refused: 'Yes', kept: 'No, an empty page' },
		probe: async (ask) => {
			const { register } = await week(ask);
			const now = Date.now();
			const answer = await byPeriod(ask, register, {
				dateFrom: wallTime(now + 20 * DAY),
				dateTo: wallTime(now + 21 * DAY),
				offset: plain(await firstOffset(ask)),
			});
			if (answer.isGood) return 'kept';
			return answer.status === 400 ? 'refused' : undefined;
		},
	}),
	doubt('O6', {
		question:
			'Which clock is a period compared with? The page does not say; other methods say formation time',
		weDo: "The register's own `dateTime`; the trigger reads from 24 hours before to 48 hours after",
		where: 'N `KonturOfd/trigger/state/queryWindow.ts` `nextWindow`, `KonturOfd/api/period.ts`',
		readings: { own: "The register's", other: 'Another' },
		probe: async (ask) => {
			for (const { register, documents } of await weeks(ask)) {
				const document = documents.find((item) => Math.abs((zoneOf(item) ?? MOSCOW_ZONE) - MOSCOW_ZONE) > 1);
				const moment = asText(document?.body.dateTime);
				if (document === undefined || moment === undefined) continue;
				const found = documentsIn(await byPeriod(ask, register, { dateFrom: moment, dateTo: moment }));
				return found.some((item) => numberOf(item) === numberOf(document)) ? 'own' : 'other';
			}
			return ask.lack("every cash register runs on Moscow's time");
		},
	}),
	doubt('O7', {
		question: 'Format of `receiveDateTimeUtc` (Z, fractions), and whether documents have it',
		weDo: 'With or without either; absent is allowed',
		where: 'N `KonturOfd/receipts/wallTime.ts` `parseUtc`; E switches `receivedFormat`, `d22`',
		readings: {
			zone: 'With Z',
			plain: 'Without a zone',
			fraction: 'With fractions',
			absent: 'There is none',
		},
		probe: async (ask) => {
			const text = asText((await week(ask)).documents[0].body.receiveDateTimeUtc);
			if (!text) return 'absent';
			if (/\.\d+Z?$/.test(text)) return 'fraction';
			return text.endsWith('Z') ? 'zone' : 'plain';
		},
	}),
	doubt('O8', {
		question: 'How is an unlimited permission written?',
		weDo: 'Null, absent and empty mean unlimited; a far date is a date',
		where: 'N `KonturOfd/trigger/registerFacts.ts`; E switch `unlimited`',
		readings: { null: 'Null', absent: 'It is absent', far: 'A far date' },
		probe: async (ask) => {
			const ends = (await registers(ask)).map(({ facts }) => permissionEnd(facts));
			if (ends.includes(null)) return 'null';
			if (ends.includes(undefined)) return 'absent';
			const isFar = ends.some((end) => Number((asText(end) ?? '').slice(0, 4)) > FAR_YEAR);
			return isFar ? 'far' : ask.lack('every permission has an end');
		},
	}),
	doubt('O9', {
		question: 'Is a period beyond the permission refused or cut?',
		weDo: 'Only the permitted part is requested; for a register chosen by name, it is an error with the dates',
		where:
			'N `KonturOfd/receipts/wallTime.ts` `cutPeriod`, `KonturOfd/api/permission.ts`; E switch `permission`',
		readings: { refused: 'Refused', cut: 'Cut' },
		probe: async (ask) => {
			for (const register of await registers(ask)) {
				const begin = momentOf(at(register.facts, 'permissionFrom'));
				if (!Number.isFinite(begin) || begin > Date.now()) continue;
				const query = { dateFrom: wallTime(begin - 2 * DAY), dateTo: wallTime(begin + HOUR) };
				const answer = await byPeriod(ask, register, query);
				return answer.isGood ? 'cut' : 'refused';
			}
			return ask.lack('no permission has a beginning');
		},
	}),
	doubt('O10', {
		question: '`paymentMode` and `paymentSubject`: Kontur numbers from 0, the fiscal format from 1',
		weDo: "The number is unchanged. The label comes from Kontur's table, unless a line of the receipt has a code that only the fiscal format has (mode 7, subjects 31-33): then `codeNumbering` is `ФФД`",
		where: 'N `KonturOfd/receipts/tables.ts`; E switch `ffdCodes`',
		readings: { kontur: 'From 0: most goods are 3, full settlement', format: 'From 1: most goods are 4' },
		probe: async (ask) => {
			const modes = (await weeks(ask))
				.flatMap((found) => found.documents)
				.flatMap(({ body }) => asArray(body.items))
				.map((item) => Number(at(item, 'paymentMode')));
			const count = (mode: number) => modes.filter((value) => value === mode).length;
			if (count(3) === count(4)) return ask.lack('the goods do not tell');
			return count(3) > count(4) ? 'kontur' : 'format';
		},
	}),
	doubt('O11', {
		question: '"No data": empty list, or empty body',
		weDo: 'Both; an empty body counts when a second response agrees, never after an offset, and never as 204',
		where: 'N `shared/transport/paginate.ts`, `KonturOfd/api/documents.ts`; E switch `emptyBody`',
		readings: { list: 'An empty list', body: 'An empty body' },
		probe: async (ask) => {
			const { register } = await week(ask);
			const date = wallTime(Date.now() + 20 * DAY).slice(0, 10);
			const answer = await ask.ofd(`GET ${register.path}/documents`, { query: { date } });
			good(ask, 'reading a day without documents', answer);
			if (answer.bytes.length === 0) return 'body';
			return Array.isArray(answer.json) && answer.json.length === 0 ? 'list' : undefined;
		},
	}),
	doubt('O12', {
		question: "Do the ten kinds cover a drive's numbering without gaps?",
		weDo: 'Assumed: the trigger looks for a missing number for 35 days; if it never arrives, nothing else is affected',
		where: 'N `KonturOfd/trigger/state/gaps.ts`',
		readings: { whole: 'Yes', gaps: 'No' },
		probe: async (ask) => {
			const groups = byDrive((await week(ask)).documents);
			const isWhole = groups.every((group) => {
				const numbers = group.map(numberOf).sort((a, b) => a - b);
				return numbers[numbers.length - 1] - numbers[0] === numbers.length - 1;
			});
			return isWhole ? 'whole' : 'gaps';
		},
	}),
	doubt('O13', {
		question: "Is a drive's order of delivery its order of numbers?",
		weDo: 'Not relied on',
		where: 'N `KonturOfd/trigger/state/register.ts`',
		readings: { same: 'Yes', other: 'No' },
		probe: async (ask) => {
			const groups = byDrive((await week(ask)).documents);
			const received = ({ body }: Document) => asText(body.receiveDateTimeUtc) ?? '';
			const isSame = groups.every((group) => {
				const times = [...group].sort((a, b) => numberOf(a) - numberOf(b)).map(received);
				return times.every((time, index) => index === 0 || times[index - 1] <= time);
			});
			return isSame ? 'same' : 'other';
		},
	}),
	doubt('O14', {
		question: 'Can the `id` of a document be zero or missing?',
		weDo: '`dedupeKey` is drive and number; if one is blank, register, time and fiscal sign; then the ID, then a digest',
		where: 'N `KonturOfd/receipts/document.ts`; E switch `zeroId`',
		readings: { real: 'No', zero: 'It can be zero', missing: 'It can be missing' },
		probe: async (ask) => {
			const ids = (await week(ask)).documents.map(({ body }) => asText(body.id) ?? '');
			if (ids.includes('')) return 'missing';
			return ids.some((id) => /^[0-]+$/.test(id)) ? 'zero' : 'real';
		},
	}),
];
