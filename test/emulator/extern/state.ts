import type { Clock } from '../core/clock';
import type { EmulatorOptions } from '../core/options';
import type { SeededRandom } from '../core/random';

export interface ExternState {
	clock: Clock;
	random: SeededRandom;
	options: EmulatorOptions;
}

export function createExternState(
	clock: Clock,
	random: SeededRandom,
	options: EmulatorOptions,
): ExternState {
	return { clock, random, options };
}
