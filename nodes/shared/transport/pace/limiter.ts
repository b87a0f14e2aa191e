import { OperationalError } from 'n8n-workflow';
import { CANCELLED, wait } from './wait';

/** The service asked for a longer pause than a task can make. */
export class LongPause extends OperationalError {
	constructor() {
		super('Kontur asked for a longer pause');
	}
}

interface Waiting {
	limit: number;
	start: () => void;
}

interface Bucket {
	running: number;
	queue: Waiting[];
	/** Current limit after a 429. */
	adaptiveLimit?: number;
	/** Until when no task starts. Monotonic milliseconds: a clock that is set back must not lengthen the pause. */
	pausedUntil: number;
}

const buckets = new Map<string, Bucket>();

function bucketOf(key: string): Bucket {
	const bucket = buckets.get(key) ?? { running: 0, queue: [], pausedUntil: -Infinity };
	buckets.set(key, bucket);
	return bucket;
}

const isFree = ({ running, adaptiveLimit = Infinity }: Bucket, limit: number) =>
	running < Math.min(limit, Math.floor(adaptiveLimit));

const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/**
 * Returns the key under which requests to a server with an API key are counted. Spellings of one address have one key:
 * letter case, a dot after the host, the default port, the path.
 */
export function limitKey(address: string, apiKey: unknown): string {
	const { protocol, hostname, port } = new URL(address);
	return `${hostname.replace(/\.$/, '')}:${port || DEFAULT_PORTS[protocol]} ${String(apiKey ?? '').trim()}`;
}

function startWaiting(bucket: Bucket): void {
	while (bucket.queue.length > 0 && isFree(bucket, bucket.queue[0].limit)) {
		bucket.running += 1;
		bucket.queue.shift()?.start();
	}
}

async function enter(bucket: Bucket, limit: number, signal: AbortSignal | undefined): Promise<void> {
	if (signal?.aborted) throw new OperationalError(CANCELLED);
	if (bucket.queue.length === 0 && isFree(bucket, limit)) {
		bucket.running += 1;
		return;
	}
	await new Promise<void>((resolve, reject) => {
		const waiting: Waiting = {
			limit,
			start: () => {
				signal?.removeEventListener('abort', cancelled);
				resolve();
			},
		};
		const cancelled = () => {
			bucket.queue.splice(bucket.queue.indexOf(waiting), 1);
			reject(new OperationalError(CANCELLED));
			startWaiting(bucket);
		};
		signal?.addEventListener('abort', cancelled, { once: true });
		bucket.queue.push(waiting);
	});
}

export interface Waits {
	/** Aborted when the execution is cancelled. */
	signal?: AbortSignal;
	longestPauseMs?: number;
	pause?: typeof wait;
}

/**
 * Waits, in order, until fewer than `limit` tasks of a key run in this process, and until the pause that the service
 * asked for is over.
 * @returns what ends the task; further calls have no effect
 * @throws OperationalError as soon as the execution is cancelled; LongPause at once
 */
export async function takeSlot(
	key: string,
	limit: number,
	{ signal, longestPauseMs = Infinity, pause = wait }: Waits = {},
): Promise<() => void> {
	const bucket = bucketOf(key);
	await enter(bucket, limit, signal);
	let isHeld = true;
	const release = () => {
		if (!isHeld) return;
		isHeld = false;
		bucket.running -= 1;
		startWaiting(bucket);
	};
	const ms = bucket.pausedUntil - performance.now();
	if (ms > Math.max(0, longestPauseMs)) {
		release();
		throw new LongPause();
	}
	if (ms > 0) {
		await pause(ms, signal).catch((error: unknown) => {
			release();
			throw error;
		});
	}
	return release;
}

/**
 * Runs at most `limit` tasks of a key at a time in this process; the others queue in order.
 * @throws OperationalError as soon as the execution is cancelled while the task waits; the error of the task
 */
export async function withinLimit<T>(
	key: string,
	limit: number,
	task: () => Promise<T>,
	waits?: Waits,
): Promise<T> {
	const release = await takeSlot(key, limit, waits);
	try {
		return await task();
	} finally {
		release();
	}
}

/**
 * Adapts the limit to the outcome of a request: a 429 halves it, and any other response slowly raises it again
 * (additive increase, multiplicative decrease: RFC 5681, section 3.1).
 * @param pauseMs set after a 429: how long no task starts, in milliseconds
 */
export function adjustLimit(key: string, limit: number, pauseMs?: number): void {
	const bucket = bucketOf(key);
	const now = performance.now();
	if (pauseMs === undefined) {
		if (bucket.adaptiveLimit === undefined) return;
		bucket.adaptiveLimit += 1 / bucket.adaptiveLimit;
		if (bucket.adaptiveLimit >= limit) bucket.adaptiveLimit = undefined;
		return;
	}
	// Requests that ran together are refused together: halve once for all of them.
	if (now >= bucket.pausedUntil) bucket.adaptiveLimit = Math.max(1, (bucket.adaptiveLimit ?? limit) / 2);
	bucket.pausedUntil = Math.max(bucket.pausedUntil, now + pauseMs);
}
