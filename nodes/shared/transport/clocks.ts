import type { IN8nHttpFullResponse } from 'n8n-workflow';

/** What two clocks say, Unix milliseconds. Either may be wrong by hours. */
export interface Clocks {
	/** The response's `Date` header; undefined when there is no valid one. */
	date?: number;
	/** This machine's. */
	machine: number;
}

export const clocksOf = ({ headers }: Pick<IN8nHttpFullResponse, 'headers'>): Clocks => ({
	date: Date.parse(String(headers.date ?? '')) || undefined,
	machine: Date.now(),
});
