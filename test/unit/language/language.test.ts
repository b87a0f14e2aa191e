import { readdirSync } from 'fs';
import { join } from 'path';
import { inOneLanguage, label, t } from '../../../nodes/shared/language';
import { catalogue } from '../../../nodes/shared/language/ru';
import {
	described,
	languageOf,
	sentence,
	translated,
	withTexts,
} from '../../../nodes/shared/language/translate';
import { englishIn } from '../../support/russianText';
import { descriptions, panelUses, sentenceUses, untranslatedErrors } from './uses';

const panels = panelUses();
const sentences = sentenceUses();
const uses = [...panels, ...sentences];
const values = catalogue();

const entryOf = (text: string, field?: string): string =>
	field !== undefined && values.has(`${text} @${field}`) ? `${text} @${field}` : text;

/** A placeholder of one word is an example of data; a text without a word has nothing to translate. */
const isData = (text: string, key: string) =>
	!/[a-z]{2}/i.test(text) ||
	(key === 'placeholder' && (/^https?:/.test(text) || !/[a-z]{2,} [a-z]{2,}/i.test(text)));

const numbersIn = (text: string) => [...new Set(text.match(/(?<=\{)\d+(?=[|}])/g))].sort();

/** What stays as it is, and why. */
const LATIN: Readonly<Record<string, RegExp>> = {
	'names of formats and standards':
		/^(?:JSON|PDF|RTF|XML|Base64|DER|PEM|Canonical XML 1\.0|PKWARE DCL Implode)$/,
	'first lines of PEM': /^-----BEGIN [A-Z ]+-----$/,
	'a name of a header with a value': /^ ?X-Kontur-Trace-Id: \{0\}\.?$/,
	'nothing but a value': /^ ?\{0\}$/,
	'addresses of Russian pages': /^https:\/\/.+\/docs\/ru\/.+/,
	"n8n's editor finds the choices of a trigger by this label": /^Trigger On$/,
};

test('everything that is shown has its Russian text', () => {
	expect(panels.length).toBeGreaterThan(2000);
	expect(sentences.length).toBeGreaterThan(1000);
	const missing = uses.filter(
		({ text, field, key }) => !isData(text, key) && !values.has(entryOf(text, field)),
	);
	expect(missing).toEqual([]);
});

test('no error is written in English only', () => {
	expect(untranslatedErrors()).toEqual([]);
});

test('no entry is unused, and none stands in two files', () => {
	const used = new Set(uses.map(({ text, field }) => entryOf(text, field)));
	expect([...values.keys()].filter((key) => !used.has(key))).toEqual([]);
	const folder = join(__dirname, '..', '..', '..', 'nodes', 'shared', 'language', 'ru');
	const seen = new Map<string, string>();
	const twice: string[] = [];
	for (const file of readdirSync(folder).filter((one) => one !== 'index.ts')) {
		const [entries] = Object.values(jest.requireActual<Record<string, object>>(join(folder, file)));
		for (const key of Object.keys(entries)) {
			if (seen.has(key)) twice.push(`${key}: ${seen.get(key)}, ${file}`);
			seen.set(key, file);
		}
	}
	expect(twice).toEqual([]);
	expect([...seen.keys()].sort()).toEqual([...values.keys()].sort());
});

test('each Russian text has the values of the English one, three forms of a plural, and Russian letters', () => {
	const entries = [...values];
	expect(entries.filter(([key, value]) => String(numbersIn(key)) !== String(numbersIn(value)))).toEqual([]);
	const plurals = entries.flatMap(([, value]) => value.match(/\{\d+\|[^{}]*\}/g) ?? []);
	expect(plurals.filter((one) => one.split('|').length !== 4)).toEqual([]);
	const reasons = Object.values(LATIN);
	const latin = entries.map(([, value]) => value).filter((value) => !/[а-яё]/i.test(value));
	expect(latin.filter((value) => !reasons.some((reason) => reason.test(value)))).toEqual([]);
	expect(reasons.filter((reason) => !latin.some((value) => reason.test(value)))).toEqual([]);
});

test('a label in quotes is quoted as the Russian panel has it', () => {
	const labels = new Map<string, Set<string>>();
	for (const { text, field, key } of panels) {
		if (!['displayName', 'name'].includes(key)) continue;
		labels.set(text, (labels.get(text) ?? new Set()).add(values.get(entryOf(text, field)) ?? text));
	}
	const wrong = [...values].filter(([key, value]) =>
		[...key.replace(/ @\w+$/, '').matchAll(/"([^"{}]+)"/g)].some(([, quoted]) => {
			const known = labels.get(quoted);
			return known && ![...known].some((one) => value.toLowerCase().includes(one.toLowerCase()));
		}),
	);
	expect(wrong).toEqual([]);
});

