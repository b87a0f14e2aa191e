import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import type { Editor } from '../browser';
import type { Mailbox } from '../mailbox';
import { root } from '../places';
import type { Action, Language, Step } from './steps';
import { until } from '../wait';

/** What a reader brings along, under the name of the field or as the page calls it. */
export type Belongings = Record<string, string>;

interface OwnFile {
	name: string;
	bytes: Buffer;
}

/** What the reader has, and where. */
export interface ReadersHome {
	belongings: Belongings;
	/** Files, as the page calls them. */
	files: Record<string, OwnFile>;
	/** The folder that n8n reads from. */
	folder: string;
	mailbox: Mailbox;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** The text of a label, without the star of a required field or the number of entries under it. */
const exactly = (text: string): RegExp => new RegExp(`^\\s*${escaped(text)}(?:\\s*\\*|\\s*\\(\\d+\\))?\\s*$`);

const SECONDS = 120;
// An execution, which may wait for an authority.
const LONG = 180;

/** Follows the steps of a page to the letter, with what is on the screen and nothing else. */
export class Reader {
	clicks = 0;
	fields = 0;
	/** Messages of failure on the way. */
	readonly wrongTurns: string[] = [];

	constructor(
		private readonly editor: Editor,
		private readonly language: Language,
		private readonly home: ReadersHome,
	) {}

	async follow(step: Step): Promise<void> {
		for (const action of step.actions) await this.take(action, step);
	}

	private async take(action: Action, { number, text }: Step): Promise<void> {
		try {
			await this.perform(action);
		} catch (error) {
			const problem = error instanceof Error ? error.message.split('\n')[0] : String(error);
			throw new Error(`Step ${number} cannot be done (${JSON.stringify(action)}): ${problem}\n${text}`);
		}
		await this.noticeFailures(number);
	}

	private async noticeFailures(number: number): Promise<void> {
		const failures = this.editor.page.locator('.el-notification').filter({
			has: this.editor.page.locator('.el-notification--error, .el-notification__icon--error, .el-icon-error'),
		});
		for (const text of await failures.allInnerTexts()) this.wrongTurns.push(`step ${number}: ${text}`);
	}

	private mine(name: string): string {
		const value = this.home.belongings[name];
		if (value === undefined) throw new Error(`the reader has no "${name}"`);
		return value;
	}

	private async perform(action: Action): Promise<void> {
		switch (action.do) {
			case 'press':
				for (const [index, label] of action.labels.entries()) {
					if (label === '+') await this.openMenu(action.labels[index + 1]);
					else await this.press(label);
				}
				return;
			case 'openNode':
				this.clicks += 2;
				await this.editor
					.node(action.label)
					.first()
					.waitFor({ timeout: SECONDS * 1000 });
				await this.editor.openNode(action.label);
				return;
			case 'deleteNode':
				this.clicks += 1;
				await this.editor.node(action.label).first().click();
				await this.editor.page.keyboard.press('Delete');
				await this.editor.node(action.label).first().waitFor({ state: 'detached' });
				return;
			case 'closeNode':
				this.clicks += 1;
				await this.editor.closeNode();
				return;
			case 'enter':
				await this.enter(action.label, action.text ?? this.mine(action.own ?? ''));
				return;
			case 'fillIn':
				for (const label of action.labels) await this.enter(label, this.mine(label));
				return;
			case 'choose':
				await this.choose(action.label, action.entry ?? this.mine(action.own ?? ''));
				return;
			case 'pickFile':
				await this.pickFile(action.file);
				return;
			case 'putFile': {
				const file = this.home.files[action.own];
				if (file === undefined) throw new Error(`the reader has no file "${action.own}"`);
				const folder = join(this.home.folder, action.folder);
				mkdirSync(folder, { recursive: true });
				writeFileSync(join(folder, file.name), file.bytes);
				return;
			}
			case 'search':
				this.fields += 1;
				await this.editor.page.keyboard.type(action.text);
				return;
			case 'see':
				await this.see(action.label);
				return;
			case 'getLetter':
				await this.getLetter(action.label);
		}
	}

	/** What lies on top of the rest: a dialog, else the panel of a node, else the page. */
	private async top(): Promise<Locator> {
		const { page } = this.editor;
		const layers = [
			page.locator('[data-test-id$="-modal"], .el-message-box, [role="dialog"]').filter({ visible: true }),
			page.locator('[data-test-id="ndv"]').filter({ visible: true }),
		];
		for (const layer of layers) if ((await layer.count()) > 0) return layer.last();
		return page.locator('body');
	}

	/** Something that bears exactly this text and is on the screen. */
	private named(label: string): Locator {
		const { page } = this.editor;
		const roles = (['button', 'menuitem', 'link', 'tab', 'option'] as const).map((role) =>
			page.getByRole(role, { name: label, exact: true }),
		);
		return roles
			.reduce((all, one) => all.or(one), page.getByText(exactly(label)))
			.or(page.getByTitle(label, { exact: true }))
			.filter({ visible: true });
	}

