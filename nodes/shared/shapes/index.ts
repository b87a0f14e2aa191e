import type { IDataObject } from 'n8n-workflow';

/**
 * The part of a Kontur response that the code reads field by field. Fields that a shape does not name pass through
 * untouched.
 */
export interface Shape<T> {
	/**
	 * Lists the fields that are missing or have the wrong type, by path (`documents[0].id`); empty when there are none.
	 * @param path of the value itself; empty for a whole response
	 */
	missing(value: unknown, path?: string): string[];
	/** Type marker for `Shaped`; never set. */
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

/** Returns whether a value is an object, not null and not an array. */
export const isObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object whose fields are not read. */
export const anyObject: Shape<IDataObject> = ofType(isObject);

/** A field that Kontur may leave out or set to null. */
export const optional = <T>(shape: Shape<T>): Shape<T | null | undefined> => ({
	missing: (value, path) => (value === undefined || value === null ? [] : shape.missing(value, path)),
});

/** An array whose elements all have one shape. */
export const listOf = <T>(element: Shape<T>): Shape<T[]> => ({
	missing: (value, path = '') =>
		Array.isArray(value) ? value.flatMap((one, index) => element.missing(one, `${path}[${index}]`)) : [path],
});

type OptionalKeys<F> = { [K in keyof F]: undefined extends Shaped<F[K]> ? K : never }[keyof F];

type Fields<F> = { [K in Exclude<keyof F, OptionalKeys<F>>]: Shaped<F[K]> } & {
	[K in OptionalKeys<F>]?: Shaped<F[K]>;
};

/** An object with at least these fields. */
export const object = <F extends Readonly<Record<string, Shape<unknown>>>>(
	fields: F,
): Shape<IDataObject & Fields<F>> => ({
	missing: (value, path = '') =>
		isObject(value)
			? Object.entries(fields).flatMap(([name, field]) =>
					field.missing(value[name], path ? `${path}.${name}` : name),
				)
			: [path],
});

/** Returns whether a value has every field of a shape. */
export const fits = <T>(value: unknown, shape: Shape<T>): value is T => shape.missing(value).length === 0;
