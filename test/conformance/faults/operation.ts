import type { LogEntry } from '../../emulator/core/log';
import type { Share } from '../../emulator/extern/model';
import type { RunResult } from '../../host/engine/engine';
import { faultCases, type FaultCase } from './kinds';
import { sampleCells } from '../../support/sampling';
import { adviceOf, itemOf, shape } from './looks';
import { caseOf, outputsOf, runOperation, serverOf, type NamedOperation, type Subject } from '../subject';
import { createWorld, type CaseItem, type World } from '../world';

/*
 * Every operation meets every fault, once with the first request for two items and once with the last. Each ends in
 * the right result or in an error with advice, the item that was not hit comes out as ever, and nothing is carried
 * out twice that must not be.
 */

/** Writes that may be carried out twice, and why. */
const harmless: ReadonlyArray<[route: RegExp, why: string]> = [
	[/^POST \/v1$/, 'there is one account of the same requisites'],
	[/^POST \/v1\/\{accountId\}\/contents$/, 'a content is nothing until it is used'],
	[/\/check-demand$|\/reports-tables\/|\/control-unit-subscriptions$/, 'it only looks'],
	[/\/drafts\/\{draftId\}\/check$|\/recognize$/, 'it only looks'],
	[/\/drafts\/\{draftId\}\/prepare$/, 'it prepares the same again'],
	[/\/(pfr-)?generate-reply$|\/generate-documents-request$/, 'it is nothing until it is sent'],
	[/\/share-events$|\/update-signer$/, 'the same choice twice is the same choice'],
	[/\/gosuslugi-auth$/, 'it only lasts longer'],
	[/^PATCH .*\/docflows\/\{docflowId\}(\/documents\/\{documentId\})?$/, 'the same values again'],
];

/** Nothing is promised of their answers: one without a body is a good one. */
const mayBeEmpty = [
	...['account.shareEvents', 'organization.authorizeGosuslugi', 'organization.updateSigner'],
	...['draft.createWebDraft', 'draftDocument.build', 'draftDocument.prepareDataToSign', 'partnerUser.link'],
	...['docflowDocument.confirmCloudDecryption', 'inventoryDocument.confirmCloudDecryption'],
];

/**
 * What it sent once it sends no more, and a draft that a failed run leaves is used by the next: each run needs a Kontur
 * that knows nothing of it.
 */
const onlyOnce = ['report.send', 'report.check'];

const isWrite = ({ method }: LogEntry) => method === 'POST' || method === 'PATCH';
const mustNotRepeat = (route: string) => !harmless.some(([pattern]) => pattern.test(route));

interface Clean {
	/** By item. */
	shapes: unknown[][];
	requests: number;
	/** How often the service carried out each route that must not be repeated. */
	acted: Map<string, number>;
	onlyReads: boolean;
	items: [CaseItem, CaseItem];
}

const messageOf = ({ error, errorItems }: RunResult) =>
	error?.message ?? errorItems.map(({ json }) => json.error).join('; ');

type Position = 'first' | 'last';

/** A Kontur that does not keep anybody waiting. */
export async function newWorld(): Promise<World> {
	const world = await createWorld();
	world.emulator.control.setOptions({ taskMs: 1 });
	return world;
}

/** One operation and everything that may go wrong with it. */
export class OperationMatrix {
	/** How many faults have met the operation. A last request is not always there to be hit. */
	cells = 0;

	/** How many have to. */
	least = 0;

	readonly problems: string[] = [];

	private readonly server: string | undefined;

	private readonly shares: Share[];

	constructor(
		private readonly subject: Subject,
		private readonly named: NamedOperation,
		private world: World,
		private readonly elsewhere: string,
	) {
		this.shares = [...world.emulator.state.extern.shares];
		this.server = serverOf(subject, named.operation);
	}

	async close(): Promise<void> {
		await this.world.close();
	}

	async run(): Promise<void> {
		const clean = await this.clean();
		for (const { fault, position } of this.drawn('faults', this.faultCells(), 5)) {
			if (position === 'first') this.least += 1;
			await this.cell(clean, fault, position);
		}
		await this.unreachable(clean);
	}

