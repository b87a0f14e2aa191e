import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject } from 'n8n-workflow';
import { readCertificate } from '../../emulator/auth/certificate';
import { isSignedBy } from '../../emulator/auth/cms';
import { seedCertificates } from '../../emulator/extern/seed/seedCertificates';
import { startEmulator, type Emulator } from '../../emulator/server';
import { account as accountOf, certificate } from '../../emulator/support';
import { shortenPauses } from '../../support/pauses';
import { TestCertificates, type TestCertificate } from '../../support/testCertificates';
import { binaryItem, readBinary, useBinaryData, type Engine, type RunOptions } from '../engine/engine';
import {
	certificateCredential,
	EXTERN,
	externCredential,
	externSettings,
	konturEngine,
} from '../engine/kontur';
import { settingsOf } from '../signing/signature.fixture';
import { SENDER_ADDRESS } from '../../support/senderAddress';

/* Drafts builders, tasks that are joined, searches with pages in the body, and fields with their own format. */

useBinaryData('filesystem');

let emulator: Emulator;
let engine: Engine;
let number = 0;

beforeAll(() => shortenPauses(100));
afterAll(() => void jest.restoreAllMocks());
beforeEach(async () => {
	emulator = await startEmulator({ options: { taskMs: 300, docflowVisibleMs: 1 } });
	const password = `Builders-${process.pid}-${++number}`;
	for (const user of emulator.state.auth.users.values()) user.password = password;
	engine = konturEngine(emulator);
	engine.credentials.set('extern', { ...externSettings(emulator), password });
});
afterEach(async () => await emulator.close());

const locator = (value: unknown): IDataObject => ({ __rl: true, mode: 'id', value: value as string });

async function run(operation: string, parameters: IDataObject, options: RunOptions = {}) {
	const [resource, name] = operation.split('.');
	const accountId = locator(parameters.accountId ?? accountOf(emulator).id);
	emulator.control.clearLog();
	return await engine.run(
		EXTERN,
		{ ...parameters, resource, operation: name, accountId },
		{ credentials: externCredential, ...options },
	);
}

async function one(operation: string, parameters: IDataObject, options: RunOptions = {}) {
	const { items, error } = await run(operation, parameters, options);
	if (error) throw error;
	expect(items).toHaveLength(1);
	return items[0];
}

const asked = (route: RegExp) =>
	emulator.control.log({ service: 'extern' }).filter((entry) => route.test(`${entry.method} ${entry.route}`));

const parties = () => {
	const { inn, kpp } = accountOf(emulator);
	return {
		senderInn: inn,
		senderKpp: kpp,
		certificateFrom: 'text',
		senderCertificate: certificate,
		senderIpAddress: SENDER_ADDRESS,
		recipientType: 'ifns-code',
		recipientCode: '0087',
	};
};

const page = async (name: string) => ({
	items: await binaryItem({}, { data: { content: name, fileName: name, mimeType: 'application/pdf' } }).then(
		(item) => [item],
	),
});

/** A letter with one attachment, ready to be built. */
async function letter(): Promise<string> {
	const builder = await one('draftsBuilder.create', {
		...parties(),
		builderType: 'fns534-letter',
		letterSubject: 'О сверке',
		regionCode: '66',
		letterData: { city: 'Проба' },
	});
	const draftsBuilderId = String(builder.json.id);
	const { json } = await one('draftsBuilderDocument.create', {
		draftsBuilderId,
		builderType: 'fns534-letter',
		letterDocument: { type: 'letter' },
	});
	await one(
		'draftsBuilderFile.create',
		{ draftsBuilderId, documentId: json.id, builderType: 'fns534-letter', additionalFields: { order: 1 } },
		await page('letter.txt'),
	);
	return draftsBuilderId;
}

const draftsFrom = (id: string) =>
	[...accountOf(emulator).drafts.values()].filter((draft) => JSON.stringify(draft.meta).includes(id));

const start = /POST .*\/build$/;

