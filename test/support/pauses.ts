// The longest pause of the nodes is a minute and a quarter; beyond that it is the time that an answer may take.
const LONGEST_PAUSE = 80_000;

/**
 * Makes the pauses of the nodes short, until jest.restoreAllMocks().
 * @param most milliseconds
 * @param told gets the length that each pause would have had
 */
export function shortenPauses(most: number, told: (ms: number) => void = () => {}): void {
	const timeout = AbortSignal.timeout.bind(AbortSignal);
	jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
		if (ms > LONGEST_PAUSE) return timeout(ms);
		told(ms);
		return timeout(Math.min(ms, most));
	});
}