	private faultCells(): Array<{ fault: FaultCase; position: Position }> {
		const faults = faultCases.filter(
			({ empty, session }) =>
				!(empty && mayBeEmpty.includes(this.named.name)) && !(session && this.server === 'auth'),
		);
		const positions = ({ always }: FaultCase): Position[] => (always ? ['first'] : ['first', 'last']);
		return faults.flatMap((fault) => positions(fault).map((position) => ({ fault, position })));
	}

	private drawn<T>(what: string, cells: readonly T[], most: number): T[] {
		return sampleCells('Fault cells', `${this.subject.node} ${this.named.name} ${what}`, cells, most);
	}

	/** No request arrives: the service does not listen, nobody knows its address, it speaks no TLS. */
	private async unreachable(clean: Clean): Promise<void> {
		const items = await this.itemsAfter(clean);
		const { emulator, engine } = this.world;
		const credential = this.subject.service ?? '';
		const typed = engine.credentials.get(credential);
		const address = (apiUrl: string) => () => engine.credentials.set(credential, { ...typed, apiUrl });
		const ways: Record<string, () => unknown> = {
			'connection refused': async () => await emulator.stopListening(),
			'unknown address': address('http://kontur.invalid'),
			'no TLS': address(emulator.url.replace('http:', 'https:')),
		};
		for (const [name, cutOff] of this.drawn('unreachable', Object.entries(ways), 1)) {
			this.least += 1;
			await cutOff();
			const {
				items: outputs,
				errorItems,
				error,
			} = await runOperation(this.subject, this.named, this.world, items, {
				onError: 'continueErrorOutput',
			});
			this.cells += 1;
			const problem = (text: string) => this.problems.push(`${name}: ${text}`);
			if (error) problem(`the run stopped: ${error.message}`);
			if (outputs.length > 0 || errorItems.length !== 2) problem(`${errorItems.length} of two items failed`);
			for (const { json } of errorItems)
				if (!adviceOf(json)) problem(`no advice with "${String(json.error)}"`);
			if (name === 'connection refused') await emulator.startListening();
			else if (this.log().length > 0) problem('something arrived');
		}
	}

	private async items(): Promise<[CaseItem, CaseItem]> {
		// What one run took away the next one wants to find.
		this.world.emulator.state.extern.shares = [...this.shares];
		return await caseOf(this.subject, this.named.name, this.world).items(this.world);
	}

	/** The same items where nothing came of them, new ones else. */
	private async itemsAfter({
		onlyReads,
		items,
	}: Pick<Clean, 'onlyReads' | 'items'>): Promise<[CaseItem, CaseItem]> {
		if (onlyOnce.includes(this.named.name)) {
			await this.world.close();
			this.world = await newWorld();
			// Accounts have the same ids everywhere.
			return items;
		}
		return onlyReads ? items : await this.items();
	}

	private log(): LogEntry[] {
		return this.world.emulator.control.log({ service: this.server });
	}

	private acted(): Map<string, number> {
		const counts = new Map<string, number>();
		for (const entry of this.log()) {
			const route = `${entry.method} ${entry.route}`;
			if (!entry.acted || !isWrite(entry) || !mustNotRepeat(route)) continue;
			counts.set(route, (counts.get(route) ?? 0) + 1);
		}
		return counts;
	}

	/** What two runs that nothing disturbs have in common. */
	private async clean(): Promise<Clean> {
		const one = await this.cleanRun(await this.items());
		const other = await this.cleanRun(await this.itemsAfter(one));
		if (JSON.stringify(one.shapes) !== JSON.stringify(other.shapes)) {
			this.problems.push(`without a fault two runs differ: ${JSON.stringify([one.shapes, other.shapes])}`);
		}
		return { ...other, requests: Math.min(one.requests, other.requests) };
	}

