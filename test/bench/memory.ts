import { readFileSync, writeFileSync } from 'fs';

const statusOf = (pid: number, name: string): number =>
	(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024) /
	1e6;

/**
 * How far the memory of a process grows above what it holds now, in MB (proc(5): VmRSS, VmHWM, clear_refs). Only Linux
 * tells it.
 * @returns what says how far it has grown since
 */
export function growthOf(pid: number): () => number {
	writeFileSync(`/proc/${pid}/clear_refs`, '5');
	const held = statusOf(pid, 'VmRSS');
	return () => Math.max(0, statusOf(pid, 'VmHWM') - held);
}
