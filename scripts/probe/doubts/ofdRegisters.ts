import { asArray, asText, at, type JsonObject } from '../../../test/emulator/core/values';
import { doubt, forPerson } from '../doubt';
import { good, listIn, textAt } from '../lab/accounts';
import { byPeriod, registers, wallTime, week, weeks, type Document } from '../lab/registers';

const DAY = 86_400_000;
const LATEST_DAYS = 35;

const momentOf = (local: unknown) => Date.parse(`${(asText(local) ?? '').slice(0, 19)}Z`);

const items = ({ body }: Document, name: string) => asArray(body[name]);
const sumOf = (list: unknown[]) => list.reduce<number>((sum, item) => sum + Number(at(item, 'sum') ?? 0), 0);

const SALES = ['receipt', 'bso'];
const CORRECTIONS = ['receiptCorrection', 'bsoCorrection'];

const GROUPS = ['sell', 'returnSell', 'buy', 'returnBuy'];

const dayOf = ({ body }: Document) => (asText(body.dateTime) ?? '').slice(0, 10);

/** Number of receipts in a row of statistics. */
const countIn = (row: unknown) =>
	GROUPS.reduce((sum, group) => sum + Number(at(row, group, 'count') ?? 0), 0);

/** A number that no cash register has. */
const NO_REGISTER = '0000000000000001';

const vatNames = (body: unknown) =>
	Object.entries((body ?? {}) as JsonObject)
		.filter(([name, value]) => /^nds(?:Calculated)?\d+$/.test(name) && typeof value === 'number')
		.map(([name]) => name);

