import { UserError } from 'n8n-workflow';
import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

type Readable = import('stream').Readable;

/** A file of the input item. It stays where n8n keeps it until it is read. */
export interface BinaryInput {
	fileName: string;
	mimeType: string;
	/** In bytes. */
	size: number;
	/**
	 * Opens the file from its beginning, any number of times.
	 * @param chunk bytes to read at a time from where n8n keeps the file
	 */
	open: (chunk?: number) => Promise<AsyncIterable<Uint8Array>>;
	/** Each `open` yields new buffers that nothing else holds. */
	isReadAnew?: boolean;
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
	// n8n adds "Tool" to the type of a node that is a tool. A tool has no main input, and n8n's own check would fail
	// without a message.
	if (context.getNode().type.endsWith('Tool')) {
		throw new UserError('A node that is the tool of a model cannot receive files', {
			description:
				'Let the model call a workflow instead (Call n8n Workflow Tool) that reads the file and passes it to this node.',
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
		isReadAnew: true,
		bytes: async () => await helpers.getBinaryDataBuffer(itemIndex, field),
	};
}