describe('building', () => {
	test('gives the drafts, and the same ones when it is run again', async () => {
		const draftsBuilderId = await letter();
		const { json } = await one('draftsBuilder.build', { draftsBuilderId });
		expect(json).toMatchObject({ alreadyBuilt: false, failedDocuments: [] });
		expect(json.draftIds).toEqual(draftsFrom(draftsBuilderId).map(({ id }) => id));
		expect(json.draftIds).toHaveLength(1);

		const again = await one('draftsBuilder.build', { draftsBuilderId: ` ${draftsBuilderId}\n` });
		expect(again.json).toMatchObject({ alreadyBuilt: true, draftIds: json.draftIds });
		expect(asked(start)).toEqual([]);
	});

	test.each(['before', 'after'] as const)(
		'builds once when the connection is cut %s it began',
		async (cut) => {
			const draftsBuilderId = await letter();
			const path = '/v1/{accountId}/drafts/builders/{draftsBuilderId}/build';
			emulator.control.addFault({ service: 'extern', path, cut });
			const { json } = await one('draftsBuilder.build', { draftsBuilderId });
			expect(json.draftIds).toEqual(draftsFrom(draftsBuilderId).map(({ id }) => id));
			expect(json.draftIds).toHaveLength(1);
		},
	);

	test('joins the task that another execution started', async () => {
		const draftsBuilderId = await letter();
		emulator.control.setOptions({ taskMs: 60_000 });
		const started = await one('draftsBuilder.build', { draftsBuilderId, waitForCompletion: false });
		expect(started.json).toMatchObject({ 'task-state': 'running' });
		const joining = one('draftsBuilder.build', { draftsBuilderId });
		while (asked(/^POST .*\/build$/).every(({ status }) => status !== 409)) {
			await new Promise((resolve) => setTimeout(resolve, 10));
		}
		emulator.state.clock.advance(60_000);
		const { json } = await joining;
		expect(json).toMatchObject({ taskId: started.json.taskId, 'task-state': 'succeed' });
		expect(json.draftIds).toHaveLength(1);
	});

	test('says what Kontur says when it breaks, and builds when it is run again', async () => {
		const draftsBuilderId = await letter();
		emulator.control.breakBuild(draftsBuilderId);
		const { error } = await run('draftsBuilder.build', { draftsBuilderId });
		expect(error?.name).toBe('NodeApiError');
		expect(error?.description).toContain('Internal error of the build');
		const { json } = await one('draftsBuilder.build', { draftsBuilderId });
		expect(json.draftIds).toHaveLength(1);
	});
});

describe('settings of a builder', () => {
	test('an application for registration: the code with its Cyrillic letter, applicants, delivery', async () => {
		const { json } = await one('draftsBuilder.create', {
			...parties(),
			recipientType: 'registration-ifns-code',
			builderType: 'business-registration',
			applicationCode: ' P24001 ',
			applicants: {
				applicant: [{ inn: '780204893183', surname: 'Иванов', firstName: 'Иван', patronymic: '' }],
			},
			paperDocumentsDeliveryType: 'by-post',
			registrationData: { ogrnIp: '304770000000001' },
		});
		expect(json.meta).toMatchObject({
			'builder-type': 'urn:drafts-builder:business-registration',
			'builder-data': {
				'registration-info': {
					'application-code': '\u042024001',
					'applicant-infos': [{ inn: '780204893183', fio: { surname: 'Иванов', name: 'Иван' } }],
					'ip-info': { 'ogrn-ip': '304770000000001' },
				},
				'paper-documents-delivery-type': 'by-post',
			},
		});
	});

	test('JSON where there are no fields, and a plain error if it is invalid', async () => {
		const pension = {
			...parties(),
			recipientType: 'upfr-code',
			recipientCode: '066-001',
			builderType: 'pfr-letter',
			additionalFields: { payerRegistrationNumberPfr: '012-345-678901' },
		};
		const { json } = await one('draftsBuilder.create', { ...pension, builderData: '{"subject":"О сверке"}' });
		expect(json.meta).toMatchObject({ 'builder-data': { subject: 'О сверке' } });
		const { error } = await run('draftsBuilder.create', { ...pension, builderData: '[1,' });
		expect(error?.message).toMatch(/^"Builder Data" must be a JSON object/);
	});

	test('a content needs a name, before anything is asked', async () => {
		const { error } = await run('draftsBuilderFile.create', {
			draftsBuilderId: 'b17d1e2f-4f5a-4b6c-8d7e-9f0a1b2c3d4e',
			documentId: 'd0c1d2e3-4f5a-4b6c-8d7e-9f0a1b2c3d4e',
			source: 'contentId',
			contentId: '1816f0a2-3b4c-4d5e-8f60-718293a4b5c6',
		});
		expect(error?.message).toContain('"File Name"');
		expect(asked(/./)).toEqual([]);
	});
});

