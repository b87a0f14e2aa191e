import type { IDataObject } from 'n8n-workflow';

/** Returns the values of a field that takes several, from the list of an expression or from comma-separated text. */
export function toList(value: unknown): string[] {
	const values: unknown[] = Array.isArray(value) ? value : String(value ?? '').split(',');
	return values.map((one) => String(one).trim()).filter(Boolean);
}

/** Returns the named fields that are present, in the order of the names. */
export function pick(object: IDataObject, names: readonly string[]): IDataObject {
	const picked: IDataObject = {};
	for (const name of names) if (object[name] !== undefined) picked[name] = object[name];
	return picked;
}

/** Returns a copy without the named fields. */
export function omit<T extends object, K extends keyof T & string>(object: T, ...names: K[]): Omit<T, K> {
	const dropped: readonly string[] = names;
	return Object.fromEntries(Object.entries(object).filter(([name]) => !dropped.includes(name))) as Omit<T, K>;
}
