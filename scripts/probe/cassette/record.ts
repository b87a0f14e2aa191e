import { writeFileSync } from 'node:fs';
import { isObject } from '../../../test/emulator/core/values';
import { routes as authRoutes } from '../../../test/emulator/auth';
import { routes as externRoutes } from '../../../test/emulator/extern';
import { routes as ofdRoutes } from '../../../test/emulator/ofd';
import type { Answer, Asked, Exchange, Service } from '../ask/client';
import type { Secrets } from '../ask/secrets';
import type { Outcome } from '../run';
import { Sanitiser } from './sanitise';

export interface Taken {
	/** The doubt whose probe asked. */
	doubt: string;
	service: Service;
	method: string;
	/** With placeholders for everything that is not a word of the documented routes. */
	path: string;
	query: Record<string, string>;
	request: Body;
	status: number;
	/** Headers that a client may depend on; a value is its form, not itself. */
	headers: Record<string, string>;
	answer: Body;
}

export type Body = { json: unknown } | { form: Record<string, string> } | { bytes: number } | null;

export interface Cassette {
	format: 'kontur-cassette-1';
	exchanges: Taken[];
}

const SEGMENTS = new Set(
	[...authRoutes, ...externRoutes, ...ofdRoutes].flatMap(({ path }) =>
		path.split('/').filter((segment) => segment !== '' && !segment.includes('{')),
	),
);
const VERSION = /^v\d{1,2}(?:\.\d{1,2})?$/;

const MEDIA = ['application/json', 'text/plain', 'application/octet-stream', 'application/xml', 'text/html'];

const RANGE = /^bytes[ =]\d+-\d+\/(?:\d+|\*)$/;

function headersOf({ headers, traceId }: Answer): Record<string, string> {
	const type = headers.get('content-type')?.split(';')[0] ?? '';
	const range = headers.get('content-range');
	return {
		...(type && { 'content-type': MEDIA.includes(type) ? type : 'other' }),
		...(range !== null && { 'content-range': RANGE.test(range) ? 'range' : 'other' }),
		...(headers.has('date') && { date: 'present' }),
		...(traceId && { 'x-kontur-trace-id': 'present' }),
	};
}

function requestBody({ json, form, text, bytes }: Asked, sanitiser: Sanitiser): Body {
	if (json !== undefined) return { json: sanitiser.json(json) };
	if (form) return { form: sanitiser.json(form) as Record<string, string> };
	const length = text === undefined ? bytes?.length : Buffer.byteLength(text);
	return length === undefined ? null : { bytes: length };
}

function answerBody(answer: Answer, sanitiser: Sanitiser): Body {
	if (answer.bytes.length === 0) return null;
	const { json } = answer;
	return json === undefined ? { bytes: answer.bytes.length } : { json: sanitiser.json(json) };
}

/** Collects the exchanges of a run, sanitised as they come. */
export class Recorder {
	private readonly waiting: Exchange[] = [];
	private readonly taken: Taken[] = [];
	private readonly sanitiser: Sanitiser;

	constructor(private readonly secrets: Secrets) {
		this.sanitiser = new Sanitiser(secrets);
	}

	readonly onExchange = (exchange: Exchange): void => {
		this.waiting.push(exchange);
	};

	/** By now every token of these exchanges is known as a secret. */
	readonly onOutcome = ({ doubt }: Outcome): void => {
		this.taken.push(...this.waiting.splice(0).map((exchange) => this.take(doubt.id, exchange)));
	};

	cassette(): Cassette {
		return { format: 'kontur-cassette-1', exchanges: this.taken };
	}

	/** Writes the cassette, unless it would hold a secret after all. Returns whether it was written. */
	write(path: string): boolean {
		const text = JSON.stringify(this.cassette(), null, '\t');
		if (this.secrets.isIn(text)) return false;
		writeFileSync(path, `${text}\n`);
		return true;
	}

	private take(doubt: string, { service, method, path, asked, answer }: Exchange): Taken {
		const query = Object.entries(asked.query ?? {}).filter(([, value]) => value !== undefined);
		return {
			doubt,
			service,
			method,
			path: path
				.split('/')
				.map((segment) =>
					SEGMENTS.has(segment) || VERSION.test(segment) ? segment : this.sanitiser.text(decoded(segment)),
				)
				.join('/'),
			query: Object.fromEntries(query.map(([name, value]) => [name, this.sanitiser.text(String(value))])),
			request: requestBody(asked, this.sanitiser),
			status: answer.status,
			headers: headersOf(answer),
			answer: answerBody(answer, this.sanitiser),
		};
	}
}

function decoded(segment: string): string {
	try {
		return decodeURIComponent(segment);
	} catch {
		return segment;
	}
}

export const isCassette = (value: unknown): value is Cassette =>
	isObject(value) && value.format === 'kontur-cassette-1' && Array.isArray(value.exchanges);
