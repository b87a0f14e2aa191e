import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { startEmulator, type Emulator } from '../emulator/server';
import { Editor } from './support/browser';
import { makeSigner, type TestSigner } from './support/certificate';
import { N8n } from './support/n8n';
import { places } from './support/places';
import { externSettings, ofdSettings, putReport, type Report } from './support/workflows';
import { SENDER_ADDRESS } from '../support/senderAddress';

/*
 * Somebody who has never seen the nodes: everything by mouse and keyboard, from an empty n8n to a report that is
 * sent and to receipts. Each step is a test, and each leaves a picture of what there is to see.
 */

jest.setTimeout(90_000);

let emulator: Emulator;
let n8n: N8n;
let editor: Editor;
let signer: TestSigner;
let report: Report;
// The path of the report is in the pictures, so it is one that says nothing.
const files = mkdtempSync(join(tmpdir(), 'reports-'));

beforeAll(async () => {
	// The authority takes its time: the report stays as it was sent.
	emulator = await startEmulator({
		options: { taskMs: 100, docflowVisibleMs: 100, robotsMode: 'timed', robotsStepMs: 3_600_000 },
	});
	signer = await makeSigner();
	report = putReport(files);
	n8n = await N8n.start({ places: places(), name: 'newcomer', files, editor: true });
	editor = await Editor.open(n8n, 'newcomer', { width: 1280, height: 800 });
}, 240_000);

afterAll(async () => {
	await editor?.close();
	await n8n?.stop();
	await emulator?.close();
	rmSync(files, { recursive: true, force: true });
});

const named = (name: string): RegExp => new RegExp(`^${name.replace(/[.()]/g, '\\$&')}$`);

/** Keeps what is seen, without the messages that come and go over it. */
async function look(name: string): Promise<void> {
	const close = editor.page.locator('.el-notification__closeBtn');
	// A message may fade by itself at any moment, so nothing here waits for one.
	for (let [button] = await close.elementHandles(); button; [button] = await close.elementHandles()) {
		await button.click({ timeout: 2000 }).catch(() => undefined);
		await button.waitForElementState('hidden');
	}
	await editor.page.mouse.move(1, 1);
	await editor.look(name);
}

/** An entry of the panel with nodes and their actions. */
const entry = (name: string): Locator =>
	editor
		.part('node-creator-item-name')
		.filter({ hasText: named(name) })
		.first();

const field = (name: string): Locator => editor.part(`parameter-input-${name}`);

async function search(words: string): Promise<void> {
	const bar = editor.part('node-creator-search-bar');
	await bar.waitFor();
	await bar.locator('input').or(bar).first().click();
	await editor.page.keyboard.type(words);
}

const dialog = (): Locator => editor.part('editCredential-modal');

/** Types into the fields of the credential that is open. Of a list the entry is picked. */
async function fillIn(settings: Record<string, string>): Promise<void> {
	for (const [name, value] of Object.entries(settings)) {
		await dialog()
			.locator(`[data-test-id="parameter-input-${name}"]`)
			.locator('input, textarea')
			.first()
			.fill(value);
	}
}

async function pickEnvironment(name: string): Promise<void> {
	await dialog().locator('[data-test-id="parameter-input-environment"]').click();
	await editor.page.getByRole('option', { name }).first().click();
}

/** The labels of the fields in the open credential, without the icons next to them. */
async function labels(): Promise<string[]> {
	const texts = await dialog()
		.locator('[data-test-id="credential-connection-parameter"] label')
		.allInnerTexts();
	return texts.map((text) => text.split('\n')[0].replace(/\s*\*$/, ''));
}

/** Saves the open credential: n8n tests it and closes the form when it works. */
async function saveCredential(): Promise<void> {
	await editor.part('credential-save-button').click();
	await dialog().waitFor({ state: 'hidden' });
}

/** Opens a saved credential, which n8n tests again. */
async function expectTested(index: number, picture: string): Promise<void> {
	await editor.part('credential-edit-button').nth(index).click();
	await dialog().getByText('Connection tested successfully').waitFor();
	await look(picture);
	await dialog().getByText('Retry').click();
	await dialog().getByText('Connection tested successfully').waitFor();
	await dialog().getByRole('button', { name: /close/i }).first().click();
	await dialog().waitFor({ state: 'hidden' });
}

const connect = (): Locator =>
	editor.part('node-credentials-empty-state').first().getByRole('button').first();

