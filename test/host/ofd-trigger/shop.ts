import type { IDataObject } from 'n8n-workflow';
import type { OfdState } from '../../emulator/ofd';
import { startEmulator, type Emulator } from '../../emulator/server';
import type { CredentialStore, Engine, PollOnceOptions, PollOptions } from '../engine/engine';
import { OFD_TRIGGER, ofdCredential } from '../engine/kontur';
import { ofdStore, startOfdProcess } from './process';

export const BY_PERIOD = '/v2/organizations/{organizationId}/cashboxes/{kktRegId}/documents/by-period';
const CASHBOXES = '/v2/organizations/{organizationId}/cashboxes';
const ORGANIZATIONS = '/v2/organizations';

/** 15:00 in Moscow. */
const BEGIN = new Date('2026-03-10T12:00:00Z');

/** How far the clocks are ahead, milliseconds; null for no `Date` header. */
export interface WrongClocks {
	machine: number;
	header: number | null;
}

/** An empty emulated OFD with a stopped clock, and n8n with the trigger. */
export class Shop {
	staticData: IDataObject = {};

	private store: CredentialStore;

	private engine!: Engine;

	/** How far this machine's clock is ahead. */
	private off = 0;

	private constructor(readonly emulator: Emulator) {
		this.store = ofdStore(emulator);
	}

	static async open(): Promise<Shop> {
		const shop = new Shop(await startEmulator());
		const { clock } = shop.emulator.state;
		clock.freeze(BEGIN);
		jest.spyOn(Date, 'now').mockImplementation(() => clock.now().getTime() + shop.off);
		shop.ofd.clear();
		shop.engine = await startOfdProcess(shop.store);
		return shop;
	}

	async close() {
		jest.restoreAllMocks();
		await this.emulator.close();
	}

	get ofd(): OfdState {
		return this.emulator.state.ofd;
	}

	get now(): number {
		return this.emulator.state.clock.now().getTime();
	}

	get log() {
		return this.engine.log;
	}

	/** A cash register in a separate organization, with a receipt older than the trigger. */
	register(input: Parameters<OfdState['addRegister']>[1] = {}, organization?: string): string {
		const { regNumber } = this.ofd.addRegister(organization ?? this.ofd.addOrganization().id, input);
		return regNumber;
	}

	/** Registers by organization: `[3, 2]` is two organizations. Their last document is a minute old. */
	fleet(sizes: readonly number[]): string[] {
		const registers = sizes.flatMap((size) => {
			const organization = this.ofd.addOrganization().id;
			return Array.from({ length: size }, () => this.register({}, organization));
		});
		this.pass(60_000);
		return registers;
	}

	/** Sets this machine's clock and the `Date` header, null for none. No time passes. */
	setClocks({ machine, header }: WrongClocks) {
		this.off = machine;
		this.emulator.control.setOptions({ dateHeader: header !== null, dateHeaderMs: header ?? 0 });
	}

	/** Lets monotonic time pass with the time of the emulator. */
	runMonotonic() {
		const begin = this.now - performance.now();
		jest.spyOn(performance, 'now').mockImplementation(() => this.now - begin);
	}

	/** Publishes the workflow in this process. @returns a poll */
	publish(parameters: object = {}) {
		const tick = this.engine.activate(
			OFD_TRIGGER,
			{ simplify: false, ...parameters },
			{ credentials: ofdCredential, isActive: true },
		);
		return async (once: PollOnceOptions = {}): Promise<unknown[]> => {
			const { json, staticData } = await tick({ staticData: this.staticData, ...once });
			this.staticData = staticData;
			return (json ?? []).map(({ dedupeKey }) => dedupeKey);
		};
	}

	pass(ms: number) {
		this.emulator.state.clock.advance(ms);
	}

	/** Runs one tick; the next one starts from the state it stored. */
	async poll(parameters: object = {}, options: PollOptions = {}): Promise<IDataObject[]> {
		const result = await this.engine.poll(
			OFD_TRIGGER,
			{ simplify: false, ...parameters },
			{
				credentials: ofdCredential,
				staticData: this.staticData,
				...options,
			},
		);
		if (options.mode !== 'manual') this.staticData = result.staticData;
		return result.json ?? [];
	}

	/** Runs one tick and returns the keys of its items. */
	async keys(parameters: object = {}, options: PollOptions = {}): Promise<unknown[]> {
		return (await this.poll(parameters, options)).map(({ dedupeKey }) => dedupeKey);
	}

	/** Polls until nothing came for six polls: every register had its turn by then. */
	async pollOut(parameters: object = {}): Promise<unknown[]> {
		const all: unknown[] = [];
		for (let idle = 0; idle < 6; idle++) {
			this.pass(60_000);
			const keys = await this.keys(parameters);
			all.push(...keys);
			if (keys.length > 0) idle = -1;
		}
		return all;
	}

	/** Starts a new process with the stored state. */
	async restart(stored: IDataObject = this.staticData) {
		this.staticData = structuredClone(stored);
		this.engine = await startOfdProcess(this.store);
	}

	async loadOptions(method: string, parameters: object) {
		return await this.engine.loadOptions(OFD_TRIGGER, method, parameters, { credentials: ofdCredential });
	}

	/** Requests since the last call. */
	requests(route: string) {
		return this.emulator.control.log({ route });
	}

	/** How many requests of each kind a tick took. */
	async cost(parameters: object = {}, options: PollOptions = {}) {
		this.emulator.control.clearLog();
		await this.poll(parameters, options);
		const count = (route: string) => this.requests(route).length;
		return { organizations: count(ORGANIZATIONS), lists: count(CASHBOXES), documents: count(BY_PERIOD) };
	}
}

export const keysOf = (documents: ReadonlyArray<{ fn: string; fd: number }>) =>
	documents.map(({ fn, fd }) => `${fn}:${fd}`);
