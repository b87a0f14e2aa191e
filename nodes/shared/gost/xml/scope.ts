/** Namespace URIs by prefix; an inner declaration hides the outer ones. */
export class Scope {
	private readonly uris = new Map<string, string[]>();

	get(prefix: string): string {
		return this.uris.get(prefix)?.at(-1) ?? '';
	}

	push(prefix: string, uri: string): void {
		const list = this.uris.get(prefix);
		if (list) list.push(uri);
		else this.uris.set(prefix, [uri]);
	}

	pop(prefixes: Iterable<string>): void {
		for (const prefix of prefixes) this.uris.get(prefix)?.pop();
	}

	prefixes(): Iterable<string> {
		return this.uris.keys();
	}
}
