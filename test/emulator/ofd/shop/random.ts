/** Small seeded generator: the same name always gives the same numbers. */
export class Random {
	private value: number;

	constructor(name: string) {
		let hash = 2166136261;
		for (let i = 0; i < name.length; i++) {
			hash = Math.imul(hash ^ name.charCodeAt(i), 16777619);
		}
		this.value = hash >>> 0;
	}

	next(): number {
		this.value = (this.value + 0x6d2b79f5) >>> 0;
		let t = this.value;
		t = Math.imul(t ^ (t >>> 15), t | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	}

	/** Whole number from min to max, both included. */
	int(min: number, max: number): number {
		return min + Math.floor(this.next() * (max - min + 1));
	}

	chance(probability: number): boolean {
		return this.next() < probability;
	}

	pick<T>(values: readonly T[]): T {
		return values[this.int(0, values.length - 1)];
	}
}
