// One reader in a process of its own: apart.js <reader> [<shape>] prints the worst of all shapes as JSON.
import { growthOf } from '../memory';
import { longestBlock } from '../timing';
import { MOST_MB, MOST_MS, SIZE } from './bounds';
import { readers, shapes } from './readers';

const TRIES = 3;

export interface Worst {
	block: number;
	blockShape: string;
	mb: number;
	mbShape: string;
	shapes: number;
}

async function main(reader: string, only?: string): Promise<void> {
	// The waits of the nodes keep no process alive, and are no work.
	setInterval(() => undefined, 1000);
	const timeout = AbortSignal.timeout.bind(AbortSignal);
	AbortSignal.timeout = (ms) => timeout(ms < 30_000 ? 5 : ms);
	const { read, of } = readers[reader];
	const given = Object.entries(shapes(SIZE)).filter(
		([kind]) => of === undefined || of.some((one) => one === kind),
	);
	const collect = (globalThis as { gc?: () => void }).gc;
	const work = async (bytes: Buffer, text: string) => {
		// That it is refused is what most of them deserve.
		await Promise.resolve()
			.then(async () => await read(bytes as Buffer<ArrayBuffer>, text))
			.catch(() => undefined);
	};
	const worst: Worst = { block: 0, blockShape: '', mb: 0, mbShape: '', shapes: 0 };
	for (const [name, make] of given.flatMap(([, group]) => Object.entries(group))) {
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
		if (block > worst.block) [worst.block, worst.blockShape] = [block, name];
		if (mb > worst.mb) [worst.mb, worst.mbShape] = [mb, name];
		if (process.env.KONTUR_BENCH_SHAPES) console.error(name, Math.round(block), Math.round(mb));
		worst.shapes += 1;
	}
	console.log(JSON.stringify(worst));
	process.exit(0);
}

void main(process.argv[2], process.argv[3]);
