import type { IDataObject } from 'n8n-workflow';
import type { Client, Shape } from '../../shared/transport';

/** Values for the placeholders of a path, named like the operation's fields. */
export type Ids = Readonly<Record<string, unknown>>;

/** Returns the object at a path. */
export async function readObject<T = IDataObject>(
	client: Client,
	path: string,
	ids: Ids,
	shape: Shape<T>,
): Promise<T> {
	const { body } = await client.request({ method: 'GET', path, pathValues: ids, shape });
	return body;
}

/** Returns a list that Kontur may leave out; anything but an array counts as empty. */
export const asArray = <T>(list: T[] | null | undefined): T[] => (Array.isArray(list) ? list : []);
