import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { IncomingFacts } from '../../emulator/extern/incoming/incoming';
import { binaryItem, type RunOptions } from '../engine/engine';
import { locator, type Job } from './job.fixture';
import { shortenPauses } from '../../support/pauses';
import { SENDER_ADDRESS } from '../../support/senderAddress';

/** Of the emulator's first account. */
export const INN = '7710000015';

export const pdf = (text: string) => Buffer.from(`%PDF-1.7\n${text}`);

/** Lets a demand arrive and returns its ID. */
export async function receiveDemand(job: Job, facts: IncomingFacts = {}): Promise<string> {
	const { id } = await job.emulator.control.createIncoming(job.account.id, facts);
	job.emulator.control.clearLog();
	return id;
}

export const oneFile = async () =>
	await binaryItem(
		{},
		{ data: { content: pdf('contract'), fileName: 'contract.pdf', mimeType: 'application/pdf' } },
	);

export async function replyTo(
	job: Job,
	relatedDocflowId: string,
	items: INodeExecutionData[],
	{ additionalFields = {}, ...parameters }: IDataObject & { additionalFields?: IDataObject } = {},
	options: RunOptions = {},
) {
	const all = {
		relatedDocflowId: locator(relatedDocflowId),
		senderIpAddress: SENDER_ADDRESS,
		...parameters,
		additionalFields: { claimItemNumber: '1.01', timeout: 60, ...additionalFields },
	};
	return await job.run('demand', 'reply', all, { items, ...options });
}

/** The inventories that the emulator created for a demand. */
export const inventoriesOf = (job: Job, demandId: string) =>
	[...job.account.docflows.values()].filter(
		({ type, description }) => type === 'fns534-inventory' && description['related-docflow-id'] === demandId,
	);

/** Makes Kontur put each document of an answer into an inventory of its own. */
export function splitAnswers({ emulator, account }: Job): void {
	emulator.control.onRequest(({ path }) => {
		if (!path.endsWith('/build')) return;
		for (const { documents } of account.builders.values()) {
			for (const document of documents.values()) {
				document.data = { ...document.data, 'label-for-grouping': document.id };
			}
		}
	});
}

/** For `beforeAll`: makes waits instant. Their limits follow the clock and still apply. */
export function shortenWaits(): void {
	shortenPauses(15);
}
