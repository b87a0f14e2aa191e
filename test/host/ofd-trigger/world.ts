import type { IDataObject } from 'n8n-workflow';
import type { FiscalDocument, OfdState, Register } from '../../emulator/ofd';
import { isWithoutNumbers } from '../../emulator/ofd/serve';
import type { PrintInput } from '../../emulator/ofd/state';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const wall = (ms: number) => new Date(ms).toISOString().slice(0, 19);

/** Seeded pseudo-random numbers (mulberry32). */
export class Random {
	constructor(private state: number) {}

	/** From 0, below 1. */
	share(): number {
		this.state = (this.state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	}

	/** A whole number, both ends included. */
	from(first: number, last: number): number {
		return first + Math.floor(this.share() * (last - first + 1));
	}

	chance(share: number): boolean {
		return this.share() < share;
	}

	pick<T>(list: readonly T[]): T {
		return list[this.from(0, list.length - 1)];
	}
}

/** The key that the trigger gives a document. */
export function keyOf(register: Register, document: FiscalDocument): string {
	const { fn, fd, dateTime, body } = document;
	if (!isWithoutNumbers(document, register)) return `${fn}:${fd}`;
	return `${register.regNumber}:${dateTime}:${String(body.fiscalSign)}`;
}

const SALES = ['receipt', 'receiptCorrection', 'bso', 'bsoCorrection'];

/** Possible events besides ordinary sales. */
export interface Troubles {
	/** Clocks of registers that run ahead or behind. */
	clocks: boolean;
	/** Permissions and consents that come and go. */
	permissions: boolean;
	/** Numbers that are still missing when the trigger begins. */
	missing: boolean;
}

/** Shops of an emulated OFD with realistic events. */
export class World {
	readonly organizations: string[] = [];

	/** What happened, reported when a history fails. */
	readonly story: string[] = [];

	private numbers = 0;

	/** The trigger has begun. */
	isWatched = false;

	/** When the documents in the drives must have been sent, by register. */
	private readonly due = new Map<string, number>();

	constructor(
		private readonly ofd: OfdState,
		private readonly random: Random,
		private readonly troubles: Troubles,
	) {}

	get registers(): Register[] {
		return this.organizations.flatMap((id) => this.ofd.organization(id).registers);
	}

	tell(what: string) {
		this.story.push(`${new Date(this.ofd.now()).toISOString().slice(0, 16)} ${what}`);
	}

	found() {
		this.ofd.clear();
		for (let count = this.random.from(1, 2); count > 0; count--) {
			const id = `00000000-0000-4000-8000-${this.nextNumber(12)}`;
			this.organizations.push(this.ofd.addOrganization({ id }).id);
			for (let shops = this.random.from(1, 2); shops > 0; shops--) this.open(this.organizations.at(-1));
		}
	}

	open(organization = this.random.pick(this.organizations)) {
		const zone = this.random.from(2, 12);
		const names = { regNumber: this.nextNumber(16), fn: this.nextNumber(16) };
		// Where no document names its drive, a replaced drive leaves no trace.
		const blank = this.troubles.missing ? [1, 1, 3] : [3];
		const blankEvery = this.random.chance(0.15) ? this.random.pick(blank) : 0;
		const { regNumber } = this.ofd.addRegister(organization, { zone, blankEvery, ...names });
		this.tell(`new register ${regNumber}, UTC+${zone}, blank every ${blankEvery}`);
	}

	/** One thing that happens to a register. */
	happen() {
		this.deliverWhatIsDue();
		const register = this.random.pick(this.registers);
		const { regNumber } = register;
		const happenings: Array<[number, string, () => unknown]> = [
			[8, 'sells', () => this.sell(register)],
			[1, 'closes its shift', () => this.closeShift(register)],
			[1, 'prints a correction', () => this.ofd.printReceipts(regNumber, { kind: 'receiptCorrection' })],
			[2, 'goes offline', () => this.goOffline(register)],
			[3, 'goes online', () => this.goOnline(register)],
			[2, 'N+1 before N', () => !this.isCalm && this.outOfOrder(register)],
			[2, 'N+1 before N around a wrong clock', () => !this.isCalm && this.aroundWrongClock(register)],
			[2, 'gets a new drive', () => this.replaceDrive(register)],
			[2, 'delivers some', () => this.ofd.deliver(regNumber, { count: this.random.from(1, 3) })],
			[0.5, 'has a new neighbour', () => this.open()],
			...(this.troubles.clocks
				? ([[1, 'has its clock moved', () => this.moveClock(register)]] as const)
				: []),
			...(this.troubles.permissions
				? ([
						[1, 'has its permission moved', () => this.movePermission(register)],
						[1, 'has its consent changed', () => this.ofd.setConsent(regNumber, register.revoked)],
					] as const)
				: []),
		].map(([weight, name, act]) => [weight, name, act] as [number, string, () => unknown]);
		let left = this.random.share() * happenings.reduce((sum, [weight]) => sum + weight, 0);
		const [, name, act] = happenings.find(([weight]) => (left -= weight) < 0) ?? happenings[0];
		this.tell(`${regNumber} ${name} (${this.describe(register)})`);
		act();
	}

	/** Documents leave their drives within thirty days, after which the law and the drives block the register. */
	deliverWhatIsDue() {
		for (const [regNumber, at] of this.due) {
			if (at > this.ofd.now()) continue;
			this.due.delete(regNumber);
			this.tell(`${regNumber} has to deliver`);
			this.ofd.goOnline(regNumber);
		}
	}

