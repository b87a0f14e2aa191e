import type { IDataObject } from 'n8n-workflow';
import type { LogEntry } from '../../emulator/core/log';
import type { Share } from '../../emulator/extern/model';
import { fieldsOf } from '../../../nodes/shared/catalog';
import {
	changedAnswers,
	startGateway,
	wrongAnswers,
	type Gateway,
	type GatewayAnswer,
} from '../../support/gateway';
import { shortenPauses } from '../../support/pauses';
import { count, sampleCells } from '../../support/sampling';
import { isFound, saysFailed, saysLeft, shape } from '../faults/looks';
import { caseOf, nodes, requestingOf, runOperation, type NamedOperation, type Subject } from '../subject';
import { createWorld, type CaseItem, type World } from '../world';

/*
 * Each request of every operation is answered by somebody else: once and every time, before and after Kontur carried
 * it out. What such an operation returns is what it returns without that, or an error that a person can use. It never
 * says that something was done which was not, does nothing twice, and shortens no list.
 */

/** The requests that a gateway answers: those of signing in are another matter. */
export const isOfApi = (path: string) => /^\/v\d(\/|$)/.test(path) || path.includes('register-external');

/** What Kontur itself may answer: nothing tells these from its own. */
const isKonturs = ({ subject, named, answer, isLasting }: Met) =>
	(subject.service === 'ofd' && answer.name === 'an empty list') ||
	// A second response without a body agrees with the first.
	(subject.service === 'ofd' && answer.name === 'no body' && isLasting) ||
	(named.name === 'partnerUser.link' && ['no body', '204'].includes(answer.name));

/** Routes that may be carried out again: see the faults. */
const once = /\/send$|\/builders$|\/drafts$|\/documents$|\/signatures$|\/files$|\/organizations$|\/build$/;

/**
 * What it sent once it sends no more, and a draft that a failed run leaves is used by the next: each run needs a Kontur
 * that knows nothing of it.
 */
const onlyOnce = ['report.send', 'report.check'];

