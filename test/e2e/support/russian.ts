import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { INodeTypeDescription } from 'n8n-workflow';
import { englishIn } from '../../support/russianText';
import type { Editor } from './browser';
import type { Json } from './execution';
import type { N8n } from './n8n';
import { places } from './places';

const DESCRIBE = `
const { join } = require('node:path');
const folder = process.argv[1];
const { n8n } = require(join(folder, 'package.json'));
const made = (file) => Object.values(require(join(folder, file))).map((Class) => new Class());
process.stdout.write(JSON.stringify({
	nodes: n8n.nodes.flatMap(made).map(({ description }) => description),
	credentials: n8n.credentials.flatMap(made),
}));`;

interface Descriptions {
	nodes: INodeTypeDescription[];
	credentials: Json[];
}

/** What the installed package says of its nodes and credentials in a Russian process, as n8n's own is an English one. */
export function russianDescriptions({ folder }: N8n): Descriptions {
	const installed = join(folder, '.n8n', 'nodes', 'node_modules', 'n8n-nodes-kontur');
	const { LC_ALL: _all, ...env } = process.env;
	const answer = execFileSync(places().node, ['-e', DESCRIBE, installed], {
		env: { ...env, LANG: 'ru_RU.UTF-8' },
		encoding: 'utf8',
		maxBuffer: 1e8,
	});
	return JSON.parse(answer) as Descriptions;
}

/** Loads the editor as an n8n with a Russian locale serves it. */
export async function openInRussian(editor: Editor, n8n: N8n): Promise<void> {
	const { nodes, credentials } = russianDescriptions(n8n);
	const serve = async (file: string, prefix: string, russian: readonly object[]) => {
		const byName = new Map(
			(russian as Json[]).map(({ icon: _icon, ...one }) => [`${prefix}${String(one.name)}`, one]),
		);
		await editor.page.route(`**/types/${file}*`, async (route) => {
			const response = await route.fetch();
			const types = (await response.json()) as Json[];
			const json = types.map((type) => ({ ...type, ...byName.get(String(type.name)), name: type.name }));
			await route.fulfill({ json });
		});
	};
	await serve('nodes.json', 'n8n-nodes-kontur.', nodes);
	await serve('credentials.json', '', credentials);
	await editor.page.goto(`${n8n.url}/home/workflows`);
	await editor.part('add-resource-workflow').waitFor();
}

/**
 * The texts of the package in parts of the page: labels, hints, notices, placeholders, what is chosen and what can be.
 * What a person types is theirs.
 */
export async function textsIn(editor: Editor, ...parts: string[]): Promise<string[]> {
	const selector = parts.map((part) => `[data-test-id="${part}"]`).join();
	return await editor.page.evaluate<string[]>(`(() => {
		const texts = new Set();
		for (const root of document.querySelectorAll('${selector}')) {
			const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
			while (walker.nextNode()) {
				const { nodeValue, parentElement } = walker.currentNode;
				if (!parentElement.closest('style, script, .cm-editor')) texts.add(nodeValue.trim());
			}
			for (const input of root.querySelectorAll('input, textarea')) {
				texts.add(input.placeholder.trim());
				if (input.closest('.el-select')) texts.add(input.value.trim());
			}
		}
		for (const line of document.querySelectorAll('.option-headline, .option-description')) {
			texts.add(line.innerText.trim());
		}
		return [...texts].filter((text) => text !== '');
	})()`);
}

/** What n8n itself writes into a panel; its editor has no Russian. */
const OF_N8N = [
	/^Credential (?:to connect with|for )/,
	/^(?:Credential|Fixed|Expression|Select|Select Credential|Set up credential|Create new credential|Add|None)$/i,
	/^(?:From list|By ID|No properties|Currently no items exist|__CUSTOM_API_CALL__)$/,
	/^(?:Always Output Data|Execute Once|Retry On Fail|On Error|Notes|Display Note in Flow\?|\(Latest\)|Select date and time|I wish this node would\.\.\.)$/,
	/^(?:Stop Workflow|Continue|Halt execution|Pass (?:error message|item) )/,
	/ node version [\d.]+$/,
	// Names of the credentials of the tests.
	/^Kontur(?:\.Extern|\.OFD| Certificate) account/,
];

/** The English words in the texts of the package. */
export const englishWords = (texts: readonly string[]): string[] =>
	texts.filter((text) => !OF_N8N.some((own) => own.test(text)) && englishIn(text).length > 0);
