// The longest pause of the nodes is 75 seconds; anything longer is a response timeout.
const LONGEST_PAUSE = 80_000;
// How long a poll waits for a response.
const POLL_TIMEOUT = 60_000;

/**
 * Shortens the pauses of the nodes, until jest.restoreAllMocks().
 * @param most milliseconds
 * @param told receives the original length of each pause
 */
export function shortenPauses(most: number, told: (ms: number) => void = () => {}): void {
	const timeout = AbortSignal.timeout.bind(AbortSignal);
	jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
		if (ms > LONGEST_PAUSE || ms === POLL_TIMEOUT) return timeout(ms);
		told(ms);
		return timeout(Math.min(ms, most));
	});
}
