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
		const copy = new LazyMap(value, (element) => copyValue(element, known));
		known.set(value, copy);
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

/** A map that copies a value when it is read, because most tests read a few of hundreds. */
class LazyMap extends Map<unknown, unknown> {
	/** The keys of the values that are still those of the original. */
	private readonly pending: Set<unknown>;

	constructor(
		original: ReadonlyMap<unknown, unknown>,
		private readonly copyOfValue: (value: unknown) => unknown,
	) {
		super();
		this.pending = new Set();
		for (const [key, value] of original) {
			super.set(key, value);
			if (typeof value === 'object' && value !== null) this.pending.add(key);
		}
	}

	override get(key: unknown): unknown {
		if (this.pending.delete(key)) super.set(key, this.copyOfValue(super.get(key)));
		return super.get(key);
	}

	override set(key: unknown, value: unknown): this {
		this.pending.delete(key);
		return super.set(key, value);
	}

	override delete(key: unknown): boolean {
		this.pending.delete(key);
		return super.delete(key);
	}

	override clear(): void {
		this.pending.clear();
		super.clear();
	}

	override values() {
		this.copyAll();
		return super.values();
	}

	override entries() {
		this.copyAll();
		return super.entries();
	}

	override [Symbol.iterator]() {
		return this.entries();
	}

	override forEach(callback: (value: unknown, key: unknown, map: Map<unknown, unknown>) => void): void {
		this.copyAll();
		super.forEach(callback);
	}

	private copyAll(): void {
		for (const key of [...this.pending]) this.get(key);
	}
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
