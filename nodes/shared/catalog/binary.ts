import { UserError } from 'n8n-workflow';
import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { once } from './files';

type Readable = import('stream').Readable;

/** A file of the input item. It is not held in memory as a whole where n8n keeps it elsewhere. */
export interface BinaryInput {
	fileName: string;
	mimeType: string;
	/** Bytes. */
	size: number;
	/**
	 * Opens the file from its beginning; may be called again.
	 * @param chunk how many bytes to read at a time from where n8n keeps it
	 */
	open: (chunk?: number) => Promise<AsyncIterable<Uint8Array>>;
	/** What it gives is read anew each time it is opened, and nobody else holds it. */
	isReadAnew?: boolean;
	/** All bytes at once, for small files. */
	bytes: () => Promise<Buffer>;
}

export type BinaryOutput = (
	data: Buffer | Readable,
	fileName: string,
	mimeType?: string,
) => Promise<IBinaryData>;

const CHUNK = 1024 * 1024;

const inMemory = (data: Buffer, fileName: string, mimeType: string): BinaryInput => ({
	fileName,
	mimeType,
	size: data.length,
	open: async () => once(data),
	bytes: async () => data,
});

/** A text as a file in UTF-8, without a name. */
export const textFile = (text: string): BinaryInput => inMemory(Buffer.from(text, 'utf8'), '', 'text/plain');

/** Yields the content of a file, which is opened at the first read. */
export async function* contentOf(file: BinaryInput): AsyncGenerator<Uint8Array> {
	yield* await file.open();
}

/**
 * The file in a binary field of an input item.
 * @throws NodeOperationError (n8n's own text, naming the field) when it is not there; UserError in a tool
 */
export async function readBinary(
	context: IExecuteFunctions,
	itemIndex: number,
	field: string,
): Promise<BinaryInput> {
	// n8n calls a node "…Tool" where it is one. It has no main input there, and n8n's own check fails without a text.
	if (context.getNode().type.endsWith('Tool')) {
		throw new UserError('The node is a tool of a model, and files cannot be handed to it', {
			description:
				'Let the model call a workflow instead (Call n8n Workflow Tool): one that reads the file and passes it on to this node.',
		});
	}
	const binary = context.helpers.assertBinaryData(itemIndex, field);
	const { id } = binary;
	const bytes = async () => await context.helpers.getBinaryDataBuffer(itemIndex, field);
	const { fileName = '', mimeType } = binary;
	if (!id) return inMemory(Buffer.from(binary.data, 'base64'), fileName, mimeType);
	return {
		fileName,
		mimeType,
		size: (await context.helpers.getBinaryMetadata(id)).fileSize,
		open: async (chunk = CHUNK) => await context.helpers.getBinaryStream(id, chunk),
		isReadAnew: true,
		bytes,
	};
}
