import { asArray, at } from '../../../test/emulator/core/values';
import { encodeWindows1251 } from '../../../test/emulator/extern/files/text';
import type { Ask } from '../ask';
import type { Answer } from '../ask/client';
import { good, idAt, lab } from './accounts';
import { metaOf, poll, upload } from './drafts';

const TYPE = 'urn:drafts-builder:fns534-inventory';

/** An inventory that replies to a demand that came through another operator. */
export async function inventoryMeta(ask: Ask) {
	const account = await lab(ask);
	return await metaOf(ask, account, {
		'builder-type': TYPE,
		'builder-data': { 'id-file-osn': `TREB_${ask.madeUp()}` },
	});
}

export async function makeBuilder(ask: Ask): Promise<string> {
	const { home } = await lab(ask);
	const json = await inventoryMeta(ask);
	const answer = good(
		ask,
		'creating a drafts builder',
		await ask.extern(`POST ${home}/drafts/builders`, { json }),
	);
	return `${home}/drafts/builders/${idAt(ask, answer.json, 'id')}`;
}

export async function addBuilderDocument(
	ask: Ask,
	builder: string,
	kind: 'scanned' | 'formalized',
): Promise<string> {
	const json = {
		'builder-data': { type: kind, 'claim-item-number': '1.01', 'scanned-document-name': 'Проба' },
	};
	const answer = good(
		ask,
		'adding a document to a builder',
		await ask.extern(`POST ${builder}/documents`, { json }),
	);
	return `${builder}/documents/${idAt(ask, answer.json, 'id')}`;
}

export async function addBuilderFile(
	ask: Ask,
	document: string,
	name: string,
	bytes: Uint8Array,
): Promise<Answer> {
	const json = { 'content-id': await upload(ask, bytes), meta: { 'file-name': name, 'builder-data': {} } };
	return good(ask, 'adding a file to a builder', await ask.extern(`POST ${document}/files`, { json }));
}

export const startBuild = (ask: Ask, builder: string): Promise<Answer> =>
	ask.extern(`POST ${builder}/build`, { query: { deferred: true } });

/** Builds to the end and returns the finished task. */
export async function build(ask: Ask, builder: string): Promise<Answer> {
	const id = idAt(ask, good(ask, 'starting a build', await startBuild(ask, builder)).json, 'id');
	return await poll(
		ask,
		() => ask.extern(`GET ${builder}/tasks/${id}`),
		(answer) => at(answer.json, 'task-state') !== 'running',
	);
}

export const draftIds = (task: Answer): unknown[] => asArray(at(task.json, 'task-result', 'draft-ids'));
export const problems = (task: Answer): unknown[] =>
	asArray(at(task.json, 'task-result', 'error-drafts-builder-documents'));

/** A builder with one scanned document that was built. */
export const built = (ask: Ask) =>
	ask.once('built inventory', async () => {
		const { home } = await lab(ask);
		const builder = await makeBuilder(ask);
		const document = await addBuilderDocument(ask, builder, 'scanned');
		await addBuilderFile(ask, document, 'scan.pdf', Buffer.from('%PDF-1.4\n%%EOF\n'));
		const task = await build(ask, builder);
		const id = idAt(ask, { id: draftIds(task)[0] }, 'id');
		return { builder, document, id, draft: `${home}/drafts/${id}` };
	});

/** A formalized document in one of two encodings. */
export function formalized(encoding: 'windows-1251' | 'UTF-8'): Uint8Array {
	const text = `<?xml version="1.0" encoding="${encoding}"?>\r\n<Файл ИдФайл="ON_PROBA"><Документ КНД="1115131"/></Файл>\r\n`;
	return encoding === 'UTF-8' ? Buffer.from(text) : encodeWindows1251(text);
}
