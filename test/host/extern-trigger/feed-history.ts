import type { IDataObject } from 'n8n-workflow';
import type { StoredEvent } from '../../emulator/extern/model';
import { partnerUser } from '../../emulator/support';
import { History } from './history';

const MINUTE = 60_000;
const types = ['fns534-demand', 'fns534-cu-letter', 'stat-cu-letter'];

/** The event feed: late events, many at once, repeated pages, expired events. */
export class FeedHistory extends History {
	protected readonly lateness = 40 * MINUTE;

	private readonly startFrom = this.one('now', 'now', 'beginning', 'event');

	private readonly types = this.one<string[]>([], [], [types[0]], types.slice(1));

	private readonly attachDocflow = this.upTo(4) === 0;

	private eventId = '';

	private readonly docflows: string[] = [];

	/** All events of the feed so far, in order. */
	private readonly all: StoredEvent[] = [];

	private readonly forgotten = new Set<string>();

	private activation = { offset: 0, at: 0 };

	/** The login gets the right to the feed only later. */
	private readonly isLate = this.upTo(4) === 0;

	/** Where the feed ended when n8n had stored that the end was found. */
	private end = Infinity;

	protected parameters(): IDataObject {
		return {
			startFrom: this.startFrom,
			eventId: this.eventId,
			filters: { docflowTypes: this.types.join() },
			options: { attachDocflow: this.attachDocflow },
		};
	}

	protected prepare(): void {
		const { control } = this.parts.emulator;
		control.setOptions({ lostCursor: this.one('oldest', 'http-400', 'http-404') });
		for (const type of types) {
			const visibleInMs = this.one(0, 5 * MINUTE);
			this.docflows.push(control.receiveDocflow(this.one(...this.accounts).id, { type, visibleInMs }).id);
		}
		for (let count = this.upTo(10); count > 0; count--) this.events(1 + this.upTo(2));
		this.collect();
		if (this.startFrom === 'event') this.eventId = this.one(...this.all).id;
	}

	protected begin(): void {
		if (this.isLate) this.giveRights(false);
		this.activation = { offset: this.parts.emulator.state.extern.eventBytes, at: this.now };
	}

	protected async happen(): Promise<string> {
		const { control } = this.parts.emulator;
		const chance = this.upTo(11);
		if (chance === 11) return this.giveRights(true);
		if (chance <= 3) return this.events(1 + this.upTo(3));
		if (chance === 4) return this.events(5 + this.upTo(10));
		if (chance === 5)
			return this.events(1 + this.upTo(2), { at: new Date(this.now - this.upTo(30) * MINUTE) });
		if (chance <= 7) return this.events(1 + this.upTo(2), { delayMs: this.upTo(30) * MINUTE });
		if (chance === 8) {
			control.repeatFeedPage();
			return 'a page comes twice';
		}
		if (chance === 9) return await this.stutter();
		return this.forget();
	}

	protected polled(): void {
		this.collect();
		const { state } = this.n8n;
		const isFound = state.includes('"cursor"') && !/seekingSince|seekingEnd/.test(state);
		if (isFound) this.end = Math.min(this.end, this.parts.emulator.state.extern.eventBytes);
	}

	protected nameOf({ id }: IDataObject): string {
		return String(id);
	}

	protected expected(): { must: Set<string>; may: Set<string> } {
		this.collect();
		const may = this.all.filter((event) => this.isWanted(event));
		const must = may.filter(
			(event) => this.isWanted(event, true) && this.isNew(event) && !this.forgotten.has(event.id),
		);
		return { must: new Set(must.map(({ id }) => id)), may: new Set(may.map(({ id }) => id)) };
	}

	private isWanted({ docflowType, offset }: StoredEvent, surely = false): boolean {
		if (this.types.length > 0 && !this.types.includes(docflowType)) return false;
		if (this.startFrom === 'beginning') return true;
		if (this.startFrom === 'event') return offset >= parseInt(this.eventId, 16);
		return offset >= this.activation.offset || (this.areClocksWrong && !surely);
	}

	protected override calm(): void {
		this.giveRights(true);
	}

	private giveRights(eventFeed: boolean): string {
		this.parts.emulator.control.changeUser(partnerUser.login, { eventFeed });
		return eventFeed ? 'the login may read the feed' : 'the login may not read the feed';
	}

	/**
	 * Excludes an event from before the activation that arrived later, during the search for the end: it looks like the
	 * older ones.
	 */
	private isNew({ offset, at }: StoredEvent): boolean {
		if (this.startFrom !== 'now' || at >= this.activation.at || offset >= this.end) return true;
		return this.all.some(
			(before) =>
				before.offset >= this.activation.offset && before.offset < offset && before.at >= this.activation.at,
		);
	}

	/** A reader that stopped half-way keeps receiving its last page. */
	private async stutter(): Promise<string> {
		const { control, state } = this.parts.emulator;
		if ((await this.poll('done', { budgetMs: -1 })) instanceof Error) return 'a poll failed';
		control.repeatFeedPage(1 + this.upTo(3));
		await this.poll('done');
		state.extern.feed.repeats = 0;
		return 'a page came several times';
	}

	private events(count: number, more: { at?: Date; delayMs?: number } = {}): string {
		const docflow = this.one(...this.docflows);
		const ids = this.parts.emulator.control.happen(docflow, { count, ...more });
		return `${count} events ${JSON.stringify(more)}: ${ids.join(' ')}`;
	}

	/** Anything not delivered by now is lost. */
	private forget(): string {
		if (!this.n8n.state.includes('"cursor"')) return 'nothing is forgotten yet';
		this.collect();
		const { events } = this.parts.emulator.state.extern;
		const count = this.upTo(events.length);
		const delivered = new Set(this.n8n.delivered.map(({ item }) => this.nameOf(item)));
		for (const { id } of events.slice(0, count)) if (!delivered.has(id)) this.forgotten.add(id);
		this.parts.emulator.control.forgetEvents(count);
		return `${count} events are forgotten, up to ${this.all.at(-events.length - 1)?.id}`;
	}

	private collect(): void {
		const last = this.all.at(-1)?.offset ?? -1;
		this.all.push(...this.parts.emulator.state.extern.events.filter(({ offset }) => offset > last));
	}
}
