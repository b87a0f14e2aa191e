import type { Client } from '../../shared/transport';
import type { Ids } from './read';
import { docflowPath } from './routes';
import { lastPart } from './urns';
import { wholeDocflowShape, type Docflow } from './types';

// Authorities answer within hours; short first pauses catch immediate answers.
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30_000;
const VISIBLE_WITHIN = 60_000;

export interface DocflowWait {
	isReached: (docflow: Docflow) => boolean;
	/** Limit for the whole wait. */
	seconds: number;
	log: (message: string) => void;
}

/**
 * Polls a document flow, at growing intervals of at most 30 seconds, until `isReached` accepts it, it finishes, or time
 * runs out. Kontur may not show a document flow for a moment after it was sent.
 * Source: Kontur.Extern documentation, "Docflows": statuses; after `finished` nothing more is expected.
 * @throws NodeApiError when Kontur refuses, or has no such document flow; OperationalError when cancelled
 */
export async function waitForDocflow(
	client: Client,
	ids: Ids & { docflowId: string },
	{ isReached, seconds, log }: DocflowWait,
): Promise<{ docflow: Docflow; reached: boolean }> {
	const start = Date.now();
	const until = start + seconds * 1000;
	let seen = '';
	for (let pause = FIRST_WAIT; ; pause = Math.min(pause * 1.6, LONGEST_WAIT)) {
		const { status, body } = await client.request({
			method: 'GET',
			path: docflowPath,
			pathValues: ids,
			expected: [404],
			shape: wholeDocflowShape,
		});
		const isThere = status !== 404;
		const left = until - Date.now();
		if (isThere) {
			if (isReached(body)) return { docflow: body, reached: true };
			if (lastPart(body.status) === 'finished' || left <= 0) return { docflow: body, reached: false };
		} else if (left <= 0 || Date.now() - start > VISIBLE_WITHIN) {
			throw client.failure({ ...body, 'status-code': status });
		}
		const now = isThere ? `is ${lastPart(body.status)}` : 'is not visible yet';
		if (now !== seen) log(`document flow ${ids.docflowId} ${now}, waiting`);
		seen = now;
		await client.wait(Math.min(pause, left));
	}
}
