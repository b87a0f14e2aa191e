import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestMethods,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	IPollFunctions,
	NodeApiError,
} from 'n8n-workflow';
import type { Gate } from '../foreign';
import type { Shape } from '../shapes';
import type { Advice } from './advice';
import type { Clocks } from './clocks';
import type { Repeat } from './decide';
import type { Query } from './path';

export type KonturContext = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions;

export interface KonturRequest {
	/** The service's API by default. The authenticator takes the API key in the address, and no session. */
	server?: 'authenticator';
	method: IHttpRequestMethods;
	/** Path with `{name}` placeholders, `/v1/{accountId}/drafts`. */
	path: string;
	pathValues?: Readonly<Record<string, unknown>>;
	query?: Query;
	/** JSON body. */
	body?: unknown;
	/** Raw body, instead of `body`. */
	bytes?: Buffer;
	/** Wraps `bytes` in a new stream for each attempt. */
	asStream?: (bytes: Buffer) => import('stream').Readable;
	headers?: Record<string, string>;
	/** `json` by default. */
	answer?: 'json' | 'stream';
	/**
	 * The ID that the object in the response must have: by default the one at the end of the path. False where the caller
	 * checks it.
	 */
	echo?: string | false;
	/** By default `harmless` for GET, HEAD, PUT and DELETE. */
	repeat?: Repeat;
	/** Statuses of 400 and above that are a result, not an error. */
	expected?: readonly number[];
	/** Advice for statuses that have a special meaning for this request. */
	advice?: Readonly<Record<number, Advice>>;
}

/** A request with what Kontur documents as its response. A response of another shape counts as lost. */
export type ShapedRequest<T> = KonturRequest & { shape: Shape<T> };

export interface KonturResponse<T> {
	status: number;
	headers: IN8nHttpFullResponse['headers'];
	body: T;
	/** Received over TLS. */
	isEncrypted: boolean;
}

/** The transport bound to a node, its credential and, where there is one, the item being processed. */
export interface Client {
	/**
	 * @throws NodeApiError with advice and Kontur's code, text and trace ID; UserError when a path value is missing
	 */
	request: <T = IDataObject>(request: ShapedRequest<T>) => Promise<KonturResponse<T>>;
	/** Returns text that tells users apart: a hash of what the credential holds for the item. */
	user: () => Promise<string>;
	/** Aborted when the execution is cancelled. */
	signal?: AbortSignal;
	wait: (ms: number) => Promise<void>;
	/** What the clocks said at the last response, also a refusal; undefined before the first one. */
	clocks: () => Clocks | undefined;
	/** What text from outside passes before it reaches an error, a log line, a note or a file name. */
	gate: Gate;
	/**
	 * Builds the error for a failure reported inside a successful response, as Kontur's tasks do.
	 * @param more lines to show below the advice
	 */
	failure: (body: IDataObject, more?: string) => NodeApiError;
}
