const NAMES = ['toString', 'valueOf'];

/**
 * Returns whether parsed JSON has members that take the place of what every object has: String() and Number() of such an
 * object throw a TypeError. Nothing of Kontur's has them.
 * @param json what it was parsed from
 */
export function hasMethodNames(json: string, data: unknown): boolean {
	// Escaped letters hide a name.
	if (![...NAMES, '\\u00'].some((part) => json.includes(part))) return false;
	const left: unknown[] = [data];
	while (left.length > 0) {
		const one = left.pop();
		if (typeof one !== 'object' || one === null) continue;
		if (NAMES.some((name) => Object.hasOwn(one, name))) return true;
		for (const inner of Object.values(one)) if (typeof inner === 'object') left.push(inner);
	}
	return false;
}
