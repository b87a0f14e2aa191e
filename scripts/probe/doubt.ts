import type { Ask } from './ask';

/** What a probe does to the account. What sends, or reaches beyond the account, is for the test stand only. */
export type Effect = 'reads' | 'writes' | 'sends';

interface Row {
	question: string;
	/** What the code does as long as nobody knows. */
	weDo: string;
	/** The places in the code. N = `nodes/`, E = `test/emulator/`. */
	where: string;
}

export interface Doubt extends Row {
	id: string;
	effect: Effect;
	/** Every reading in words, the assumed one first. */
	readings: Readonly<Record<string, string>>;
	/** Returns the reading that holds; undefined if none of them does. */
	probe?: (ask: Ask) => Promise<string | undefined>;
	/** Why a person has to look. */
	person?: string;
}

interface Probed<R> extends Row {
	readings: R;
	/** `reads` by default. */
	effect?: Effect;
	probe: (ask: Ask) => Promise<(keyof R & string) | undefined>;
}

/** A doubt that a program can settle. */
export const doubt = <const R extends Readonly<Record<string, string>>>(
	id: string,
	{ effect = 'reads', ...row }: Probed<R>,
): Doubt => ({ id, effect, ...row });

/** A doubt that only a person can settle. */
export const forPerson = (id: string, row: Row & { person: string }): Doubt => ({
	id,
	effect: 'reads',
	readings: {},
	...row,
});

export interface Section {
	title: string;
	doubts: readonly Doubt[];
}
