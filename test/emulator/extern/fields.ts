import { HttpError } from '../core/errors';
import { asBoolean, asText, at, isObject, type JsonObject } from '../core/values';
import type { ExternCall } from './call';
import { isInn, isKpp } from './organizations/inn';
import { decodeBase64 } from './files/text';

export function bodyObject(call: ExternCall): JsonObject {
	const value = call.request.json();
	if (!isObject(value)) throw new HttpError(400, 'The request body must be an object');
	return value;
}

function nameOf(path: string[]): string {
	return path.join('.');
}

export function optionalText(body: unknown, ...path: string[]): string | undefined {
	const value = at(body, ...path);
	if (value === undefined || value === null || value === '') return undefined;
	const text = asText(value);
	if (text === undefined) throw new HttpError(400, `Field '${nameOf(path)}' must be a string`);
	return text;
}

export function requiredText(body: unknown, ...path: string[]): string {
	const text = optionalText(body, ...path);
	if (text === undefined) throw new HttpError(400, `Field '${nameOf(path)}' is required`);
	return text;
}

export function optionalFlag(body: unknown, ...path: string[]): boolean | undefined {
	const value = at(body, ...path);
	if (value === undefined || value === null) return undefined;
	const result = asBoolean(value);
	if (result === undefined) throw new HttpError(400, `Field '${nameOf(path)}' must be a boolean`);
	return result;
}

export function requiredInn(body: unknown, ...path: string[]): string {
	const inn = requiredText(body, ...path);
	if (!isInn(inn)) {
		throw new HttpError(
			400,
			`Field '${nameOf(path)}' is not a valid INN: 10 or 12 digits with right control digits are expected`,
		);
	}
	return inn;
}

export function optionalKpp(body: unknown, ...path: string[]): string | undefined {
	const kpp = optionalText(body, ...path);
	if (kpp !== undefined && !isKpp(kpp)) {
		throw new HttpError(400, `Field '${nameOf(path)}' is not a valid KPP`);
	}
	return kpp;
}

export function requiredBytes(body: unknown, ...path: string[]): Buffer {
	const bytes = decodeBase64(requiredText(body, ...path));
	if (!bytes) throw new HttpError(400, `Field '${nameOf(path)}' must be base64`);
	return bytes;
}
