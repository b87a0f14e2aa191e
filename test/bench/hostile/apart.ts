// One reader in a process of its own: apart.js <reader> <bytes> prints the worst of all shapes as JSON.
import { growthOf } from '../memory';
import { longestBlock } from '../timing';
import { readers, shapes } from './readers';

export interface Worst {
	block: number;
	blockShape: string;
	mb: number;
	mbShape: string;
	shapes: number;
}

async function main(reader: string, size: number): Promise<void> {
	const read = readers[reader];
	const collect = (globalThis as { gc?: () => void }).gc;
	const work = async (bytes: Buffer) => {
		// That it is refused is what most of them deserve.
		await Promise.resolve()
			.then(async () => await read(bytes as Buffer<ArrayBuffer>))
			.catch(() => undefined);
	};
	const worst: Worst = { block: 0, blockShape: '', mb: 0, mbShape: '', shapes: 0 };
	for (const [name, make] of Object.entries(shapes(size))) {
		const bytes = make();
		// Once with a little: what is compiled at the first use is no cost of the bytes.
		await work(Buffer.from(bytes.subarray(0, 100_000)));
		collect?.();
		const growth = growthOf(process.pid);
		const block = await longestBlock(async () => await work(bytes));
		const mb = growth();
		if (block > worst.block) [worst.block, worst.blockShape] = [block, name];
		if (mb > worst.mb) [worst.mb, worst.mbShape] = [mb, name];
		worst.shapes += 1;
	}
	console.log(JSON.stringify(worst));
	process.exit(0);
}

void main(process.argv[2], Number(process.argv[3]));