describe('sends a report', () => {
	test('searches for the company by its Russian name', async () => {
		await editor.part('new-workflow-card').click();
		await editor.part('canvas-plus-button').click();
		await search('контур');
		await entry('Kontur.Extern').waitFor();
		expect(await editor.part('node-creator-item-name').allInnerTexts()).toEqual([
			'Kontur.Extern',
			'Kontur.Extern Advanced',
			'Kontur.OFD',
			'Kontur Signature',
		]);
		await look('01-search');
	});

	test('picks the job from the list of actions', async () => {
		await entry('Kontur.Extern').click();
		await editor.part('node-creator-category-item').filter({ hasText: 'Actions' }).click();
		await entry('Send a report').scrollIntoViewIfNeeded();
		await look('02-actions');
		await entry('Send a report').click();
		await field('operation').waitFor();
		expect(await field('operation').locator('input').inputValue()).toBe('Send');
		await look('03-node');
	});

	test('makes the credential, sees only what it needs, and has it tested', async () => {
		await connect().click();
		await dialog().waitFor();
		expect(await labels()).toEqual([
			'Environment',
			'Sign-In Method',
			'Client ID',
			'API Key',
			'Login',
			'Password',
			'Parallel Requests',
			'Allowed HTTP Request Domains',
		]);
		await look('04-credential');
		await pickEnvironment('Custom');
		const { apiUrl, clientId, apiKey, login, password } = externSettings(emulator.url) as Record<
			string,
			string
		>;
		await fillIn({ apiUrl, clientId, apiKey, login, password });
		await look('05-credential-filled-in');
		await saveCredential();
		await expectTested(0, '06-credential-tested');
	});

	test('makes the credential with the certificate', async () => {
		await connect().click();
		await dialog().waitFor();
		const { privateKey, certificate } = signer;
		await fillIn({ privateKey, certificate });
		await saveCredential();
		await expectTested(1, '07-certificate-tested');
	});

	test('picks the account from the list', async () => {
		await editor.part('rlc-input').first().click();
		await editor.part('rlc-item').first().waitFor();
		await editor.page.keyboard.type('Проба 17');
		const found = editor.part('rlc-item').filter({ hasText: '«Проба 17»' });
		await found.waitFor();
		await look('08-account');
		await found.click();
		expect(await editor.part('rlc-input').first().inputValue()).toContain('«Проба 17»');
	});

	test('types the address that the report is sent from', async () => {
		const address = field('senderIpAddress').locator('input');
		expect(await address.getAttribute('placeholder')).toBe('203.0.113.10');
		await address.fill(SENDER_ADDRESS);
		await editor.closeNode();
		await look('09-canvas');
		expect(await editor.node('Send a report').innerText()).toContain('Send: Report');
	});

	test('puts a node with the file in front', async () => {
		await editor.part('edge').first().hover({ force: true });
		await editor.part('add-connection-button').first().click();
		await search('read/write files');
		await entry('Read/Write Files from Disk').click();
		await entry('Read File(s) From Disk').click();
		await field('fileSelector').locator('input, textarea').first().fill(report.path);
		await look('10-file');
		await editor.closeNode();
	});

	test('runs the step and sees what was sent', async () => {
		await editor.openNode('Send a report');
		await editor.part('node-execute-button').click();
		const output = editor.part('output-panel');
		await output.getByText('form-shortname').first().waitFor({ timeout: 60_000 });
		await look('11-sent');
		const shown = await output.innerText();
		expect(shown).toContain('Декларация по УСН');
		expect(shown).toContain('Sent (отправлен)');
		const [account] = [...emulator.state.extern.accounts.values()].filter(({ name }) =>
			name.includes('«Проба 17»'),
		);
		expect([...account.docflows.values()].map(({ type }) => type)).toContain('fns534-report');
		await editor.closeNode();
		await look('12-canvas-after-the-run');
	});
});

describe('takes receipts', () => {
	test('searches for them in a new workflow', async () => {
		await editor.openOverview();
		await editor.part('add-resource-workflow').click();
		await editor.part('canvas-plus-button').click();
		await search('чек');
		await entry('Kontur.OFD').waitFor();
		expect((await editor.part('node-creator-item-name').allInnerTexts())[0]).toBe('Kontur.OFD');
		await look('13-search-receipts');
		await entry('Kontur.OFD').click();
		await entry('On new Kontur.OFD event').click();
		await field('cashRegisters').waitFor();
		await look('14-trigger');
	});

	test('makes its credential', async () => {
		await connect().click();
		await dialog().waitFor();
		expect(await labels()).toEqual([
			'Environment',
			'Integrator Key',
			'Sign-In Method',
			'Login',
			'Password',
			'Parallel Requests',
			'Allowed HTTP Request Domains',
		]);
		await pickEnvironment('Custom');
		const { apiUrl, apiKey, login, password } = ofdSettings(emulator.url) as Record<string, string>;
		await fillIn({ apiUrl, apiKey, login, password });
		await saveCredential();
		await expectTested(0, '15-ofd-credential-tested');
	});

	test('fetches a test event and sees receipts', async () => {
		await editor.part('node-execute-button').click();
		const output = editor.part('output-panel');
		await output.getByText('dedupeKey').first().waitFor({ timeout: 60_000 });
		await output.getByText('Schema', { exact: true }).first().click();
		await look('16-receipts');
		expect(await output.innerText()).toMatch(/receipt/);
	});
});

test('no script of the editor failed on the way', () => {
	expect(editor.errors).toEqual([]);
});
