import { GostError } from '../../nodes/shared/gost';
import { Unanswered, type Ask } from './ask';
import { NoAnswer } from './ask/client';
import type { Doubt, Effect } from './doubt';

export type Result =
	| { kind: 'reading'; reading: string }
	/** The server behaves in none of the known ways. */
	| { kind: 'other' }
	/** Something that the probe needs is missing. */
	| { kind: 'lacking'; why: string }
	/** The server did not answer. */
	| { kind: 'silent'; why: string };

export interface Outcome {
	doubt: Doubt;
	result: Result;
	answers: ReadonlyArray<{ status: number; traceId: string }>;
}

const NOT_ALLOWED: Record<Effect, string> = {
	reads: 'reading is not allowed',
	writes: 'it writes, which is not allowed',
	sends: 'it is for the test stand only, or writing is not allowed',
};

/** After this many doubts in a row without a response, the server counts as absent. */
const PATIENCE = 3;

/** Milliseconds. A server may answer every request late, but the run must end. */
const LONGEST_RUN = 20 * 60_000;

async function resultOf({ probe, readings }: Doubt, ask: Ask): Promise<Result> {
	try {
		const reading = await probe?.(ask);
		return reading !== undefined && Object.hasOwn(readings, reading)
			? { kind: 'reading', reading }
			: { kind: 'other' };
	} catch (error) {
		if (error instanceof Unanswered) return { kind: 'lacking', why: error.message };
		if (error instanceof NoAnswer) return { kind: 'silent', why: error.message };
		if (error instanceof GostError) return { kind: 'lacking', why: `the key cannot be used (${error.code})` };
		// The text of any other error may quote the server.
		return { kind: 'lacking', why: 'the probe could not make sense of a response' };
	}
}

export async function runProbe(doubt: Doubt, ask: Ask): Promise<Outcome> {
	ask.start();
	const result = await resultOf(doubt, ask);
	const answers = ask.exchanges.map(({ answer: { status, traceId } }) => ({ status, traceId }));
	return { doubt, result, answers };
}

export interface RunOptions {
	/** Effects that the user agreed to. */
	allowed: ReadonlySet<Effect>;
	/** Milliseconds after which no further doubt is asked about; 20 minutes by default. */
	longest?: number;
	/** Called after each doubt. */
	onOutcome?: (outcome: Outcome) => void;
}

export interface Finished {
	outcomes: Outcome[];
	/** Why the run ended early; our own words. */
	stopped?: string;
}

/** Asks about every doubt that has a probe, one after the other. */
export async function runProbes(
	doubts: readonly Doubt[],
	ask: Ask,
	{ allowed, longest = LONGEST_RUN, onOutcome }: RunOptions,
): Promise<Finished> {
	const outcomes: Outcome[] = [];
	let silent = 0;
	const end = Date.now() + longest;
	for (const doubt of doubts.filter(({ probe }) => probe)) {
		if (Date.now() >= end) {
			return { outcomes, stopped: `The run took more than ${Math.round(longest / 60_000)} minutes.` };
		}
		const outcome: Outcome = allowed.has(doubt.effect)
			? await runProbe(doubt, ask)
			: { doubt, result: { kind: 'lacking', why: NOT_ALLOWED[doubt.effect] }, answers: [] };
		outcomes.push(outcome);
		onOutcome?.(outcome);
		silent = outcome.result.kind === 'silent' ? silent + 1 : 0;
		if (outcome.result.kind === 'silent' && silent === PATIENCE) {
			return { outcomes, stopped: outcome.result.why };
		}
	}
	return { outcomes };
}
