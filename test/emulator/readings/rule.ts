import type { EmulatorOptions } from '../core/options';
import type { EmulatorRequest, Reply } from '../core/router';
import type { Switches } from '../ofd/types';

/** How the emulator behaves under the other reading of a doubt. */
export interface Rule {
	/** Changes what a route answers, refusals included. Key: method and route. */
	answers?: Readonly<Record<string, (reply: Reply, request: EmulatorRequest) => Reply>>;
	/** Answers instead of a route, unless it returns nothing. Key: method and route. */
	instead?: Readonly<Record<string, (request: EmulatorRequest) => Reply | undefined>>;
	options?: Partial<EmulatorOptions>;
	ofd?: Partial<Switches>;
	/** For a reading that the handler itself looks up in `state.readings`. */
	inside?: true;
}

/** By doubt and name of the reading. */
export type Readings = Readonly<Record<string, Readonly<Record<string, Rule>>>>;
