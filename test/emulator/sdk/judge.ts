import { isDeepStrictEqual } from 'node:util';

import { asArray, isObject } from '../core/values';
import type { Fact, Must } from './scenario';

/** Follows a path such as `read.body.documents.0.id`. */
export function valueAt(answers: unknown, path: string): unknown {
	return path.split('.').reduce<unknown>((value, name) => {
		if (Array.isArray(value)) return name === 'length' ? value.length : value.at(Number(name));
		return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
	}, answers);
}

/** Whether a value has at least what is expected; lists are compared whole. */
function holds(value: unknown, expected: unknown): boolean {
	if (!isObject(expected)) return isDeepStrictEqual(value, expected);
	return isObject(value) && Object.entries(expected).every(([name, item]) => holds(value[name], item));
}

const isFilled = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

function textOf(value: unknown): string {
	return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

function meets(value: unknown, must: Must, answers: unknown): boolean {
	if ('be' in must) return isDeepStrictEqual(value, must.be);
	if ('oneOf' in must) return must.oneOf.some((item) => isDeepStrictEqual(value, item));
	if ('equal' in must) return isFilled(value) && isDeepStrictEqual(value, valueAt(answers, must.equal));
	if ('differ' in must) return isFilled(value) && !isDeepStrictEqual(value, valueAt(answers, must.differ));
	if ('exceed' in must) return Number(value) > Number(valueAt(answers, must.exceed));
	if ('count' in must) return Array.isArray(value) && value.length === must.count;
	if ('atLeast' in must) return Number(Array.isArray(value) ? value.length : value) >= must.atLeast;
	if ('atMost' in must) return Number(Array.isArray(value) ? value.length : value) <= must.atMost;
	if ('each' in must) return Array.isArray(value) && value.every((item) => holds(item, must.each));
	if ('some' in must) return asArray(value).some((item) => holds(item, must.some));
	if ('none' in must) return Array.isArray(value) && !value.some((item) => holds(item, must.none));
	if ('eachHas' in must) {
		return (
			Array.isArray(value) &&
			value.length > 0 &&
			value.every((item) => must.eachHas.every((path) => isFilled(valueAt(item, path))))
		);
	}
	if ('filled' in must) return isFilled(value);
	if ('missing' in must) return !isFilled(value);
	if ('begin' in must) return textOf(value).startsWith(must.begin);
	if ('contain' in must) return textOf(value).includes(must.contain);
	return isFilled(value) && !textOf(value).includes(must.lack);
}

function words({ at, must }: Fact): string {
	const [[verb, wanted]] = Object.entries(must);
	return `${at} ${verb} ${typeof wanted === 'string' ? wanted : JSON.stringify(wanted)}`;
}

/** Returns what is wrong with an assertion, or undefined if it holds. */
export function judge(fact: Fact, answers: unknown): string | undefined {
	const value = valueAt(answers, fact.at);
	return meets(value, fact.must, answers)
		? undefined
		: `${words(fact)}, but is ${textOf(value).slice(0, 300)}`;
}
