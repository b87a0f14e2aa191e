import type { AxiosInstance } from 'axios';

import { wholeContent } from '../extern/files/contentStore';
import { seedCertificates } from '../extern/seed/seedCertificates';
import { sampleReport } from '../extern/seed/sampleReport';
import { SeededRandom } from '../core/random';
import { asText, isObject, type JsonObject } from '../core/values';
import type { Emulator } from '../server';
import { account, certificate, cms, demo, http, partnerUser, requestToken } from '../support';
import { judge, valueAt } from './judge';
import type { Ask, Scenario } from './scenario';

/** Requisites that the SDKs' tests create accounts and organizations with. */
const requisites = {
	inn: '1754462785',
	kpp: '515744582',
	otherInn: '5616395700',
	otherKpp: '515744444',
	personInn: '678050110389',
	javaInn: '4284312625',
	javaKpp: '835945450',
	javaPerson: '266061768316',
};

interface Answer {
	status: number;
	body: unknown;
	/** The body as text, in Latin-1. */
	text: string;
	length: number;
	headers: JsonObject;
}

type Answers = Record<string, unknown>;

const people = ['owner', 'newcomer'] as const;

const large = new SeededRandom('sdk').bytes(500 * 1024);
const largeText = large.toString('latin1');

/** What the SDKs' tests have on Kontur's stand: a user without accounts, and a generated account with its own user. */
export class SdkWorld {
	readonly files = new Map<string, Buffer>();

	readonly answers: Answers = {};

	private readonly clients = new Map<string, AxiosInstance>();

	private constructor(private readonly emulator: Emulator) {}

	static async begin(emulator: Emulator): Promise<SdkWorld> {
		emulator.control.reset();
		const world = new SdkWorld(emulator);
		await world.fill();
		return world;
	}

	private async fill(): Promise<void> {
		const { auth } = this.emulator.state;
		for (const name of people) {
			const login = `${name}@example.com`;
			auth.users.set(login, {
				...partnerUser,
				login,
				id: `${login}-id`,
				administrator: false,
				certificates: new Set(),
				factors: [],
			});
			this.clients.set(name, await this.signIn(login));
		}
		this.clients.set('partner', await this.signIn(partnerUser.login));
		this.clients.set('nobody', http(this.emulator));
		const made = await this.client('owner').post('/v1', {
			inn: '6653000832',
			kpp: '665325934',
			'organization-name': 'the_org',
		});
		const seeded = account(this.emulator);
		const report = sampleReport({ inn: '6653000832', kpp: '665325934', guid: 'a', name: 'the_org' });
		const wrong = sampleReport({ inn: requisites.inn, guid: 'b', name: 'other' });
		Object.assign(this.answers, requisites, {
			account: String(made.data.id),
			ownInn: '6653000832',
			ownKpp: '665325934',
			seeded: seeded.id,
			seededInn: seeded.inn,
			seededKpp: seeded.kpp,
			certificate,
			otherCertificate: seedCertificates[1],
			cms: cms(certificate),
			reportName: report.filename,
			random: '3f2a8c1e-5b7d-4e90-8a61-c4d2e7f09b35',
			other: 'b71e4d06-92c8-4f3a-a5e7-0d8c6b1f2e94',
			zero: '00000000-0000-0000-0000-000000000000',
			clientId: demo.clientId,
			apiKey: demo.apiKey,
			login: partnerUser.login,
			password: partnerUser.password,
		});
		this.files.set('report', report.bytes);
		this.files.set('wrong', wrong.bytes);
		this.files.set('small', Buffer.from([1, 2, 3]));
		this.files.set('signature', Buffer.from(cms(certificate), 'base64'));
		this.files.set('large', large);
		this.files.set('empty', Buffer.alloc(0));
		this.files.set('scan', Buffer.from('%PDF-1.4 scanned'));
		this.answers.files = {
			large: largeText,
			signature: this.files.get('signature')?.toString('latin1'),
		};
		this.answers.nothing = {};
		this.files.set('password', Buffer.from(partnerUser.password));
		this.files.set('fund', Buffer.from('<?xml version="1.0" encoding="utf-8"?>\n<report/>\n'));
	}

