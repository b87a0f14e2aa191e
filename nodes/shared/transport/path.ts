import { UserError } from 'n8n-workflow';
import { t } from '../language';

/** Percent-encodes a value. @throws UserError for a lone surrogate, which has no bytes */
function encode(name: string, text: string): string {
	if (/\p{Surrogate}/u.test(text)) {
		throw new UserError(
			t`The value "${name}" contains a broken Unicode character (lone surrogate). Enter it again.`,
		);
	}
	return encodeURIComponent(text);
}

/**
 * Fills the `{name}` placeholders of a path with percent-encoded values. No other code builds paths from values.
 * @throws UserError when a value is missing, contains a lone surrogate, or is `.` or `..`, which would change the path
 */
export function fillPath(template: string, values: Readonly<Record<string, unknown>>): string {
	return template.replace(/\{(\w+)\}/g, (_placeholder, name: string) => {
		const value = values[name];
		const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
		if (text === '') throw new UserError(t`The value "${name}" is empty. Fill it in.`);
		if (text === '.' || text === '..') throw new UserError(t`The value "${name}" cannot be "${text}".`);
		return encode(name, text);
	});
}

type QueryValue = string | number | boolean | undefined | null | readonly (string | number)[];
export type Query = Readonly<Record<string, QueryValue>>;

/**
 * Builds a query string with its `?`, or an empty string. Empty values are left out, lists repeat the name.
 * @throws UserError when a value contains a lone surrogate
 */
export function queryString(query: Query = {}): string {
	const parts: string[] = [];
	for (const [name, value] of Object.entries(query)) {
		const values = Array.isArray(value) ? value : [value];
		for (const one of values as unknown[]) {
			if (one === undefined || one === null || one === '') continue;
			parts.push(`${encode(name, name)}=${encode(name, String(one))}`);
		}
	}
	return parts.length ? `?${parts.join('&')}` : '';
}
