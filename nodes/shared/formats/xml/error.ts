/** A file that is not well-formed XML, or beyond the reader's limits. The message completes "the file …". */
export class XmlError extends Error {
	override readonly name = 'XmlError';
}

/** Returns what work throws, or undefined. */
export function failureOf(work: () => void): unknown {
	try {
		work();
	} catch (error) {
		return error;
	}
	return undefined;
}