	private async cleanRun(items: [CaseItem, CaseItem]): Promise<Clean> {
		const { items: outputs, error } = await runOperation(this.subject, this.named, this.world, items);
		if (error) throw new Error(`${this.named.name} fails without a fault: ${error.message}`);
		const log = this.log();
		return {
			items,
			shapes: items.map((item, index) => shape(outputsOf(outputs, index), item)),
			requests: log.length,
			acted: this.acted(),
			onlyReads: log.every(({ method }) => method === 'GET'),
		};
	}

	private async cell(
		clean: Clean,
		{ name, fault, always, passes }: FaultCase,
		position: Position,
	): Promise<void> {
		const items = await this.itemsAfter(clean);
		const { control } = this.world.emulator;
		control.addFault({
			...fault,
			service: this.server as FaultCase['fault']['service'],
			skip: position === 'first' ? 0 : clean.requests - 1,
			times: always ? 1000 : 1,
			...(fault.kind === 'redirect' && { headers: { Location: this.elsewhere } }),
		});
		const stops = position === 'last';
		const result = await runOperation(this.subject, this.named, this.world, items, {
			onError: stops ? 'stopWorkflow' : 'continueErrorOutput',
		});
		control.clearFaults();
		const [hit] = this.log().filter((entry) => entry.fault !== undefined);
		if (!hit) return;
		this.cells += 1;
		const problem = (text: string) => this.problems.push(`${name}, ${position} request: ${text}`);
		const failed = stops
			? this.judgeStopped(clean, items, result, problem)
			: this.judgeEach(clean, items, result, problem);
		const recovers = passes === 'all' || (passes === 'reads' && clean.onlyReads);
		if (recovers && failed.length > 0) problem(`it does not get over this: ${messageOf(result)}`);
		if (!always) {
			const meant = itemOf(hit, items);
			const others = failed.filter((item) => meant !== undefined && item !== meant);
			if (failed.length > 1 || others.length > 0) problem(`items ${failed.join()} failed, not ${meant}`);
		}
		for (const [route, count] of this.acted()) {
			const most = clean.acted.get(route) ?? 0;
			if (count > most) problem(`${route} was carried out ${count} times instead of ${most}`);
			else if (failed.length === 0 && count < most) problem(`${route} was carried out ${count} times only`);
		}
	}

	/** The items that failed of a run that puts failures to the error output. */
	private judgeEach(clean: Clean, items: CaseItem[], result: RunResult, problem: (text: string) => void) {
		if (result.error) problem(`the run stopped: ${result.error.message}`);
		return items.flatMap((item, index) => {
			const errors = outputsOf(result.errorItems, index);
			const outputs = outputsOf(result.items, index);
			if (errors.length === 0) {
				this.compare(clean, index, shape(outputs, item), problem);
				return [];
			}
			if (errors.length > 1 || outputs.length > 0) problem(`item ${index} failed and came out too`);
			if (!adviceOf(errors[0].json)) problem(`no advice with "${String(errors[0].json.error)}"`);
			return [index];
		});
	}

	/** The same of a run that stops at a failure. */
	private judgeStopped(
		clean: Clean,
		items: CaseItem[],
		{ error, items: outputs }: RunResult,
		problem: (text: string) => void,
	) {
		if (!error) {
			for (const [index, item] of items.entries())
				this.compare(clean, index, shape(outputsOf(outputs, index), item), problem);
			return [];
		}
		if (error.name !== 'NodeApiError') problem(`${error.name}: ${error.message}`);
		if (!error.description) problem(`no advice with "${error.message}"`);
		return [Number(error.context?.itemIndex)];
	}

	private compare(clean: Clean, index: number, got: unknown[], problem: (text: string) => void): void {
		const wanted = clean.shapes[index];
		if (got.length !== wanted.length)
			problem(`item ${index} gave ${got.length} outputs instead of ${wanted.length}`);
		else if (wanted.some((one, at) => one !== got[at])) {
			problem(
				`item ${index} gave ${JSON.stringify(got).slice(0, 300)} instead of ${JSON.stringify(wanted).slice(0, 300)}`,
			);
		}
	}
}
