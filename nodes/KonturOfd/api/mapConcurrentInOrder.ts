import { inParallel } from '../../shared/transport';

// The usual number of parallel requests; the transport lets no more through than the credential says.
const AT_ONCE = 8;
// Where all is wanted: some requests wait then, so that as many as may be are under way while answers are worked on.
const ALL_AT_ONCE = 20;

/**
 * Works on several things at once and puts their results one after another in the order of the things, so that the same
 * question has the same answer. Begins nothing more once the first of them have given enough.
 * @param most how many results are wanted
 * @throws what the first of the failed things threw
 */
export async function inOrder<T, R>(
	things: readonly T[],
	work: (thing: T) => Promise<readonly R[]>,
	most = Infinity,
): Promise<R[]> {
	const done: Array<readonly R[] | undefined> = [];
	let whole = 0;
	let count = 0;
	const isEnough = () => {
		for (let results = done[whole]; results && count < most; results = done[++whole]) count += results.length;
		return count >= most;
	};
	await inParallel(things, most === Infinity ? ALL_AT_ONCE : AT_ONCE, async (thing, index) => {
		if (!isEnough()) done[index] = await work(thing);
	});
	return done.flatMap((results) => results ?? []).slice(0, most);
}
