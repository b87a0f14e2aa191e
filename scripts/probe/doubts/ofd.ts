import { forPerson, type Section } from '../doubt';

export const ofd: Section = {
	title: 'Kontur.OFD',
	doubts: [
		forPerson('O1', {
			question: '`nextOffset` is percent-encoded inside JSON in the samples',
			weDo: 'Decoded once if it looks encoded, stored decoded, encoded once when sent',
			where: 'N `shared/transport/paginate.ts` `plainOffset`; E switch `rawOffset`',
			person: 'Read two pages of a period',
		}),
		forPerson('O2', {
			question: 'End of a list',
			weDo: 'No `nextOffset`, null, or the one from the request. A short or empty page is not the end. After an offset, none at all is requested twice. The trigger, which reads without a filter, also stops at a page that is shorter than another one, if it came up to the last document of the list',
			where:
				'N `shared/transport/paginate.ts` `byOffset`, `KonturOfd/trigger/state/register.ts` `addPage`; E switch `emptyPaging`',
			person: 'Read a period to its end, and an empty one',
		}),
		forPerson('O3', {
			question: 'Does a `types` filter give empty pages in the middle?',
			weDo: 'Assumed possible in Get Many; the trigger reads without a filter',
			where: 'N as O2; E switch `filterFirst`',
			person: 'A filter for a rare kind over a long period',
		}),
		forPerson('O4', {
			question: 'Order of by-period across fiscal drives',
			weDo: "Emission does not rely on any order: the trigger stores the numbers it has seen. The position is Kontur's cursor",
			where: 'N `KonturOfd/trigger/state/register.ts`; E `ofd/serve.ts` (drive after drive, by number)',
			person: 'A register whose drive was replaced',
		}),
		forPerson('O5', {
			question: 'Does an old cursor with an empty period, or a cursor of another drive, give 400?',
			weDo: 'The cursor is dropped and the period read again; nothing is emitted twice',
			where: 'N `KonturOfd/trigger/readRegister.ts` `isRefusedOffset`; E switch `emptyPeriodOffset`',
			person: "Request today with yesterday's cursor",
		}),
		forPerson('O6', {
			question:
				'Which clock is a period compared with? The page does not say; other methods say formation time',
			weDo: "The register's own `dateTime`; the trigger reads from 24 hours before to 48 hours after",
			where: 'N `KonturOfd/trigger/state/queryWindow.ts` `nextWindow`, `KonturOfd/api/period.ts`',
			person: 'A register in another zone, at midnight',
		}),
		forPerson('O7', {
			question: 'Format of `receiveDateTimeUtc` (Z, fractions), and whether old documents have it',
			weDo: 'With or without either; absent is allowed',
			where: 'N `KonturOfd/receipts/wallTime.ts` `parseUtc`; E switches `receivedFormat`, `d22`',
			person: 'Read a new and an old document',
		}),
		forPerson('O8', {
			question: 'How is an unlimited permission written?',
			weDo: 'Null, absent and empty mean unlimited; a far date is a date',
			where: 'N `KonturOfd/trigger/registerFacts.ts`; E switch `unlimited`',
			person: 'Read an own register',
		}),
		forPerson('O9', {
			question: 'Is a period beyond the permission refused or cut?',
			weDo: 'Only the permitted part is requested; for a register chosen by name, it is an error with the dates',
			where:
				'N `KonturOfd/receipts/wallTime.ts` `cutPeriod`, `KonturOfd/api/permission.ts`; E switch `permission`',
			person: 'Request one day too many',
		}),
		forPerson('O10', {
			question: '`paymentMode` and `paymentSubject`: Kontur numbers from 0, the fiscal format from 1',
			weDo: "The number is unchanged. The label comes from Kontur's table, unless a line of the receipt has a code that only the fiscal format has (mode 7, subjects 31-33): then `codeNumbering` is `ФФД`",
			where: 'N `KonturOfd/receipts/tables.ts`; E switch `ffdCodes`',
			person: "Most shop receipts are full settlement: 3 means Kontur's table, 4 the fiscal format's",
		}),
		forPerson('O11', {
			question: '"No data": empty list, or empty body',
			weDo: 'Both; an empty body counts when a second response agrees, never after an offset, and never as 204',
			where: 'N `shared/transport/paginate.ts`, `KonturOfd/api/documents.ts`; E switch `emptyBody`',
			person: 'A day without documents',
		}),
		forPerson('O12', {
			question: "Do the ten kinds cover a drive's numbering without gaps?",
			weDo: 'Assumed: the trigger looks for a missing number for 35 days; if it never arrives, nothing else is affected',
			where: 'N `KonturOfd/trigger/state/gaps.ts`',
			person: 'Read a drive from its first document',
		}),
		forPerson('O13', {
			question: "Is a drive's order of delivery its order of numbers?",
			weDo: 'Not relied on',
			where: 'N `KonturOfd/trigger/state/register.ts`',
			person: '–',
		}),
		forPerson('O14', {
			question: 'Zero or missing `id`',
			weDo: '`dedupeKey` is drive and number; if one is blank, register, time and fiscal sign; then the ID, then a digest',
			where: 'N `KonturOfd/receipts/document.ts`; E switch `zeroId`',
			person: 'Read a document of before 2021',
		}),
		forPerson('O15', {
			question: '`fiscalDriverNumber` or `fiscalDriveNumber` in registers',
			weDo: 'Both are read',
			where: 'N `KonturOfd/api/cashRegisters.ts`',
			person: 'Read a register',
		}),
		forPerson('O16', {
			question: 'Padding of `kktRegId`, `fiscalDriveNumber`, `userInn`',
			weDo: 'Node and trigger trim them',
			where: 'N `KonturOfd/receipts/shape.ts`',
			person: 'Read a document',
		}),
		forPerson('O17', {
			question: 'Which error comes for a wrong key and an expired session together?',
			weDo: 'A 401 whose code names the api-key never renews the session',
			where: 'N `shared/transport/service.ts`; E `ofd/access.ts` (key first)',
			person: 'Send a request with both wrong',
		}),
		forPerson('O18', {
			question: 'Error code for a register without permission',
			weDo: 'Advice for each documented code',
			where: 'N `shared/transport/advice.ts`; E switch `forbiddenRegister`',
			person: 'Request a register without permission',
		}),
		forPerson('O19', {
			question: 'Longest period, rate limits',
			weDo: 'None known: 8 parallel requests, the trigger reads 4 registers at a time, a 429 is retried after a delay',
			where: 'N `shared/transport/client.ts`, `KonturOfd/trigger/readCashRegisters.ts`',
			person: 'Ask Kontur',
		}),
		forPerson('O20', {
			question: '`lastDocumentTimestamp`: null without documents? Absent before 2026?',
			weDo: 'Null = no document, absent = not known',
			where: 'N `KonturOfd/trigger/registerFacts.ts`, `KonturOfd/trigger/state/register.ts` `startRegister`',
			person: 'Read a new register',
		}),
		forPerson('O21', {
			question: 'How late can a document arrive?',
			weDo: '35 days: the legal 30 plus a margin',
			where: 'N `KonturOfd/trigger/state/types.ts`',
			person: '–',
		}),
		forPerson('O22', {
			question: 'Is an unknown value in `types` refused?',
			weDo: 'The emulator returns 400',
			where: 'E `ofd/parameters.ts`',
			person: 'Send a request with one',
		}),
		forPerson('O23', {
			question: 'Are `stornoItems` part of `totalSum`?',
			weDo: 'No: they stay in the header and yield no item',
			where: 'N `KonturOfd/receipts/split.ts` `splitByGoods`; E `ofd/sale.ts`',
			person: 'A receipt with storno',
		}),
		forPerson('O24', {
			question: 'Do days and statistics include a day that the permission covers only in part?',
			weDo: 'Yes, so the first and last days are requested',
			where: 'N `KonturOfd/api/permission.ts`; E `ofd/parameters.ts` `permitDays`',
			person: 'Request the day of Permission From',
		}),
		forPerson('O25', {
			question: 'Are the VAT fields of a document ever absent while its goods have them?',
			weDo: 'Then the amounts of the goods are summed',
			where: 'N `KonturOfd/receipts/money.ts` `vatByRate`',
			person: 'Read corrections',
		}),
		forPerson('O26', {
			question: 'Do corrections count in statistics?',
			weDo: 'Passed through as Kontur counts them',
			where: 'E switch `countCorrections`',
			person: 'Compare a day with a correction',
		}),
		forPerson('O27', {
			question: 'Does `lastDocumentTimestamp` follow documents after the permission ended?',
			weDo: 'Such registers are only listed in a note',
			where: 'N `KonturOfd/actions/cashbox/silent/findSilent.ts`',
			person: 'A register whose permission ended',
		}),
		forPerson('O28', {
			question: 'Does version 1 expect the INN unpadded, as `/organizations` returns it?',
			weDo: 'Yes, trimmed',
			where: 'N `KonturOfd/actions/document/drivePath.ts`',
			person: 'Get by Fiscal Number',
		}),
	],
};
