import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isWhole } from './sampling';

const folder = join(__dirname, '..', '..', '.work', 'cache');

let version: string | undefined;

function pathOf(name: string, recipe: string): string {
	version ??= process.env.KONTUR_OPENSSL ?? execFileSync('openssl', ['version', '-a'], { encoding: 'utf8' });
	const key = createHash('sha256').update(`${version}\0${recipe}`).digest('hex').slice(0, 16);
	return join(folder, `${name}-${key}`);
}

function keep(path: string, made: string): void {
	mkdirSync(folder, { recursive: true });
	const unfinished = `${path}.${process.pid}`;
	writeFileSync(unfinished, made, { mode: 0o600 });
	renameSync(unfinished, path);
}

/** Keeps a text in a file of its own. @returns what `keptText` finds it by */
export function keepText(text: string): string {
	const digest = createHash('sha256').update(text).digest('hex');
	const path = join(folder, `text-${digest}`);
	if (!existsSync(path)) keep(path, text);
	return digest;
}

export const keptText = (digest: string): string => readFileSync(join(folder, `text-${digest}`), 'utf8');

/**
 * Caches what openssl creates from random keys in .work/cache, until the recipe or openssl changes. Exhaustive runs do
 * not use the cache.
 * @param recipe the text that the result depends on
 */
export function cachedByOpenssl(name: string, recipe: string, make: () => string): string {
	if (isWhole) return make();
	const path = pathOf(name, recipe);
	if (!existsSync(path)) keep(path, make());
	return readFileSync(path, 'utf8');
}

/** Like `cachedByOpenssl`, for what takes its time. */
export async function cachedLater(
	name: string,
	recipe: string,
	make: () => Promise<string>,
): Promise<string> {
	if (isWhole) return await make();
	const path = pathOf(name, recipe);
	if (!existsSync(path)) keep(path, await make());
	return readFileSync(path, 'utf8');
}
