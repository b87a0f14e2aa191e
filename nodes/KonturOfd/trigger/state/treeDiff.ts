/*
 * The difference between two trees of text and numbers, small enough to be stored next to one of them.
 */

import { ownOf, recordOf } from '../../../shared/foreign';

/** Plain JSON. A name without a value counts as absent. */
export type Tree = { [name: string]: string | number | Tree | undefined };

/**
 * The changes from one tree to another. A changed string is stored as the number of leading characters to keep and the
 * text that follows them; null removes a name.
 */
export type TreeDiff = {
	[name: string]: number | [kept: number, rest: string] | null | TreeDiff;
};

function commonPrefix(a: string, b: string): number {
	let length = 0;
	while (length < a.length && a[length] === b[length]) length += 1;
	return length;
}

export function diffTrees(from: Tree, to: Tree): TreeDiff {
	const diff: TreeDiff = recordOf();
	for (const [name, value] of Object.entries(from)) {
		if (value !== undefined && ownOf(to, name) === undefined) diff[name] = null;
	}
	for (const [name, value] of Object.entries(to)) {
		const old = ownOf(from, name);
		if (value === undefined || value === old) continue;
		if (typeof value === 'number') diff[name] = value;
		else if (typeof value === 'string') {
			const kept = typeof old === 'string' ? commonPrefix(old, value) : 0;
			diff[name] = [kept, value.slice(kept)];
		} else {
			const inner = diffTrees(typeof old === 'object' ? old : {}, value);
			if (Object.keys(inner).length > 0 || typeof old !== 'object') diff[name] = inner;
		}
	}
	return diff;
}

/** Applies a difference to a tree and returns the result. Does not change the given tree. */
export function applyDiff(tree: Tree, diff: TreeDiff): Tree {
	const result: Tree = recordOf(Object.entries(tree));
	for (const [name, change] of Object.entries(diff)) {
		const old = ownOf(tree, name);
		if (change === null) Reflect.deleteProperty(result, name);
		else if (typeof change === 'number') result[name] = change;
		else if (Array.isArray(change)) {
			const [kept, rest] = change;
			result[name] = (typeof old === 'string' ? old.slice(0, kept) : '') + rest;
		} else result[name] = applyDiff(typeof old === 'object' ? old : {}, change);
	}
	return result;
}
