import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { LogEntry } from '../../emulator/core/log';
import type { RunResult } from '../../host/engine/engine';
import type { CaseItem } from '../world';

const GUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/** What is the same of an output whenever the operation works: new ids, moments and keys are left out. */
export function shape(outputs: INodeExecutionData[], { parameters }: CaseItem): unknown[] {
	const own = new Map(Object.entries(parameters).map(([name, value]) => [String(value), `<${name}>`]));
	return outputs.map(({ json, binary = {} }) => {
		const files = Object.entries(binary).map(([name, { fileName, mimeType }]) => [name, fileName, mimeType]);
		const text = JSON.stringify([json, files])
			.replace(/\d{4}-\d{2}-\d{2}(T[\d:.]+Z?)?/g, '<time>')
			.replace(/http:\/\/127\.0\.0\.1:\d+/g, '<kontur>')
			.replace(GUID, (id) => own.get(id) ?? '<id>')
			.replace(/\br-[0-9a-f]+|[0-9a-f]{16,}/gi, '<hex>')
			// The beginning of an ID in a file name, and the size of an archive that compresses such names.
			.replace(/_[0-9a-f]{8}(?=[ .])/g, '_<id>')
			.replace(/"size":\d+,"files":/g, '"size":0,"files":')
			.replace(/[A-Za-z0-9+/=_-]{60,}/g, '<bytes>');
		return text;
	});
}

/** Whether an output says that its document flow failed: the others keep theirs. */
export const saysFailed = (output: unknown): boolean => {
	const [{ docflowId, failed }] = JSON.parse(String(output)) as [IDataObject, unknown];
	const [first] = Array.isArray(failed) ? (failed as IDataObject[]) : [];
	return docflowId !== undefined && typeof first?.error === 'string' && first.error !== '';
};

/** Whether a note says that a draft is still there. */
export const saysLeft = ({ data }: RunResult['run']): boolean =>
	(data.resultData.runData.Node?.[0]?.hints ?? []).some(({ message }) =>
		message.startsWith('The draft of the check could not be deleted.'),
	);

const ALREADY = /"already(Sent|Built)":true/;

/**
 * Whether an output tells of the work of another: what was done and whose response got lost is found later, without
 * the facts of its task.
 */
export function isFound(output: unknown, clean: unknown): boolean {
	if (!ALREADY.test(String(output))) return false;
	const [found, files] = JSON.parse(String(output)) as [IDataObject, unknown];
	const [whole, wholeFiles] = JSON.parse(String(clean)) as [IDataObject, unknown];
	const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
	return (
		isSame(files, wholeFiles) &&
		Object.entries(found).every(([name, value]) => name.startsWith('already') || isSame(value, whole[name]))
	);
}

/** The values that one of the items has alone, and that tell its requests. */
function marks(items: CaseItem[]): string[][] {
	const values = items.map(({ parameters }) =>
		Object.values(parameters).filter(
			(value): value is string => typeof value === 'string' && value.length > 5,
		),
	);
	return values.map((own, index) =>
		own.filter((value) => !values.some((other, at) => at !== index && other.includes(value))),
	);
}

/** The item that a request was for, where its address says so. */
export function itemOf({ path, query }: LogEntry, items: CaseItem[]): number | undefined {
	const address = decodeURIComponent(path) + JSON.stringify(query);
	const found = marks(items).flatMap((own, index) =>
		own.some((value) => address.includes(value)) ? [index] : [],
	);
	return found.length === 1 ? found[0] : undefined;
}

/** What an error item tells the user to do. */
export const adviceOf = ({ error, details }: IDataObject) =>
	typeof error === 'string' && ((details ?? {}) as IDataObject).advice;
