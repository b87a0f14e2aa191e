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

/** So many doubts in a row without any response mean that the server is not there. */
const PATIENCE = 3;

async function resultOf({ probe, readings }: Doubt, ask: Ask): Promise<Result> {
	try {
		const reading = await probe?.(ask);
		return reading !== undefined && Object.hasOwn(readings, reading)
			? { kind: 'reading', reading }
			: { kind: 'other' };
	} catch (error) {
		if (error instanceof Unanswered) return { kind: 'lacking', why: error.message };
		if (error instanceof NoAnswer) return { kind: 'silent', why: error.message };
		// The text of any other error may quote the server.
		return { kind: 'other' };
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
	{ allowed, onOutcome }: RunOptions,
): Promise<Finished> {
	const outcomes: Outcome[] = [];
	let silent = 0;
	for (const doubt of doubts.filter(({ probe }) => probe)) {
		const outcome: Outcome = allowed.has(doubt.effect)
			? await runProbe(doubt, ask)
			: { doubt, result: { kind: 'lacking', why: `it ${doubt.effect} and was not allowed to` }, answers: [] };
		outcomes.push(outcome);
		onOutcome?.(outcome);
		silent = outcome.result.kind === 'silent' ? silent + 1 : 0;
		if (outcome.result.kind === 'silent' && silent === PATIENCE) {
			return { outcomes, stopped: outcome.result.why };
		}
	}
	return { outcomes };
}
