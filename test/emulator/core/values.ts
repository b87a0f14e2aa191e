export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function asObject(value: unknown): JsonObject {
	return isObject(value) ? value : {};
}

export function asArray(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}

export function asText(value: unknown): string | undefined {
	if (typeof value === 'string') return value;
	return typeof value === 'number' ? String(value) : undefined;
}

/** Kontur's own samples pass booleans as strings, so both forms count. */
export function asBoolean(value: unknown): boolean | undefined {
	if (typeof value === 'boolean') return value;
	if (typeof value !== 'string') return undefined;
	const text = value.trim().toLowerCase();
	if (text === 'true') return true;
	return text === 'false' ? false : undefined;
}

export function asInteger(value: unknown): number | undefined {
	const text = asText(value);
	return text !== undefined && /^-?\d+$/.test(text.trim()) ? Number(text) : undefined;
}

export function at(value: unknown, ...path: string[]): unknown {
	let current: unknown = value;
	for (const name of path) current = asObject(current)[name];
	return current;
}

/** Drops undefined members, the way the real service leaves absent fields out. */
export function compact(value: JsonObject): JsonObject {
	return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined));
}
