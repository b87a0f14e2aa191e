import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeWindows1251 } from '../emulator/extern/files/text';
import { errorOf, itemsOf, oneOf } from './support/execution';
import { choose, insertAfter, Scenarios, type Scenario } from './support/scenarios/accountScenario';
import { byId, type Stand } from './support/stand';

/* What comes from the tax office and what is written to it, as workflows, each in its own account. */

const pdf = (text: string) => Buffer.from(`%PDF-1.7\n${text}`);

// A real n8n runs several workflows in one test.
jest.setTimeout(180_000);

let scenarios: Scenarios;
let stand: Stand;

beforeAll(async () => {
	scenarios = await Scenarios.start('scenarios-demands');
	({ stand } = scenarios);
}, 240_000);

afterAll(async () => {
	await scenarios?.stop();
});

const begin = async () => await scenarios.begin();

const incoming = async (scenario: Scenario, folder: string) =>
	await scenario.run('incoming-demands.json', { folder });

describe('28.4 Demand and inventory', () => {
	const deadlines = {
		'receipt-deadline-date': '2030-03-11T00:00:00',
		'reply-deadline-date': '2030-03-20T00:00:00',
	};

	test('demands become tasks, their files are decrypted and unpacked', async () => {
		const scenario = await begin();
		const encryptFor = scenario.certificate.pem;
		const docflow = await scenario.receive({
			encryptFor,
			compressed: true,
			attachments: 2,
			description: deadlines,
		});
		const folder = scenario.folder('demands');
		const execution = await incoming(scenario, folder);
		expect(oneOf(execution, 'Task')).toMatchObject({
			docflowId: docflow.id,
			taxOffice: '0087',
			acceptUntil: '2030-03-11',
			answerUntil: '2030-03-20',
			answered: 'not-sent',
		});
		const wanted = docflow.documents.filter(({ type }) => /^fns534-demand(-attachment)?$/.test(type));
		expect(wanted).toHaveLength(3);
		for (const document of wanted) {
			const saved = readFileSync(join(folder, `${docflow.id.slice(0, 8)}_${document.filename}`));
			expect(scenario.bytesOf(document).equals(saved)).toBe(true);
		}
		expect(readdirSync(folder)).toHaveLength(3);
	});

	test('a demand is received, accepted, answered with documents and finished', async () => {
		const scenario = await begin();
		const docflow = await scenario.receive({ encryptFor: scenario.certificate.pem, description: deadlines });

		const morning = await scenario.answerEverything();
		expect(docflow.status).toBe('arrived');
		expect(itemsOf(morning, 'Earliest First').map(({ json }) => [json.until, json.docflowId])).toEqual([
			['2030-03-11', docflow.id],
			['2030-03-20', docflow.id],
		]);

		const folder = scenario.folder('reply');
		const scans = { 'Договор 17.pdf': pdf('договор'), 'act.pdf': pdf('act') };
		for (const [name, bytes] of Object.entries(scans)) writeFileSync(join(folder, name), bytes);
		const workflow = await scenario.import('reply-to-demand.json', {
			files: join(folder, '*'),
			demand: docflow.id,
			demandItem: '1.01',
		});
		const reply = await scenario.start(workflow);
		expect(docflow.status).toBe('processed');
		expect(docflow.description['receipt-status']).toBe('accepted');
		const [inventory] = scenario.docflows('fns534-inventory');
		expect(oneOf(reply, 'Message')).toEqual({
			docflowId: inventory.id,
			message: expect.stringMatching(/^Sent: (Договор 17, act|act, Договор 17)\. Inventory /),
		});
		const sent = scenario.sent(inventory);
		expect(sent).toHaveLength(3);
		for (const [name, bytes] of Object.entries(scans)) {
			const document = sent.find(({ filename }) => filename === name);
			expect(document && scenario.bytesOf(document).equals(bytes)).toBe(true);
		}
		for (const document of sent) await scenario.expectSigned(document);

		await scenario.start(workflow);
		expect(scenario.docflows('fns534-inventory')).toHaveLength(1);

		scenario.authorityAnswers(docflow);
		expect(docflow.status).toBe('finished');
		scenario.authorityAnswers(inventory, 2);
		await scenario.answerEverything();
		expect(inventory.status).toBe('finished');
		const receipts = scenario.receipts(inventory);
		expect(receipts).toHaveLength(2);
		for (const receipt of receipts) await scenario.expectSigned(receipt);
	});

	test('a demand with faults is not accepted, and nothing is sent', async () => {
		const scenario = await begin();
		const docflow = await scenario.receive({ attachments: 2 });
		docflow.documents = docflow.documents.filter(({ filename }) => !/_2\.pdf$/.test(filename));
		const folder = scenario.folder('faults');
		writeFileSync(join(folder, 'act.pdf'), pdf('act'));
		const workflow = await scenario.import('reply-to-demand.json', {
			files: join(folder, '*'),
			demand: docflow.id,
			demandItem: '1.01',
		});
		const execution = await stand.n8n.run(workflow, 'Start');
		expect(errorOf(execution)?.message).toMatch(
			/^The demand is not accepted, nothing was sent\. .*0300300030/,
		);
		expect(docflow.status).toBe('arrived');
		expect(scenario.docflows('fns534-inventory')).toEqual([]);
	});
});

