import { createCipheriv } from 'node:crypto';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { storeContent } from '../../emulator/extern/files/contentStore';
import { startEmulator, type Emulator } from '../../emulator/server';
import { account } from '../../emulator/support';
import { binaryItem, readBinary, type Engine } from '../engine/engine';
import { EXTERN, externCredential, konturEngine } from '../engine/kontur';

// Here files lie in the items themselves, as workflows that were made elsewhere still carry them.
const MB = 1024 * 1024;

let emulator: Emulator;
let engine: Engine;

beforeEach(async () => {
	emulator = await startEmulator();
	engine = konturEngine(emulator);
});
afterEach(async () => await emulator.close());

/** Different at every place. */
const bytes = (length: number) =>
	createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16)).update(Buffer.alloc(length));

async function one(operation: string, parameters: IDataObject, input?: INodeExecutionData) {
	const { items, error } = await engine.run(
		EXTERN,
		{ resource: 'content', operation, accountId: account(emulator).id, ...parameters },
		{ credentials: externCredential, ...(input && { items: [input] }) },
	);
	if (error) throw error;
	return items[0];
}

test.each([4, 1000, 17 * MB])('a file of %i bytes goes there and back', async (size) => {
	const content = bytes(size);
	const input = await binaryItem({}, { data: { content, fileName: 'Отчёт.xml', mimeType: 'text/xml' } });
	expect(input.binary?.data.id).toBeUndefined();
	const { json } = await one('upload', { binaryPropertyName: 'data' }, input);
	expect(json).toMatchObject({ fileName: 'Отчёт.xml', contentType: 'text/xml', size });
	expect(emulator.control.content(String(json.id)).bytes.equals(content)).toBe(true);

	const item = await one('download', { contentId: String(json.id), fileName: 'Отчёт.xml' });
	expect(item.binary?.data).toMatchObject({ fileName: 'Отчёт.xml', mimeType: 'text/xml' });
	expect(item.binary?.data.id).toBeUndefined();
	expect((await readBinary(item.binary?.data)).equals(content)).toBe(true);
});

test('a connection that is cut in the body resumes where it was', async () => {
	const content = bytes(4 * MB);
	const { id } = storeContent(emulator.state.extern, account(emulator), 'text/xml', [
		{ from: 0, data: content },
	]);
	emulator.control.addFault({ method: 'GET', path: '/v1/{accountId}/contents/{id}', times: 2, cut: 'body' });
	const item = await one('download', { contentId: id });
	expect((await readBinary(item.binary?.data)).equals(content)).toBe(true);
});

test('a cut that never ends is an error and no short file', async () => {
	const part = { from: 0, data: bytes(16) };
	const { id } = storeContent(emulator.state.extern, account(emulator), 'text/xml', [part]);
	emulator.control.addFault({ method: 'GET', path: '/v1/{accountId}/contents/{id}', times: 99, cut: 'body' });
	await expect(one('download', { contentId: id })).rejects.toMatchObject({
		message: expect.stringMatching(/^The download stopped after \d+ of 16 bytes/),
	});
});

test('an empty file is refused', async () => {
	const input = await binaryItem({}, { data: { content: '', fileName: 'empty.xml' } });
	await expect(one('upload', { binaryPropertyName: 'data' }, input)).rejects.toMatchObject({
		message: 'empty.xml: the file is empty',
	});
	expect(emulator.control.log({ service: 'extern' })).toEqual([]);
});
