import { BinaryDataConfig, BinaryDataService } from 'n8n-core';
import type { IBinaryData, IDataObject, INodeExecutionData } from 'n8n-workflow';
import { writeFile } from 'fs/promises';
import { join } from 'path';

import { Container, userFolder } from './environment';

export interface BinaryContent {
	content: Buffer | string;
	fileName?: string;
	mimeType?: string;
}

const LOCATION = { type: 'execution', workflowId: 'input', executionId: 'input' } as const;

/** Makes n8n's own binary data service keep files in a temporary directory. */
export async function startBinaryData(mode: 'filesystem'): Promise<string> {
	const config = Container.get(BinaryDataConfig);
	config.mode = mode;
	config.localStoragePath = join(userFolder, 'binary');
	await Container.get(BinaryDataService).init();
	return config.localStoragePath;
}

/**
 * Call at the top of a test file or a describe block; it applies to the rest of the file. Without it items carry their
 * files in memory, which n8n 2 no longer does.
 */
export function useBinaryData(mode: 'filesystem'): { readonly directory: string } {
	beforeAll(async () => {
		await startBinaryData(mode);
	});
	return { directory: join(userFolder, 'binary') };
}

/** An input item with files, stored the way a previous node would have stored them. */
export async function binaryItem(
	json: IDataObject,
	files: Record<string, BinaryContent>,
): Promise<INodeExecutionData> {
	const binary: Record<string, IBinaryData> = {};
	for (const [property, { content, fileName, mimeType }] of Object.entries(files)) {
		binary[property] = await Container.get(BinaryDataService).store(
			LOCATION,
			typeof content === 'string' ? Buffer.from(content) : content,
			{
				data: '',
				fileName,
				mimeType: mimeType ?? 'application/octet-stream',
			},
		);
	}
	return { json, binary };
}

/** Lets n8n say that a stored file is larger than it is. */
export async function claimSize(
	{ binary }: INodeExecutionData,
	field: string,
	fileSize: number,
): Promise<void> {
	const { id = '' } = binary?.[field] ?? {};
	const path = join(await startBinaryData('filesystem'), id.replace(/^filesystem(-v2)?:/, ''));
	await writeFile(`${path}.metadata`, JSON.stringify({ fileSize }));
}

export async function readBinary(data: IBinaryData | undefined): Promise<Buffer> {
	if (!data) throw new Error('The item has no such binary property');
	return await Container.get(BinaryDataService).getAsBuffer(data);
}
