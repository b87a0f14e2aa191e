import { afterWorkingDays } from '../../../../nodes/shared/calendar';
import { at } from '../../../../test/emulator/core/values';
import type { Ask } from '../../ask';
import type { Query } from '../../ask/client';
import { doubt, forPerson } from '../../doubt';
import { good, idAt, listIn, textAt } from '../../lab/accounts';
import { contentsOf, details, documentsOf, listDocflows, ofType, place } from '../../lab/docflows';

/** The document flows of a filtered list; none if the filter is refused. */
async function filtered(ask: Ask, query: Query): Promise<unknown[]> {
	const { home } = await place(ask);
	const answer = await listDocflows(ask, home, { take: 1000, ...query });
	return answer.isGood ? listIn(answer.json) : [];
}

const REPORT = 'fns534-report';
const DEMAND = 'fns534-demand';
const DEMAND_DAYS = 6;

/** Types that lists are said to hide unless they are named. */
const HIDDEN = ['fss-sedo-demand', 'business-registration', 'fns534-inventory'];

const isRising = (values: readonly string[]) =>
	values.every((value, index) => index === 0 || values[index - 1] <= value);

/** A moment as lists write it, in milliseconds. */
const momentOf = (text: string) => Date.parse(text.replace(/(\.\d{3})\d*/, '$1'));

const payerInn = (docflow: unknown) => {
	const text = textAt(docflow, 'description', 'payer-inn');
	return text.split('-')[0];
};

