import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { findContent, wholeContent } from '../../emulator/extern/files/contentStore';
import type { Account, Draft } from '../../emulator/extern/model';
import { sampleReport, type SampleReportFacts } from '../../emulator/extern/seed/sampleReport';
import { startEmulator, type Emulator } from '../../emulator/server';
import { account as accountOf } from '../../emulator/support';
import { TestCertificates, type TestCertificate } from '../../support/testCertificates';
import { binaryItem, useBinaryData, type Engine, type RunOptions } from '../engine/engine';
import {
	certificateCredential,
	EXTERN,
	externCredential,
	externSettings,
	konturEngine,
} from '../engine/kontur';
import { cp1251 } from '../../support/reports/reconstruction';
import { shortenPauses } from '../../support/pauses';
import { SENDER_ADDRESS } from '../../support/senderAddress';

export let certificates: TestCertificates;
export let signer: TestCertificate;
export let other: TestCertificate;

export let emulator: Emulator;
export let engine: Engine;
export let owner: Account;
let number = 0;

export async function begin() {
	emulator = await startEmulator({ options: { taskMs: 5, docflowVisibleMs: 5 } });
	owner = accountOf(emulator);
	const password = `Report-${process.pid}-${++number}`;
	for (const user of emulator.state.auth.users.values()) user.password = password;
	engine = konturEngine(emulator);
	engine.credentials.set('extern', { ...externSettings(emulator), password });
	useKey(signer);
}

export const useKey = ({ keyPem, pem }: TestCertificate) =>
	engine.store.put('certificate', {
		name: 'Certificate',
		type: 'konturCertificateApi',
		data: { keyFrom: 'file', privateKey: keyPem, certificate: pem },
	});

export const guids = [1, 2, 3, 4, 5].map((digit) => `d6d369c3-2cbc-4090-b3ad-ea69ce62f7${digit}d`);
export const sample = (facts: Partial<SampleReportFacts> = {}) =>
	sampleReport({ inn: owner.inn, kpp: owner.kpp, guid: guids[0], name: 'Ромашка', ...facts });

export type File = { filename: string; bytes: Buffer };
/** A report with an error that only Kontur's check finds. */
export const faulty = (file: File): File => {
	const text = new TextDecoder('windows-1251').decode(file.bytes);
	return { ...file, bytes: cp1251(text.replace('</СвНП>', '<Рук ИННФЛ="123456789012"/></СвНП>')) };
};

export const itemOf = async (files: Record<string, File>) =>
	await binaryItem(
		{},
		Object.fromEntries(
			Object.entries(files).map(([field, { filename, bytes }]) => [
				field,
				{ content: bytes, fileName: filename, mimeType: 'application/octet-stream' },
			]),
		),
	);

const credentials = { ...externCredential, ...certificateCredential };
export const locator = (value: unknown) => ({ __rl: true, mode: 'id', value });

export const run = async (item: INodeExecutionData, parameters: object = {}, options: RunOptions = {}) =>
	await engine.run(
		EXTERN,
		{
			resource: 'report',
			operation: 'send',
			accountId: locator(owner.id),
			senderIpAddress: SENDER_ADDRESS,
			...parameters,
		},
		{ credentials, items: [item], ...options },
	);

export async function sent(item: INodeExecutionData, parameters: object = {}): Promise<IDataObject> {
	const { json, error } = await run(item, parameters);
	if (error) throw error;
	expect(json).toHaveLength(1);
	return json[0];
}

/** Document flows that were made of drafts here. */
export const madeDocflows = () =>
	[...owner.docflows.values()].filter(({ description }) =>
		[...owner.drafts.values()].some(({ id }) => id === description['original-draft-id']),
	);
export const unsentDrafts = (before: ReadonlySet<string>) =>
	[...owner.drafts.values()].filter(({ id, status }) => !before.has(id) && status !== 'sent');

export const inOrder = () => emulator.control.log({ service: 'extern' });
export const requests = () => inOrder().map(({ method, route }) => `${method} ${route}`);
export const sends = () => emulator.control.log({ route: '/v1/{accountId}/drafts/{draftId}/send' }).length;

export const contentOf = (id: string) => wholeContent(findContent(emulator.state.extern, owner, id));
export const draftOf = (id: unknown) => owner.drafts.get(String(id)) as Draft;

/** Requests in their order; a poll that is repeated counts once. */
export const inTurn = (list: readonly string[]) =>
	list.filter((route, index) => !route.startsWith('GET') || route !== list[index - 1]);
export const anonymous = (route: string) => route.replace(/\{\w+\}/g, '{}');

/** Registers the emulator, the certificates and the credentials of a test file about reports. */
export function useReports(): void {
	useBinaryData('filesystem');
	beforeAll(async () => {
		certificates = await TestCertificates.create();
		[signer, other] = [await certificates.make('rsa'), await certificates.make('rsa')];
		// Waits cost nothing here; their bounds are counted by the clock and stay.
		shortenPauses(15);
	});
	afterAll(async () => {
		jest.restoreAllMocks();
		await certificates.remove();
	});
	beforeEach(begin);
	afterEach(async () => await emulator.close());
}
