import { join } from 'node:path';
import { N8n, type RunningN8n } from './n8n';
import { places, work } from './places';

const NAME = 'KONTUR_SHARED_N8N';

/** The n8n that test files share; undefined if none was started. */
export const sharedN8n = (): RunningN8n | undefined => {
	const text = process.env[NAME];
	return text ? (JSON.parse(text) as RunningN8n) : undefined;
};

let n8n: N8n | undefined;

/** Starts the shared n8n; workers inherit the environment of this process. */
export async function startShared(): Promise<void> {
	const files = join(work, 'run', 'shared-files');
	n8n = await N8n.start({ places: places(), name: 'shared', files, editor: true });
	process.env[NAME] = JSON.stringify(n8n.running());
}

export async function stopShared(): Promise<void> {
	await n8n?.stop();
}
