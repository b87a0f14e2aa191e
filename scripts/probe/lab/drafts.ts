import { signDetached } from '../../../nodes/shared/gost';
import { asObject } from '../../../test/emulator/core/values';
import { sampleReport, type SampleReportFacts } from '../../../test/emulator/extern/seed/sampleReport';
import type { Ask } from '../ask';
import type { Answer } from '../ask/client';
import { keyPair } from '../ask/session';
import { good, idAt, lab, textAt, type Account } from './accounts';

/** The tax office of the test stand's robot that accepts everything. */
export const OFFICE = '0087';

export const POLL_LIMIT = 60_000;
const FIRST_PAUSE = 20;
const LONGEST_PAUSE = 2000;

/** Repeats a request, ever more slowly, until it is done or a minute has passed. */
export async function poll(
	ask: Ask,
	send: () => Promise<Answer>,
	isDone: (answer: Answer) => boolean,
): Promise<Answer> {
	const end = Date.now() + POLL_LIMIT;
	for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
		const answer = await send();
		if (isDone(answer)) return answer;
		if (Date.now() > end) return ask.lack('a task of the server took more than a minute');
		await ask.wait(pause);
	}
}

export async function metaOf(ask: Ask, { inn, kpp }: Account, more: Record<string, unknown> = {}) {
	const { certificate } = await keyPair(ask);
	return {
		sender: {
			inn,
			kpp,
			certificate: { content: Buffer.from(certificate.der).toString('base64') },
			'is-representative': false,
			ipaddress: '8.8.8.8',
		},
		recipient: { 'ifns-code': OFFICE },
		payer: { inn, ...(kpp && { organization: { kpp } }) },
		...more,
	};
}

export interface MadeDraft {
	path: string;
	id: string;
	answer: Answer;
}

export async function makeDraft(ask: Ask, more: Record<string, unknown> = {}): Promise<MadeDraft> {
	const account = await lab(ask);
	const json = await metaOf(ask, account, more);
	const answer = good(ask, 'creating a draft', await ask.extern(`POST ${account.home}/drafts`, { json }));
	const id = idAt(ask, answer.json, 'id');
	return { path: `${account.home}/drafts/${id}`, id, answer };
}

export async function upload(ask: Ask, bytes: Uint8Array): Promise<string> {
	const { home } = await lab(ask);
	const answer = good(ask, 'uploading a file', await ask.extern(`POST ${home}/contents`, { bytes }));
	return idAt(ask, answer.json, 'id');
}

export interface MadeDocument {
	path: string;
	id: string;
	uploaded: string;
	bytes: Uint8Array;
	answer: Answer;
}

export async function addFile(
	ask: Ask,
	draft: string,
	{ filename, bytes }: { filename: string; bytes: Uint8Array },
	description: Record<string, unknown> = {},
): Promise<MadeDocument> {
	const uploaded = await upload(ask, bytes);
	const answer = good(
		ask,
		'adding a document',
		await ask.extern(`POST ${draft}/documents`, {
			json: { 'content-id': uploaded, description: { filename, ...description } },
		}),
	);
	const id = idAt(ask, answer.json, 'id');
	return { path: `${draft}/documents/${id}`, id, uploaded, bytes, answer };
}

export async function addReport(
	ask: Ask,
	draft: string,
	facts: Partial<SampleReportFacts> = {},
): Promise<MadeDocument> {
	const { inn, kpp } = await lab(ask);
	return await addFile(
		ask,
		draft,
		sampleReport({ inn, kpp, name: 'ООО Проба', guid: ask.madeUp(), ...facts }),
	);
}

export async function sign(ask: Ask, { path, bytes }: MadeDocument): Promise<void> {
	const signature = await signDetached(bytes, await keyPair(ask));
	good(
		ask,
		'adding a signature',
		await ask.extern(`POST ${path}/signatures`, {
			json: {
				'base64-content': Buffer.from(signature).toString('base64'),
				'is-third-party-signature': false,
			},
		}),
	);
}

export type TaskKind = 'check' | 'prepare' | 'send';

const isRunning = (answer: Answer) => textAt(answer.json, 'task-state') === 'running';

export const taskOf = (ask: Ask, started: Answer): string => idAt(ask, started.json, 'id');

export async function start(ask: Ask, draft: string, kind: TaskKind): Promise<Answer> {
	return await ask.extern(`POST ${draft}/${kind}`, {
		query: { deferred: true, force: kind === 'send' || undefined },
	});
}

/** Polls a started task to its end. */
export async function finish(ask: Ask, draft: string, started: Answer): Promise<Answer> {
	const id = taskOf(ask, good(ask, 'starting a task', started));
	return await poll(
		ask,
		() => ask.extern(`GET ${draft}/tasks/${id}`),
		(answer) => !isRunning(answer),
	);
}

export const runTask = async (ask: Ask, draft: string, kind: TaskKind): Promise<Answer> =>
	await finish(ask, draft, await start(ask, draft, kind));

/** A draft with one report, checked: what several probes look at. */
export const checked = (ask: Ask) =>
	ask.once('checked draft', async () => {
		const draft = await makeDraft(ask);
		const document = await addReport(ask, draft.path);
		const started = await start(ask, draft.path, 'check');
		const answer = await finish(ask, draft.path, started);
		return { draft, document, started, answer };
	});

export interface Sent {
	draft: MadeDraft;
	document: MadeDocument;
	docflow: string;
	id: string;
	/** The first read of the document flow after the task. */
	firstRead: Answer;
	/** The first read that found it. */
	read: Answer;
}

/** A report that was sent, and its document flow. */
export const sent = (ask: Ask): Promise<Sent> =>
	ask.once('sent draft', async () => {
		const { home } = await lab(ask);
		const draft = await makeDraft(ask);
		const document = await addReport(ask, draft.path);
		await sign(ask, document);
		await runTask(ask, draft.path, 'prepare');
		const task = good(ask, 'sending the sample report', await runTask(ask, draft.path, 'send'));
		const result = asObject(asObject(task.json)['task-result']);
		if (textAt(task.json, 'task-state') !== 'succeed') return ask.lack('the stand refused the sample report');
		const id = idAt(ask, result, 'id');
		const docflow = `${home}/docflows/${id}`;
		const firstRead = await ask.extern(`GET ${docflow}`);
		const read = firstRead.isGood
			? firstRead
			: await poll(
					ask,
					() => ask.extern(`GET ${docflow}`),
					(answer) => answer.isGood,
				);
		return { draft, document, docflow, id, firstRead, read };
	});
