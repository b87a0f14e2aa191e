import type { IDataObject } from 'n8n-workflow';

/** The named members that are there, in the order of the names. */
export const pick = (from: IDataObject, names: readonly string[]): IDataObject =>
	Object.fromEntries(names.filter((name) => from[name] !== undefined).map((name) => [name, from[name]]));
