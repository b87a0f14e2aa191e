import type { IDataObject } from 'n8n-workflow';

/** The named members that are there, in the order of the names. */
export function pick(from: IDataObject, names: readonly string[]): IDataObject {
	const picked: IDataObject = {};
	for (const name of names) if (from[name] !== undefined) picked[name] = from[name];
	return picked;
}