describe('searches with their pages in the body', () => {
	beforeEach(() => emulator.control.setOptions({ pageSize: 40 }));

	test('give every element once', async () => {
		const { id, organizations } = accountOf(emulator, 1);
		const [first] = organizations.values();
		const { json } = await run('organization.searchSubscriptions', {
			accountId: id,
			organizationId: locator(first.id),
			returnAll: true,
		});
		const numbers = json.map((element) => element['registration-number']);
		expect(new Set(numbers).size).toBe(first.subscriptions?.size);
		expect(numbers).toHaveLength(130);
		expect(asked(/subscriptions$/)).toHaveLength(4);
	});

	test('ask for no more than the limit', async () => {
		const { id, organizations } = accountOf(emulator, 1);
		const { json } = await run('reportsTable.search', {
			accountId: id,
			organizationIds: [...organizations.keys()].slice(0, 50).join(','),
			limit: 30,
		});
		expect(json).toHaveLength(30);
		expect(asked(/reports-tables\/search$/)).toHaveLength(1);
	});

	test('and lists whose wrapper is not documented are paged, too', async () => {
		const { id } = accountOf(emulator, 1);
		const { json } = await run('employee.getAll', { accountId: id, returnAll: true });
		expect(new Set(json.map((element) => element.id)).size).toBe(130);
		const few = await run('employee.getAll', { accountId: id, limit: 3 });
		expect(few.json).toHaveLength(3);
		expect(asked(/employees$/)).toHaveLength(1);
	});
});

describe('lists to choose from', () => {
	const found = async (operation: string, method: string, filter?: string, more: IDataObject = {}) => {
		const [resource, name] = operation.split('.');
		const parameters = { resource, operation: name, ...more };
		const options = { credentials: externCredential, filter };
		return (await engine.listSearch(EXTERN, method, parameters, options)).results;
	};

	test('authorities by a part of their name, which Kontur cannot search for', async () => {
		const results = await found('handbook.getControlUnit', 'searchControlUnits', 'сэдо');
		expect(results.map(({ value }) => value)).toEqual(['SEDO-TEST']);
	});

	test('tax forms once each, although every version is listed', async () => {
		const results = await found('handbook.getForms', 'searchForms', '1151006');
		expect(results).toEqual([{ name: expect.stringMatching(/^1151006 · \S/), value: '1151006' }]);
	});

	test('handbooks by their English names, without a request', async () => {
		emulator.control.clearLog();
		const results = await found('handbook.get', 'searchHandbooks', 'professions');
		expect(results).toEqual([{ name: 'Professions', value: 'mvd-professions-speciality' }]);
		expect(asked(/handbooks/)).toEqual([]);
	});

	test('report forms of the chosen organization', async () => {
		const { id, organizations } = accountOf(emulator);
		const chosen = { accountId: locator(id), organizationId: locator([...organizations.keys()][0]) };
		const results = await found('reportsTable.getDocflows', 'searchReportForms', '1151006', chosen);
		expect(results).toEqual([{ name: 'Прибыль · 1151006', value: '101' }]);
	});
});

/** A draft of the first account with a report in it. */
async function draft(): Promise<{ draftId: IDataObject; documentId: string }> {
	const [found] = [...accountOf(emulator).drafts.values()].filter(({ documents }) => documents.size > 0);
	return { draftId: locator(found.id), documentId: [...found.documents.keys()][0] };
}

describe('documents of drafts', () => {
	test('are printed; a print that is under way is waited for', async () => {
		const ids = await draft();
		const started = await one('draftDocument.print', { ...ids, waitForCompletion: false });
		const printed = await one('draftDocument.print', ids);
		expect(printed.json).toMatchObject({ taskId: started.json.taskId, contentType: 'application/pdf' });
		expect((await readBinary(printed.binary?.data)).toString('latin1')).toMatch(/^%PDF-/);
	});

	test('read raw signatures from a file and return them as a file', async () => {
		const ids = await draft();
		const bare = Buffer.alloc(64, 5);
		const item = await binaryItem(
			{},
			{ data: { content: bare, fileName: 'hash.sig', mimeType: 'application/octet-stream' } },
		);
		const { json } = await one('draftSignature.add', ids, { items: [item] });
		const file = await one('draftSignature.download', { ...ids, signatureId: json.id });
		expect(await readBinary(file.binary?.data)).toEqual(bare);
	});

	test('made by contract ask for version 3 where it is a request, and for none where it is a subscription', async () => {
		const { draftId } = await draft();
		await one('draft.buildDocument', {
			draftId,
			contractType: 'ION5',
			contract: { data: { ФормОтв: 2 } },
		});
		expect(asked(/build-document$/)[0].query).toEqual({ type: ['ION5'], version: ['3'] });
		await run('draft.buildDocument', {
			draftId,
			contractType: 'fssSedoProviderSubscriptionForRegistrationNumber',
			subscriptionType: 'unsubscribe',
		});
		expect(asked(/build-document$/)[0].query).toEqual({
			type: ['fssSedoProviderSubscriptionForRegistrationNumber'],
		});
	});
});

