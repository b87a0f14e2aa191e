import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { work, type Places } from './places';
import { until } from './wait';

/** Milliseconds after which the process that was creating a template counts as dead. */
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

/**
 * The data that each n8n starts from. The first start, which creates the tables, takes twice as long as later ones, so
 * the data is created once per version of n8n and kept in .work.
 * @param make creates the data in a folder that does not exist yet
 */
export async function templateOf(
	places: Places,
	make: (places: Places, folder: string) => Promise<void>,
): Promise<string> {
	const manifest = readFileSync(join(dirname(dirname(places.n8nStart)), 'package.json'), 'utf8');
	const key = createHash('sha256').update(`${places.node}\0${manifest}`).digest('hex').slice(0, 16);
	const folder = join(work, 'cache', `n8n-data-${key}`);
	mkdirSync(dirname(folder), { recursive: true });
	const lock = `${folder}.lock`;
	await until('the data of a new n8n', 400, async () => {
		if (existsSync(folder)) return true;
		if (!tryLock(lock)) return undefined;
		try {
			await make(places, folder);
		} finally {
			rmSync(lock, { recursive: true, force: true });
		}
		return true;
	});
	return folder;
}
