import { isObject, type JsonObject } from '../values';

/** Undocumented values, such as a new version of the service may add. */
export const unknownFields = {
	'brand-new-field': {
		text: 'Поле, которого ещё нет в документации',
		list: [{ text: 'и список в нём', number: 3 }],
	},
	'brand-new-number': 42.5,
};

export interface Noise {
	/** Members whose URNs stay, because clients navigate by them. */
	keptUrns: readonly string[];
}

const enumerated = /^(urn:(?!error:).*):[^:]+$/;

function change(value: unknown, name: string, isElement: boolean, noise: Noise): unknown {
	if (Array.isArray(value)) return value.map((element) => change(element, name, true, noise));
	if (isObject(value)) {
		const entries = Object.entries(value).map(([member, held]) => [
			member,
			change(held, member, false, noise),
		]);
		const changed = Object.fromEntries(entries) as JsonObject;
		// Placed first, because nobody may rely on the order.
		return isElement ? { ...structuredClone(unknownFields), ...changed } : changed;
	}
	if (typeof value !== 'string' || noise.keptUrns.includes(name)) return value;
	return value.replace(enumerated, '$1:brand-new');
}

/**
 * Simulates a future JSON response: the response, if it is an object, and the elements of all its lists get unknown
 * fields, and URN enumerations get unknown values.
 */
export function withNoise(answer: unknown, noise: Partial<Noise> = {}): unknown {
	return change(answer, '', true, { keptUrns: [], ...noise });
}
