import { HttpError } from '../core/errors';
import { asBoolean, asInteger } from '../core/values';
import type { ExternCall } from './call';
import { parseDate } from './dates';

export interface PageLimits {
	byDefault: number;
	largest: number;
}

export const commonPage: PageLimits = { byDefault: 100, largest: 1000 };
export const fixedPage: PageLimits = { byDefault: 100, largest: 100 };

export interface Slice<T> {
	items: T[];
	skip: number;
	total: number;
	/** The page size that was applied, which may be less than what was asked for. */
	size: number;
}

function wholeNumber(query: URLSearchParams, name: string): number | undefined {
	const text = query.get(name);
	if (text === null || text === '') return undefined;
	const value = asInteger(text);
	if (value === undefined || value < 0) throw new HttpError(400, `${name} must be a number from 0`);
	return value;
}

export function pageSize(call: ExternCall, limits: PageLimits): number {
	const switched = call.extern.options.pageSize;
	const { byDefault, largest } = switched > 0 ? { byDefault: switched, largest: switched } : limits;
	return Math.min(wholeNumber(call.request.query, 'take') ?? byDefault, largest);
}

export function slice<T>(call: ExternCall, all: T[], limits: PageLimits): Slice<T> {
	const skip = wholeNumber(call.request.query, 'skip') ?? 0;
	const size = pageSize(call, limits);
	return { items: all.slice(skip, skip + size), skip, total: all.length, size };
}

export function flag(query: URLSearchParams, name: string): boolean | undefined {
	const text = query.get(name);
	if (text === null || text === '') return undefined;
	const value = asBoolean(text);
	if (value === undefined) throw new HttpError(400, `${name} must be true or false`);
	return value;
}

export function date(query: URLSearchParams, name: string): number | undefined {
	const text = query.get(name);
	if (text === null || text === '') return undefined;
	const value = parseDate(text);
	if (value === undefined) throw new HttpError(400, `${name} must be a date`);
	return value;
}

export function matching(
	query: URLSearchParams,
	name: string,
	pattern: RegExp,
	form: string,
): string | undefined {
	const text = query.get(name);
	if (text === null || text === '') return undefined;
	if (!pattern.test(text)) throw new HttpError(400, `${name} must look like ${form}`);
	return text;
}
