import type { Clock } from '../core/clock';
import { HttpError } from '../core/errors';
import { nameGuid } from './request/guid';
import { Machine, type Moment } from './shop/machine';
import { innFrom, makeOrganization, makeRegister, type RegisterInput } from './shop/people';
import { KEYS, seed, type Seed } from './shop/seed';
import { visibleDocuments } from './serve';
import { MINUTE, localToMs, dayOf, msToLocal, toMinute, utcToLocal } from './shop/time';
import {
	DEFAULT_SWITCHES,
	type DocumentKind,
	type FiscalDocument,
	type Grant,
	type IntegratorKey,
	type JsonObject,
	type Organization,
	type Register,
	type SaleKind,
	type Switches,
} from './types';

export interface Timing {
	/** Local wall time of the register; without it the register's own clock. */
	dateTime?: string;
	/** When the server gets the document; null = it stays inside the drive; without it at once, or null when off line. */
	receivedAt?: Date | null;
}

export interface PrintInput extends Timing {
	count?: number;
	kind?: SaleKind;
	/** Minutes between two receipts of one call. */
	stepMinutes?: number;
	/** Replaces members of the generated document. */
	overrides?: JsonObject;
}

export interface Printed {
	documents: FiscalDocument[];
	/** Other reports that the register had to print, such as the opening of a shift. */
	reports: FiscalDocument[];
}

export interface DeliverInput {
	fn?: string;
	/** Maximum number, oldest first. */
	count?: number;
	receivedAt?: Date;
	/** Pause between two documents. */
	spacingMs?: number;
}

export interface ReplaceDriveInput extends Timing {
	newDrive?: string;
	/** Number of receipts that stay in the old drive, together with its closing reports. */
	stragglers?: number;
	/** false = the old drive broke, so neither its shift nor its archive is closed. */
	closeArchive?: boolean;
}

export interface ReplacedDrive {
	oldDrive: string;
	newDrive: string;
	stragglers: FiscalDocument[];
	documents: FiscalDocument[];
}

export interface OrganizationInput {
	id?: string;
	inn?: string;
	kpp?: string | null;
	ogrn?: string;
	shortName?: string;
	fullName?: string;
	/** Integrator keys that see it with all its registers; the main demo key by default. */
	keys?: string[];
}

export type NewRegister = Partial<RegisterInput> & {
	fn?: string;
	/** When its registration report was printed and arrived. */
	installed?: Timing;
};

/** One document of a history; a receipt by default. */
export interface HistoryEntry extends Timing {
	kind?: Exclude<DocumentKind, 'fiscalReport' | 'fiscalReportCorrection' | 'closeArchive'>;
	/** Replaces members of a generated receipt. */
	overrides?: JsonObject;
}

/** Data and behaviour of the emulated OFD, with a method for every change that a test may need. */
export class OfdState {
	switches: Switches = { ...DEFAULT_SWITCHES };

	private data: Seed | null = null;

	private added = 0;

	private autoPrintRound = 0;

	constructor(private readonly clock: Clock) {}

	get organizations(): Organization[] {
		return this.seeded().organizations;
	}

	get keys(): IntegratorKey[] {
		return this.seeded().keys;
	}

	/** Recreates the data, with days counted back from the current clock. */
	reseed(): void {
		this.data = seed(this.now());
	}

	/** Removes all organizations, so that a test can create its own; keys remain without access. */
	clear(): void {
		for (const key of this.keys) key.grants = [];
		this.organizations.length = 0;
	}

	now(): number {
		return this.clock.now().getTime();
	}

	key(key: string): IntegratorKey {
		const found = this.keys.find((item) => item.key === key);
		if (!found) throw new HttpError(404, `no integrator key '${key}'`);
		return found;
	}

	organization(id: string): Organization {
		const found = this.organizations.find((item) => item.id === id);
		if (!found) throw new HttpError(404, `no organization '${id}'`);
		return found;
	}

	machine(regNumber: string): Machine {
		for (const organization of this.organizations) {
			const register = organization.registers.find((item) => item.regNumber === regNumber);
			if (register) return new Machine(organization, register);
		}
		throw new HttpError(404, `no register '${regNumber}'`);
	}

	register(regNumber: string): Register {
		return this.machine(regNumber).register;
	}

	/** All documents of the register, delivered or not. */
	documents(regNumber: string): FiscalDocument[] {
		return this.register(regNumber).drives.flatMap((drive) => drive.documents);
	}

	printReceipts(regNumber: string, input: PrintInput = {}): Printed {
		const machine = this.machine(regNumber);
		const kind = input.kind ?? machine.register.profile.saleKind;
		const first = this.moment(machine.register, input);
		const result: Printed = { documents: [], reports: [] };
		if (!machine.drive.shift) result.reports.push(machine.openShift(first));
		for (let i = 0; i < (input.count ?? 1); i++) {
			const shift = i * (input.stepMinutes ?? 0) * MINUTE;
			const moment = { ...first, dateTime: msToLocal(localToMs(first.dateTime) + shift) };
			result.documents.push(machine.sale(kind, moment, input.overrides));
		}
		return result;
	}

