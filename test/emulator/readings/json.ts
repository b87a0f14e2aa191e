import type { Reply } from '../core/router';
import { isObject, type JsonObject } from '../core/values';

/** Changes the JSON object of a successful answer. */
export const changed =
	(change: (json: JsonObject) => JsonObject) =>
	(reply: Reply): Reply =>
		reply.status < 400 && isObject(reply.json) ? { ...reply, json: change(reply.json) } : reply;

export function without(json: JsonObject, ...names: string[]): JsonObject {
	return Object.fromEntries(Object.entries(json).filter(([name]) => !names.includes(name)));
}

export function renamed(json: JsonObject, from: string, to: string): JsonObject {
	return Object.fromEntries(Object.entries(json).map(([name, value]) => [name === from ? to : name, value]));
}

/** Changes every object in a value, the inner ones first. */
export function everywhere(value: unknown, change: (json: JsonObject) => JsonObject): unknown {
	if (Array.isArray(value)) return value.map((element) => everywhere(element, change));
	if (!isObject(value)) return value;
	return change(
		Object.fromEntries(Object.entries(value).map(([name, held]) => [name, everywhere(held, change)])),
	);
}
