import { UserError, type IDataObject } from 'n8n-workflow';
import { t } from '../../shared/language';
import { isTooDeep } from '../../shared/transport';

export { toList as listOf } from '../../shared/catalog';

/** Trims a text; an empty one becomes undefined and is not sent. */
export const orNothing = (text: string | undefined): string | undefined => text?.trim() || undefined;

/** Trims every text of an object; empty ones become undefined. */
export const trimAll = <T extends Record<string, string | undefined>>(texts: T) =>
	Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, orNothing(text)]));

/** Drops empty fields; returns undefined when none is left. */
export function orNone(object: IDataObject): IDataObject | undefined {
	const entries = Object.entries(object).filter(([, value]) => value !== undefined && value !== '');
	return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/**
 * Returns the object in a JSON field. n8n passes an object from an expression and text from the editor; empty text
 * counts as an empty object.
 * @throws UserError naming the field when it is not an object, or is nested too deeply
 */
export function jsonObject(given: unknown, field: string): IDataObject {
	const value = typeof given === 'string' ? parsed(given.trim() || '{}') : (given ?? {});
	if (isTooDeep(value)) throw new UserError(t`"${field}" is nested too deeply.`);
	if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as IDataObject;
	throw new UserError(
		t`"${field}" must be a JSON object, { … }. Look for a missing comma, quote or bracket.`,
	);
}

/** Parses JSON; returns undefined for anything else. Comments (`// …`) are allowed: Kontur's samples have them. */
function parsed(text: string): unknown {
	try {
		return JSON.parse(withoutComments(text));
	} catch {
		return undefined;
	}
}

/** Removes comments that run to the end of a line. A text, also one that nothing closes, is kept whole. */
const withoutComments = (json: string): string =>
	json.replace(/"(?:[^"\\]+|\\.)*"?|\/\/.*/g, (part) => (part.startsWith('"') ? part : ''));

/**
 * Formats a calendar date for Kontur's reports table, `yyyy-MM-ddTHH:mm:ss`, with a zone only if one was given.
 * Deadlines have no zone: converting them to UTC could move them to the day before.
 * Source: Kontur.Extern documentation, "Reports tables" (`deadline`).
 */
export function calendarDate(given: unknown): string | undefined {
	const text = given instanceof Date ? given.toISOString() : String(given ?? '').trim();
	if (!text) return undefined;
	const found = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?)?$/i.exec(text);
	if (!found) return text;
	const [, date, time = '00:00', seconds = ':00', zone = ''] = found;
	return `${date}T${time}${seconds}${zone}`;
}