	/**
	 * Prints documents in order, each with its own time and arrival. A receipt opens a shift where none
	 * is open; that report has the receipt's moment and is not in the result.
	 */
	addDocuments(regNumber: string, entries: readonly HistoryEntry[]): FiscalDocument[] {
		const machine = this.machine(regNumber);
		return entries.map(({ kind = machine.register.profile.saleKind, overrides, ...timing }) => {
			if (kind === 'openShift') return this.openShift(regNumber, timing);
			if (kind === 'closeShift') return this.closeShift(regNumber, timing);
			if (kind === 'currentStateReport') return this.currentState(regNumber, timing);
			return this.printReceipts(regNumber, { kind, overrides, ...timing }).documents[0];
		});
	}

	/** `fn:fd` of every document the server has now, whoever may read it. */
	accepted(regNumber: string): string[] {
		return visibleDocuments(this.register(regNumber), this.now()).map(({ fn, fd }) => `${fn}:${fd}`);
	}

	/** Prints two receipts, N and N+1; the server has N+1 at once and N only after deliver. */
	printOutOfOrder(regNumber: string, input: PrintInput = {}): Printed {
		const held = this.printReceipts(regNumber, { ...input, count: 1, receivedAt: null });
		for (const report of held.reports) this.move(regNumber, report, { receivedAt: this.now() });
		const seen = this.printReceipts(regNumber, {
			...input,
			count: 1,
			receivedAt: input.receivedAt ?? new Date(this.now()),
		});
		return { documents: [...held.documents, ...seen.documents], reports: held.reports };
	}

	openShift(regNumber: string, timing: Timing = {}): FiscalDocument {
		const machine = this.machine(regNumber);
		if (machine.drive.shift) throw new HttpError(409, 'the shift is already open');
		return machine.openShift(this.moment(machine.register, timing));
	}

	closeShift(regNumber: string, timing: Timing = {}): FiscalDocument {
		const machine = this.machine(regNumber);
		if (!machine.drive.shift) throw new HttpError(409, 'no shift is open');
		return machine.closeShift(this.moment(machine.register, timing));
	}

	currentState(regNumber: string, timing: Timing = {}): FiscalDocument {
		const machine = this.machine(regNumber);
		return machine.currentState(this.moment(machine.register, timing));
	}

	goOffline(regNumber: string): void {
		this.register(regNumber).offline = true;
	}

	/** Connects the register; what waits inside its drives arrives at once. */
	goOnline(regNumber: string): FiscalDocument[] {
		this.register(regNumber).offline = false;
		return this.deliver(regNumber);
	}

	/** Delivers waiting documents without changing the connection. */
	deliver(regNumber: string, input: DeliverInput = {}): FiscalDocument[] {
		const first = input.receivedAt?.getTime() ?? this.now();
		const waiting = this.documents(regNumber)
			.filter((document) => document.receivedAt === null)
			.filter((document) => input.fn === undefined || document.fn === input.fn)
			.slice(0, input.count);
		waiting.forEach((document, index) => {
			this.move(regNumber, document, { receivedAt: first + index * (input.spacingMs ?? 0) });
		});
		return waiting;
	}

	/** Moves the arrival of one document; null takes it back into the drive. */
	setReceivedAt(regNumber: string, fn: string, fd: number, receivedAt: Date | null): FiscalDocument {
		const found = this.documents(regNumber).find((item) => item.fn === fn && item.fd === fd);
		if (!found) throw new HttpError(404, `no document ${fn}:${fd} on register '${regNumber}'`);
		this.move(regNumber, found, { receivedAt: receivedAt === null ? null : receivedAt.getTime() });
		return found;
	}

	/** Gives a document another time on paper, or of its arrival. */
	move(
		regNumber: string,
		document: FiscalDocument,
		times: Partial<Pick<FiscalDocument, 'dateTime' | 'receivedAt'>>,
	): void {
		Object.assign(document, times);
		for (const drive of this.register(regNumber).drives) if (drive.fn === document.fn) drive.moves += 1;
	}

	replaceDrive(regNumber: string, input: ReplaceDriveInput = {}): ReplacedDrive {
		const machine = this.machine(regNumber);
		const moment = this.moment(machine.register, input);
		const old = machine.drive;
		const count = input.stragglers ?? 0;
		const closing = count > 0 ? { ...moment, receivedAt: null } : moment;
		const before = old.documents.length;
		const stragglers =
			count > 0 ? this.printReceipts(regNumber, { ...input, count, receivedAt: null }).documents : [];
		if (input.closeArchive ?? true) {
			if (old.shift) machine.closeShift(closing);
			machine.closeArchive(closing);
		}
		old.closed = true;
		old.shift = null;
		this.added += 1;
		const fn = input.newDrive ?? `9960440399${String(this.added).padStart(6, '0')}`;
		const drive = machine.installDrive(fn);
		machine.registration(moment, [1]);
		return {
			oldDrive: old.fn,
			newDrive: fn,
			stragglers,
			documents: [...old.documents.slice(before), ...drive.documents],
		};
	}