describe('28.5 Letters to and from the tax office', () => {
	const text = 'Просим провести сверку. Приложений: 1.';
	const settings = { taxOffice: '0087', subject: 'О сверке № 1', text };

	/** The letter that was sent: signed, with the text in it. */
	async function sentLetter(scenario: Scenario) {
		const [docflow] = scenario.docflows('fns534-letter');
		expect(docflow.description).toMatchObject({ subject: settings.subject, recipient: '0087' });
		const documents = scenario.sent(docflow);
		for (const document of documents) await scenario.expectSigned(document);
		const letter = documents.find(({ type }) => type === 'fns534-letter');
		const content = letter ? decodeWindows1251(scenario.bytesOf(letter)) : '';
		expect(content).toContain(text);
		return { docflow, documents };
	}

	test('out: the text becomes a letter that is signed and sent', async () => {
		const scenario = await begin();
		const execution = await scenario.run('letter-to-tax-office.json', settings);
		const { docflow, documents } = await sentLetter(scenario);
		expect(documents).toHaveLength(1);
		expect(oneOf(execution, 'Message')).toEqual({
			docflowId: docflow.id,
			message: `Sent: О сверке № 1. Document flow ${docflow.id}.`,
		});
	});

	test('out: with attachments, by the nodes that the note tells of', async () => {
		const scenario = await begin();
		const folder = scenario.folder('letter');
		const scans = { 'a.pdf': pdf('a'), 'b.pdf': pdf('b') };
		for (const [name, bytes] of Object.entries(scans)) writeFileSync(join(folder, name), bytes);
		const file = choose(scenario.example('letter-to-tax-office.json', settings), {
			'Send Letter': { additionalFields: { binaryPropertyNames: '*' } },
		});
		const aggregate = {
			name: 'Aggregate',
			type: 'n8n-nodes-base.aggregate',
			typeVersion: 1,
			parameters: { aggregate: 'aggregateAllItemData', options: { includeBinaries: true } },
		};
		insertAfter(file, 'Settings Filled In?', [
			scenario.readFiles('Read Attachments', join(folder, '*')),
			aggregate,
		]);
		await scenario.start(await stand.n8n.createWorkflow(file));
		const { documents } = await sentLetter(scenario);
		expect(documents).toHaveLength(3);
		for (const [name, bytes] of Object.entries(scans)) {
			const document = documents.find(({ filename }) => filename === name);
			expect(document && scenario.bytesOf(document).equals(bytes)).toBe(true);
		}
	});

	test('in: it is read and gets its receipt', async () => {
		const scenario = await begin();
		const docflow = await scenario.receive({
			type: 'fns534-cu-letter',
			encryptFor: scenario.certificate.pem,
		});
		const execution = await scenario.runChain(
			scenario.node('Letters', 'docflow', 'getAll', {
				filters: { types: 'fns534-cu-letter' },
				returnAll: true,
			}),
			scenario.node('Read', 'docflow', 'downloadDocuments', {
				docflowId: byId('={{ $json.id }}'),
				documentTypes: 'fns534-cu-letter',
			}),
		);
		const [{ binary = {} }] = itemsOf(execution, 'Read');
		const letter = docflow.documents.find(({ type }) => type === 'fns534-cu-letter');
		expect(letter && scenario.bytesOf(letter).equals(await stand.n8n.binary(binary.data))).toBe(true);
		const answered = await scenario.answerEverything();
		expect(docflow.status).toBe('finished');
		expect(oneOf(answered, 'Earliest First')).toMatchObject({
			task: 'Read the letter: it may require a reply',
			until: 'no day',
		});
	});
});
