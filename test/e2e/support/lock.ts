import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { until } from './wait';

/** Milliseconds after which the process that holds a lock counts as dead. */
const abandonedMs = 300_000;

const isAbandoned = (lock: string): boolean => {
	try {
		return Date.now() - statSync(lock).mtimeMs > abandonedMs;
	} catch {
		return true;
	}
};

function tryLock(lock: string): boolean {
	if (existsSync(lock) && isAbandoned(lock)) rmSync(lock, { recursive: true, force: true });
	try {
		mkdirSync(lock);
		return true;
	} catch {
		return false;
	}
}

/** Runs something while no other process does. @param lock path of a folder that stands for it */
export async function alone<T>(lock: string, run: () => Promise<T>): Promise<T> {
	await until(`the lock ${lock}`, 400, () => (tryLock(lock) ? true : undefined));
	try {
		return await run();
	} finally {
		rmSync(lock, { recursive: true, force: true });
	}
}
