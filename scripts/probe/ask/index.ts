import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
	exchange,
	NoAnswer,
	type Addresses,
	type Answer,
	type Asked,
	type Exchange,
	type Service,
} from './client';
import { KEY_NAMES, type KeyName, type Keys } from './keys';
import type { Secrets } from './secrets';
import { ofdHeaders, sessionHeaders } from './session';

/** A probe lacks something that it needs. The message is our own text only. */
export class Unanswered extends Error {}

type Send = (line: string, asked?: Asked) => Promise<Answer>;

/** What a run shares among its probes. */
export interface Run {
	addresses: Addresses;
	keys: Keys;
	secrets: Secrets;
	/** Whether accounts may be created and documents sent. */
	isTestStand: boolean;
	onExchange?: (exchange: Exchange) => void;
}

/** What a probe may do: ask a server, and say what it lacks. */
export class Ask {
	private readonly made = new Map<string, Promise<unknown>>();

	/** The exchanges since the last `start`. */
	exchanges: Exchange[] = [];

	constructor(readonly run: Run) {}

	start(): void {
		this.exchanges = [];
	}

	/** The identity server, which issues access tokens. */
	readonly identity: Send = (line, asked) => this.send('identity', line, asked);

	/** The authenticator, which issues `auth.sid` sessions. */
	readonly auth: Send = (line, asked) => this.send('auth', line, asked);

	/** Kontur.Extern, with the session of the keys. */
	readonly extern: Send = async (line, asked = {}) =>
		await this.send('extern', line, {
			...asked,
			headers: { ...(await sessionHeaders(this)), ...asked.headers },
		});

	/** Kontur.Extern without a session; the request brings its own. */
	readonly bareExtern: Send = (line, asked) => this.send('extern', line, asked);

	/** The authenticator of Kontur.OFD. */
	readonly ofdAuth: Send = (line, asked) => this.send('ofdAuth', line, asked);

	/** Kontur.OFD with the integrator key and a session of the keys. */
	readonly ofd: Send = async (line, asked = {}) =>
		await this.send('ofd', line, {
			...asked,
			headers: { ...(await ofdHeaders(this)), ...asked.headers },
		});

	/** Kontur.OFD without a session and key; the request brings its own. */
	readonly bareOfd: Send = (line, asked) => this.send('ofd', line, asked);

	has(name: KeyName): boolean {
		return this.run.keys[name] !== undefined;
	}

	/** @throws Unanswered */
	key(name: KeyName): string {
		const value = this.run.keys[name];
		return value ?? this.lack(`the key ${KEY_NAMES[name]} is not given`);
	}

	/** @throws Unanswered @param why our own words, nothing that a server sent */
	lack(why: string): never {
		throw new Unanswered(why);
	}

	/** Makes something once for all probes of the run. */
	async once<T>(name: string, make: () => Promise<T>): Promise<T> {
		const known = this.made.get(name) as Promise<T> | undefined;
		const made = known ?? make();
		if (!known) {
			this.made.set(name, made);
			// A lost connection is tried again by the next probe.
			made.catch((error: unknown) => error instanceof NoAnswer && this.made.delete(name));
		}
		return await made;
	}

	/** A value that exists nowhere. */
	madeUp(): string {
		return randomUUID();
	}

	async wait(milliseconds: number): Promise<void> {
		await sleep(milliseconds);
	}

	private async send(service: Service, line: string, asked: Asked = {}): Promise<Answer> {
		const made = await exchange(this.run.addresses, service, line, asked);
		this.exchanges.push(made);
		this.run.onExchange?.(made);
		return made.answer;
	}
}
