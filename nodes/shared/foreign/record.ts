/**
 * Returns an object whose keys may come from outside: it has no prototype, so that `__proto__` or `constructor` is a key
 * like any other.
 */
export function recordOf<T>(entries: Iterable<readonly [string, T]> = []): Record<string, T> {
	const record = Object.create(null) as Record<string, T>;
	for (const [name, value] of entries) record[name] = value;
	return record;
}

/** Sets a key of an object that was copied or read from storage, and so has a prototype. */
export const setOwn = <T>(record: Record<string, T>, key: string, value: T): void => {
	Object.defineProperty(record, key, { value, writable: true, enumerable: true, configurable: true });
};

/** Returns the value of a key that an object has by itself. */
export const ownOf = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
	Object.hasOwn(record, key) ? record[key] : undefined;