test('what workflows and credentials store is the same in both languages', () => {
	for (const description of descriptions) {
		const stored = withTexts(description, () => '');
		expect(withTexts(described('ru', description), () => '')).toEqual(stored);
		expect(described('ru', description)).not.toEqual(description);
		expect(described('en', description)).toBe(description);
	}
});

test('no Russian panel has an English word that is no name', () => {
	expect(
		['Add Field', 'Отправить Report', 'Choose…', 'Leave empty.'].filter((text) => !englishIn(text).length),
	).toEqual([]);
	const english: string[] = [];
	for (const description of descriptions) {
		withTexts(described('ru', description), (text, field, key) => {
			const words = key === 'documentationUrl' ? [] : englishIn(text);
			if (words.length > 0) english.push(`${field ?? ''}, ${key}: ${words.join()} in ${text}`);
			return text;
		});
	}
	expect(english).toEqual([]);
});

test("n8n's editor finds the Russian triggers, and their choices", () => {
	const triggers = descriptions.filter((one) => 'polling' in one).map((one) => described('ru', one));
	expect(triggers).toHaveLength(2);
	for (const trigger of triggers) {
		expect((trigger as unknown as { displayName: string }).displayName).toMatch(/[а-я].* Trigger$/i);
	}
	expect(translated('ru', 'Trigger On', 'events')).toBe('Trigger On');
});

describe('a description', () => {
	const description = {
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		default: 'Document',
		options: [{ name: 'Report', value: 'Report', description: 'Document' }],
		displayOptions: { show: { resource: ['Report'] } },
	};

	test('changes where it is shown only', () => {
		const shown: Array<[string, string | undefined, string]> = [];
		const changed = withTexts(description, (...given) => {
			shown.push(given);
			return given[0].toUpperCase();
		});
		expect(shown).toEqual([
			['Resource', 'resource', 'displayName'],
			['Report', 'resource', 'name'],
			['Document', 'resource', 'description'],
		]);
		expect(changed).toEqual({
			...description,
			displayName: 'RESOURCE',
			options: [{ name: 'REPORT', value: 'Report', description: 'DOCUMENT' }],
		});
	});

	test('the modes of a locator belong to its field, the fields of a group to themselves', () => {
		const fields: Array<string | undefined> = [];
		const option = { displayName: 'A', name: 'inner', type: 'string', default: '' };
		withTexts(
			{
				displayName: 'B',
				name: 'outer',
				type: 'resourceLocator',
				modes: [{ displayName: 'By ID', name: 'id', type: 'string' }],
				options: [{ displayName: 'C', name: 'group', values: [option] }],
			},
			(text, field) => {
				fields.push(field);
				return text;
			},
		);
		expect(fields).toEqual(['outer', 'outer', 'group', 'inner']);
	});

	test('a subtitle changes in its literals', () => {
		const subtitle = '={{ ({"report.send":"Send: Report"})[$parameter["resource"]] || "event feed" }}';
		expect(withTexts({ subtitle }, (text) => text.toUpperCase())).toEqual({
			subtitle: '={{ ({"report.send":"SEND: REPORT"})[$parameter["resource"]] || "EVENT FEED" }}',
		});
	});
});

test('the locale decides', () => {
	expect(['ru', 'ru-RU', 'RU', 'ru-KZ'].map(languageOf)).toEqual(['ru', 'ru', 'ru', 'ru']);
	expect(['en-US', 'und', 'run', 'uk-UA'].map(languageOf)).toEqual(['en', 'en', 'en', 'en']);
});

test('plurals follow the number', () => {
	const days = (language: 'en' | 'ru', count: number | string) =>
		sentence(language, ['', ' {0|day|days}'], [count]);
	const counts = [1, 2, 5, 11, 21, '1,001'];
	expect(counts.map((count) => days('en', count))).toEqual([
		'1 day',
		'2 days',
		'5 days',
		'11 days',
		'21 days',
		'1,001 days',
	]);
	expect(counts.map((count) => days('ru', count))).toEqual([
		'1 день',
		'2 дня',
		'5 дней',
		'11 дней',
		'21 день',
		'1,001 день',
	]);
});

test('values are put in as they are, whatever is in them', () => {
	expect(sentence('en', ['The file ', ' is ', ''], ['{1}', '$&'])).toBe('The file {1} is $&');
	expect(sentence('en', ['{7} and ', ''], ['a'])).toBe('{7} and a');
	expect(sentence('ru', ['constructor'], [])).toBe('constructor');
});

test('a process of another locale speaks English', () => {
	const count = 3;
	expect(t`Choose ${count} {0|file|files}.`).toBe('Choose 3 files.');
	expect(label('Document', 'resource')).toBe('Document');
	expect(inOneLanguage('Tax report (отчет в ФНС)')).toBe('Tax report (отчет в ФНС)');
});
