import { catalogue } from './ru';

/** A language that texts can be shown in. The sources are written in English. */
export type Language = 'en' | 'ru';

/** Returns the language for a locale of the process: Russian or English. */
export const languageOf = (locale: string): Language => (/^ru(?![a-z])/i.test(locale) ? 'ru' : 'en');

let entries: ReadonlyMap<string, string> | undefined;
// Most processes are English, and n8n waits for the package at its start.
const russian = () => (entries ??= catalogue());

/**
 * Translates one text. The entry for the field, `Document @resource`, comes before the one for the text alone.
 * @param field stored name of the field that the text belongs to
 */
export function translated(language: Language, text: string, field?: string): string {
	if (language === 'en') return text;
	const own = field === undefined ? undefined : russian().get(`${text} @${field}`);
	return own ?? russian().get(text) ?? text;
}

const plurals = { en: new Intl.PluralRules('en'), ru: new Intl.PluralRules('ru') };
const FORMS = { en: ['one'], ru: ['one', 'few'] };

/** Returns the form for a number: of `file|files`, or of `файл|файла|файлов`. */
function plural(language: Language, count: string, forms: readonly string[]): string {
	const rule = plurals[language].select(Number(count.replace(/[\s,]/g, '')));
	const at = FORMS[language].indexOf(rule);
	return forms[at < 0 ? forms.length - 1 : Math.min(at, forms.length - 1)];
}

/** Returns the catalogue's key of a template: its text with {0}, {1} in place of the values. */
export const keyOf = (strings: readonly string[]): string =>
	strings.map((text, index) => (index === 0 ? text : `{${index - 1}}${text}`)).join('');

/** Writes a sentence in a language. `{0|file|files}` in the text is the form for the number in {0}. */
export function sentence(
	language: Language,
	strings: readonly string[],
	values: ReadonlyArray<string | number>,
): string {
	return translated(language, keyOf(strings)).replace(
		/\{(\d+)(?:\|([^{}]*))?\}/g,
		(whole, index: string, forms: string | undefined) => {
			if (Number(index) >= values.length) return whole;
			const value = String(values[Number(index)]);
			return forms === undefined ? value : plural(language, value, forms.split('|'));
		},
	);
}

const SHOWN = new Set([
	'action',
	'activationMessage',
	'description',
	'displayName',
	'documentationUrl',
	'errorMessage',
	'eventTriggerDescription',
	'hint',
	'message',
	'multipleValueButtonText',
	'placeholder',
]);
const STORED = new Set(['default', 'defaults', 'displayOptions', 'icon', 'routing']);

/** Changes a text of a description. @param key what it is: `hint`, `action`; `name` of an option */
export type ChangeText = (text: string, field: string | undefined, key: string) => string;

/** The texts in a subtitle's expression are its literals: `Send: Report` is an operation and a resource. */
function withSubtitle(change: ChangeText, text: string): string {
	if (!text.startsWith('=')) return change(text, undefined, 'subtitle');
	return text.replace(/"([^"\\]+)"/g, (whole, literal: string) => {
		const [operation, resource, ...rest] = literal.split(': ');
		if (resource !== undefined && rest.length === 0) {
			return `"${change(operation, 'operation', 'name')}: ${change(resource, 'resource', 'name')}"`;
		}
		// Names of parameters and their values are one word.
		return literal.includes(' ') ? `"${change(literal, undefined, 'subtitle')}"` : whole;
	});
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null;

function changed(change: ChangeText, value: unknown, field: string | undefined, key: string): unknown {
	if (Array.isArray(value)) return value.map((one: unknown) => changed(change, one, field, key));
	if (!isRecord(value)) return value;
	const { name } = value;
	// The modes of a locator have names of their own, but belong to its field.
	const isField = typeof name === 'string' && 'displayName' in value && key !== 'modes';
	const owner = isField ? name : field;
	const isOption = 'value' in value && !('type' in value);
	const copy: Record<string, unknown> = {};
	// n8n waits for thousands of these copies at its start: no arrays in between.
	for (const inner of Object.keys(value)) {
		const one = value[inner];
		if (typeof one !== 'string') {
			copy[inner] = STORED.has(inner) ? one : changed(change, one, owner, inner);
		} else if (inner === 'subtitle') copy[inner] = withSubtitle(change, one);
		else {
			const isShown = SHOWN.has(inner) || (isOption && inner === 'name');
			copy[inner] = isShown && one !== '' ? change(one, owner, inner) : one;
		}
	}
	return copy;
}

/** Copies a description of a node, a credential or options with its texts changed; what workflows store stays. */
export const withTexts = <T extends object>(description: T, change: ChangeText): T =>
	changed(change, description, undefined, '') as T;

/** Returns a description in a language. */
export const described = <T extends object>(language: Language, description: T): T =>
	language === 'en'
		? description
		: withTexts(description, (text, field) => translated(language, text, field));
