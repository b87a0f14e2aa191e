import { UserError } from 'n8n-workflow';
import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { t } from '../language';

type Readable = import('stream').Readable;

/** A file of the input item. It is not loaded until it is read. */
export interface BinaryInput {
	fileName: string;
	mimeType: string;
	/** In bytes. */
	size: number;
	/**
	 * Opens the file from the beginning; may be called repeatedly.
	 * @param chunk bytes per read from n8n's storage
	 */
	open: (chunk?: number) => Promise<AsyncIterable<Uint8Array>>;
	/** Each `open` yields new buffers that nothing else holds. */
	hasFreshChunks?: boolean;
	/** Reads the whole file, for small files. */
	bytes: () => Promise<Buffer>;
}

export type BinaryOutput = (
	data: Buffer | Readable,
	fileName: string,
	mimeType?: string,
) => Promise<IBinaryData>;

const CHUNK = 1024 * 1024;

/** Yields a file in memory as its only chunk. */
export async function* once(data: Buffer): AsyncGenerator<Buffer> {
	yield data;
}

const inMemory = (data: Buffer, fileName: string, mimeType: string): BinaryInput => ({
	fileName,
	mimeType,
	size: data.length,
	open: async () => once(data),
	bytes: async () => data,
});

/** Returns text as a UTF-8 file without a name. */
export const textFile = (text: string): BinaryInput => inMemory(Buffer.from(text, 'utf8'), '', 'text/plain');

/** Yields the content of a file, and opens it at the first read. */
export async function* contentOf(file: Pick<BinaryInput, 'open'>): AsyncGenerator<Uint8Array> {
	yield* await file.open();
}

/**
 * Returns the file in a binary field of an input item.
 * @throws NodeOperationError with n8n's own text when the field does not exist; UserError in a tool
 */
export async function readBinary(
	context: IExecuteFunctions,
	itemIndex: number,
	field: string,
): Promise<BinaryInput> {
	// n8n appends "Tool" to the type of a node used as an AI tool. A tool has no main input, so n8n's own check would
	// fail without a message.
	if (context.getNode().type.endsWith('Tool')) {
		throw new UserError(t`A node used as an AI tool cannot receive files`, {
			description: t`Let the AI Agent call a workflow that reads the file and passes it to this node (Call n8n Workflow Tool).`,
		});
	}
	const { helpers } = context;
	const { id, data, fileName = '', mimeType } = helpers.assertBinaryData(itemIndex, field);
	if (!id) return inMemory(Buffer.from(data, 'base64'), fileName, mimeType);
	return {
		fileName,
		mimeType,
		size: (await helpers.getBinaryMetadata(id)).fileSize,
		open: async (chunk = CHUNK) => await helpers.getBinaryStream(id, chunk),
		hasFreshChunks: true,
		bytes: async () => await helpers.getBinaryDataBuffer(itemIndex, field),
	};
}

/**
 * Opens a file of one byte in n8n's storage. Its stream shows whether n8n stores files apart from its memory, and lends
 * its class to files that do not come from another one (see `storeFile`).
 */
export async function openBlank({ helpers }: IExecuteFunctions): Promise<AsyncIterable<Uint8Array>> {
	const byte = Buffer.from(' ');
	const { id } = await helpers.prepareBinaryData(byte, 'blank', 'text/plain');
	return id ? await helpers.getBinaryStream(id) : once(byte);
}
