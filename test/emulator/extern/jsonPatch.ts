import { HttpError } from '../core/errors';
import { asArray, asText, isObject, type JsonObject } from '../core/values';
import type { AccountCall } from './call';

export interface PatchOperation {
	op: 'add' | 'replace' | 'remove';
	/** Below /description/requisites. */
	path: string[];
	value: unknown;
}

const prefix = '/description/requisites/';

function parseOperation(value: unknown): PatchOperation {
	const op = isObject(value) ? asText(value.op)?.toLowerCase() : undefined;
	const path = isObject(value) ? asText(value.path) : undefined;
	if (op !== 'add' && op !== 'replace' && op !== 'remove') {
		throw new HttpError(400, "'op' of a change is add, replace or remove");
	}
	if (!path?.startsWith(prefix)) throw new HttpError(400, `'path' of a change begins with ${prefix}`);
	return { op, path: path.slice(prefix.length).split('/'), value: isObject(value) ? value.value : undefined };
}

/** The changes of a JSON Patch; a single one may come without its array. */
export function patchOperations(call: AccountCall): PatchOperation[] {
	const body = call.request.json();
	const operations = isObject(body) ? [body] : asArray(body);
	if (operations.length === 0) throw new HttpError(400, 'An array of changes is expected');
	return operations.map(parseOperation);
}

export type Setter = (requisites: JsonObject, operation: PatchOperation) => void;

/** Refuses to remove or replace a missing member. */
export function setMember(
	requisites: JsonObject,
	name: string,
	{ op }: PatchOperation,
	value: unknown,
): void {
	if (op !== 'add' && !(name in requisites)) throw new HttpError(400, `There is no '${name}' to ${op}`);
	if (op === 'remove') Reflect.deleteProperty(requisites, name);
	else requisites[name] = value;
}

/** Carries all changes out, or none. */
export function applyPatch(
	requisites: JsonObject,
	operations: PatchOperation[],
	setters: Record<string, Setter>,
): JsonObject {
	const changed = structuredClone(requisites);
	for (const operation of operations) {
		const [name] = operation.path;
		if (!Object.hasOwn(setters, name)) {
			throw new HttpError(400, `'${operation.path.join('/')}' cannot be changed here`);
		}
		setters[name](changed, operation);
	}
	return changed;
}

const colors = ['none', 'red', 'violet', 'gray', 'yellow', 'green', 'blue'];

export const comment: Setter = (requisites, operation) => {
	const { value } = operation;
	const text = isObject(value) ? asText(value.text) : undefined;
	const color = (isObject(value) ? asText(value.color)?.toLowerCase() : undefined) ?? 'none';
	if (operation.op !== 'remove' && (text === undefined || !colors.includes(color))) {
		throw new HttpError(400, `A comment has a text and a color: ${colors.join(', ')}`);
	}
	setMember(requisites, 'comment', operation, { text, color });
};

/** One element of a list by index; adding inserts before the element at that index. */
export const labels: Setter = (requisites, { op, path, value }) => {
	const list = [...asArray(requisites.labels)];
	const index = path[1] === '-' ? list.length : Number(path[1]);
	const limit = op === 'add' ? list.length : list.length - 1;
	if (!Number.isInteger(index) || index < 0 || index > limit) {
		throw new HttpError(400, `There is no place '${path[1] ?? ''}' among ${list.length} labels`);
	}
	if (op !== 'remove' && !(isObject(value) && asText(value.name))) {
		throw new HttpError(400, 'A label has a name');
	}
	list.splice(index, op === 'add' ? 0 : 1, ...(op === 'remove' ? [] : [value]));
	requisites.labels = list;
};
