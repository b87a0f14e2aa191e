import type { Reply } from './router';

export interface ErrorDetails {
	/** Error id or code of the service; its formatter chooses a default. */
	id?: string;
	/** Members added to the body of the error. */
	extra?: Record<string, unknown>;
	headers?: Record<string, string>;
}

/** Thrown by handlers; the service's formatter turns it into an answer. */
export class HttpError extends Error {
	constructor(
		readonly status: number,
		message: string,
		readonly details: ErrorDetails = {},
	) {
		super(message);
	}
}

/**
 * The response for what the emulator cannot do on this machine. Plain text, so that nobody mistakes it for a Kontur
 * error.
 */
export function notPlayed(error: { status: number; message: string }): Reply | undefined {
	return error.status === 501 ? { status: 501, text: error.message } : undefined;
}
