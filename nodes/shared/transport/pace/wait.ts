import { OperationalError } from 'n8n-workflow';
import { t } from '../../language';

// n8n recognizes a cancelled execution by the word "canceled" in this spelling.
export const CANCELLED = t`The execution was canceled`;

/**
 * Waits for a number of milliseconds.
 * @throws OperationalError as soon as the execution is cancelled
 */
export async function wait(ms: number, signal?: AbortSignal): Promise<void> {
	if (signal?.aborted) throw new OperationalError(CANCELLED);
	await new Promise<void>((resolve, reject) => {
		// Community nodes may not use timers; n8n allows a timeout signal.
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
