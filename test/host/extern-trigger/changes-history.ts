import type { IDataObject } from 'n8n-workflow';
import { utc } from '../../emulator/extern/dates';
import { History, type HistoryParts } from './history';

const MINUTE = 60_000;
const types = ['fns534-demand', 'fns534-cu-letter', 'fss-sedo-demand', 'business-registration'];
// Kontur lists the last two only when they are asked for.
const shown = types.slice(0, 2);
const incoming = types.slice(0, 3);
const statuses = ['received', 'arrived', 'response-arrived', 'processed', 'finished'];

interface Version {
	id: string;
	accountId: string;
	type: string;
	status: string;
	createdAt: number;
	changedAt: number;
}

export type ListEvents = 'changes' | 'incoming';

/**
 * Lists of document flows: many changes at one moment, lists and document flows that update late, changes between two
 * polls.
 */
export class ChangesHistory extends History {
	protected readonly lateness = 45 * MINUTE;

	private readonly types = this.one<string[]>([], [], types, types.slice(2), [types[0]]);

	private readonly scope = this.accounts.slice(0, this.one(1, 2, 3)).map(({ id }) => id);

	private readonly attachDocflow = this.upTo(4) === 0;

	private readonly fromDate = this.upTo(2) === 0;

	private start = 0;

	private readonly versions: Version[] = [];

	constructor(
		parts: HistoryParts,
		private readonly events: ListEvents,
	) {
		super(parts);
	}

	protected parameters(): IDataObject {
		return {
			events: this.events,
			startFrom: this.fromDate ? 'date' : 'now',
			startDate: this.fromDate ? new Date(this.start).toISOString() : '',
			filters: {
				types: this.types,
				// There are only these three.
				accountIds: this.scope.length < 3 ? this.scope.join() : '',
			},
			options: { attachDocflow: this.attachDocflow },
		};
	}

	protected prepare(): void {
		for (let count = this.upTo(8); count > 0; count--) this.create(0);
		this.parts.time.pass(10_000);
		this.start = this.now;
		this.parts.time.pass(90 * MINUTE);
		if (this.fromDate) for (let count = this.upTo(20); count > 0; count--) this.create(0);
	}

	protected begin(): void {
		if (!this.fromDate) this.start = this.now;
	}

	protected happen(): string {
		const chance = this.upTo(9);
		if (chance <= 2) return this.create(this.one(0, 0, this.upTo(40) * MINUTE));
		if (chance <= 6) return this.change();
		if (chance === 7) return this.several(5 + this.upTo(8), () => this.create(0));
		if (chance === 8) return this.several(5 + this.upTo(8), () => this.change());
		const docflowIndexMs = this.one(0, this.upTo(40) * MINUTE);
		this.parts.emulator.control.setOptions({ docflowIndexMs });
		return `lists are late by ${docflowIndexMs} ms`;
	}

	protected polled(): void {}

	protected nameOf({ id, 'last-change-date': date, status }: IDataObject): string {
		if (this.events === 'incoming') return String(id);
		return `${String(id)} ${String(date)} ${String(status).replace('urn:docflow-common-status:', '')}`;
	}

	protected expected(): { must: Set<string>; may: Set<string> } {
		const { versions } = this;
		const wanted = versions.filter(
			({ accountId, type }) => this.scope.includes(accountId) && this.wantedTypes().includes(type),
		);
		const momentOf = this.events === 'incoming' ? 'createdAt' : 'changedAt';
		const name = ({ id, changedAt, status }: Version) =>
			this.nameOf({ id, 'last-change-date': utc(changedAt), status });
		const isLast = (version: Version) =>
			version === versions.filter(({ id }) => id === version.id).at(-1) || this.events === 'incoming';
		const may = wanted.filter(
			(version) => version[momentOf] >= this.start - 1000 || (this.areClocksWrong && !this.fromDate),
		);
		const must = may.filter((version) => version[momentOf] >= this.start && isLast(version));
		return { must: new Set(must.map(name)), may: new Set(may.map(name)) };
	}

	private wantedTypes(): string[] {
		if (this.types.length > 0) return this.types;
		return this.events === 'incoming' ? incoming : shown;
	}

	private create(visibleInMs: number): string {
		const type = this.one(...types);
		const accountId = this.one(...this.accounts).id;
		const status = statuses[0];
		const { id } = this.parts.emulator.control.receiveDocflow(accountId, { type, status, visibleInMs });
		this.versions.push({ id, accountId, type, status, createdAt: this.now, changedAt: this.now });
		return `${type} ${id} comes in, shown after ${visibleInMs} ms`;
	}

	private change(): string {
		if (this.versions.length === 0) return this.create(0);
		const { id } = this.one(...this.versions);
		const last = this.versions.filter((version) => version.id === id).at(-1) as Version;
		const status = this.one(...statuses);
		this.parts.emulator.control.changeDocflow(id, { status });
		this.versions.push({ ...last, status, changedAt: this.now });
		return `${id} becomes ${status}`;
	}

	private several(count: number, happen: () => string): string {
		return Array.from({ length: count }, happen).join('; ');
	}
}
