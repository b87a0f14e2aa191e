import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { catalogue } from '../../../nodes/shared/language/ru';
import type * as Advice from '../../../nodes/shared/transport/advice';
import type { Repeat, Unreadable } from '../../../nodes/shared/transport/decide';
import type * as Errors from '../../../nodes/shared/transport/errors';
import type * as Services from '../../../nodes/shared/transport/service';
import { node } from '../transport/support';
import { headings, read, root } from './markdown';

const guides = ['docs/troubleshooting.md', 'docs/ru/troubleshooting.md'];
const [english, inRussian] = guides;
const entries = headings(read(english), '###');
/** The Russian guide has the English text of an entry below the Russian one, where they differ. */
const russian = [...read(inRussian).matchAll(/^### (.+)\n\n(?:\*(.+)\*\n\n)?/gm)].map(
	([, shown, original]) => ({ shown, original: original ?? shown }),
);

const failure = (status: number) => ({ status, code: '', text: '', traceId: '' });
const unreadable: Unreadable[] = [
	...(['page', 'broken', 'empty', 'long', 'deep'] as const),
	...(['foreign', 'redirect', 'proxy', 'unauthorized', 'undocumented'] as const),
];
const repeats: Repeat[] = ['harmless', 'unlessStarted'];

/** Returns every text that the transport has for a failure of a request, in the language of a locale. */
function messagesIn(locale: string): string[] {
	const real = new Intl.PluralRules().resolvedOptions();
	const said = jest.spyOn(Intl.PluralRules.prototype, 'resolvedOptions').mockReturnValue({ ...real, locale });
	const messages: string[] = [];
	jest.isolateModules(() => {
		const { externAdvice, externOAuth2Advice, externTable, ofdAdvice, ofdTable } = jest.requireActual<
			typeof Advice
		>('../../../nodes/shared/transport/advice');
		const { noAnswerError, unreadableError } = jest.requireActual<typeof Errors>(
			'../../../nodes/shared/transport/errors',
		);
		const { externService, ofdService } = jest.requireActual<typeof Services>(
			'../../../nodes/shared/transport/service',
		);
		messages.push(
			...[...externTable, ...ofdTable].map(([, message]) => message),
			...[externAdvice, ofdAdvice].flatMap((advice) =>
				[302, 418, 500, 503].map((status) => advice(failure(status)).message),
			),
			externOAuth2Advice(failure(401)).message,
			...[externService, ofdService].flatMap((service) =>
				repeats.flatMap((repeat) => [
					...['ECONNRESET', 'ECONNREFUSED'].map(
						(code) =>
							noAnswerError(node, service, Object.assign(new Error('no answer'), { code }), repeat).message,
					),
					...unreadable.map(
						(reason) =>
							unreadableError(node, service, { statusCode: 200, headers: {}, body: {} }, reason, repeat)
								.message,
					),
				]),
			),
		);
	});
	said.mockRestore();
	return messages;
}

const messages = messagesIn('en-US');
const russianMessages = messagesIn('ru-RU');

/** n8n's own reasons for not sending a request, which the package shows as they are. */
const ofN8n = [
	'The request was blocked because it resolves to a restricted IP address',
	'The request was blocked because the destination hostname is restricted',
	'Domain not allowed: This credential is restricted from accessing extern-api.kontur.ru. Only the following domains are allowed: example.com',
].map((reason) => `Kontur.Extern: ${reason}`);

const escaped = (text: string) => text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
/** The heading of an entry says … for what changes. */
const pattern = (entry: string) => new RegExp(`^${entry.split('…').map(escaped).join('.+')}$`);

/** All texts of the nodes and credentials, one after the other, as they are written. */
function sources(folder: string): string {
	return readdirSync(folder, { withFileTypes: true })
		.map((entry) => {
			const path = join(folder, entry.name);
			if (entry.isDirectory()) return sources(path);
			return entry.name.endsWith('.ts') ? readFileSync(path, 'utf8').replaceAll("\\'", "'") : '';
		})
		.join('\n');
}

test('every error of the transport has one entry', () => {
	const found = (message: string) => entries.filter((entry) => pattern(entry).test(message));
	expect(messages.length).toBeGreaterThan(40);
	expect([...messages, ...ofN8n].filter((message) => found(message).length !== 1)).toEqual([]);
});

test('every entry is a text that the package has', () => {
	const all = sources(join(root, 'nodes'));
	const isKnown = (entry: string) =>
		[...messages, ...ofN8n].some((message) => pattern(entry).test(message)) ||
		entry
			.split('…')
			.filter((part) => part !== '')
			.every((part) => all.includes(part));
	expect(entries.filter((entry) => !isKnown(entry))).toEqual([]);
});

/** A text of the catalogue as a pattern: what is put in, and the forms of a plural, may be anything. */
const shown = (value: string) => value.replace(/\{\d+(?:\|[^{}]*)?\}/g, '…');

test('every error of the transport has one entry in Russian', () => {
	const found = (message: string) => russian.filter((entry) => pattern(entry.shown).test(message));
	expect(russianMessages).toHaveLength(messages.length);
	expect([...russianMessages, ...ofN8n].filter((message) => found(message).length !== 1)).toEqual([]);
});

test('every Russian entry is a Russian text of the package', () => {
	const all = [...catalogue().values()].map(shown).join('\n');
	const isKnown = (entry: string) =>
		[...russianMessages, ...ofN8n].some((message) => pattern(entry).test(message)) ||
		entry
			.split('…')
			.filter((part) => part.trim() !== '')
			.every((part) => all.includes(part.trim()));
	expect(russian.map((entry) => entry.shown).filter((entry) => !isKnown(entry))).toEqual([]);
});

test('both languages have the same entries in the same order, each once', () => {
	expect(russian.map(({ original }) => original)).toEqual(entries);
	expect(new Set(entries).size).toBe(entries.length);
	expect(new Set(russian.map(({ shown }) => shown)).size).toBe(entries.length);
});

test.each(guides)('each entry of %s says why, and what to do', (path) => {
	const [, ...sections] = read(path).split(/^### /m);
	const isWhole = (section: string) =>
		/^- \*\*(Why|Почему)\.\*\* \S.*\n- \*\*(What to do|Что делать)\.\*\* \S/m.test(section);
	expect(sections.filter((section) => !isWhole(section))).toEqual([]);
});
