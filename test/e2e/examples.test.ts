import { seedClients } from '../emulator/auth/state';
import { REG_NUMBERS } from '../emulator/ofd';
import { TestCertificates } from '../support/testCertificates';
import { certificateSettings, makeSigner, verifyDetached } from './support/certificate';
import { errorOf, itemsOf, oneOf } from './support/execution';
import { startStand, type Stand } from './support/stand';
import { example, trustedSettings } from './support/workflows';

/* Examples without their own test file. */

const [service] = seedClients;

let stand: Stand;

beforeAll(async () => {
	stand = await startStand('examples');
}, 240_000);

afterAll(async () => {
	await stand?.stop();
});

const run = async (file: string, credentials = stand.credentials) => {
	const workflow = await stand.n8n.createWorkflow(example(file, credentials));
	const execution = await stand.n8n.run(workflow, 'Start');
	expect(errorOf(execution)).toBeUndefined();
	return execution;
};

describe('sign-and-verify.json', () => {
	test('signs a file so that openssl and Verify accept it, and asks nobody for it', async () => {
		stand.emulator.control.clearLog();
		const execution = await run('sign-and-verify.json');
		const [{ json, binary = {} }] = itemsOf(execution, 'Verify');
		const document = await stand.n8n.binary(binary.data);
		expect(document.toString()).toBe('Договор № 1');
		await verifyDetached(stand.signer, await stand.n8n.binary(binary.signature), document);
		expect(json).toMatchObject({ valid: true, signedBy: ['n8n-nodes-kontur demo'] });
		expect(stand.emulator.control.log()).toEqual([]);
	});

	test('is silent about a certificate that is good for long', async () => {
		const execution = await run('sign-and-verify.json');
		expect(oneOf(execution, 'Get Certificate Info').daysLeft).toBeGreaterThan(360);
		expect(execution.data.resultData.runData).not.toHaveProperty('Reminder');
	});

	test('reminds of a certificate that ends in less than 30 days', async () => {
		const ending = await stand.n8n.createCredential(
			'Ending',
			'konturCertificateApi',
			certificateSettings(await makeSigner(20)),
		);
		const execution = await run('sign-and-verify.json', {
			...stand.credentials,
			konturCertificateApi: ending,
		});
		const { daysLeft } = oneOf(execution, 'Get Certificate Info');
		expect(oneOf(execution, 'Reminder').message).toMatch(
			new RegExp(
				`^The certificate of n8n-nodes-kontur demo ends on \\d\\d\\.\\d\\d\\.20\\d\\d\\. Days left: ${String(daysLeft)}\\.`,
			),
		);
	});
});

test('many-clients.json finds the accounts by INN, each as its own user, and names the client that has none', async () => {
	const { control, state } = stand.emulator;
	const [first, second] = [...state.extern.accounts.values()];
	second.members.clear();
	second.members.set('accountant@example.com', 'admin');
	control.receiveDocflow(second.id);
	const certificates = await TestCertificates.create();
	const own = await certificates.make('rsa');
	await certificates.remove();
	control.addTrusted(service.clientId, { certificate: own.der });
	control.linkUser(service.clientId, 'client-1', 'partner@example.com');
	control.linkUser(service.clientId, 'client-2', 'accountant@example.com');
	const settings = trustedSettings(stand.emulator.url, own, '={{ $json.partnerUserId }}');
	const trusted = await stand.n8n.createCredential('Trusted system', 'konturExternApi', settings);
	const clients = [
		{ inn: first.inn, partnerUserId: 'client-1' },
		{ inn: second.inn, partnerUserId: 'client-2' },
		{ inn: second.inn, partnerUserId: 'client-1' },
	];
	const workflow = await stand.n8n.createWorkflow(
		example(
			'many-clients.json',
			{ ...stand.credentials, konturExternApi: trusted },
			{ clients: JSON.stringify(clients) },
		),
	);
	const execution = await stand.n8n.run(workflow, 'Start');
	expect(errorOf(execution)).toBeUndefined();
	expect(new Set(itemsOf(execution, 'Rows').map(({ json }) => json.client))).toEqual(
		new Set([first.inn, second.inn]),
	);
	expect(oneOf(execution, 'Failed Clients')).toMatchObject({
		client: second.inn,
		reason: `No account has the INN ${second.inn}`,
	});
}, 120_000);

test('receipts-of-period.json collects all receipts of yesterday', async () => {
	const execution = await run('receipts-of-period.json');
	const day = String(oneOf(execution, 'Period').from);
	const expected = stand.emulator.state.ofd
		.documents(REG_NUMBERS.busy)
		.filter(({ kind, dateTime }) => /^(receipt|bso)/.test(kind) && dateTime.startsWith(day));
	expect(expected.length).toBeGreaterThan(0);
	const rows = itemsOf(execution, 'Rows').map(({ json }) => json);
	const numbers = rows
		.filter(({ cashRegister }) => cashRegister === REG_NUMBERS.busy)
		.map((row) => row.number);
	expect(numbers.sort()).toEqual(expected.map(({ fd }) => fd).sort());
}, 120_000);
