import { Completeness } from '../../revenue/completeness';
import { DocumentNumbers } from '../../revenue/numbers';
import { namesIn } from '../../revenue/registerNames';
import { registerKey } from '../../api/cashRegisters';
import type { SelectedRegister } from '../../api/selectRegisters';
import { kindLabel } from '../../receipts/tables';

const RECEIPTS = ['receipt', 'bso'];

/** Follows the numbers of the documents that are read, to prove that none is missing or to name what is. */
export class Proof {
	private readonly registers = new Map<string, { register: SelectedRegister; numbers: DocumentNumbers }>();

	numbersOf(register: SelectedRegister): DocumentNumbers {
		const key = registerKey(register);
		const known = this.registers.get(key);
		if (known) return known.numbers;
		const numbers = new DocumentNumbers();
		this.registers.set(key, { register, numbers });
		return numbers;
	}

	/** Returns the notes for the user. @param isPartial some registers could not be read, which another note says */
	notes(isPartial: boolean): string[] {
		const completeness = new Completeness('documents');
		for (const { register, numbers } of this.registers.values()) {
			completeness.add(namesIn(register.kktRegId, register.cashbox), numbers);
		}
		return completeness.notes(isPartial);
	}
}

/**
 * Returns whether documents of all kinds are read to get those of some kinds. Drives number documents of all kinds
 * together, so a filter hides numbers. Next to receipts, the others are few.
 */
export const showsNumbers = (kinds: readonly string[]) =>
	kinds.length === 0 ||
	// Of an unknown kind, Kontur's refusal is shown.
	(kinds.every((kind) => kindLabel(kind) !== undefined) && kinds.some((kind) => RECEIPTS.includes(kind)));
