import type { Clock } from '../core/clock';
import type { EmulatorOptions } from '../core/options';
import type { SeededRandom } from '../core/random';
import type { CloudOperation } from './signing/cloud';
import { newFeed, type Feed } from './exchange/feed';
import type { Account, Share, StoredEvent } from './model';
import { seedExtern } from './seed/seed';

export interface ExternState {
	clock: Clock;
	random: SeededRandom;
	options: EmulatorOptions;
	accounts: Map<string, Account>;
	events: StoredEvent[];
	/** Length of the event log in its imaginary bytes. */
	eventBytes: number;
	feed: Feed;
	shares: Share[];
	/** By request id. */
	cloud: Map<string, CloudOperation>;
}

export function createExternState(clock: Clock, random: SeededRandom, options: EmulatorOptions): ExternState {
	const extern: ExternState = {
		clock,
		random,
		options,
		accounts: new Map(),
		events: [],
		eventBytes: 0,
		feed: newFeed(),
		shares: [],
		cloud: new Map(),
	};
	seedExtern(extern);
	return extern;
}
