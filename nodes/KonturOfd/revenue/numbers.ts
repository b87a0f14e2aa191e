import { OperationalError } from 'n8n-workflow';
import { t } from '../../shared/language';
import {
	addNumber,
	hasNumber,
	innerGaps,
	lastNumber,
	missingNumbers,
	type Interval,
	type Intervals,
} from '../receipts/intervals';
import type { FiscalDocument } from '../receipts/document';

// A page may repeat the end of the previous one.
const MOST_WITHOUT_NEWS = 10;

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

	private page = { repeated: 0, news: 0 };

	private pagesWithoutNews = 0;

	/** Keys of the documents that lack a number. */
	private readonly keys = new Set<string>();

	/** Numbers of documents that lack only their drive. */
	private readonly blank: number[] = [];

	/** What `filled` returned for the documents so far. */
	private joined: Map<string, Intervals> | undefined;

	/** Keys of documents that came more than once. */
	readonly repeated = new Set<string>();

	/** How many documents have no number or no drive, so that nothing shows whether one of them is missing. */
	get unnumbered(): number {
		return this.keys.size;
	}

	get isEmpty(): boolean {
		return this.drives.size === 0 && this.unnumbered === 0;
	}

	/** Notes a document. Returns false if it came before. */
	add({ fn, fd, key }: Pick<FiscalDocument, 'fn' | 'fd' | 'key'>): boolean {
		const isNumbered = fn !== '' && fd !== undefined;
		const numbers = this.drives.get(fn) ?? [];
		if (isNumbered ? hasNumber(numbers, fd) : this.keys.has(key)) {
			this.repeated.add(key);
			this.page.repeated += 1;
			return false;
		}
		this.joined = undefined;
		if (isNumbered) this.drives.set(fn, addNumber(numbers, fd));
		else {
			this.keys.add(key);
			if (fd !== undefined) this.blank.push(fd);
		}
		this.page.news += 1;
		return true;
	}

	/**
	 * Ends a page of documents.
	 * @throws OperationalError when many pages in a row brought nothing new
	 */
	endPage(): void {
		const { repeated, news } = this.page;
		if (news > 0) this.pagesWithoutNews = 0;
		else if (repeated > 0) this.pagesWithoutNews += 1;
		this.page = { repeated: 0, news: 0 };
		if (this.pagesWithoutNews <= MOST_WITHOUT_NEWS) return;
		throw new OperationalError(t`Kontur.OFD returned the same documents over and over. Try again later.`);
	}

	/** Returns the numbers missing between the first and the last document of each drive. */
	missing(): DriveNumbers[] {
		return [...this.filled()].flatMap(([fiscalDriveNumber, numbers]) => {
			const missing = innerGaps(numbers);
			return missing.length > 0 ? [{ fiscalDriveNumber, numbers: missing }] : [];
		});
	}

	/** Returns the numbers from `first` to `last` that are missing on a drive. */
	missingOn(fiscalDriveNumber: string, first: number, last: number): Intervals {
		return missingNumbers(this.filled().get(fiscalDriveNumber) ?? [], first, last);
	}

	/** Returns the numbers by drive, with those of documents that lack only their drive. */
	private filled(): ReadonlyMap<string, Intervals> {
		if (this.blank.length === 0) return this.drives;
		this.joined ??= withBlanks(this.drives, this.blank);
		return this.joined;
	}
}

/** Adds single numbers, in ascending order, to intervals. */
function joinNumbers(numbers: Intervals, added: readonly number[]): Intervals {
	const all = [...numbers, ...added.map((number): Interval => [number, number])];
	const joined: Intervals = [];
	for (const [first, last] of all.sort(([one], [other]) => one - other)) {
		const latest = joined.at(-1);
		if (latest && first <= latest[1] + 1) latest[1] = Math.max(latest[1], last);
		else joined.push([first, last]);
	}
	return joined;
}

/** A document without a drive stands where its number is missing or next, on one drive. */
function withBlanks(
	drives: ReadonlyMap<string, Intervals>,
	blank: readonly number[],
): Map<string, Intervals> {
	const filled = new Map<string, Intervals>();
	let left = [...blank].sort((one, other) => one - other);
	for (const [drive, numbers] of drives) {
		const [first] = numbers[0];
		let last = lastNumber(numbers);
		const taken: number[] = [];
		const others: number[] = [];
		for (const number of left) {
			const fits = number >= first - 1 && number <= last + 1 && number !== taken.at(-1);
			if (fits && !hasNumber(numbers, number)) {
				taken.push(number);
				last = Math.max(last, number);
			} else others.push(number);
		}
		filled.set(drive, joinNumbers(numbers, taken));
		left = others;
	}
	return filled;
}

const SHOWN = 10;

/** Writes numbers as a person does: `101, 105-108`. */
export function writtenNumbers(numbers: Intervals): string {
	const parts = numbers
		.slice(0, SHOWN)
		.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`));
	const more = numbers.slice(SHOWN).reduce((count, [first, last]) => count + last - first + 1, 0);
	return `${parts.join(', ')}${more > 0 ? t` and ${more} more` : ''}`;
}
