import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { alone } from './lock';
import { work, type Places } from './places';

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
	await alone(`${folder}.lock`, async () => {
		if (!existsSync(folder)) await make(places, folder);
	});
	return folder;
}
