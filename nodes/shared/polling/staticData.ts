import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { nodeKey } from './pollLock';

interface Remembered {
	name: string;
	data: IDataObject;
}

const remembered = new Map<string, Remembered>();

/** Copies static data. Static data from the database is a proxy, which can be neither cloned nor kept. */
export const plainStaticData = (context: IPollFunctions) =>
	JSON.parse(JSON.stringify(context.getWorkflowStaticData('node'))) as IDataObject;

/**
 * Returns a copy of what the node has stored. n8n's in-memory engine stores static data under the node's name, so a
 * renamed node would start over and miss events; this process remembers the data by the node's ID. After a rename, this
 * is the data with which the last poll under the old name began, not the data that it stored: n8n discards the result
 * of a poll that is running when the workflow is published again.
 */
export function storedData(context: IPollFunctions): IDataObject {
	const { name } = context.getNode();
	const key = nodeKey(context);
	const last = remembered.get(key);
	const data = last && last.name !== name ? last.data : plainStaticData(context);
	remembered.set(key, { name, data });
	return data;
}
