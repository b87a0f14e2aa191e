import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { pick, toList } from '../../shared/catalog';
import { causeOf, ofdService, type Client } from '../../shared/transport';
import type { FiscalDocument } from '../receipts/document';
import { itemMaker } from '../receipts/items';
import { isOfOperation } from '../receipts/shape';
import { listFleet, type Target } from './listCashRegisters';
import { isSpent, readAgain, readOn, type Reading, type Round } from './readRegister';
import { scopeName, type Settings } from './settings';
import { isAgainDue } from './state/backfill';
import { withOpenEnds } from './state/gaps';
import { isQuiet } from './state/register';
import { isItsTurn, organizationsOf, resumeReceipts, withRegisters } from './state/triggerState';
import type { ReceiptsState } from './state/types';

const PARALLEL_REGISTERS = 4;
// Bounds the memory of one poll; the rest comes with the next one.
const DOCUMENTS_PER_POLL = 25_000;
const SHORT_BUDGET = 60_000;

/** The documents that are wanted, each with its key and where it was printed, as one item or one per good. */
export function makerOf({ types, options, simplify }: Settings): Round['itemsOf'] {
	const make = itemMaker(options, simplify);
	const operations = toList(options.operationTypes);
	const isAll = types.length === 0 && operations.length === 0;
	const isWanted = (document: FiscalDocument) =>
		(types.length === 0 || types.includes(document.kind)) && isOfOperation(document, operations);
	return (documents, { organizationId, cashbox }) => {
		const origin = { organizationId, cashbox: pick(cashbox, ['regNumber', 'name', 'salesPointName']) };
		return make(isAll ? documents : documents.filter(isWanted), origin);
	};
}

const textOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

interface Outcome {
	before: ReceiptsState;
	after: ReceiptsState;
	items: INodeExecutionData[];
	/** Keys of the registers that emitted. */
	emitted: Set<string>;
	/** What makes the whole poll fail. */
	failure?: { error: unknown };
}

/** Reads registers side by side until the budget is spent or the credential fails. */
async function readAll(
	readings: Reading[],
	round: Round,
	read: (round: Round, reading: Reading) => Promise<void>,
): Promise<void> {
	const waiting = [...readings];
	const work = async () => {
		for (let reading = waiting.shift(); reading; reading = waiting.shift()) {
			const current = reading;
			await read(round, current).catch((error: unknown) => (current.error = error));
			if (isSpent(round.budget) || causeOf(current.error) === 'credential-invalid') return;
		}
	};
	await Promise.all(Array.from({ length: PARALLEL_REGISTERS }, work));
}

export async function readFleet(
	context: IPollFunctions,
	client: Client,
	settings: Settings,
	stored: ReceiptsState | undefined,
): Promise<Outcome> {
	const { scope, start, sweep } = settings;
	const here = Date.now();
	const budget = {
		stopAt: here + (context.getPollBudgetMs?.() ?? SHORT_BUDGET) / 2,
		documents: DOCUMENTS_PER_POLL,
	};
	const address = ofdService.address(await context.getCredentials(ofdService.credentialType));
	const keyOf = ({ organizationId, kktRegId }: Target) => `${address}|${organizationId}|${kktRegId}`;
	const name = scopeName(address, scope);
	const known = stored?.scope === name ? organizationsOf(stored, here) : undefined;
	const { targets, failures, skew, organizationIds } = await listFleet(client, scope, known);
	const isListed = failures.length === 0;
	const now = here + (skew ?? 0);
	const registers = Object.fromEntries(targets.map((target) => [keyOf(target), target.register]));
	const before = withRegisters(resumeReceipts(stored, start, name, here, skew), registers, now);

	const round: Round = { client, now, budget, sweep, itemsOf: makerOf(settings) };
	const readings = targets.map((target): Reading => ({
		target,
		state: before.registers[keyOf(target)],
		items: [],
		found: false,
		pages: 0,
	}));
	const isToRead = ({ target, state }: Reading) =>
		!isQuiet(state, target.register) || isItsTurn(keyOf(target), before.polls);
	// Those that waited longest come first, so that a budget too small for all of them leaves nobody out.
	const toRead = readings.filter(isToRead).sort((a, b) => a.state.lastReadAt - b.state.lastReadAt);
	await readAll(toRead, round, readOn);
	for (const reading of readings) {
		reading.state = withOpenEnds(reading.state, reading.target.register, now);
	}
	const toReadAgain = readings.filter(
		({ target, state, error }) => error === undefined && isAgainDue(state, target.register, now, sweep),
	);
	if (!isSpent(budget)) await readAll(toReadAgain, round, readAgain);

	const items: INodeExecutionData[] = [];
	const emitted = new Set<string>();
	const states = { ...before.registers };
	for (const { target, state, items: found, error } of readings) {
		// What failed is read by the next poll, whatever the list says.
		states[keyOf(target)] = error === undefined ? state : { ...state, lastDocument: undefined };
		if (found.length > 0) emitted.add(keyOf(target));
		for (const item of found) items.push(item);
		if (error !== undefined) failures.push({ what: `cash register ${target.kktRegId}`, error });
	}
	for (const { what, error } of failures) {
		context.logger.warn(
			`${context.getNode().name}: could not read ${what} (${textOf(error)}). The next poll tries again.`,
		);
	}
	const fatal = failures.find(({ error }) => causeOf(error) === 'credential-invalid');
	const isAnyoneRead = readings.some(({ error, pages }) => error === undefined || pages > 0);
	const listedAt = known ? stored?.organizations?.listedAt : here;
	return {
		before,
		after: {
			...before,
			registers: states,
			listed: before.listed || isListed,
			polls: before.polls + 1,
			organizations:
				organizationIds && !scope.organizationIds
					? { ids: [...organizationIds], listedAt: listedAt ?? here }
					: undefined,
		},
		items,
		emitted,
		failure: fatal ?? (isAnyoneRead ? undefined : failures[0]),
	};
}
