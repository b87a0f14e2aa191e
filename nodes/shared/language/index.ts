import { described, languageOf, sentence, translated } from './translate';

// The language of the process, as LANG and LC_ALL set it. Nodes may not read the environment itself, and of all that
// Intl has, plural rules are made the fastest: n8n waits.
const language = languageOf(new Intl.PluralRules().resolvedOptions().locale);

/** Whether the reader reads Russian. */
const isRussian = language === 'ru';

/** Writes a sentence for a person in the reader's language: t`Waited ${n} minutes.` */
export const t = (strings: TemplateStringsArray, ...values: ReadonlyArray<string | number>): string =>
	// Hundreds of constants are made while n8n loads the package.
	values.length === 0 && !isRussian ? strings[0] : sentence(language, strings, values);

/** Returns a label of the panel in the reader's language. @param field stored name of its field */
export const label = (text: string, field?: string): string => translated(language, text, field);

/** Writes a number with its thousands apart. */
export const grouped = (count: number): string => count.toLocaleString(language);

/** Returns a description of a node, a credential or options in the reader's language. */
export const inReadersLanguage = <T extends object>(description: T): T => described(language, description);

/** Returns the reader's part of a name in two languages, `Tax report (отчет в ФНС)`. */
export function inOneLanguage(name: string): string {
	const term = name.slice(name.lastIndexOf('(') + 1, -1);
	const isBoth = name.endsWith(')') && /[а-яё]/i.test(term);
	return isRussian && isBoth ? term.charAt(0).toUpperCase() + term.slice(1) : name;
}