test('a signature in the cloud that is confirmed in the app is waited for', async () => {
	const owner = accountOf(emulator);
	const { draftId } = await draft();
	const found = owner.drafts.get(String(draftId.value));
	if (!found) throw new Error('there is no draft');
	found.meta.sender.certificate = { content: seedCertificates[3] };
	for (const own of owner.certificates) if (own.cloud) own.cloud = 'my-dss';
	const signing = one('draft.signInCloud', { draftId });
	const { cloud } = emulator.state.extern;
	while (cloud.size === 0) await new Promise((resolve) => setTimeout(resolve, 20));
	emulator.control.confirmInApp([...cloud.keys()][0]);
	expect((await signing).json).toMatchObject({ 'confirm-type': 'my-dss', 'task-state': 'succeed' });
	const signatures = [...found.documents.values()].flatMap((document) => [...document.signatures.values()]);
	expect(signatures.length).toBeGreaterThan(0);
});

describe("the employee's key to the state portal", () => {
	const uid = '0123456789abcdef0123456789abcdef';
	let certificates: TestCertificates;
	let own: TestCertificate;
	beforeAll(async () => {
		certificates = await TestCertificates.create();
		own = await certificates.make('rsa');
	});
	afterAll(async () => await certificates.remove());

	test('is signed in place, over the key alone, and stays out of the output', async () => {
		const [organization] = accountOf(emulator).organizations.values();
		engine.store.put('certificate', {
			name: 'Certificate',
			type: 'konturCertificateApi',
			data: settingsOf(own),
		});
		const [result, body] = await bodyOf(/gosuslugi-auth$/, async () => {
			const parameters = { organizationId: locator(organization.id), gosuslugiUid: uid };
			const credentials = { ...externCredential, ...certificateCredential };
			return await run('organization.authorizeGosuslugi', parameters, { credentials });
		});
		expect(result.error).toBeUndefined();
		expect(result.json).toEqual([{ organizationId: organization.id, authorized: true }]);
		expect(organization.gosuslugiUntil).toBeGreaterThan(0);
		expect(body['gosuslugi-uid']).toBe(uid);
		const signature = Buffer.from(String(body['base64-signature-content']), 'base64');
		const signer = readCertificate(Buffer.from(own.pem));
		if (!signer) throw new Error('the certificate is not readable');
		expect(await isSignedBy(signature, uid, [signer])).toBe(true);
		expect(await isSignedBy(signature, `${uid}\n`, [signer])).toBe(false);
	});
});

/** What a piece of work sent to an address, seen by a server between the node and the emulator. */
async function bodyOf<T>(address: RegExp, work: () => Promise<T>): Promise<[T, IDataObject]> {
	let seen: IDataObject = {};
	const server = createServer((request, response) => {
		void (async () => {
			const chunks: Buffer[] = [];
			for await (const chunk of request) chunks.push(chunk as Buffer);
			const body = Buffer.concat(chunks);
			if (address.test(request.url ?? '')) seen = JSON.parse(body.toString()) as IDataObject;
			const answer = await fetch(`${emulator.url}${request.url}`, {
				method: request.method,
				headers: {
					authorization: request.headers.authorization ?? '',
					'content-type': request.headers['content-type'] ?? '',
				},
				body: body.length > 0 ? body : undefined,
			});
			const text = await answer.text();
			for (const name of ['content-type', 'x-kontur-trace-id']) {
				response.setHeader(name, answer.headers.get(name) ?? '');
			}
			response.statusCode = answer.status;
			response.end(text);
		})();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const settings = engine.credentials.get('extern');
	engine.credentials.set('extern', { ...settings, apiUrl: `http://127.0.0.1:${port}` });
	const result = await work();
	server.closeAllConnections();
	await new Promise((resolve) => server.close(resolve));
	return [result, seen];
}
