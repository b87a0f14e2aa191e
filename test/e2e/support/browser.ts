import { accessSync, constants, mkdirSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { owner, type N8n } from './n8n';
import { work } from './places';
import { until } from './wait';

const commands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const macApplications = [
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const isProgram = (path: string): boolean => {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
};

function findChromium(): string {
	const { CHROMIUM_PATH: named, PATH = '' } = process.env;
	const folders = [...PATH.split(delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin'].filter(Boolean);
	const paths = folders.flatMap((folder) => commands.map((command) => join(folder, command)));
	const found = [...(named ? [named] : []), ...paths, ...macApplications].find(isProgram);
	if (found) return found;
	throw new Error(
		'The editor is looked at in Chromium, and none was found. Install Chromium or Google Chrome (on Debian and Ubuntu: apt-get install chromium), or set CHROMIUM_PATH to its program file.',
	);
}

/** The editor in a real browser that can reach only this machine. */
export class Editor {
	/** Errors thrown by the scripts of the pages. */
	readonly errors: string[] = [];

	private constructor(
		private readonly browser: Browser,
		readonly page: Page,
		private readonly n8n: N8n,
		private readonly screenshots: string,
	) {
		page.on('pageerror', ({ message }) => this.errors.push(message));
	}

	/** Opens the editor and signs in. Screenshots go into a folder of this name in .work/screenshots. */
	static async open(n8n: N8n, name: string, viewport = { width: 1600, height: 1000 }): Promise<Editor> {
		const screenshots = join(work, 'screenshots', name);
		rmSync(screenshots, { recursive: true, force: true });
		mkdirSync(screenshots, { recursive: true });
		const isRoot = process.getuid?.() === 0;
		const browser = await chromium.launch({
			executablePath: findChromium(),
			args: [
				'--disable-gpu',
				'--disable-background-networking',
				'--disable-component-update',
				'--disable-sync',
				'--no-first-run',
				// It reaches this machine only.
				'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
				// Chromium's sandbox does not start for root, as in most containers.
				...(isRoot ? ['--no-sandbox'] : []),
			],
		});
		try {
			const context = await browser.newContext({ viewport, locale: 'en-US', reducedMotion: 'reduce' });
			const page = await context.newPage();
			// The first load of the editor, while the other suites run.
			page.setDefaultTimeout(120_000);
			const editor = new Editor(browser, page, n8n, screenshots);
			await editor.signIn();
			// Shorter than a test, so that a failure names what was waited for.
			page.setDefaultTimeout(60_000);
			return editor;
		} catch (error) {
			await browser.close();
			throw error;
		}
	}

	async close(): Promise<void> {
		await this.browser.close();
	}

	private async signIn(): Promise<void> {
		const { page } = this;
		await page.goto(`${this.n8n.url}/signin`);
		await page.locator('input[name="emailOrLdapLoginId"]').fill(owner.email);
		await page.locator('input[name="password"]').fill(owner.password);
		await this.part('form-submit-button').click();
		// An n8n without workflows shows a card instead of the list.
		await this.part('add-resource-workflow').or(this.part('new-workflow-card')).first().waitFor();
	}

	/** Finds a part of the editor by its test ID. */
	part(name: string): Locator {
		return this.page.locator(`[data-test-id="${name}"]`);
	}

	node(name: string): Locator {
		return this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
	}

	/** Navigates within the page: loading the editor takes longer than a test. */
	private async go(path: string): Promise<void> {
		await this.page.evaluate(
			`history.pushState(history.state, '', ${JSON.stringify(path)});
			dispatchEvent(new PopStateEvent('popstate', { state: history.state }));`,
		);
	}

	/** Opens the list of workflows; open panels are closed and unsaved changes are dropped. */
	async openOverview(): Promise<void> {
		const dialog = this.part('editCredential-modal');
		if (await dialog.isVisible()) {
			await dialog.getByRole('button', { name: /close/i }).first().click();
			await dialog.waitFor({ state: 'hidden' });
		}
		// n8n fails when its page changes under an open node.
		if (await this.part('ndv').first().isVisible()) await this.closeNode();
		await this.go('/home/workflows');
		const list = this.part('add-resource-workflow');
		const dropChanges = this.page.locator('.el-message-box .btn--cancel');
		await list.or(dropChanges).first().waitFor();
		if (await dropChanges.isVisible()) await dropChanges.click();
		await list.waitFor();
	}

	/** Loads the page of an n8n that has no workflows. */
	async openEmpty(): Promise<void> {
		await this.page.goto(`${this.n8n.url}/home/workflows`);
		await this.part('new-workflow-card').waitFor();
	}

	async openWorkflow(id: string): Promise<void> {
		if (!(await this.part('add-resource-workflow').isVisible())) await this.openOverview();
		// The page drops a change of address while it still works on another one.
		await until(`the workflow ${id} to open`, 60, async () => {
			await this.go(`/workflow/${id}`);
			const node = this.part('canvas-node').first();
			return await node.waitFor({ timeout: 20_000 }).then(() => true as const);
		});
	}

	async openNode(name: string): Promise<void> {
		await this.node(name).dblclick();
		await this.part('ndv').first().waitFor();
	}

	async closeNode(): Promise<void> {
		await this.part('ndv-close-button').first().click();
		await this.part('ndv').first().waitFor({ state: 'hidden' });
	}

	/** Takes a screenshot once animations have ended. */
	async look(name: string): Promise<void> {
		await this.page.waitForLoadState('networkidle');
		await this.page.screenshot({ path: join(this.screenshots, `${name}.png`), animations: 'disabled' });
	}
}
