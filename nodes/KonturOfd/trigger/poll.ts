import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { causeOf, createClient, isPassing, ofdService, type Client } from '../../shared/transport';
import { alone, plain } from '../../shared/polling/pollLock';
import { resume, store } from '../../shared/polling/atLeastOnce';
import type { FiscalDocument } from '../api/document';
import { pack, readStored, undo, undoOf, unpack, type StoredReceipts } from './state/receiptsCodec';
import { withOpenEnds } from './state/gaps';
import { placeOf } from '../../shared/polling/staticData';
import { isItsTurn, organizationsOf, resumeReceipts, withRegisters } from './state/receipts';
import type { ReceiptsState } from './state/receiptsState';
import { isQuiet } from './state/register';
import { isAgainDue } from './state/backfill';
import { thisProcess } from '../../shared/polling/processId';
import { asList } from '../api/asList';
import { itemMaker } from '../receipts/items';
import { isOfOperation } from '../receipts/shape';
import { listFleet, type Target } from './listCashRegisters';
import { pick } from '../api/pick';
import { isSpent, readAgain, readOn, type Reading, type Round } from './readRegister';
import { latestItems } from './preview';
import { scopeName, settingsOf, type Settings } from './settings';

const PARALLEL_REGISTERS = 4;
// Bounds the memory of one poll; the rest comes with the next one.
const DOCUMENTS_PER_POLL = 25_000;
const SHORT_BUDGET = 60_000;

/** The documents that are wanted, each with its key and where it was printed, as one item or one per good. */
function makerOf({ types, options, simplify }: Settings): Round['itemsOf'] {
	const make = itemMaker(options, simplify);
	const operations = asList(options.operationTypes);
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

async function readFleet(
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

/** What is stored. The state of a later version of the package must not be taken for a beginning: it would be lost. */
function storedOf(context: IPollFunctions, stored: unknown): StoredReceipts | undefined {
	const read = readStored(placeOf(context, plain<unknown>(stored)), Date.now());
	if (read !== 'unknown') return read;
	throw new NodeOperationError(context.getNode(), 'The place of the trigger was stored by a later version', {
		description:
			'Install the version of n8n-nodes-kontur that was there before, or put a new trigger in the place of this one: it starts anew.',
	});
}

/**
 * One poll of the receipts trigger. The state is stored in the last statement, after everything that can fail.
 * A register that fails does not hold up the others; the poll fails when all do, or the credential.
 */
export async function pollReceipts(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const settings = settingsOf(context);
	const client = createClient(context, ofdService);
	if (context.getMode() === 'manual') {
		const fleet = await listFleet(client, settings.scope);
		const items = await latestItems(client, fleet, makerOf(settings));
		return items.length ? [items] : null;
	}
	return await alone(context, async (isFirst) => {
		const data = context.getWorkflowStaticData('node');
		const { state: packed, repeats } = resume(storedOf(context, data.receipts), thisProcess, undo);
		if (repeats) {
			context.logger.info(
				`${context.getNode().name}: n8n was stopped after the last receipts came; they come again, with the same keys.`,
			);
		}
		const stored = packed && unpack(packed);
		const outcome = await readFleet(context, client, settings, stored);
		const { before, after, items, emitted, failure } = outcome;
		// The state of a first poll is kept although nobody could be asked: receipts from this moment on are new.
		if (failure && !((isFirst || stored === undefined) && isPassing(failure.error))) throw failure.error;
		const back = items.length > 0 ? undoOf(before, after, emitted) : undefined;
		data.receipts = store(pack(after), thisProcess, back) as unknown as IDataObject;
		return items.length > 0 ? [items] : null;
	});
}
