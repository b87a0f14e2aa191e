import { REG_NUMBERS } from '../../../emulator/ofd';
import type { Emulator } from '../../../emulator/server';

const REGISTERS = [REG_NUMBERS.busy, REG_NUMBERS.kamchatka, REG_NUMBERS.bso, REG_NUMBERS.agents];

/** Creates receipts and events, and returns the keys that they must arrive under. */
export class Happenings {
	readonly receipts: string[] = [];
	readonly docflows: string[] = [];

	constructor(private readonly emulator: Emulator) {}

	happen(count = 2): void {
		const { control, state } = this.emulator;
		const [account] = control.accounts();
		for (let i = 0; i < count; i++) this.docflows.push(control.receiveDocflow(String(account.id)).id);
		for (const regNumber of REGISTERS) {
			const { documents } = state.ofd.printReceipts(regNumber, { count });
			this.receipts.push(...documents.map(({ fn, fd }) => `${fn}:${fd}`));
		}
	}
}
