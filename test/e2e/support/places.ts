import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of the project, independent of where this file is compiled to. */
export const root = (() => {
	let folder = __dirname;
	while (!existsSync(join(folder, 'gulpfile.js'))) folder = dirname(folder);
	return folder;
})();

export const work = join(root, '.work');

export interface Places {
	/** The Node.js that n8n runs on. */
	node: string;
	/** The script that starts n8n. */
	n8nStart: string;
	/** The packed nodes. */
	tarball: string;
}

/** @throws with the command to run when the setup is missing or older than the sources */
export function places(): Places {
	try {
		const answer = execFileSync(process.execPath, [join(root, 'scripts', 'setup.mjs'), '--check'], {
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		return JSON.parse(answer) as Places;
	} catch (error) {
		throw new Error(String((error as { stderr?: string }).stderr).trim());
	}
}
