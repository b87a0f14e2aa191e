import { dayOf } from './shop/time';
import type { FiscalDocument, JsonObject, Switches } from './types';

const RATES = [10, 18, 20];
const RATES_OF_2026 = [22, 5, 7];
const GROUPS = ['sell', 'returnSell', 'buy', 'returnBuy'] as const;

type GroupName = (typeof GROUPS)[number];

interface Totals {
	cashlessTotal: number;
	cashTotal: number;
	total: number;
	totalWithNds0: number;
	totalWithNdsFree: number;
	count: number;
	nds: Record<string, number>;
}

type Groups = Record<GroupName, Totals>;

function rates(switches: Switches): number[] {
	return switches.d22 ? RATES : [...RATES, ...RATES_OF_2026];
}

function emptyTotals(switches: Switches): Totals {
	const nds: Record<string, number> = {};
	for (const rate of rates(switches)) {
		nds[`rate${rate}`] = 0;
		nds[`calculatedWithRate${rate}`] = 0;
	}
	return {
		cashlessTotal: 0,
		cashTotal: 0,
		total: 0,
		totalWithNds0: 0,
		totalWithNdsFree: 0,
		count: 0,
		nds,
	};
}

function emptyGroups(switches: Switches): Groups {
	const make = () => emptyTotals(switches);
	return { sell: make(), returnSell: make(), buy: make(), returnBuy: make() };
}

function counts(document: FiscalDocument, switches: Switches): boolean {
	if (document.kind === 'receipt' || document.kind === 'bso') return true;
	const correction = document.kind === 'receiptCorrection' || document.kind === 'bsoCorrection';
	return correction && switches.countCorrections;
}

function add(groups: Groups, { body }: FiscalDocument, switches: Switches): void {
	const name = GROUPS[Number(body.operationType) - 1];
	if (!name) return;
	const totals = groups[name];
	const amount = (key: string): number => Number(body[key] ?? 0);
	totals.cashlessTotal += amount('ecashTotalSum');
	totals.cashTotal += amount('cashTotalSum');
	totals.total += amount('totalSum');
	totals.totalWithNds0 += amount('nds0');
	totals.totalWithNdsFree += amount('ndsNo');
	totals.count += 1;
	for (const rate of rates(switches)) {
		totals.nds[`rate${rate}`] += amount(`nds${rate}`);
		totals.nds[`calculatedWithRate${rate}`] += amount(`ndsCalculated${rate}`);
	}
}

function toJson(groups: Groups): JsonObject {
	const answer: JsonObject = {};
	for (const name of ['buy', 'returnBuy', 'sell', 'returnSell'] as const) {
		answer[name] = { ...groups[name], nds: { ...groups[name].nds } };
	}
	return answer;
}

/** A day appears when a shift was opened or closed in it or anything was sold. */
export function statisticsByDays(documents: readonly FiscalDocument[], switches: Switches): JsonObject[] {
	const days = new Map<string, Groups>();
	for (const document of documents) {
		const sale = counts(document, switches);
		if (!sale && document.kind !== 'openShift' && document.kind !== 'closeShift') continue;
		const day = dayOf(document.dateTime);
		let groups = days.get(day);
		if (!groups) days.set(day, (groups = emptyGroups(switches)));
		if (sale) add(groups, document, switches);
	}
	return [...days.keys()]
		.sort()
		.map((date) => ({ date, ...toJson(days.get(date) ?? emptyGroups(switches)) }));
}

interface ShiftTotals {
	number: number;
	open: string | null;
	close: string | null;
	groups: Groups;
}

/** Shift numbers restart on each drive, so drive and number together identify a shift. */
export function statisticsByShifts(documents: readonly FiscalDocument[], switches: Switches): JsonObject[] {
	const shifts = new Map<string, ShiftTotals>();
	for (const document of documents) {
		const { kind } = document;
		const sale = counts(document, switches);
		if (!sale && kind !== 'openShift' && kind !== 'closeShift') continue;
		const number = Number(document.body.shiftNumber);
		const key = `${document.fn}|${number}`;
		let shift = shifts.get(key);
		if (!shift) {
			shift = { number, open: null, close: null, groups: emptyGroups(switches) };
			shifts.set(key, shift);
		}
		if (kind === 'openShift') shift.open = document.dateTime;
		if (kind === 'closeShift') shift.close = document.dateTime;
		if (sale) add(shift.groups, document, switches);
	}
	return [...shifts.values()].map(({ number, open, close, groups }) => {
		const answer: JsonObject = { shiftNumber: number };
		if (open !== null) answer.shiftOpen = open;
		if (close !== null) answer.shiftClose = close;
		return { ...answer, ...toJson(groups) };
	});
}
