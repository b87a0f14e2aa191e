import { HttpError } from '../core/errors';
import { asBoolean, asInteger, type JsonObject } from '../core/values';
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

/** Where skip and take come from: the query, or for searches by POST the body. */
type Source = (name: string) => unknown;

function inQuery(call: ExternCall): Source {
	return (name) => call.request.query.get(name);
}

function wholeNumber(source: Source, name: string): number | undefined {
	const given = source(name);
	if (given === null || given === undefined || given === '') return undefined;
	const value = asInteger(given);
	if (value === undefined || value < 0) throw new HttpError(400, `${name} must be a number from 0`);
	return value;
}

export function pageSize(call: ExternCall, limits: PageLimits, source = inQuery(call)): number {
	const switched = call.extern.options.pageSize;
	const { byDefault, largest } = switched > 0 ? { byDefault: switched, largest: switched } : limits;
	return Math.min(wholeNumber(source, 'take') ?? byDefault, largest);
}

export function slice<T>(call: ExternCall, all: T[], limits: PageLimits, source = inQuery(call)): Slice<T> {
	const skip = wholeNumber(source, 'skip') ?? 0;
	const size = pageSize(call, limits, source);
	return { items: all.slice(skip, skip + size), skip, total: all.length, size };
}

/** A page of a search whose skip and take lie in the request body. */
export function sliceByBody<T>(call: ExternCall, all: T[], limits: PageLimits, body: JsonObject): Slice<T> {
	return slice(call, all, limits, (name) => body[name]);
}

/** The head every page has: how much was skipped, how many came, how many there are. */
export function pageFacts({ skip, items, total }: Slice<unknown>): JsonObject {
	return { skip, take: items.length, 'total-count': total };
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
