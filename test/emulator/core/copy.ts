/** A value that can copy itself. */
interface Copyable {
	copy(): unknown;
}

const isCopyable = (value: object): value is Copyable =>
	typeof (value as Partial<Copyable>).copy === 'function';

type Known = Map<object, unknown>;

function copyMembers(value: object, known: Known): unknown {
	if (Array.isArray(value)) {
		const copy: unknown[] = [];
		known.set(value, copy);
		for (const element of value) copy.push(copyValue(element, known));
		return copy;
	}
	if (value instanceof Map) {
		const copy = new Map<unknown, unknown>();
		known.set(value, copy);
		for (const [key, element] of value) copy.set(key, copyValue(element, known));
		return copy;
	}
	if (value instanceof Set) {
		const copy = new Set<unknown>(value);
		known.set(value, copy);
		return copy;
	}
	if (isCopyable(value)) {
		const copy = value.copy();
		known.set(value, copy);
		return copy;
	}
	if (Object.getPrototypeOf(value) !== Object.prototype) {
		throw new Error(`Seeded data holds a ${value.constructor.name}, which cannot be copied`);
	}
	const copy: Record<string, unknown> = {};
	known.set(value, copy);
	for (const [name, member] of Object.entries(value)) {
		if (isLarge(member)) copyWhenRead(copy, name, member, known);
		else copy[name] = copyValue(member, known);
	}
	return copy;
}

const isLarge = (value: unknown): value is object =>
	(value instanceof Map && value.size > 50) || (Array.isArray(value) && value.length > 50);

/** Copies lazily, because most tests never read most of the seeded data. */
function copyWhenRead(copy: object, name: string, value: object, known: Known): void {
	const become = (member: unknown) =>
		void Object.defineProperty(copy, name, {
			value: member,
			configurable: true,
			enumerable: true,
			writable: true,
		});
	Object.defineProperty(copy, name, {
		configurable: true,
		enumerable: true,
		get() {
			const member = copyValue(value, known);
			become(member);
			return member;
		},
		set: become,
	});
}

function copyValue(value: unknown, known: Known): unknown {
	if (typeof value === 'function') throw new Error('Seeded data holds a function, which cannot be copied');
	if (typeof value !== 'object' || value === null) return value;
	// Stored bytes are never modified.
	if (Buffer.isBuffer(value)) return value;
	return known.get(value) ?? copyMembers(value, known);
}

/**
 * Copies data; everything mutable is new.
 * @param replaced the replacement in the copy for an object of the original
 */
export function copyOf<T extends object>(data: T, replaced: Array<[object, object]> = []): T {
	return copyValue(data, new Map(replaced)) as T;
}
