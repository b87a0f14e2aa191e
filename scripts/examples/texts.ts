/** The languages that the examples come in. */
export const languages = ['en', 'ru'] as const;
export type Language = (typeof languages)[number];

/** A text that reads differently in each language. */
export type Both = Readonly<Record<Language, string>>;
export type Text = string | Both;

export const both = (en: string, ru: string): Both => ({ en, ru });

export const isBoth = (value: unknown): value is Both =>
	typeof value === 'object' &&
	value !== null &&
	Object.keys(value).length === languages.length &&
	languages.every((language) => typeof (value as Record<string, unknown>)[language] === 'string');

export const inLanguage = (text: Text, language: Language): string =>
	typeof text === 'string' ? text : text[language];
