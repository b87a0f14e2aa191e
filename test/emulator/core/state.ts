import { createAuthState, type AuthState } from '../auth/state';
import { createExternState, type ExternState } from '../extern/state';
import { createOfdState, type OfdState } from '../ofd';
import { Clock } from './clock';
import { copyOf } from './copy';
import { defaultOptions, type EmulatorOptions } from './options';
import { SeededRandom } from './random';

export interface EmulatorState {
	clock: Clock;
	options: EmulatorOptions;
	/** The other reading of a doubt, by the doubt's name. */
	readings: Readonly<Record<string, string>>;
	auth: AuthState;
	extern: ExternState;
	ofd: OfdState;
}

const seed = 'kontur-emulator';

/** Seeded moments count back from now, so a copy must not lag behind by more than a test would notice. */
const seedLifetime = 30_000;

interface SeededExtern {
	extern: ExternState;
	at: number;
}

/** Seeding takes twenty times as long as copying. Keyed by options, because a delay of the feed changes the data. */
const seeded = new Map<string, SeededExtern>();

function seededExtern(options: EmulatorOptions, now: number): ExternState | undefined {
	const key = JSON.stringify(options);
	const known = seeded.get(key);
	if (known && now >= known.at && now < known.at + seedLifetime) return known.extern;
	const clock = new Clock();
	clock.freeze(new Date(now));
	const extern = createExternState(clock, new SeededRandom(seed).branch('extern'), { ...options });
	// Scheduled actions keep a reference to this state.
	if (clock.waiting > 0) return undefined;
	seeded.set(key, { extern, at: now });
	return extern;
}

export function createState(overrides: Partial<EmulatorOptions>): EmulatorState {
	const clock = new Clock();
	const random = new SeededRandom(seed);
	const options = { ...defaultOptions, ...overrides };
	const now = clock.now().getTime();
	const initial = { ...options };
	const makeExtern = () => {
		const known = seededExtern(initial, now);
		if (!known) return createExternState(clock, random.branch('extern'), options);
		return copyOf(known, [
			[known.clock, clock],
			[known.options, options],
		]);
	};
	// Made when it is first used, since tests of Kontur.OFD never use it; switches may schedule actions from now on.
	let extern = Object.keys(overrides).length > 0 ? makeExtern() : undefined;
	return {
		clock,
		options,
		readings: {},
		auth: createAuthState(clock, random.branch('auth')),
		get extern() {
			return (extern ??= makeExtern());
		},
		set extern(other) {
			extern = other;
		},
		ofd: createOfdState(clock),
	};
}
