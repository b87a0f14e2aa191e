import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isWhole } from './sampling';

const folder = join(__dirname, '..', '..', '.work', 'cache');

/**
 * Caches what openssl creates from random keys in .work/cache, until the recipe or openssl changes. Exhaustive runs do
 * not use the cache.
 * @param recipe the text that the result depends on
 */
export function cachedByOpenssl(name: string, recipe: string, make: () => string): string {
	if (isWhole) return make();
	const version = execFileSync('openssl', ['version', '-a'], { encoding: 'utf8' });
	const key = createHash('sha256').update(`${version}\0${recipe}`).digest('hex').slice(0, 16);
	const path = join(folder, `${name}-${key}`);
	if (!existsSync(path)) {
		mkdirSync(folder, { recursive: true });
		const unfinished = `${path}.${process.pid}`;
		writeFileSync(unfinished, make());
		renameSync(unfinished, path);
	}
	return readFileSync(path, 'utf8');
}