	/** The menu opens and closes when the mouse comes and when it clicks: a person looks and clicks again. */
	private async openMenu(entry: string): Promise<void> {
		this.clicks += 1;
		const plus = this.editor.page.getByLabel('Add new item').filter({ visible: true }).first();
		await until(`the entry ${entry}`, SECONDS, async () => {
			await plus.click();
			const shown = this.named(entry).last();
			return await shown.waitFor({ timeout: 3000 }).then(
				() => true as const,
				() => undefined,
			);
		});
	}

	private pickedFile: Promise<{ setFiles: (path: string) => Promise<void> }> | undefined;

	private async press(label: string): Promise<void> {
		this.clicks += 1;
		const { page } = this.editor;
		if (label === '⋯') {
			await this.editor.part('workflow-menu').filter({ visible: true }).first().click();
			return;
		}
		if (label === 'Add first step…') {
			// The words stand under their button.
			await this.editor.part('canvas-plus-button').click();
			await this.editor.part('node-creator-search-bar').waitFor();
			return;
		}
		const target = this.named(label).last();
		await target.waitFor({ timeout: SECONDS * 1000 });
		const chooser = page.waitForEvent('filechooser', { timeout: SECONDS * 1000 });
		this.pickedFile = chooser;
		chooser.catch(() => undefined);
		await target.click({ timeout: SECONDS * 1000 });
	}

	private async pickFile(file: string): Promise<void> {
		const chooser = await this.pickedFile;
		if (!chooser) throw new Error('nothing asks for a file');
		await chooser.setFiles(join(root, 'examples', this.language === 'ru' ? 'ru' : '', file));
		await this.editor
			.part('canvas-node')
			.first()
			.waitFor({ timeout: SECONDS * 1000 });
	}

	/** The nearest part around the label that holds something to fill in. */
	private async fieldOf(label: string): Promise<Locator> {
		const top = await this.top();
		const text = top.getByText(exactly(label)).filter({ visible: true }).first();
		await text.waitFor({ timeout: SECONDS * 1000 });
		return text.locator(
			'xpath=ancestor::*[.//input[not(@type="checkbox")] or .//textarea or .//*[contains(@class,"cm-content")]][1]',
		);
	}

	private async enter(label: string, value: string): Promise<void> {
		this.fields += 1;
		const row = await this.assignment(label);
		const field = row ?? (await this.fieldOf(label));
		const input = field
			.locator('input:not([type="checkbox"]), textarea, .cm-content')
			.filter({ visible: true });
		await input.last().click({ timeout: SECONDS * 1000 });
		await input.last().fill(value, { timeout: SECONDS * 1000 });
	}

	/** The value of a setting in n8n's Edit Fields, whose name is itself a field. */
	private async assignment(label: string): Promise<Locator | undefined> {
		const rows = this.editor.part('assignment').filter({ visible: true });
		for (const row of await rows.all()) {
			const name = row.locator('[data-test-id="assignment-name"] input').first();
			if ((await name.inputValue().catch(() => '')) === label) {
				return row.locator('[data-test-id="assignment-value"]');
			}
		}
		return undefined;
	}

	private async choose(label: string, entry: string): Promise<void> {
		this.clicks += 2;
		const field = await this.fieldOf(label);
		const list = field.locator('[data-test-id="rlc-input"]').first();
		if ((await list.count()) > 0) {
			await list.click();
			const found = this.editor.part('rlc-item').filter({ hasText: entry });
			await found.first().waitFor({ timeout: SECONDS * 1000 });
			await found.first().click();
			return;
		}
		await field.locator('input').first().click();
		await this.editor.page
			.getByRole('option')
			.filter({ visible: true })
			.filter({ hasText: entry })
			.first()
			.click({ timeout: SECONDS * 1000 });
	}

	/** With a node open, looks at its result only: a setting may name the same word. */
	private async see(label: string): Promise<void> {
		const panel = this.editor.part('output-panel');
		const isOpen = await panel.first().isVisible();
		await (isOpen ? panel : this.editor.page)
			.getByText(label)
			.filter({ visible: true })
			.first()
			.waitFor({ timeout: LONG * 1000 });
	}

	private async getLetter(word: string): Promise<void> {
		const { letters } = this.home.mailbox;
		await until(`a letter with "${word}"`, LONG, () =>
			letters.some((letter) => letter.includes(word)) ? true : undefined,
		);
	}

	/** Says what it took. */
	summary(name: string): string {
		return `${name}: ${this.clicks} clicks, ${this.fields} fields, ${this.wrongTurns.length} wrong turns`;
	}
}
