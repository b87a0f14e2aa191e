import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isWhole } from '../support/sampling';
import { Editor } from './support/browser';
import { startAtKonturAddresses, type KonturAddresses } from './support/walk/konturAddresses';
import { startMailbox, type Mailbox } from './support/mailbox';
import { N8n } from './support/n8n';
import { places } from './support/places';
import { Reader } from './support/walk/reader';
import { homeOf, type Homes } from './support/walk/readers';
import { stepsUnder, type Language, type Step } from './support/walk/steps';

/*
 * Three people who follow the page of their language to the letter, each from an empty n8n. Kontur's production
 * addresses lead to an emulator, so that nothing in the page is different here.
 */

// A person's pace, beside the other suites.
jest.setTimeout(600_000);

const pages: Record<Language, { page: string; locale: string; walks: Record<string, string[]> }> = {
	ru: {
		page: 'README.ru.md',
		locale: 'ru_RU.UTF-8',
		walks: {
			accountant: ['Отправить отчёт и узнать, что его приняли', 'Ответить на требование'],
			analyst: ['Аналитику'],
			partner: ['Партнёру'],
		},
	},
	en: {
		page: 'README.md',
		locale: 'en_US.UTF-8',
		walks: {
			accountant: ['Send a report and learn that it was accepted', 'Reply to a demand'],
			analyst: ['For an analyst'],
			partner: ['For a partner'],
		},
	},
};

const languages: Language[] = ['ru', 'en'];

describe.each(languages)('the page in %s', (language) => {
	const { page, walks } = pages[language];

	test.each(Object.values(walks).flat())('has steps under "%s" that a reader can take', (heading) => {
		const steps = stepsUnder(heading, page, language);
		expect(steps.length).toBeGreaterThan(2);
		expect(steps.map(({ number }) => number)).toEqual(steps.map((_step, index) => index + 1));
		expect(steps.filter(({ actions }) => actions.length === 0)).toEqual([]);
	});
});

/** Takes minutes. */
function follow(language: Language): void {
	const { page, locale, walks } = pages[language];
	const folder = mkdtempSync(join(tmpdir(), 'files-'));
	let kontur: KonturAddresses;
	let mailbox: Mailbox;
	let n8n: N8n;
	let editor: Editor;
	let homes: Homes;

	beforeAll(async () => {
		kontur = await startAtKonturAddresses({
			taskMs: 100,
			docflowVisibleMs: 100,
			robotsMode: 'timed',
			robotsStepMs: 500,
		});
		mailbox = await startMailbox(kontur.certificate);
		homes = await homeOf(language, kontur.emulator, mailbox, folder);
		n8n = await N8n.start({
			places: places(),
			name: `walks-${language}`,
			files: folder,
			editor: true,
			env: { LANG: locale, TZ: 'Europe/Moscow', GENERIC_TIMEZONE: 'Europe/Moscow', ...kontur.env },
		});
		editor = await Editor.open(n8n, `walks-${language}`, { width: 1280, height: 800 });
	});

	afterAll(async () => {
		await editor?.close();
		await n8n?.stop();
		await mailbox?.close();
		await kontur?.close();
		rmSync(folder, { recursive: true, force: true });
	});

	async function empty(): Promise<void> {
		for (const kind of ['workflows', 'credentials']) {
			const all = await n8n.rest<Array<{ id: string }>>('GET', `/rest/${kind}`);
			for (const { id } of all) {
				if (kind === 'workflows') await n8n.rest('POST', `/rest/workflows/${id}/archive`, {});
				await n8n.rest('DELETE', `/rest/${kind}/${id}`);
			}
		}
		await editor.openEmpty();
	}

	async function walk(name: string): Promise<Reader> {
		await empty();
		const { own, ofPartner } = homes;
		const home = name === 'partner' ? { ...own, belongings: { ...own.belongings, ...ofPartner } } : own;
		const reader = new Reader(editor, language, home);
		for (const [part, heading] of walks[name].entries()) {
			const steps: Step[] = stepsUnder(heading, page, language);
			expect(steps.length).toBeGreaterThan(2);
			for (const step of steps) {
				await reader.follow(step);
				await editor.look(`${name}-${part + 1}-${String(step.number).padStart(2, '0')}`);
			}
		}
		console.log(reader.summary(`${language}, ${name}`));
		expect(reader.wrongTurns).toEqual([]);
		return reader;
	}

	const docflows = (inn: string) =>
		[...kontur.emulator.state.extern.accounts.values()]
			.filter((account) => account.inn === inn)
			.flatMap((account) => [...account.docflows.values()]);

	test('an accountant sends a report, is told of its acceptance and replies to a demand', async () => {
		await walk('accountant');
		const inn = homes.own.belongings[language === 'ru' ? 'ИНН' : 'inn'];
		const [report] = docflows(inn).filter(({ type }) => type === 'fns534-report');
		expect(report.successState).toBe('successful');
		expect(docflows(inn).filter(({ type }) => type === 'fns534-inventory')).toHaveLength(1);
	});

	test("an analyst sees yesterday's revenue of every shop", async () => {
		await walk('analyst');
	});

	test('a partner takes in a client', async () => {
		await walk('partner');
		expect(docflows('7811223346').filter(({ type }) => type === 'fns534-report')).toHaveLength(1);
	});

	test('no script of the editor failed on the way', () => {
		expect(editor.errors).toEqual([]);
	});
}

if (isWhole) {
	describe('following the page in Russian', () => follow('ru'));
	describe('following the page in English', () => follow('en'));
}
