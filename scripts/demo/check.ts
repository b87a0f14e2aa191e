import { isDeepStrictEqual } from 'node:util';

/** An unexpected result; the message is for the person who runs the demo. */
export class DemoFailure extends Error {}

export function must(holds: boolean, otherwise: string): asserts holds {
	if (!holds) throw new DemoFailure(otherwise);
}

export function mustEqual(what: string, found: unknown, expected: unknown): void {
	must(
		isDeepStrictEqual(found, expected),
		`${what} differs: ${JSON.stringify(found)} in n8n, ${JSON.stringify(expected)} in the emulator.`,
	);
}
