import { createAuthState, type AuthState } from '../auth/state';
import { createExternState, type ExternState } from '../extern/state';
import { createOfdState, type OfdState } from '../ofd';
import { Clock } from './clock';
import { defaultOptions, type EmulatorOptions } from './options';
import { SeededRandom } from './random';

export interface EmulatorState {
	clock: Clock;
	options: EmulatorOptions;
	auth: AuthState;
	extern: ExternState;
	ofd: OfdState;
}

const seed = 'kontur-emulator';

export function createState(overrides: Partial<EmulatorOptions>): EmulatorState {
	const clock = new Clock();
	const random = new SeededRandom(seed);
	const options = { ...defaultOptions, ...overrides };
	return {
		clock,
		options,
		auth: createAuthState(clock, random.branch('auth')),
		extern: createExternState(clock, random.branch('extern'), options),
		ofd: createOfdState(clock),
	};
}
