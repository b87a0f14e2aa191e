import { OperationalError } from 'n8n-workflow';

// n8n tells a cancelled execution from a failed one by the word "canceled", in this spelling.
export const CANCELLED = 'The execution was canceled';

/**
 * Waits, or stops waiting when the execution is cancelled.
 * @param ms milliseconds
 * @throws OperationalError when cancelled
 */
export async function wait(ms: number, signal?: AbortSignal): Promise<void> {
	if (signal?.aborted) throw new OperationalError(CANCELLED);
	await new Promise<void>((resolve, reject) => {
		// Community nodes may not use timers; a timeout signal is one that n8n allows.
		const timer = AbortSignal.timeout(Math.max(1, Math.round(ms)));
		const cancelled = () => reject(new OperationalError(CANCELLED));
		timer.addEventListener(
			'abort',
			() => {
				signal?.removeEventListener('abort', cancelled);
				resolve();
			},
			{ once: true },
		);
		signal?.addEventListener('abort', cancelled, { once: true });
	});
}
