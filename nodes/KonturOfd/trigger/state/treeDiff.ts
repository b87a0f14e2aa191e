/*
 * The difference of two trees of texts and numbers, small enough to be stored beside one of them.
 */

/** Texts and numbers under names. Plain JSON; a name without a value counts as one that is not there. */
export type Tree = { [name: string]: string | number | Tree | undefined };

/**
 * How one tree becomes another. A text is how many characters stay and what follows them; null takes a name away.
 */
export type Difference = {
	[name: string]: number | [kept: number, rest: string] | null | Difference;
};

function sharedStart(a: string, b: string): number {
	let length = 0;
	while (length < a.length && a[length] === b[length]) length += 1;
	return length;
}

/** What leads from one tree to another. */
export function differenceBetween(from: Tree, to: Tree): Difference {
	const difference: Difference = {};
	for (const [name, value] of Object.entries(from)) {
		if (value !== undefined && to[name] === undefined) difference[name] = null;
	}
	for (const [name, value] of Object.entries(to)) {
		const old = from[name];
		if (value === undefined || value === old) continue;
		if (typeof value === 'number') difference[name] = value;
		else if (typeof value === 'string') {
			const kept = typeof old === 'string' ? sharedStart(old, value) : 0;
			difference[name] = [kept, value.slice(kept)];
		} else {
			const inner = differenceBetween(typeof old === 'object' ? old : {}, value);
			if (Object.keys(inner).length > 0 || typeof old !== 'object') difference[name] = inner;
		}
	}
	return difference;
}

/** @returns the tree that the difference leads to; the given one is left as it is */
export function withDifference(tree: Tree, difference: Difference): Tree {
	const result: Tree = { ...tree };
	for (const [name, change] of Object.entries(difference)) {
		const old = tree[name];
		if (change === null) Reflect.deleteProperty(result, name);
		else if (typeof change === 'number') result[name] = change;
		else if (Array.isArray(change)) {
			const [kept, rest] = change;
			result[name] = (typeof old === 'string' ? old.slice(0, kept) : '') + rest;
		} else result[name] = withDifference(typeof old === 'object' ? old : {}, change);
	}
	return result;
}