	private async signIn(login: string): Promise<AxiosInstance> {
		const { data } = await requestToken(this.emulator, {
			grant_type: 'password',
			username: login,
			password: partnerUser.password,
		});
		return http(this.emulator, { Authorization: `Bearer ${String(data.access_token)}` });
	}

	private client(name: string): AxiosInstance {
		const client = this.clients.get(name);
		if (!client) throw new Error(`nobody is called ${name}`);
		return client;
	}

	/** Puts values in the place of `{placeholders}`, at any depth. */
	resolve(value: unknown): unknown {
		if (typeof value === 'string') {
			return value.replace(/\{([^{}]+)\}/g, (_, path: string) => {
				if (path.endsWith('+1ms')) return later(asText(valueAt(this.answers, path.slice(0, -4))));
				const found = asText(valueAt(this.answers, path));
				if (found === undefined) throw new Error(`there is no ${path}`);
				return found;
			});
		}
		if (Array.isArray(value)) return value.map((item) => this.resolve(item));
		if (!isObject(value)) return value;
		return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, this.resolve(item)]));
	}

	private body(ask: Ask): { data?: unknown; type?: string } {
		if (ask.json !== undefined)
			return { data: JSON.stringify(this.resolve(ask.json)), type: 'application/json' };
		if (ask.form) {
			const form = new URLSearchParams(this.resolve(ask.form) as Record<string, string>);
			return { data: form.toString(), type: 'application/x-www-form-urlencoded' };
		}
		if (ask.file === undefined) return {};
		const data = this.files.get(ask.file);
		if (!data) throw new Error(`there is no file ${ask.file}`);
		return { data, type: 'application/octet-stream' };
	}

	/** Asks everything and returns what does not hold. */
	async play({ asks, facts, demand, readings = {} }: Scenario): Promise<string[]> {
		this.emulator.control.setReadings(readings);
		if (demand) await this.receiveDemand(demand === 'encrypted');
		for (const ask of asks) await this.ask(ask);
		this.answers.parts = asks
			.filter(({ as }) => as.startsWith('part'))
			.map(({ as }) => valueAt(this.answers, `${as}.text`))
			.join('');
		return facts.map((fact) => judge(fact, this.answers)).filter((problem) => problem !== undefined);
	}

	async receiveDemand(encrypted = false): Promise<void> {
		const home = this.emulator.state.extern.accounts.get(String(this.answers.account));
		const facts = encrypted ? { encryptFor: certificate } : {};
		const { id } = await this.emulator.control.createIncoming(String(this.answers.account), facts);
		const documents = home?.docflows.get(id)?.documents ?? [];
		this.answers.encrypted = documents
			.flatMap(({ contents }) => contents)
			.find((content) => content.encrypted)?.contentId;
		const idOf = (type: string) => documents.find((document) => document.type === type)?.id;
		this.answers.demand = id;
		this.answers.demandFile = idOf('fns534-demand');
		const main = documents.find(({ type }) => type === 'fns534-demand');
		const stored = home?.contents.get(String(main?.contentId));
		if (stored) {
			const bytes = wholeContent(stored);
			this.files.set('demand', bytes);
			this.files.set('changedDemand', Buffer.concat([bytes, Buffer.from('\n')]));
		}
		this.answers.attachment = idOf('fns534-demand-attachment');
	}

	async ask(ask: Ask): Promise<void> {
		if (ask.after) this.emulator.state.clock.advance(ask.after);
		const [method, path] = String(this.resolve(ask.to)).split(' ');
		const { data, type } = this.body(ask);
		const answer = await this.client(ask.user ?? 'owner').request<Buffer>({
			method,
			url: path.replace(this.emulator.url, ''),
			data,
			headers: { ...(type ? { 'Content-Type': type } : {}), ...ask.headers },
			responseType: 'arraybuffer',
		});
		const bytes = Buffer.from(answer.data);
		this.answers[ask.as] = {
			status: answer.status,
			body: parse(bytes),
			text: bytes.toString('latin1'),
			length: bytes.length,
			headers: { ...answer.headers },
		} satisfies Answer;
	}
}

function later(moment = ''): string {
	return new Date(Date.parse(moment) + 1).toISOString();
}

function parse(bytes: Buffer): unknown {
	try {
		return JSON.parse(bytes.toString('utf8'));
	} catch {
		return null;
	}
}
