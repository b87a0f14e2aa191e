import { execFileSync } from 'child_process';
import { growthOf } from './memory';

export async function milliseconds(work: () => unknown): Promise<number> {
	const started = performance.now();
	await work();
	return performance.now() - started;
}

/** Milliseconds of work of all threads. */
export async function cpuTime(work: () => Promise<void>): Promise<number> {
	const before = process.cpuUsage();
	await work();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1000;
}

export const medianOf = (all: number[]) => [...all].sort((a, b) => a - b)[all.length >> 1];

/** Both in turn, so that neither has the machine to itself; the median of each. */
export async function sideBySide(
	rounds: number,
	ours: () => unknown,
	theirs: () => unknown,
): Promise<{ ours: number; theirs: number }> {
	const all = { ours: [] as number[], theirs: [] as number[] };
	for (let round = 0; round < rounds; round++) {
		all.ours.push(await milliseconds(ours));
		all.theirs.push(await milliseconds(theirs));
	}
	return { ours: medianOf(all.ours), theirs: medianOf(all.theirs) };
}

export async function median(times: number, work: () => unknown): Promise<number> {
	const all: number[] = [];
	for (let i = 0; i < times; i++) all.push(await milliseconds(work));
	return medianOf(all);
}

/** The least figure that a script prints in some fresh processes: what else the machine does only adds to it. */
export function leastOf(processes: number, script: string, ...args: readonly string[]): number {
	const run = (): number => Number(execFileSync(process.execPath, [script, ...args], { encoding: 'utf8' }));
	return Math.min(...Array.from({ length: processes }, run));
}

/** Milliseconds of work of this thread: what else the machine does is not the work's. Node.js before 24 cannot tell. */
function worked(): number {
	const { threadCpuUsage } = process as { threadCpuUsage?: () => { user: number; system: number } };
	if (!threadCpuUsage) return performance.now();
	const { user, system } = threadCpuUsage.call(process);
	return (user + system) / 1000;
}

/** The longest work without a turn of the event loop, in milliseconds. */
export async function longestBlock(work: () => unknown): Promise<number> {
	let longest = 0;
	let last = worked();
	let running = true;
	const turn = (): void => {
		const now = worked();
		longest = Math.max(longest, now - last);
		last = now;
		if (running) setImmediate(turn);
	};
	setImmediate(turn);
	await new Promise((resolve) => setTimeout(resolve, 50));
	longest = 0;
	await work();
	await new Promise((resolve) => setTimeout(resolve, 20));
	running = false;
	return longest;
}

/** How far the memory of this process grows above what it holds before the work, in MB. */
export async function peakMemory(work: () => unknown): Promise<number> {
	if (process.platform === 'linux') {
		// What a process held at most begins, on Linux, with what the process held that started it.
		const growth = growthOf(process.pid);
		await work();
		return growth();
	}
	const before = process.memoryUsage().rss;
	await work();
	return Math.max(0, process.resourceUsage().maxRSS * 1024 - before) / 1e6;
}