/** Errors of the program, and texts that show one. */
export const broken =
	/(Type|Reference|Range|Syntax)Error|Cannot (read|set)|is not (a function|iterable|defined)|undefined|\[object/;

interface Cell {
	answer: GatewayAnswer;
	/** Number of the request that meets it. */
	from: number;
	isLasting: boolean;
	isForwarded: boolean;
}

interface Met extends Cell {
	subject: Subject;
	named: NamedOperation;
}

interface Clean {
	item: CaseItem;
	outputs: unknown[];
	asked: string[];
	acted: Map<string, number>;
	onlyReads: boolean;
}

/** How an operation is run: as its case says, or over all pages of a list. */
interface Variant {
	name: string;
	more: IDataObject;
}

const isWrite = ({ method }: Pick<LogEntry, 'method'>) => method !== 'GET';

class AnswerMatrix {
	cells = 0;

	readonly problems: string[] = [];

	private readonly shares: Share[];

	constructor(
		private readonly subject: Subject,
		private readonly named: NamedOperation,
		private world: World,
		private readonly gateway: () => Gateway,
	) {
		this.shares = [...world.emulator.state.extern.shares];
	}

	async run(most: number): Promise<void> {
		for (const variant of this.variants()) {
			const clean = await this.clean(variant);
			const cells = this.cellsOf(clean);
			const name = `${this.subject.node} ${this.named.name} ${variant.name}`;
			for (const cell of sampleCells('Wrong-answer cells', name, cells, most)) {
				await this.cell(clean, variant, cell);
			}
		}
	}

	private variants(): Variant[] {
		const { pages } = caseOf(this.subject, this.named.name, this.world);
		const hasParts = fieldsOf(this.named.operation).some(
			({ name, options = [] }) =>
				name === 'options' &&
				(options as ReadonlyArray<{ name: string }>).some((one) => one.name === 'onPartialFailure'),
		);
		// Otherwise what could be read comes out, with a note of what could not.
		const stopping: IDataObject = hasParts ? { options: { onPartialFailure: 'stop' } } : {};
		const asGiven = { name: 'as given', more: stopping };
		// The list comes first: what is made for other cells would lengthen it.
		return pages ? [{ name: 'all pages', more: { ...stopping, returnAll: true } }, asGiven] : [asGiven];
	}

	private cellsOf({ asked }: Clean): Cell[] {
		return asked.flatMap((request, from) => [
			...changedAnswers.flatMap((answer) =>
				[false, true].map((isLasting) => ({ answer, from, isLasting, isForwarded: true })),
			),
			...wrongAnswers.flatMap((answer) => {
				const ways = [
					{ isLasting: false, isForwarded: false },
					{ isLasting: true, isForwarded: false },
				];
				if (!request.startsWith('GET ')) ways.push({ isLasting: false, isForwarded: true });
				return ways.map((way) => ({ answer, from, ...way }));
			}),
		]);
	}

	private async item({ more }: Variant): Promise<CaseItem> {
		if (onlyOnce.includes(this.named.name)) {
			await this.world.close();
			this.world = await newWorld();
			await this.throughGateway();
		}
		// What one run took away the next one wants to find.
		this.world.emulator.state.extern.shares = [...this.shares];
		const declared = caseOf(this.subject, this.named.name, this.world);
		const [item] = await declared.items(this.world);
		if (more.returnAll) {
			delete item.parameters.limit;
			await declared.pages?.(this.world, item);
			declared.shorten?.(this.world, item);
		}
		return item;
	}

	async throughGateway(): Promise<void> {
		const { credentials } = this.world.engine;
		for (const name of ['extern', 'ofd']) {
			credentials.set(name, { ...credentials.get(name), apiUrl: this.gateway().url });
		}
		await Promise.resolve();
	}

	async close(): Promise<void> {
		await this.world.close();
	}

	get target(): string {
		return this.world.emulator.url;
	}

	private acted(): Map<string, number> {
		const counts = new Map<string, number>();
		for (const entry of this.world.emulator.control.log()) {
			if (!entry.acted || !isWrite(entry) || !isOfApi(entry.path)) continue;
			const route = `${entry.method} ${entry.route}`;
			counts.set(route, (counts.get(route) ?? 0) + 1);
		}
		return counts;
	}

	private async clean(variant: Variant): Promise<Clean> {
		const item = await this.item(variant);
		this.gateway().reset();
		const { items, error } = await runOperation(
			this.subject,
			this.named,
			this.world,
			[item],
			{},
			variant.more,
		);
		if (error) throw new Error(`${this.named.name} fails without a gateway: ${error.message}`);
		const asked = [...this.gateway().asked];
		return {
			item,
			outputs: shape(items, item),
			asked,
			acted: this.acted(),
			onlyReads: asked.every((request) => request.startsWith('GET ')),
		};
	}

	private async cell(clean: Clean, variant: Variant, cell: Cell): Promise<void> {
		const item =
			clean.onlyReads && !onlyOnce.includes(this.named.name) ? clean.item : await this.item(variant);
		const { answer, from, isLasting, isForwarded } = cell;
		this.gateway().reset({ answer, from, times: isLasting ? 10_000 : 1, isForwarded });
		const { items, error, run } = await runOperation(
			this.subject,
			this.named,
			this.world,
			[item],
			{},
			variant.more,
		);
		if (this.gateway().answered === 0) return;
		this.cells += 1;
		const problem = (text: string) => {
			const how = `${isLasting ? 'always' : 'once'}${isForwarded ? ', after Kontur acted' : ''}`;
			this.problems.push(
				`${variant.name}, ${answer.name} to ${clean.asked[from]} (${from + 1} of ${clean.asked.length}, ${how}): ${text}`,
			);
		};
		const acted = this.acted();
		for (const [route, times] of acted) {
			if (once.test(route) && times > Math.max(clean.acted.get(route) ?? 0, 1)) {
				problem(`${route} was carried out ${times} times`);
			}
		}
		if (error) {
			const text = `${error.name} ${error.message} ${error.description ?? ''}`;
			if (broken.test(text)) problem(text);
			if (!error.description && !/Try again/.test(error.message))
				problem(`no advice with "${error.message}"`);
			return;
		}
		if (isKonturs({ ...cell, subject: this.subject, named: this.named })) {
			count('Wrong answers that Kontur may give', 1, 1);
			return;
		}
		const outputs = shape(items, item);
		const isSame =
			outputs.length === clean.outputs.length &&
			outputs.every((output, index) => {
				const expected = clean.outputs[index];
				return output === expected || (isForwarded && isFound(output, expected)) || saysFailed(output);
			});
		// Fields that nobody reads pass through, whatever they hold.
		if (!answer.change && !isSame) {
			problem(
				`success with ${outputs.length} outputs ${JSON.stringify(outputs).slice(0, 300)} instead of ${clean.outputs.length} ${JSON.stringify(clean.outputs).slice(0, 300)}`,
			);
		}
		for (const [route, times] of clean.acted) {
			const done = acted.get(route) ?? 0;
			if (done < times && !outputs.some(saysFailed) && !saysLeft(run))
				problem(`success, though ${route} was carried out ${done} times instead of ${times}`);
		}
	}
}

/** A Kontur that does not keep anybody waiting. */
async function newWorld(): Promise<World> {
	const world = await createWorld();
	world.emulator.control.setOptions({ taskMs: 1 });
	return world;
}

interface Extent {
	/** How many operations, unless everything is checked. */
	operations: number;
	/** How many cells of each. */
	cells: number;
	/** An equal part of all. */
	part?: number;
	of?: number;
}

/** Declares the tests of a node's operations. */
export function answerMatrix(
	node: string,
	{ operations: most, cells: each, part = 1, of = 1 }: Extent,
): void {
	const subject = nodes.find((one) => one.node === node);
	if (!subject) throw new Error(`${node} is not among the nodes with a catalogue`);
	const all = requestingOf(subject.catalog).filter((_operation, index) => index % of === part - 1);
	const operations = sampleCells('Operations with wrong answers', `${node} ${part}`, all, most);
	let cells = 0;

	describe(node, () => {
		let matrix: AnswerMatrix;
		let gateway: Gateway;
		beforeEach(() => {
			shortenPauses(1);
		});
		afterEach(async () => {
			jest.restoreAllMocks();
			await gateway.close();
			await matrix.close();
		});
		afterAll(() => {
			process.stdout.write(`Wrong answers: ${cells} cells of ${operations.length} operations of ${node}\n`);
		});

		test.each(operations)(
			'$name',
			async (named) => {
				matrix = new AnswerMatrix(subject, named, await newWorld(), () => gateway);
				gateway = await startGateway(() => matrix.target, isOfApi);
				await matrix.throughGateway();
				await matrix.run(each);
				expect(matrix.problems).toEqual([]);
				expect(matrix.cells).toBeGreaterThan(0);
				cells += matrix.cells;
			},
			600_000,
		);
	});
}
