import type { IDataObject } from 'n8n-workflow';
import type { Docflow } from '../../emulator/extern/model';
import { startEmulator, type Emulator } from '../../emulator/server';
import type { Engine } from '../engine/engine';
import { EXTERN_TRIGGER, externCredential, konturEngine, OFD_TRIGGER, ofdCredential } from '../engine/kontur';

const MINUTE = 60_000;
const ORGANIZATION = '5c38c2c8-7a3c-4f4b-8e0b-6d7c3f0a1b21';
const ACCOUNT = '0b7f1c52-91f3-4a57-a4d3-3f0b7a6c8e10';
const [SHOP, KIOSK] = ['0000000009000001', '0000000009000002'];
const EVENT_LENGTH = 0x120;

export const triggers = {
	feed: { type: EXTERN_TRIGGER, parameters: {}, credentials: externCredential },
	changes: { type: EXTERN_TRIGGER, parameters: { events: 'changes' }, credentials: externCredential },
	incoming: { type: EXTERN_TRIGGER, parameters: { events: 'incoming' }, credentials: externCredential },
	receipts: { type: OFD_TRIGGER, parameters: {}, credentials: ofdCredential },
};

export type TriggerName = keyof typeof triggers;

/**
 * What happens at Kontur before and after an upgrade, with the same IDs and times in every run: the second part must
 * understand what a version of the package stored in the first. A change here invalidates the records.
 */
export class UpgradeWorld {
	private readonly engine: Engine;

	private docflows = 0;

	private constructor(private readonly emulator: Emulator) {
		this.engine = konturEngine(emulator);
	}

	static async open(): Promise<UpgradeWorld> {
		const world = new UpgradeWorld(
			await startEmulator({ options: { docflowVisibleMs: 0, tokenSeconds: 1_000_000 } }),
		);
		const { clock, extern, ofd } = world.emulator.state;
		clock.freeze(new Date('2026-03-10T11:00:00Z'));
		jest.spyOn(Date, 'now').mockImplementation(() => clock.now().getTime());

		ofd.clear();
		const { id } = ofd.addOrganization({ id: ORGANIZATION });
		ofd.addRegister(id, { regNumber: SHOP, fn: '9960440388000001' });
		ofd.addRegister(id, { regNumber: KIOSK, fn: '9960440388000002' });
		ofd.printReceipts(SHOP, { count: 2 });
		ofd.printReceipts(KIOSK);

		const [account] = extern.accounts.values();
		extern.accounts.clear();
		account.id = ACCOUNT;
		extern.accounts.set(ACCOUNT, account);
		for (const share of extern.shares) share.accountId = ACCOUNT;
		account.docflows.clear();
		world.receive();
		world.receive();
		extern.events.length = 0;
		extern.eventBytes = 0x1000;
		world.happen(3);
		world.pass(60);
		return world;
	}

	async close(): Promise<void> {
		jest.restoreAllMocks();
		await this.emulator.close();
	}

	pass(minutes: number): void {
		this.emulator.state.clock.advance(minutes * MINUTE);
	}

	/** Between the activation and the upgrade. A receipt of the kiosk does not arrive yet. */
	happenBefore(): void {
		this.pass(5);
		const { ofd } = this.emulator.state;
		ofd.printReceipts(SHOP, { count: 2 });
		ofd.printOutOfOrder(KIOSK);
		this.change(0);
		this.receive();
		this.happen(2);
	}

	/** While the new version is installed. */
	happenMeanwhile(): Record<TriggerName, string[]> {
		this.pass(5);
		const { ofd } = this.emulator.state;
		const documents = [...ofd.printReceipts(SHOP).documents, ...ofd.deliver(KIOSK)];
		const changed = this.change(1);
		const came = this.receive();
		return {
			feed: this.happen(2),
			changes: [changed, came],
			incoming: [came],
			receipts: documents.map(({ fn, fd }) => `${fn}:${fd}`),
		};
	}

	/** One tick of a trigger: the items it emits, named like those of happenMeanwhile, and the state it stores. */
	async poll(name: TriggerName, stored: IDataObject): Promise<{ emitted: string[]; stored: IDataObject }> {
		const { type, parameters, credentials } = triggers[name];
		const here = JSON.parse(JSON.stringify(stored).replaceAll('{url}', this.emulator.url)) as IDataObject;
		const { json, staticData } = await this.engine.poll(type, parameters, { credentials, staticData: here });
		return {
			emitted: (json ?? []).map((item) => String(name === 'receipts' ? item.dedupeKey : item.id)),
			stored: JSON.parse(JSON.stringify(staticData).replaceAll(this.emulator.url, '{url}')) as IDataObject,
		};
	}

	private get docflowsOfAccount(): Map<string, Docflow> {
		return [...this.emulator.state.extern.accounts.values()][0].docflows;
	}

	/** Lets a demand arrive, always with the same ID. */
	private receive(): string {
		const all = this.docflowsOfAccount;
		const { extern } = this.emulator.state;
		const { eventBytes } = extern;
		const { id } = this.emulator.control.receiveDocflow(ACCOUNT);
		// The length of its event is random.
		extern.events.pop();
		extern.eventBytes = eventBytes;
		const docflow = all.get(id) as Docflow;
		all.delete(id);
		this.docflows += 1;
		docflow.id = `d0cf1000-0000-4000-8000-00000000000${this.docflows}`;
		all.set(docflow.id, docflow);
		return docflow.id;
	}

	private change(index: number): string {
		const { id } = [...this.docflowsOfAccount.values()][index];
		this.emulator.control.changeDocflow(id, { status: 'arrived' });
		return id;
	}

	private happen(count: number): string[] {
		const { clock, extern } = this.emulator.state;
		const [{ id, type }] = this.docflowsOfAccount.values();
		return Array.from({ length: count }, () => {
			const offset = extern.eventBytes;
			const event = {
				id: `${offset.toString(16)}_${EVENT_LENGTH.toString(16)}`,
				offset,
				length: EVENT_LENGTH,
				accountId: ACCOUNT,
				docflowId: id,
				docflowType: type,
				inn: '7710000015',
				newState: 'urn:transaction:document',
				at: clock.now().getTime(),
			};
			extern.events.push(event);
			extern.eventBytes += EVENT_LENGTH;
			return event.id;
		});
	}
}
