const SHORTEST = 4;

const formsOf = (value: string): string[] => {
	const bytes = Buffer.from(value, 'utf8');
	return [
		value,
		encodeURIComponent(value),
		JSON.stringify(value).slice(1, -1),
		bytes.toString('base64'),
		bytes.toString('base64url'),
		bytes.toString('hex'),
	].map((form) => form.toLowerCase());
};

/** Secrets of a run: the keys, and every token that a server returned. */
export class Secrets {
	private readonly forms = new Set<string>();

	constructor(values: Iterable<string> = []) {
		for (const value of values) this.add(value);
	}

	add(value: string): void {
		if (value.length >= SHORTEST) for (const form of formsOf(value)) this.forms.add(form);
	}

	/** Whether a text holds a secret, also encoded and in other letter case. */
	isIn(text: string): boolean {
		const lower = text.toLowerCase();
		return [...this.forms].some((form) => lower.includes(form));
	}
}
