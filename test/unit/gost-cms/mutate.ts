// Random damage for tests: 200,000 cases in exhaustive runs. MUTATIONS=20000 makes that many of each kind.
import { GostError } from '../../../nodes/shared/gost/base/errors';
import { count as countCells, isWhole, randomOf } from '../../support/sampling';
import { seeded } from './support';

const asked = Number(process.env.MUTATIONS ?? 0);
const seed = isWhole ? 20_261 : 1 + Math.floor(randomOf('damage')() * 2 ** 31);

/** How many times as many cases exhaustive runs make as `Kind.count`; others make a thirtieth of it. */
const WHOLE = 8;

type Random = (below: number) => number;

const DER = [0x00, 0x01, 0x30, 0x31, 0x24, 0x7f, 0x80, 0x81, 0x82, 0x84, 0x86, 0xa0, 0xff];

/** One to three changes: bits, bytes, pieces removed, repeated, truncated, inserted or moved. */
function mutate(data: Uint8Array, random: Random, extremes: readonly number[]): Uint8Array {
	let result = Buffer.from(data);
	for (let times = 1 + random(3); times > 0; times--) {
		const at = random(Math.max(1, result.length));
		const length = random(Math.min(40, result.length - at + 1));
		switch (random(8)) {
			case 0:
				result[at] ^= 1 << random(8);
				break;
			case 1:
				result[at] = random(256);
				break;
			case 2:
				result[at] = extremes[random(extremes.length)];
				break;
			case 3:
				result = Buffer.concat([result.subarray(0, at), result.subarray(at + length)]);
				break;
			case 4:
				result = Buffer.concat([result.subarray(0, at + length), result.subarray(at)]);
				break;
			case 5:
				result = Buffer.from(result.subarray(0, at));
				break;
			case 6: {
				const noise = Uint8Array.from({ length: length + 1 }, () => random(256));
				result = Buffer.concat([result.subarray(0, at), noise, result.subarray(at)]);
				break;
			}
			default:
				result.copy(result, random(Math.max(1, result.length)), at, at + length);
		}
	}
	return Uint8Array.from(result);
}

/** Bytes that mean something in XML. */
export const XML_BYTES = [...Buffer.from('<>/&;"\'=!-[]?:# \n\r'), 0x00, 0xd0, 0xff];

export interface Kind {
	readonly count: number;
	readonly inputs: readonly Uint8Array[];
	/** Bytes that mean something in the format; those of DER by default. */
	readonly extremes?: readonly number[];
	/** Gives false when the result is wrong. */
	readonly open: (data: Uint8Array, input: number) => Promise<boolean> | boolean;
}

export interface Outcome {
	readonly errors: number;
	/** Milliseconds of the slowest case. */
	readonly slowest: number;
}

/** Opens damaged inputs; throws for a wrong result and for an error that is not of the module. */
export async function damage(name: string, kind: Kind, count: number): Promise<Outcome> {
	const random = seeded(seed);
	let errors = 0;
	let slowest = 0;
	for (let i = 0; i < count; i++) {
		const input = i % kind.inputs.length;
		const data = mutate(kind.inputs[input], random, kind.extremes ?? DER);
		const started = performance.now();
		let right = true;
		try {
			right = await kind.open(data, input);
		} catch (error) {
			if (!(error instanceof GostError))
				throw new Error(`${name}, case ${i}: ${String((error as Error).stack)}`);
			errors++;
		}
		slowest = Math.max(slowest, performance.now() - started);
		if (!right) throw new Error(`${name}, case ${i}: a wrong result`);
	}
	return { errors, slowest };
}

/** Registers a test for each kind, and a line with the number of cases at the end. */
export function testMutations(kinds: Readonly<Record<string, Kind>>): void {
	let total = 0;
	let errors = 0;
	let slowest = 0;
	afterAll(() => {
		console.info(`${total} damaged inputs: ${errors} typed errors, slowest ${Math.round(slowest)} ms`);
	});

	test.each(Object.entries(kinds))(
		'%s',
		async (name, kind) => {
			const whole = WHOLE * kind.count;
			const count = asked > 0 ? asked : isWhole ? whole : Math.ceil(kind.count / 30);
			countCells('Damaged inputs', count, whole);
			const outcome = await damage(name, kind, count);
			total += count;
			errors += outcome.errors;
			slowest = Math.max(slowest, outcome.slowest);
		},
		3_600_000,
	);
}
