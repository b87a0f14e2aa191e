import { OperationalError } from 'n8n-workflow';

/**
 * Waits, or stops waiting when the execution is cancelled.
 * @param ms milliseconds
 * @throws OperationalError when cancelled
 */
export async function wait(ms: number, signal?: AbortSignal): Promise<void> {
	if (signal?.aborted) throw new OperationalError('The execution was cancelled');
	await new Promise<void>((resolve, reject) => {
		// Community nodes may not use timers; a timeout signal is one that n8n allows.
		const timer = AbortSignal.timeout(Math.max(1, Math.round(ms)));
		const cancelled = () => reject(new OperationalError('The execution was cancelled'));
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
