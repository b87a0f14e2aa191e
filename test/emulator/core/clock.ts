interface Scheduled {
	at: number;
	order: number;
	action: () => void;
}

/**
 * The emulator's time. Uses no real timers: scheduled actions run before each request and after each move of the clock,
 * so tests never race with a background job.
 */
export class Clock {
	private offset = 0;

	private frozenAt: number | null = null;

	private running: number | null = null;

	private order = 0;

	private queue: Scheduled[] = [];

	get frozen(): boolean {
		return this.frozenAt !== null;
	}

	now(): Date {
		return new Date(this.running ?? this.current());
	}

	set(moment: Date): void {
		if (this.frozenAt === null) this.offset = moment.getTime() - Date.now();
		else this.frozenAt = moment.getTime();
		this.runDue();
	}

	advance(milliseconds: number): void {
		if (this.frozenAt === null) this.offset += milliseconds;
		else this.frozenAt += milliseconds;
		this.runDue();
	}

	freeze(moment?: Date): void {
		this.frozenAt = moment ? moment.getTime() : this.current();
		this.runDue();
	}

	resume(): void {
		if (this.frozenAt === null) return;
		this.offset = this.frozenAt - Date.now();
		this.frozenAt = null;
	}

	/** Runs the action once the clock has advanced by the delay; inside it, now() is the scheduled time. */
	schedule(delayMs: number, action: () => void): void {
		this.queue.push({ at: this.now().getTime() + delayMs, order: this.order++, action });
	}

	/** Number of scheduled actions that have not run yet. */
	get waiting(): number {
		return this.queue.length;
	}

	runDue(): void {
		if (this.running !== null) return;
		for (;;) {
			const limit = this.current();
			const due = this.queue
				.filter((item) => item.at <= limit)
				.sort((a, b) => a.at - b.at || a.order - b.order)[0];
			if (!due) return;
			this.queue = this.queue.filter((item) => item !== due);
			this.running = due.at;
			try {
				due.action();
			} finally {
				this.running = null;
			}
		}
	}

	private current(): number {
		return this.frozenAt ?? Date.now() + this.offset;
	}
}
