import type { EmulatorRequest, Reply } from '../core/router';
import type { EmulatorState } from '../core/state';
import { extern } from './extern';
import { ofd } from './ofd';
import type { Readings, Rule } from './rule';
import { signingIn } from './signingIn';

/** Every other reading that the emulator can take. */
export const readings: Readings = { ...signingIn, ...extern, ...ofd };

function rulesOf(state: EmulatorState): Rule[] {
	return Object.entries(state.readings).map(([doubt, reading]) => readings[doubt][reading]);
}

/** Returns what is wrong with a choice of readings; undefined if it is valid. */
export function readingsProblem(chosen: Readonly<Record<string, unknown>>): string | undefined {
	for (const [doubt, reading] of Object.entries(chosen)) {
		if (!Object.hasOwn(readings, doubt)) return `no other reading of '${doubt}'`;
		const names = Object.keys(readings[doubt]);
		if (!names.includes(String(reading))) return `'${doubt}' reads ${names.join(' or ')}`;
	}
	return undefined;
}

/** Takes these readings, and the usual one of every other doubt. */
export function takeReadings(state: EmulatorState, chosen: Readonly<Record<string, string>>): void {
	state.readings = { ...chosen };
	for (const { options, ofd } of rulesOf(state)) {
		Object.assign(state.options, options);
		if (ofd) state.ofd.setSwitches(ofd);
	}
}

/** The answer that a reading gives instead of the route; undefined if the route decides. */
export function readInstead(route: string, request: EmulatorRequest): Reply | undefined {
	for (const { instead } of rulesOf(request.state)) {
		const reply = instead?.[route]?.(request);
		if (reply) return reply;
	}
	return undefined;
}

/** The answer of a route as the chosen readings have it. */
export function readAnswer(route: string, reply: Reply, request: EmulatorRequest): Reply {
	return rulesOf(request.state).reduce(
		(answer, { answers }) => answers?.[route]?.(answer, request) ?? answer,
		reply,
	);
}
