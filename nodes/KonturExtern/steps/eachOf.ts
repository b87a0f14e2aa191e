/** Files that go up at once; each holds one part of up to 16 MB in memory. */
const AT_ONCE = 4;

/** Works on several things at once; when one fails, the others that have begun are waited for. */
export async function eachOf<T>(things: readonly T[], work: (thing: T) => Promise<void>): Promise<void> {
	const waiting = [...things];
	const worker = async () => {
		for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
			await work(next).catch((error: unknown) => {
				waiting.length = 0;
				throw error;
			});
		}
	};
	const workers = await Promise.allSettled(Array.from({ length: AT_ONCE }, worker));
	const failed = workers.find(({ status }) => status === 'rejected');
	if (failed) throw (failed as PromiseRejectedResult).reason;
}
