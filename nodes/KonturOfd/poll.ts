import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { causeOf, createClient, isPassing, ofdService, type Client } from '../shared/transport';
import { alone, plain } from '../shared/trigger/alone';
import type { FiscalDocument } from '../shared/trigger/document';
import { resumeReceipts, withRegisters, type ReceiptsState, type Start } from '../shared/trigger/receipts';
import { listFleet, type Scope, type Target } from './fleet';
import { startOfPeriod } from './period';
import { pick } from './pick';
import { isSpent, readOn } from './reading';
import { latestDocuments } from './sample';

const PARALLEL_REGISTERS = 4;
// Bounds the memory of one poll; the rest comes with the next one.
const DOCUMENTS_PER_POLL = 20_000;

interface Settings {
	scope: Scope;
	start: Start;
	wants: (document: FiscalDocument) => boolean;
}

/** Text out of several spellings of a list in an expression. */
const asList = (value: unknown): string[] =>
	(Array.isArray(value) ? (value as unknown[]) : String(value ?? '').split(','))
		.map((one) => String(one).trim())
		.filter(Boolean);

function settingsOf(context: IPollFunctions): Settings {
	const parameter = (name: string, fallback: object | string = '') =>
		context.getNodeParameter(name, fallback, { extractValue: name === 'organizationId' }) as unknown;
	const chosen = (value: unknown, displayName: string) => {
		if (Array.isArray(value) ? value.length > 0 : value) return;
		throw new NodeOperationError(context.getNode(), `"${displayName}" is empty`, {
			description: `Fill in "${displayName}" in the trigger.`,
		});
	};
	const scope: Scope = {};
	if (parameter('organizations') === 'selected') {
		scope.organizationId = String(parameter('organizationId') ?? '').trim();
		chosen(scope.organizationId, 'Organization');
	}
	if (parameter('cashRegisters') === 'selected') {
		scope.kktRegIds = asList(parameter('kktRegIds', []));
		chosen(scope.kktRegIds, 'Cash Register Names or IDs');
	}
	const types = asList(parameter('types', []));
	const start: Start =
		parameter('startFrom') === 'date'
			? {
					mode: 'date',
					date: startOfPeriod(parameter('startDate'), 'Start Date'),
					written: String(context.getNode().parameters.startDate),
				}
			: { mode: 'now' };
	return { scope, start, wants: ({ kind }) => types.length === 0 || types.includes(kind) };
}

/** The document with every field as it came, its key, and where it was printed. */
const toItem = (document: FiscalDocument, { organizationId, cashbox }: Target): INodeExecutionData => ({
	json: {
		documentType: document.kind,
		dedupeKey: document.key,
		organizationId,
		cashbox: pick(cashbox, ['regNumber', 'name', 'salesPointName']),
		...(document.body as IDataObject),
	},
});

const textOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

interface Outcome {
	state: ReceiptsState;
	items: INodeExecutionData[];
	/** What makes the whole poll fail. */
	failure?: { error: unknown };
}

async function readFleet(
	context: IPollFunctions,
	client: Client,
	{ scope, start, wants }: Settings,
	before: ReceiptsState | undefined,
): Promise<Outcome> {
	const address = ofdService.address(await context.getCredentials(ofdService.credentialType));
	const keyOf = ({ organizationId, kktRegId }: Target) => `${address}|${organizationId}|${kktRegId}`;
	const fleet = await listFleet(client, scope);
	const { targets, failures, skew } = fleet;
	const here = Date.now();
	const now = here + (skew ?? 0);
	const registers = Object.fromEntries(targets.map((target) => [keyOf(target), target.register]));
	const scopeName = JSON.stringify([address, scope.organizationId ?? '', scope.kktRegIds ?? []]);
	let state = withRegisters(resumeReceipts(before, start, scopeName, here, skew), registers, now);

	const budget = {
		stopAt: Date.now() + (context.getPollBudgetMs?.() ?? 60_000) / 2,
		documents: DOCUMENTS_PER_POLL,
	};
	// Those that waited longest come first, so that a budget too small for all of them leaves nobody out.
	const waiting = [...targets].sort(
		(a, b) => state.registers[keyOf(a)].lastReadAt - state.registers[keyOf(b)].lastReadAt,
	);
	const items: INodeExecutionData[] = [];
	let successes = 0;
	const work = async () => {
		for (let target = waiting.shift(); target; target = waiting.shift()) {
			const reading = await readOn(client, target, state.registers[keyOf(target)], now, budget);
			state = { ...state, registers: { ...state.registers, [keyOf(target)]: reading.state } };
			for (const document of reading.emit) if (wants(document)) items.push(toItem(document, target));
			if (reading.pages > 0) successes += 1;
			if ('error' in reading)
				failures.push({ what: `cash register ${target.kktRegId}`, error: reading.error });
			if (isSpent(budget) || causeOf(reading.error) === 'credential-invalid') return;
		}
	};
	await Promise.all(Array.from({ length: PARALLEL_REGISTERS }, work));

	const name = context.getNode().name;
	for (const { what, error } of failures) {
		context.logger.warn(`${name}: could not read ${what} (${textOf(error)}). The next poll tries again.`);
	}
	const fatal = failures.find(({ error }) => causeOf(error) === 'credential-invalid');
	return {
		state: { ...state, listed: state.listed || fleet.failures.length === 0 },
		items,
		failure: fatal ?? (successes === 0 ? failures[0] : undefined),
	};
}

/**
 * One poll of the receipts trigger. The state is stored in the last statement, after everything that can fail.
 * A register that fails does not hold up the others; the poll fails when all do, or the credential.
 */
export async function pollReceipts(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const settings = settingsOf(context);
	const client = createClient(context, ofdService);
	if (context.getMode() === 'manual') {
		const latest = await latestDocuments(client, await listFleet(client, settings.scope), settings.wants);
		return latest.length ? [latest.map(({ document, target }) => toItem(document, target))] : null;
	}
	return await alone(context, async (isFirst) => {
		const stored = context.getWorkflowStaticData('node');
		const before = plain<ReceiptsState>(stored.receipts);
		const { state, items, failure } = await readFleet(context, client, settings, before);
		// The state of a first poll is kept although nobody could be asked: receipts from this moment on are new.
		if (failure && !((isFirst || before === undefined) && isPassing(failure.error))) throw failure.error;
		stored.receipts = state as unknown as IDataObject;
		return items.length ? [items] : null;
	});
}
