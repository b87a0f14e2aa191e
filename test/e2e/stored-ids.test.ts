import { Editor } from './support/browser';
import { oneOf } from './support/execution';
import { chain, konturNode, startStand, type Stand } from './support/stand';

/* A workflow that holds IDs as plain text, from before their fields had a list to choose from. */

let stand: Stand;
let editor: Editor;

beforeAll(async () => {
	stand = await startStand('stored-ids');
	editor = await Editor.open(stand.n8n, 'stored-ids');
}, 240_000);
afterAll(async () => {
	await editor?.close();
	await stand?.stop();
});

test('it runs, and the editor shows the IDs in their fields', async () => {
	const { emulator, n8n, credentials } = stand;
	const [account] = emulator.state.extern.accounts.values();
	const docflow = [...account.docflows.values()].find(({ type }) => type === 'fns534-report');
	if (!docflow) throw new Error('the emulator has no report');
	const [document] = docflow.documents;
	const plain = { accountId: account.id, docflowId: docflow.id, documentId: document.id };
	const workflow = await n8n.createWorkflow(
		chain(
			'Plain IDs',
			konturNode(credentials, 'konturExternApi', 'Document', {
				resource: 'docflowDocument',
				operation: 'get',
				...plain,
			}),
		),
	);
	const execution = await n8n.run(workflow, 'Start');
	expect(execution.status).toBe('success');
	expect(oneOf(execution, 'Document')).toMatchObject({
		id: document.id,
		typeName: expect.stringMatching(/\(.+\)$/),
	});

	await editor.openWorkflow(workflow.id);
	await editor.openNode('Document');
	await editor.part('rlc-input').nth(2).waitFor();
	const shown = await Promise.all(
		[0, 1, 2].map(async (n) => await editor.part('rlc-input').nth(n).inputValue()),
	);
	expect(shown).toEqual(Object.values(plain));
	await editor.look('plain-ids');
}, 180_000);
