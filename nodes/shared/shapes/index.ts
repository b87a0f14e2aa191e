import type { IDataObject } from 'n8n-workflow';
import { t } from '../language';

/**
 * What Kontur documents as always there, and what the code or the user relies on. A response without it is not
 * Kontur's. Fields that a shape does not name pass through untouched.
 */
export interface Shape<T> {
	/**
	 * Lists the fields that are absent or of another type, by path (`documents[0].id`); empty when all are there.
	 * @param path of the value itself; empty for a whole response
	 */
	missing(value: unknown, path?: string): string[];
	/** Tells whether anyone could have sent a value that fits, such as an empty list: then the trace ID must prove it. */
	isAnybodys?(value: unknown): boolean;
	/**
	 * What a response without a body means. `nothing`: Kontur documents no body. `noData`: there is no data, once a second
	 * response agrees. Otherwise it is not Kontur's response.
	 */
	readonly empty?: 'nothing' | 'noData';
	/** The field that identifies the object; `id` by default. */
	readonly idField?: string;
	/** Carries the type for `Shaped`; never set. */
	readonly holds?: T;
}

/** The type that a shape describes. */
export type Shaped<S> = S extends Shape<infer T> ? T : never;

const ofType = <T>(isRight: (value: unknown) => boolean): Shape<T> => ({
	missing: (value, path = '') => (isRight(value) ? [] : [path]),
});

export const text: Shape<string> = ofType((value) => typeof value === 'string');
export const number: Shape<number> = ofType((value) => typeof value === 'number');
export const flag: Shape<boolean> = ofType((value) => typeof value === 'boolean');

/** A text that a request can carry in its address. */
export const shortText: Shape<string> = ofType((value) => typeof value === 'string' && value.length <= 4096);

/** A text with something in it, as every ID is. */
export const filled: Shape<string> = ofType((value) => typeof value === 'string' && value.trim() !== '');

const count: Shape<number> = ofType((value) => Number.isInteger(value) && Number(value) >= 0);

/** One of these texts. */
export const oneOf = <const V extends string>(...values: readonly V[]): Shape<V> =>
	ofType((value) => (values as readonly unknown[]).includes(value));

/** Returns whether a value is an object, not null and not an array. */
export const isObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object whose fields are not read. */
export const anyObject: Shape<IDataObject> = ofType(isObject);

/** An object with at least one of these fields, whatever it holds. */
export const objectWithAny = (...names: readonly string[]): Shape<IDataObject> => ({
	missing: (value, path = '') =>
		isObject(value) && names.some((name) => name in value) ? [] : [path || names.join(t` or `)],
});

/** A field that Kontur may leave out or set to null. */
export const optional = <T>(shape: Shape<T>): Shape<T | null | undefined> => ({
	missing: (value, path) => (value === undefined || value === null ? [] : shape.missing(value, path)),
});

// No list of Kontur's is nearly as long; whatever reads a list may take a little time for each element.
const MOST_ELEMENTS = 200_000;
const MOST_MISSING = 100;

/** An array whose elements all have one shape. @param most how many there may be */
export const listOf = <T>(element: Shape<T>, most = MOST_ELEMENTS): Shape<T[]> => ({
	missing: (value, path = '') => {
		if (!Array.isArray(value)) return [path];
		if (value.length > most) return [t`${path || 'list'} of at most ${most} elements`];
		const missing: string[] = [];
		for (let index = 0; index < value.length && missing.length < MOST_MISSING; index++) {
			// Most elements lack nothing, and a path takes longer than the look at them.
			if (element.missing(value[index]).length === 0) continue;
			missing.push(...element.missing(value[index], `${path}[${index}]`));
		}
		return missing;
	},
	isAnybodys: (value) => Array.isArray(value) && value.length === 0,
});

type OptionalKeys<F> = { [K in keyof F]: undefined extends Shaped<F[K]> ? K : never }[keyof F];

type Fields<F> = { [K in Exclude<keyof F, OptionalKeys<F>>]: Shaped<F[K]> } & {
	[K in OptionalKeys<F>]?: Shaped<F[K]>;
};

/** An object with at least these fields. */
export const object = <F extends Readonly<Record<string, Shape<unknown>>>>(
	fields: F,
): Shape<IDataObject & Fields<F>> => {
	const all = Object.entries(fields);
	return {
		missing: (value, path = '') => {
			const isRight = isObject(value);
			const given = isRight ? value : {};
			const missing: string[] = [];
			for (const [name, field] of all) {
				missing.push(...field.missing(given[name], path ? `${path}.${name}` : name));
			}
			return isRight || missing.length > 0 ? missing : [path];
		},
	};
};

/** Adds to a shape what is always there although the code does not read it. */
export const also = <T>(shape: Shape<T>, more: Shape<unknown>): Shape<T> => ({
	...shape,
	missing: (value, path) => [...new Set([...shape.missing(value, path), ...more.missing(value, path)])],
});

/** A page of a list that says how many elements there are in all. */
export const pageOf = <N extends string, T>(items: N, element: Shape<T>, most?: number) =>
	object({ [items]: listOf(element, most), 'total-count': count } as Record<N, Shape<T[]>> & {
		'total-count': Shape<number>;
	});

/** Kontur documents no response body, or does not say what it is: only the trace ID tells that the response is Kontur's. */
export const nothing: Shape<IDataObject> = {
	missing: () => ['X-Kontur-Trace-Id'],
	isAnybodys: () => true,
	empty: 'nothing',
};

/** A list that Kontur may leave out of its response when there is no data. */
export const orNoData = <T>(shape: Shape<T>): Shape<T> => ({ ...shape, empty: 'noData' });

/** Names the field that identifies an object. */
export const identifiedBy = <T>(idField: string, shape: Shape<T>): Shape<T> => ({ ...shape, idField });

/** Bytes as base64: a JSON string, or an object with it as its content. */
export const base64: Shape<string | IDataObject> = ofType((value) => {
	const given: unknown = isObject(value) ? value.content : value;
	// Kontur.Extern documentation, "Representation": bytes are a JSON string with base64.
	if (typeof given !== 'string') return false;
	const digits = given.replace(/^"|"$/g, '');
	// Shorter than any signature: a word such as "done" is base64 as well.
	return digits.length >= 32 && digits.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(digits);
});

/** Returns whether a value has every field of a shape. */
export const fits = <T>(value: unknown, shape: Shape<T>): value is T => shape.missing(value).length === 0;
