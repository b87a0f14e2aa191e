/** The query of a request. ASP.NET takes the names of parameters in any case. */
export class Query extends URLSearchParams {
	override get(name: string): string | null {
		return super.get(this.written(name));
	}

	override getAll(name: string): string[] {
		return [...this].filter(([key]) => isSame(key, name)).map(([, value]) => value);
	}

	override has(name: string): boolean {
		return [...this.keys()].some((key) => isSame(key, name));
	}

	override set(name: string, value: string): void {
		super.set(this.written(name), value);
	}

	/** The name as the client wrote it. */
	private written(name: string): string {
		return [...this.keys()].find((key) => isSame(key, name)) ?? name;
	}
}

const isSame = (key: string, name: string): boolean => key.toLowerCase() === name.toLowerCase();
