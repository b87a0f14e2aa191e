/**
 * Passes pages from several producers to one consumer. A producer waits while `most` pages are waiting, so that memory stays
 * flat.
 */
export class PageQueue<T> {
	private readonly pages: T[] = [];

	private readonly waiting: Array<() => void> = [];

	private wake: (() => void) | undefined;

	private outcome: { error?: unknown } | undefined;

	constructor(private readonly most: number) {}

	/** Adds a page; resolves when there is room for another. Returns false when nobody reads any more. */
	async push(page: T): Promise<boolean> {
		if (this.outcome) return false;
		this.pages.push(page);
		this.wake?.();
		if (this.pages.length >= this.most) await new Promise<void>((resolve) => this.waiting.push(resolve));
		return this.outcome === undefined;
	}

	/** Ends the queue: the consumer gets the pages that are left, then the error if there is one. */
	end(outcome: { error?: unknown } = {}): void {
		this.outcome ??= outcome;
		this.wake?.();
		for (const resume of this.waiting.splice(0)) resume();
	}

	async *read(): AsyncGenerator<T> {
		try {
			for (;;) {
				const page = this.pages.shift();
				this.waiting.shift()?.();
				if (page !== undefined) yield page;
				else if (!this.outcome) await new Promise<void>((resolve) => (this.wake = resolve));
				else if ('error' in this.outcome) throw this.outcome.error;
				else return;
			}
		} finally {
			// The consumer stopped, so the producers may stop, too.
			this.end();
		}
	}
}
