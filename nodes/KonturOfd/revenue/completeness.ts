import { t } from '../../shared/language';
import type { RegisterNames } from './groups';
import { writtenNumbers, type DocumentNumbers } from './numbers';

const SHOWN = 10;

function joined(lines: readonly string[]): string {
	const shown = [...lines].sort().slice(0, SHOWN).join('; ');
	return lines.length > SHOWN ? t`${shown}; and ${lines.length - SHOWN} more cash registers` : shown;
}

/** Collects what proves that the receipts of cash registers are complete, or shows what is missing. */
export class Completeness {
	private registers = 0;

	private withoutDocuments = 0;

	private readonly missing: string[] = [];

	private readonly repeated: string[] = [];

	private readonly unreadable: string[] = [];

	private readonly unnumbered: string[] = [];

	/** @param of whether sums or documents are returned */
	constructor(private readonly of: 'sums' | 'documents') {}

	add(
		{ shop, cashRegister }: Pick<RegisterNames, 'shop' | 'cashRegister'>,
		numbers: DocumentNumbers,
		unreadable = 0,
	): void {
		if (numbers.isEmpty) this.withoutDocuments += 1;
		else this.registers += 1;
		const name = shop === cashRegister ? shop : `${shop}, ${cashRegister}`;
		for (const { fiscalDriveNumber, numbers: gaps } of numbers.missing()) {
			this.missing.push(t`${name}, drive ${fiscalDriveNumber}: ${writtenNumbers(gaps)}`);
		}
		if (numbers.repeated.size > 0) this.repeated.push(`${name}: ${numbers.repeated.size}`);
		if (numbers.unnumbered > 0) this.unnumbered.push(`${name}: ${numbers.unnumbered}`);
		if (unreadable > 0) this.unreadable.push(`${name}: ${unreadable}`);
	}

	/** Returns the notes for the user. @param isPartial some registers could not be read, which another note says */
	notes(isPartial: boolean): string[] {
		const notes: string[] = [];
		const isSum = this.of === 'sums';
		if (this.missing.length > 0) {
			const effect = isSum ? t`the sums may be too low` : t`receipts may be missing`;
			notes.push(
				t`Document numbers missing in this period, so ${effect}: ${joined(this.missing)}. The cash register may not have sent them yet, or its clock was wrong when it printed them.`,
			);
		}
		if (this.repeated.length > 0) {
			const repeated = joined(this.repeated);
			notes.push(
				isSum
					? t`Documents that Kontur.OFD returned more than once, counted once: ${repeated}.`
					: t`Documents that Kontur.OFD returned more than once, returned once: ${repeated}.`,
			);
		}
		if (this.unreadable.length > 0) {
			notes.push(t`Receipts without an amount or an operation, not counted: ${joined(this.unreadable)}.`);
		}
		if (this.unnumbered.length > 0) {
			notes.push(
				t`Documents without a number or a fiscal drive, so that nothing shows whether others are missing: ${joined(this.unnumbered)}.`,
			);
		}
		if (notes.length === 0 && this.registers > 0 && !isPartial) {
			const registers = t`${this.registers} {0|cash register|cash registers}`;
			const others =
				this.withoutDocuments > 0 ? t` Without any documents in it: ${this.withoutDocuments} more.` : '';
			notes.push(t`Complete: no document number is missing in ${registers} in this period.${others}`);
		}
		return notes;
	}
}
