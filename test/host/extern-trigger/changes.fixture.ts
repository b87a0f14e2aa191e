import type { IDataObject } from 'n8n-workflow';
import type { IncomingDocflow } from '../../emulator/extern/control';
import type { Account } from '../../emulator/extern/model';
import { startEmulator, type Emulator } from '../../emulator/server';
import { account } from '../../emulator/support';
import type { Engine, PollOptions } from '../engine/engine';
import { EXTERN_TRIGGER, externCredential, konturEngine } from '../engine/kontur';

export const LIST = '/v1/{accountId}/docflows';
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

export let emulator: Emulator;
export let engine: Engine;
export let staticData: IDataObject;
export let one: Account;
export let two: Account;
export let three: Account;

/* An emulator with three accounts, and a trigger that watches their lists of document flows. */

const useEmulator = async () => {
	emulator = await startEmulator({ options: { docflowVisibleMs: 0, tokenSeconds: 10_000_000_000 } });
	const { accounts } = emulator.state.extern;
	for (const id of [...accounts.keys()].slice(3)) accounts.delete(id);
	[one, two, three] = [0, 1, 2].map((index) => account(emulator, index));
	engine = konturEngine(emulator);
	staticData = {};
};
beforeEach(useEmulator);
afterEach(async () => await emulator.close());

// Only the first poll of a process is lenient with a service that is down; the other tests are of later ones.
beforeAll(async () => {
	await useEmulator();
	await poll();
	await emulator.close();
});

/** One tick. What n8n would have stored is what the next one starts with. */
export async function poll(parameters: object = {}, options: PollOptions = {}) {
	const result = await engine.poll(
		EXTERN_TRIGGER,
		{ events: 'changes', ...parameters },
		{ credentials: externCredential, staticData, ...options },
	);
	if (options.mode !== 'manual') staticData = result.staticData;
	return result.json ?? [];
}

export const incoming = { events: 'incoming' };
export const exhausted: PollOptions = { budgetMs: -1 };
export const ids = (items: IDataObject[]) => items.map(({ id }) => id);
export const sorted = (values: unknown[]) => values.map(String).sort();
export const lists = () => emulator.control.log({ route: LIST });
export const pass = (ms: number) => emulator.state.clock.advance(ms);

export function receive(facts: IncomingDocflow = {}, owner = one): string {
	pass(2000);
	return emulator.control.receiveDocflow(owner.id, facts).id;
}

export function change(id: string, status = 'arrived'): string {
	pass(2000);
	emulator.control.changeDocflow(id, { status });
	return id;
}

/** Another engine polls from now on. */
export function useEngine(other: Engine): void {
	engine = other;
}

/** Forgets what n8n has stored. */
export function forget(): void {
	staticData = {};
}