	/** Brings all registers online and delivers everything; with `open`, also grants every permission and consent. */
	settle(open: boolean) {
		for (const register of this.registers) {
			this.ofd.setClockAhead(register.regNumber, 0);
			this.ofd.goOnline(register.regNumber);
			if (!open) continue;
			this.ofd.setConsent(register.regNumber, true);
			this.ofd.setPermissions(register.regNumber, { from: null, to: null });
		}
		this.tell(`the end${open ? ', everything permitted' : ''}`);
	}

	/**
	 * The keys that a trigger must have emitted by now, and those that it may have emitted: documents that were
	 * permitted for a while.
	 */
	accepted(
		isOfStart: (document: FiscalDocument) => boolean,
		types: readonly string[],
	): { must: Set<string>; may: Set<string> } {
		const must = new Set<string>();
		const may = new Set<string>();
		for (const register of this.registers) {
			const { drives, revoked, permissionFrom, permissionTo } = register;
			for (const document of drives.flatMap(({ documents }) => documents)) {
				const { kind, dateTime, receivedAt } = document;
				if (receivedAt === null || (types.length > 0 && !types.includes(kind))) continue;
				if (!isOfStart(document)) continue;
				const isPermitted =
					!revoked && dateTime >= (permissionFrom ?? '') && dateTime <= (permissionTo ?? '9999');
				(isPermitted ? must : may).add(keyOf(register, document));
			}
		}
		return { must, may };
	}

	/** Names that are the same in every run of the history. */
	private nextNumber(digits: number): string {
		this.numbers += 1;
		return String(this.numbers).padStart(digits, '0');
	}

	private get isCalm() {
		return !this.isWatched && !this.troubles.missing;
	}

	private describe({ offline, permissionFrom, permissionTo, clockAheadMinutes, revoked }: Register) {
		return JSON.stringify({ offline, permissionFrom, permissionTo, clockAheadMinutes, revoked });
	}

	private closeShift({ regNumber, drives }: Register) {
		if (drives.at(-1)?.shift) this.ofd.closeShift(regNumber);
	}

	private waits(regNumber: string) {
		const at = this.due.get(regNumber) ?? this.ofd.now() + this.random.from(1, 28 * 24) * HOUR;
		this.due.set(regNumber, at);
	}

	private goOffline({ regNumber }: Register) {
		this.ofd.goOffline(regNumber);
		this.waits(regNumber);
	}

	private goOnline({ regNumber }: Register) {
		this.due.delete(regNumber);
		this.ofd.goOnline(regNumber);
	}

	private outOfOrder({ regNumber, offline }: Register) {
		if (offline) return;
		this.ofd.printOutOfOrder(regNumber);
		this.waits(regNumber);
	}

	private sell({ regNumber }: Register) {
		// As a scanner leaves it in the name of a good.
		const overrides: PrintInput['overrides'] = this.random.chance(0.2)
			? { user: 'ООО\u0001 "Ромашка"\n' }
			: {};
		this.ofd.printReceipts(regNumber, { count: this.random.from(1, 4), overrides });
	}

	/** The clock of a register is wrong by hours for one document, which is held up or passes one that is. */
	private aroundWrongClock({ regNumber, offline, clockAheadMinutes }: Register) {
		if (offline) return;
		const off = this.random.pick([-20, -5, -1, 1, 5, 20]) * 60;
		const isHeldWrong = this.random.chance(0.6);
		const print = (isWrong: boolean, receivedAt?: null) => {
			this.ofd.setClockAhead(regNumber, clockAheadMinutes + (isWrong ? off : 0));
			const { reports } = this.ofd.printReceipts(regNumber, { receivedAt });
			for (const report of reports) this.ofd.move(regNumber, report, { receivedAt: this.ofd.now() });
		};
		print(isHeldWrong, null);
		print(!isHeldWrong);
		this.ofd.setClockAhead(regNumber, clockAheadMinutes);
		this.waits(regNumber);
	}

	private replaceDrive({ regNumber }: Register) {
		const stragglers = this.random.chance(0.4) && !this.isCalm ? this.random.from(1, 3) : 0;
		this.ofd.replaceDrive(regNumber, {
			stragglers,
			closeArchive: this.random.chance(0.6),
			newDrive: this.nextNumber(16),
		});
		if (stragglers > 0) this.waits(regNumber);
	}

	private moveClock({ regNumber }: Register) {
		this.ofd.setClockAhead(regNumber, this.random.pick([0, 0, 7, 90, 26 * 60, 40 * 60, 80 * 60, -45]));
	}

	private movePermission({ regNumber, zone }: Register) {
		const local = this.ofd.now() + zone * HOUR;
		const around = () => wall(local + this.random.from(-4 * 24, 2 * 24) * HOUR);
		const change = this.random.pick<IDataObject>([
			{ from: around() },
			{ from: null },
			{ to: around() },
			{ to: null },
			{ from: null, to: null },
		]);
		this.ofd.setPermissions(regNumber, change);
	}
}

/** The wall time of a moment, by the clock of a register. */
export const localTime = (ms: number, zone: number) => wall(ms + zone * HOUR);

export const saleKinds: readonly string[] = SALES;
