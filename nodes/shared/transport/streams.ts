type Readable = import('stream').Readable;

interface StreamClass {
	from: (source: AsyncIterable<Buffer> | Iterable<Buffer>, options: { objectMode: boolean }) => Readable;
}

/** Whether something that can be read is a stream of Node.js. */
export const isStream = (source: object): source is Readable =>
	typeof (source as Partial<Readable>).pipe === 'function';

/**
 * Makes a stream of bytes in order. Community nodes may not import Node.js's streams, so another one lends its class.
 * Source: documentation of Node.js, "Stream", stream.Readable.from.
 */
export function streamLike(stream: Readable, chunks: AsyncIterable<Buffer> | Iterable<Buffer>): Readable {
	// Of bytes, not of objects: whoever writes them somewhere writes many small ones at once.
	return (stream.constructor as unknown as StreamClass).from(chunks, { objectMode: false });
}
