// One reader in a process of its own: apart.js <reader> [<shape>] prints the worst of all shapes as JSON.
import { growthOf } from '../memory';
import { cpuTime, longestBlock } from '../timing';
import { MOST_GROWTH, MOST_MB, MOST_MS, SIZE } from './bounds';
import { readers } from './readers';
import { shapes } from './shapes';

const TRIES = 3;

export interface Worst {
	block: number;
	blockShape: string;
	mb: number;
	mbShape: string;
	/** Milliseconds of all threads. */
	cpu: number;
	cpuShape: string;
	/** CPU time of the bytes over that of a quarter of them. */
	growth: number;
	growthShape: string;
	shapes: number;
}

/** Less than this tells nothing of growth. */
const SLOW = 40;

async function main(reader: string, only?: string): Promise<void> {
	// The waits of the nodes keep no process alive, and are no work.
	setInterval(() => undefined, 1000);
	const timeout = AbortSignal.timeout.bind(AbortSignal);
	AbortSignal.timeout = (ms) => timeout(ms < 30_000 ? 5 : ms);
	const { read, of } = readers[reader];
	const chosen = (size: number) =>
		Object.entries(shapes(size))
			.filter(([kind]) => of === undefined || of.some((one) => one === kind))
			.flatMap(([, group]) => Object.entries(group));
	const quarters = new Map(chosen(SIZE / 4));
	const collect = (globalThis as { gc?: () => void }).gc;
	const work = async (bytes: Buffer, text: string) => {
		// That it is refused is what most of them deserve.
		await Promise.resolve()
			.then(async () => await read(bytes as Buffer<ArrayBuffer>, text))
			.catch(() => undefined);
	};
	/** The growth of a shape; 1 for one that is read in no time. */
	const growthIn = async (bytes: Buffer, text: string, quarter: Buffer) => {
		const ofQuarter = await cpuTime(async () => await work(quarter, quarter.toString()));
		if (ofQuarter < SLOW) return { cpu: ofQuarter * 4, growth: 1 };
		const cpu = await cpuTime(async () => await work(bytes, text));
		return { cpu, growth: cpu / ofQuarter };
	};
	const worst: Worst = {
		...{ block: 0, blockShape: '', mb: 0, mbShape: '' },
		...{ cpu: 0, cpuShape: '', growth: 0, growthShape: '', shapes: 0 },
	};
	for (const [name, make] of chosen(SIZE)) {
		if (only !== undefined && name !== only) continue;
		const bytes = make();
		// Once with a little: what is compiled at the first use is no cost of the bytes.
		const beginning = Buffer.from(bytes.subarray(0, 100_000));
		await work(beginning, beginning.toString());
		const text = bytes.toString();
		let [block, mb] = [Infinity, Infinity];
		// What else the machine does only adds to both.
		for (let tries = 0; tries < TRIES && (block > MOST_MS || mb > MOST_MB); tries++) {
			collect?.();
			const growth = growthOf(process.pid);
			block = Math.min(block, await longestBlock(async () => await work(bytes, text)));
			mb = Math.min(mb, growth());
		}
		const quarter = quarters.get(name)?.() ?? beginning;
		let grown = await growthIn(bytes, text, quarter);
		for (let tries = 1; tries < TRIES && grown.growth > MOST_GROWTH; tries++)
			grown = await growthIn(bytes, text, quarter);
		if (grown.cpu > worst.cpu) [worst.cpu, worst.cpuShape] = [grown.cpu, name];
		if (grown.growth > worst.growth) [worst.growth, worst.growthShape] = [grown.growth, name];
		if (block > worst.block) [worst.block, worst.blockShape] = [block, name];
		if (mb > worst.mb) [worst.mb, worst.mbShape] = [mb, name];
		if (process.env.KONTUR_BENCH_SHAPES)
			console.error(name, ...[block, mb, grown.cpu].map(Math.round), grown.growth.toFixed(1));
		worst.shapes += 1;
	}
	console.log(JSON.stringify(worst));
	process.exit(0);
}

void main(process.argv[2], process.argv[3]);
