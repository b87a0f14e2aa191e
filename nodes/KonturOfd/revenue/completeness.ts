import type { RegisterNames } from './groups';
import { writtenNumbers, type DocumentNumbers } from './numbers';

const SHOWN = 10;

function joined(lines: readonly string[]): string {
	const shown = [...lines].sort().slice(0, SHOWN).join('; ');
	return lines.length > SHOWN ? `${shown}; and ${lines.length - SHOWN} more cash registers` : shown;
}

/** Collects what proves that the receipts of cash registers are complete, or shows what is missing. */
export class Completeness {
	private registers = 0;

	private readonly missing: string[] = [];

	private readonly repeated: string[] = [];

	private readonly unreadable: string[] = [];

	add({ shop, cashRegister }: RegisterNames, numbers: DocumentNumbers, unreadable: number): void {
		this.registers += 1;
		const name = shop === cashRegister ? shop : `${shop}, ${cashRegister}`;
		for (const { fiscalDriveNumber, numbers: gaps } of numbers.missing()) {
			this.missing.push(`${name}, drive ${fiscalDriveNumber}: ${writtenNumbers(gaps)}`);
		}
		if (numbers.repeated.size > 0) this.repeated.push(`${name}: ${numbers.repeated.size}`);
		if (unreadable > 0) this.unreadable.push(`${name}: ${unreadable}`);
	}

	/** Returns the notes for the user. @param isPartial some registers could not be read, which another note says */
	notes(isPartial: boolean): string[] {
		const notes: string[] = [];
		if (this.missing.length > 0) {
			notes.push(
				`Document numbers missing in this period, so the sums may be too low: ${joined(this.missing)}. The cash register may not have sent them yet, or its clock was wrong when it printed them.`,
			);
		}
		if (this.repeated.length > 0) {
			notes.push(
				`Documents that Kontur.OFD returned more than once, counted once: ${joined(this.repeated)}.`,
			);
		}
		if (this.unreadable.length > 0) {
			notes.push(`Receipts without an amount or an operation, not counted: ${joined(this.unreadable)}.`);
		}
		if (notes.length === 0 && this.registers > 0 && !isPartial) {
			notes.push(`Complete: no document number is missing in ${this.registers} cash registers.`);
		}
		return notes;
	}
}
