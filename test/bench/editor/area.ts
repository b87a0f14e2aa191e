import { makeSigner } from '../../e2e/support/certificate';
import { Editor } from '../../e2e/support/browser';
import { N8n, type WorkflowFile } from '../../e2e/support/n8n';
import { places } from '../../e2e/support/places';
import { createCredentials, type Credentials } from '../../e2e/support/workflows';
import type { Area, Line } from '../area';
import { notSetUp } from '../places';
import { sized } from '../size';
import { medianOf } from '../timing';

const ROUNDS = sized(10, 3);
const THEIRS = 'HTTP Request';

const extern: Array<keyof Credentials> = ['konturExternApi'];

/** What is opened: as it comes onto the canvas, with its credentials chosen. */
const nodes: Array<{ name: string; type: string; parameters?: object; uses?: Array<keyof Credentials> }> = [
	{ name: THEIRS, type: 'n8n-nodes-base.httpRequest' },
	{ name: 'Kontur.Extern', type: 'n8n-nodes-kontur.konturExtern', uses: extern },
	{
		name: 'Report: Send',
		type: 'n8n-nodes-kontur.konturExtern',
		parameters: { resource: 'report', operation: 'send' },
		uses: [...extern, 'konturCertificateApi'],
	},
	{ name: 'Kontur.Extern Advanced', type: 'n8n-nodes-kontur.konturExternAdvanced', uses: extern },
	{ name: 'Kontur.Extern Trigger', type: 'n8n-nodes-kontur.konturExternTrigger', uses: extern },
	{ name: 'Kontur.OFD', type: 'n8n-nodes-kontur.konturOfd', uses: ['konturOfdApi'] },
	{ name: 'Kontur.OFD Trigger', type: 'n8n-nodes-kontur.konturOfdTrigger', uses: ['konturOfdApi'] },
	{ name: 'Kontur Signature', type: 'n8n-nodes-kontur.konturSignature', uses: ['konturCertificateApi'] },
];

const workflowOf = (credentials: Credentials): WorkflowFile => ({
	name: 'Panels',
	connections: {},
	nodes: nodes.map(({ name, type, parameters = {}, uses = [] }, index) => ({
		...{ id: `node-${index}`, name, type, parameters },
		typeVersion: { [THEIRS]: 4.2, 'Kontur.OFD': 1.1 }[name] ?? 1,
		position: [(index % 4) * 260, Math.floor(index / 4) * 220],
		credentials: Object.fromEntries(
			uses.flatMap((use) => {
				const chosen = credentials[use];
				return chosen ? [[use, { id: chosen.id, name: chosen.name }]] : [];
			}),
		),
	})),
});

/** How long nothing of the page may change for the panel to be complete, in milliseconds. */
const STILL = 400;

/** From the double click to the last change of the page, in milliseconds of its own clock. */
async function opening(editor: Editor, name: string): Promise<number> {
	const box = await editor.node(name).boundingBox();
	if (!box) throw new Error(`${name} is not on the canvas`);
	const [x, y] = [box.x + box.width / 2, box.y + Math.min(box.height / 2, 40)];
	return await editor.page.evaluate<number>(`new Promise((resolve, reject) => {
		const target = document.elementFromPoint(${x}, ${y});
		const started = performance.now();
		let last = started;
		const observer = new MutationObserver(() => { last = performance.now(); });
		observer.observe(document.body, { childList: true, characterData: true, subtree: true });
		const timer = setInterval(() => {
			const now = performance.now();
			const isOpen = document.querySelector('[data-test-id="node-parameters"] [data-test-id="parameter-item"]');
			if (now - started > 60000) reject(new Error('The panel of ${name} does not open'));
			else if (!isOpen || now - last < ${STILL}) return;
			else resolve(last - started);
			clearInterval(timer);
			observer.disconnect();
		}, 50);
		target.dispatchEvent(new MouseEvent('dblclick', { bubbles: true, clientX: ${x}, clientY: ${y} }));
	})`);
}

async function measure(editor: Editor): Promise<Map<string, number[]>> {
	const all = new Map<string, number[]>(nodes.map(({ name }) => [name, []]));
	// The first round loads what the editor loads when it is needed.
	for (let round = 0; round <= ROUNDS; round++) {
		for (const { name } of nodes) {
			const time = await opening(editor, name);
			if (round > 0) all.get(name)?.push(time);
			await editor.closeNode();
		}
	}
	return all;
}

async function* lines(): AsyncGenerator<Line> {
	const n8n = await N8n.start({ places: places(), name: 'bench-editor', editor: true });
	let editor: Editor | undefined;
	try {
		const credentials = await createCredentials(n8n, 'http://127.0.0.1:9', await makeSigner());
		const { id } = await n8n.createWorkflow(workflowOf(credentials));
		editor = await Editor.open(n8n, 'bench-editor');
		await editor.openWorkflow(id);
		const all = await measure(editor);
		const theirs = medianOf(all.get(THEIRS) ?? []);
		for (const [what, times] of all) {
			if (what === THEIRS) continue;
			yield { what, ours: medianOf(times), theirs, unit: 'ms', bound: { ratio: 1.2 } };
		}
	} finally {
		await editor?.close();
		await n8n.stop();
	}
}

/** How long a person waits for the panel of a node, next to a node of n8n's own. */
export const editorArea: Area = {
	title: 'Panels in the editor, in Chromium',
	missing: notSetUp,
	tables: () => [{ title: `opened in turn, the median of ${ROUNDS} rounds`, other: THEIRS, lines }],
};
