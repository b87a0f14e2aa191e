import { isObject, type JsonObject } from './values';

/** What no document of the service names, as a new version of it may add. */
export const unknownFields = {
	'brand-new-field': {
		text: 'Поле, которого ещё нет в документации',
		list: [{ text: 'и список в нём', number: 3 }],
	},
	'brand-new-number': 42.5,
};

export interface Noise {
	/** Members whose URNs stay, because clients find their way by them. */
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
		// Before the others: nobody may count on what comes first.
		return isElement ? { ...structuredClone(unknownFields), ...changed } : changed;
	}
	if (typeof value !== 'string' || noise.keptUrns.includes(name)) return value;
	return value.replace(enumerated, '$1:brand-new');
}

/**
 * A JSON answer as a service of tomorrow may give it: the answer itself, if it is an object, and the elements of all
 * lists in it have unknown fields, and enumerations that are URNs have values nobody knows.
 */
export function withNoise(answer: unknown, noise: Partial<Noise> = {}): unknown {
	return change(answer, '', true, { keptUrns: [], ...noise });
}