	addOrganization(input: OrganizationInput = {}): Organization {
		this.added += 1;
		const id = input.id ?? nameGuid(`organization|${this.added}`);
		if (this.organizations.some((item) => item.id === id)) {
			throw new HttpError(409, `organization '${id}' exists`);
		}
		const organization = makeOrganization({
			...input,
			id,
			inn: input.inn ?? innFrom(String(1_000_000 + this.added).padStart(9, '0')),
			fullName: input.fullName ?? `Организация ${this.added}`,
		});
		this.organizations.push(organization);
		for (const key of input.keys ?? [KEYS.main]) this.grant(key, { organizationId: id, registers: 'all' });
		return organization;
	}

	/** A new register with one drive and, unless it is off line from the start, its registration report. */
	addRegister(organizationId: string, { installed = {}, ...input }: NewRegister = {}): Register {
		const organization = this.organization(organizationId);
		this.added += 1;
		const regNumber = input.regNumber ?? `00000000090${String(this.added).padStart(5, '0')}`;
		if (this.organizations.some((item) => item.registers.some((r) => r.regNumber === regNumber))) {
			throw new HttpError(409, `register '${regNumber}' exists`);
		}
		const register = makeRegister({
			name: `Касса ${this.added}`,
			zone: 3,
			address: 'г. Москва, ул. Примерная, 99',
			kpp: organization.kpp,
			...input,
			regNumber,
		});
		organization.registers.push(register);
		const machine = new Machine(organization, register);
		machine.installDrive(input.fn ?? `9960440388${String(this.added).padStart(6, '0')}`);
		machine.registration(this.moment(register, installed), null);
		return register;
	}

	setPermissions(regNumber: string, window: { from?: string | null; to?: string | null }): Register {
		const register = this.register(regNumber);
		if (window.from !== undefined) register.permissionFrom = window.from;
		if (window.to !== undefined) register.permissionTo = window.to;
		return register;
	}

	/** The owner of a register withdraws or restores consent. */
	setConsent(regNumber: string, granted: boolean): void {
		this.register(regNumber).revoked = !granted;
	}

	setOrganizationConsent(organizationId: string, granted: boolean): void {
		this.organization(organizationId).revoked = !granted;
	}

	setClockAhead(regNumber: string, minutes: number): void {
		this.register(regNumber).clockAheadMinutes = minutes;
	}

	/** Adds or replaces what a key opens in one organization; an unknown key is created. */
	grant(key: string, grant: Grant): IntegratorKey {
		let found = this.keys.find((item) => item.key === key);
		if (!found) {
			found = { key, title: 'added', grants: [], logins: null };
			this.keys.push(found);
		}
		found.grants = found.grants.filter((item) => item.organizationId !== grant.organizationId);
		found.grants.push(grant);
		return found;
	}

	setSwitches(patch: Partial<Switches>): Switches {
		const before = this.switches.autoPrintMinutes;
		this.switches = { ...this.switches, ...patch };
		if (this.switches.autoPrintMinutes !== before) this.startAutoPrint();
		return this.switches;
	}

	private seeded(): Seed {
		if (!this.data) this.data = seed(this.now());
		return this.data;
	}

	private moment(register: Register, timing: Timing): Moment {
		const local = utcToLocal(this.now() + register.clockAheadMinutes * MINUTE, register.zone);
		const byConnection = register.offline ? null : this.now();
		const { receivedAt } = timing;
		return {
			dateTime: timing.dateTime ?? toMinute(local),
			receivedAt: receivedAt === undefined ? byConnection : (receivedAt?.getTime() ?? null),
		};
	}

	/** A newer round disables the timers of older ones. */
	private startAutoPrint(): void {
		this.autoPrintRound += 1;
		const round = this.autoPrintRound;
		const again = (): void => {
			const minutes = this.switches.autoPrintMinutes;
			if (minutes <= 0) return;
			this.clock.schedule(minutes * MINUTE, () => {
				if (round !== this.autoPrintRound) return;
				this.autoPrint();
				again();
			});
		};
		again();
	}

	private autoPrint(): void {
		for (const { registers } of this.organizations) {
			for (const register of registers) {
				if (register.offline || !register.drives.some((drive) => drive.documents.length > 0)) continue;
				const shift = this.machine(register.regNumber).drive.shift;
				const today = dayOf(this.moment(register, {}).dateTime);
				if (shift && dayOf(shift.openedAt) < today) this.closeShift(register.regNumber);
				this.printReceipts(register.regNumber);
			}
		}
	}
}

export function createOfdState(clock: Clock): OfdState {
	return new OfdState(clock);
}