export const docflows = [
	doubt('X19', {
		question: 'Filter `type` with or without `urn:docflow:`',
		weDo: 'Sent without, either may be typed',
		where: 'N `KonturExtern/actions/docflow/getMany.operation.ts`',
		readings: { any: 'Both', bare: 'Only without', urn: 'Only with' },
		probe: async (ask) => {
			const isBare = (await filtered(ask, { type: REPORT })).length > 0;
			const isUrn = (await filtered(ask, { type: `urn:docflow:${REPORT}` })).length > 0;
			if (isBare) return isUrn ? 'any' : 'bare';
			return isUrn ? 'urn' : ask.lack('there are no reports to the tax office');
		},
	}),
	doubt('X20', {
		question: 'Does `orderBy` hold together with "updated" dates, and by which date?',
		weDo: 'Always sent; the emulator sorts by change date then',
		where: 'N `KonturExtern/actions/docflow/getMany.operation.ts`; E `extern/docflows/docflowFilter.ts`',
		readings: { byChange: 'By the date of the change', bySending: 'By the date of sending' },
		probe: async (ask) => {
			const found = await filtered(ask, { updatedFrom: '2000-01-01T00:00:00Z', orderBy: 'ascending' });
			const byChange = isRising(found.map((docflow) => textAt(docflow, 'last-change-date')));
			const bySending = isRising(found.map((docflow) => textAt(docflow, 'send-date')));
			if (byChange === bySending) return byChange ? ask.lack('both orders are the same here') : undefined;
			return byChange ? 'byChange' : 'bySending';
		},
	}),
	doubt('X21', {
		question: 'Are document flows of SEDO, registrations and inventories hidden without a type filter?',
		weDo: 'As Kontur does. The emulator hides all `fss-sedo-*` and five more',
		where: 'E `extern/docflows/docflowFilter.ts`',
		readings: { hidden: 'Yes', shown: 'No' },
		probe: async (ask) => {
			const all = new Set((await place(ask)).docflows.map((docflow) => textAt(docflow, 'type')));
			for (const type of HIDDEN) {
				const found = await filtered(ask, { type });
				if (found.length > 0) return all.has(textAt(found[0], 'type')) ? 'shown' : 'hidden';
			}
			return ask.lack('there are no document flows of these types');
		},
	}),
	doubt('X63', {
		question: 'Are the 6 working days for a demand counted from `send-date`, without that day?',
		weDo: "Yes; Kontur's own `receipt-deadline-date` takes precedence. Working days follow the government's decrees",
		where: 'N `KonturExtern/jobs/reply/deadlines.ts`',
		readings: { without: 'Yes', with: 'The day of sending is the first' },
		probe: async (ask) => {
			const { docflows } = await ofType(ask, DEMAND);
			for (const docflow of docflows) {
				const sent = textAt(docflow, 'send-date').slice(0, 10);
				const given = textAt(docflow, 'description', 'receipt-deadline-date').slice(0, 10);
				if (!given || !/^\d{4}-\d\d-\d\d$/.test(sent)) continue;
				if (given === afterWorkingDays(sent, DEMAND_DAYS).date) return 'without';
				if (given === afterWorkingDays(sent, DEMAND_DAYS - 1).date) return 'with';
				return undefined;
			}
			return ask.lack('no demand has a deadline');
		},
	}),
	forPerson('X65', {
		question: 'Statuses and events of fss-sick-report and cbrf-report, success states of fss-report?',
		weDo: 'fss-sick-report as fss-report; cbrf-report by its documents; the state by the last document',
		where: 'E `extern/flows/{fss,others}.ts`',
		person: 'Nobody publishes them, so a program has nothing to compare with; read one such document flow',
	}),
	doubt('X70', {
		question: 'Is `payer-inn` of a demand always the INN of the company that must reply?',
		weDo: 'Another Payer INN is refused',
		where: 'N `KonturExtern/jobs/demand/demandParties.ts`',
		readings: { same: "It is the organization's", other: 'It can be another' },
		probe: async (ask) => {
			const { home, docflows } = await ofType(ask, DEMAND);
			for (const docflow of docflows.slice(0, 5)) {
				const id = idAt(ask, docflow, 'organization-id');
				const { json } = good(
					ask,
					'reading an organization',
					await ask.extern(`GET ${home}/organizations/${id}`),
				);
				const inn = textAt(json, 'inn') || textAt(json, 'general', 'inn');
				if (inn && inn !== payerInn(docflow)) return 'other';
			}
			return 'same';
		},
	}),
	doubt('X75', {
		question: 'Are `updatedFrom` and `updatedTo` inclusive, and do they compare with `last-change-date`?',
		weDo: 'One millisecond is read twice; keys prevent duplicates',
		where: 'N `KonturExtern/trigger/docflowList.ts`',
		readings: { inclusive: 'Yes', exclusive: 'No' },
		probe: async (ask) => {
			const [docflow] = (await place(ask)).docflows;
			const changed = textAt(docflow, 'last-change-date');
			const found = await filtered(ask, { updatedFrom: changed, updatedTo: changed });
			const id = textAt(docflow, 'id');
			return found.some((item) => textAt(item, 'id') === id) ? 'inclusive' : 'exclusive';
		},
	}),
	doubt('X79', {
		question: "Is a filter's date that has a zone compared as a moment or as a day?",
		weDo: 'Sent with its zone',
		where: 'N `KonturExtern/fields/docflow/filters.ts`',
		readings: { moment: 'As a moment', day: 'As a day' },
		probe: async (ask) => {
			const changed = (await place(ask)).docflows.map((docflow) =>
				momentOf(textAt(docflow, 'last-change-date')),
			);
			const newest = Math.max(...changed);
			if (!Number.isFinite(newest)) return undefined;
			const isAlone = new Date(newest).getUTCDate() === new Date(newest + 1000).getUTCDate();
			if (!isAlone) return ask.lack('the newest change is at the border of a day');
			const found = await filtered(ask, { updatedFrom: new Date(newest + 1000).toISOString() });
			return found.some((docflow) => momentOf(textAt(docflow, 'last-change-date')) <= newest)
				? 'day'
				: 'moment';
		},
	}),
	doubt('X82', {
		question: 'Does Kontur print documents whose `support-print` is `unknown`?',
		weDo: 'Only `yes` (or `true`), and only a plain file',
		where: 'N `KonturExtern/jobs/document/saveArchive.ts`',
		readings: { absent: 'No document says so', printed: 'Yes', refused: 'No' },
		probe: async (ask) => {
			const { home } = await place(ask);
			for (const docflow of await details(ask)) {
				const document = documentsOf(docflow).find(
					(item) => textAt(item, 'description', 'support-print') === 'unknown',
				);
				if (document === undefined) continue;
				const content = contentsOf(document).find((item) => at(item, 'encrypted') !== true);
				const path = `${home}/docflows/${idAt(ask, docflow, 'id')}/documents/${idAt(ask, document, 'id')}`;
				const answer = await ask.extern(`POST ${path}/print`, {
					query: { deferred: true },
					json: { 'content-id': textAt(content, 'content-id') },
				});
				return answer.isGood ? 'printed' : 'refused';
			}
			return 'absent';
		},
	}),
	doubt('X85', {
		question: 'Do document flows of reports always have KND, period, correction number and payer?',
		weDo: 'One that lacks any of them is not taken for the same report',
		where: 'N `KonturExtern/jobs/report/alreadySent.ts`',
		readings: { always: 'Yes', sometimes: 'No' },
		probe: async (ask) => {
			const { docflows } = await ofType(ask, REPORT);
			const isWhole = (docflow: unknown) =>
				textAt(docflow, 'description', 'form-version', 'knd') !== '' &&
				['period-begin', 'period-end', 'correction-number', 'payer-inn'].every(
					(name) => textAt(docflow, 'description', name) !== '',
				);
			return docflows.every(isWhole) ? 'always' : 'sometimes';
		},
	}),
];