export const ofdRegisters = [
	doubt('O15', {
		question: '`fiscalDriverNumber` or `fiscalDriveNumber` in registers',
		weDo: 'Both are read',
		where: 'N `KonturOfd/api/cashRegisters.ts`',
		readings: { driver: '`fiscalDriverNumber`', drive: '`fiscalDriveNumber`' },
		probe: async (ask) => {
			for (const { facts } of await registers(ask)) {
				const drive = at(facts, 'fiscalDrive') ?? asArray(at(facts, 'fiscalDrives'))[0];
				if (textAt(drive, 'fiscalDriverNumber')) return 'driver';
				if (textAt(drive, 'fiscalDriveNumber')) return 'drive';
			}
			return ask.lack('no cash register shows its fiscal drive');
		},
	}),
	doubt('O16', {
		question: 'Are `kktRegId`, `fiscalDriveNumber` and `userInn` of a document padded with spaces?',
		weDo: 'Node and trigger trim them',
		where: 'N `KonturOfd/receipts/shape.ts`',
		readings: { padded: 'Yes', bare: 'No' },
		probe: async (ask) => {
			const { body } = (await week(ask)).documents[0];
			return /^\s|\s$/.test(asText(body.kktRegId) ?? '') ? 'padded' : 'bare';
		},
	}),
	doubt('O17', {
		question: 'Which error comes for a wrong key and a wrong session together?',
		weDo: 'A 401 whose code names the api-key never renews the session',
		where: 'N `shared/transport/service.ts`; E `ofd/request/access.ts` (key first)',
		readings: { key: "The key's", session: "The session's" },
		probe: async (ask) => {
			const headers = { Authorization: `auth.sid ${ask.madeUp()}`, 'X-Kontur-Ofd-Apikey': ask.madeUp() };
			const { body } = await ask.bareOfd('GET /v2/organizations', { headers });
			const code = asText(body.errorCodeId) ?? '';
			if (/apikey/i.test(code)) return 'key';
			return /auth-?sid/i.test(code) ? 'session' : undefined;
		},
	}),
	doubt('O18', {
		question: 'Error code for documents of a register without permission',
		weDo: 'Advice for each documented code',
		where: 'N `shared/transport/advice.ts`; E switch `forbiddenRegister`',
		readings: { register: "The register's", documents: "The documents'" },
		probe: async (ask) => {
			const [{ organization }] = await registers(ask);
			const now = Date.now();
			const query = { dateFrom: wallTime(now - DAY), dateTo: wallTime(now) };
			const path = `${organization}/cashboxes/${NO_REGISTER}`;
			const code = asText((await byPeriod(ask, { path }, query)).body.errorCodeId) ?? '';
			if (code.includes('cashboxdocuments')) return 'documents';
			return code.includes('cashbox') ? 'register' : undefined;
		},
	}),
	forPerson('O19', {
		question: 'Longest period, rate limits',
		weDo: 'None known: 8 parallel requests, the trigger reads 4 registers at a time, a 429 is retried after a delay',
		where: 'N `shared/transport/client.ts`, `KonturOfd/trigger/readCashRegisters.ts`',
		person: 'A probe would have to flood the service; Kontur can say',
	}),
	doubt('O20', {
		question: 'Is `lastDocumentTimestamp` null for a register without documents?',
		weDo: 'Null = no document, absent = not known, as in responses of before 2026',
		where: 'N `KonturOfd/trigger/registerFacts.ts`, `KonturOfd/trigger/state/register.ts` `startRegister`',
		readings: { null: 'Yes', absent: 'It is absent' },
		probe: async (ask) => {
			const last = (await registers(ask)).map(({ facts }) => at(facts, 'lastDocumentTimestamp'));
			if (last.includes(null)) return 'null';
			return last.includes(undefined) ? 'absent' : ask.lack('every cash register has documents');
		},
	}),
	doubt('O21', {
		question: 'How late can a document arrive?',
		weDo: '35 days: the legal 30 plus a margin',
		where: 'N `KonturOfd/trigger/state/types.ts`',
		readings: { within: 'None of the last week came later', later: 'Later' },
		probe: async (ask) => {
			const delays = (await weeks(ask))
				.flatMap(({ documents }) => documents)
				.map(({ body }) => momentOf(body.receiveDateTimeUtc) - momentOf(body.dateTime))
				.filter(Number.isFinite);
			if (delays.length === 0) return ask.lack('documents do not say when they arrived');
			return delays.some((delay) => delay > LATEST_DAYS * DAY) ? 'later' : 'within';
		},
	}),
	doubt('O22', {
		question: 'Is an unknown value in `types` refused?',
		weDo: 'The emulator returns 400',
		where: 'E `ofd/request/parameters.ts`',
		readings: { refused: 'Yes', ignored: 'No' },
		probe: async (ask) => {
			const { register, period } = await week(ask);
			const { status } = await byPeriod(ask, register, { ...period, types: 'unknownKind' });
			return ({ 200: 'ignored', 400: 'refused' } as const)[status];
		},
	}),
	doubt('O23', {
		question: 'Are `stornoItems` part of `totalSum`?',
		weDo: 'No: they stay in the header and yield no item',
		where: 'N `KonturOfd/receipts/split.ts` `splitByGoods`; E `ofd/shop/sale.ts`',
		readings: { apart: 'No', deducted: 'They are deducted' },
		probe: async (ask) => {
			const document = (await weeks(ask))
				.flatMap(({ documents }) => documents)
				.find((item) => items(item, 'stornoItems').length > 0);
			if (document === undefined) return ask.lack('no receipt of the last week has a storno');
			const [total, goods] = [Number(document.body.totalSum), sumOf(items(document, 'items'))];
			if (total === goods) return 'apart';
			return total === goods - sumOf(items(document, 'stornoItems')) ? 'deducted' : undefined;
		},
	}),
	doubt('O24', {
		question: 'Do statistics include a day that the permission covers only in part?',
		weDo: 'Yes, so the first and last days are requested',
		where: 'N `KonturOfd/api/permission.ts`; E `ofd/request/parameters.ts` `permitDays`',
		readings: { included: 'Yes', refused: 'No' },
		probe: async (ask) => {
			for (const { path, facts } of await registers(ask)) {
				const begin = textAt(facts, 'permissionFrom');
				if (!/^\d{4}-\d\d-\d\dT/.test(begin) || momentOf(begin) > Date.now()) continue;
				const day = begin.slice(0, 10);
				const answer = await ask.ofd(`GET ${path}/statistics/cash-receipt/by-days`, {
					query: { from: day, to: day },
				});
				if (answer.isGood) return 'included';
				return answer.status === 403 ? 'refused' : undefined;
			}
			return ask.lack('no permission has a beginning');
		},
	}),
	doubt('O25', {
		question: 'Are the VAT fields of a document ever absent while its goods have them?',
		weDo: 'Then the amounts of the goods are summed',
		where: 'N `KonturOfd/receipts/money.ts` `vatByRate`',
		readings: { never: 'No', sometimes: 'Yes' },
		probe: async (ask) => {
			const found = (await weeks(ask)).flatMap(({ documents }) => documents);
			const lacksVat = (document: Document) => {
				const held = vatNames(document.body);
				return items(document, 'items')
					.flatMap(vatNames)
					.some((name) => !held.includes(name));
			};
			return found.some(lacksVat) ? 'sometimes' : 'never';
		},
	}),
	doubt('O26', {
		question: 'Do corrections count in statistics?',
		weDo: 'Passed through as Kontur counts them',
		where: 'E switch `countCorrections`',
		readings: { no: 'No', yes: 'Yes' },
		probe: async (ask) => {
			for (const { register, documents, period } of await weeks(ask)) {
				const day = documents
					.filter(({ kind }) => CORRECTIONS.includes(kind))
					.map(dayOf)
					.find((date) => date > period.dateFrom.slice(0, 10) && date < period.dateTo.slice(0, 10));
				if (day === undefined) continue;
				const answer = await ask.ofd(`GET ${register.path}/statistics/cash-receipt/by-days`, {
					query: { from: day, to: day },
				});
				const counted = countIn(listIn(good(ask, 'reading statistics', answer).json)[0]);
				const ofDay = documents.filter((document) => dayOf(document) === day);
				const sales = ofDay.filter(({ kind }) => SALES.includes(kind)).length;
				const corrections = ofDay.filter(({ kind }) => CORRECTIONS.includes(kind)).length;
				if (counted === sales) return 'no';
				return counted === sales + corrections ? 'yes' : undefined;
			}
			return ask.lack('no whole day of the last week has a correction');
		},
	}),
	doubt('O27', {
		question: 'Does `lastDocumentTimestamp` follow documents after the permission ended?',
		weDo: 'Such registers are only listed in a note',
		where: 'N `KonturOfd/actions/cashbox/silent/findSilent.ts`',
		readings: { follows: 'Yes', stops: 'No' },
		probe: async (ask) => {
			const ended = (await registers(ask)).filter(
				({ facts }) => momentOf(at(facts, 'permissionTo')) < Date.now() - DAY,
			);
			if (ended.length === 0) return ask.lack('no permission has ended');
			const follows = ended.some(
				({ facts }) => momentOf(at(facts, 'lastDocumentTimestamp')) > momentOf(at(facts, 'permissionTo')),
			);
			return follows ? 'follows' : 'stops';
		},
	}),
	doubt('O28', {
		question: 'Does version 1 expect the INN unpadded, as `/organizations` returns it?',
		weDo: 'Yes, trimmed',
		where: 'N `KonturOfd/actions/document/drivePath.ts`',
		readings: { trimmed: 'Yes', padded: 'No, with spaces up to 12 characters' },
		probe: async (ask) => {
			const { register, documents } = await week(ask);
			const [first] = documents;
			const drive = (asText(first.body.fiscalDriveNumber) ?? '').trim();
			const number = register.path.split('/').at(-1);
			if (!/^\d{1,20}$/.test(drive) || !/^\d{10,12}$/.test(register.inn)) return undefined;
			const read = async (inn: string) => {
				const path = `/v1/integration/inns/${encodeURIComponent(inn)}/kkts/${number}/fss/${drive}/tickets`;
				const day = dayOf(first);
				return (await ask.ofd(`GET ${path}`, { query: { dateFrom: day, dateTo: day } })).isGood;
			};
			if (await read(register.inn)) return 'trimmed';
			return (await read(register.inn.padEnd(12))) ? 'padded' : undefined;
		},
	}),
];
