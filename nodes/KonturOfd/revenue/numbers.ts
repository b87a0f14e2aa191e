import { addNumber, hasNumber, lastNumber, missingNumbers, type Intervals } from '../receipts/intervals';
import type { FiscalDocument } from '../receipts/document';

/** Numbers of one drive. */
export interface DriveNumbers {
	fiscalDriveNumber: string;
	numbers: Intervals;
}

/**
 * The numbers of the documents that were read of a cash register. A drive numbers all its documents without gaps, so a gap
 * is a document that was not read.
 * Source: Kontur.OFD documentation, "Structures" (fiscalDocumentNumber).
 */
export class DocumentNumbers {
	private readonly drives = new Map<string, Intervals>();

	/** Keys of documents that came more than once. */
	readonly repeated = new Set<string>();

	/** Notes a document. Returns false if it came before; a document without numbers always counts as new. */
	add({ fn, fd, key }: Pick<FiscalDocument, 'fn' | 'fd' | 'key'>): boolean {
		if (!fn || fd === undefined) return true;
		const numbers = this.drives.get(fn) ?? [];
		if (hasNumber(numbers, fd)) {
			this.repeated.add(key);
			return false;
		}
		this.drives.set(fn, addNumber(numbers, fd));
		return true;
	}

	/** Returns the numbers missing between the first and the last document of each drive. */
	missing(): DriveNumbers[] {
		return [...this.drives].flatMap(([fiscalDriveNumber, numbers]) => {
			const [[first] = [0]] = numbers;
			const missing = missingNumbers(numbers, first, lastNumber(numbers));
			return missing.length > 0 ? [{ fiscalDriveNumber, numbers: missing }] : [];
		});
	}
}

const SHOWN = 10;

/** Writes numbers as a person does: `101, 105-108`. */
export function writtenNumbers(numbers: Intervals): string {
	const parts = numbers
		.slice(0, SHOWN)
		.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`));
	const more = numbers.slice(SHOWN).reduce((count, [first, last]) => count + last - first + 1, 0);
	return `${parts.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
