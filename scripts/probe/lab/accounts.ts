import { X509Certificate } from 'node:crypto';
import { asArray, asText, at, type JsonObject } from '../../../test/emulator/core/values';
import { completeInn, isInn } from '../../../test/emulator/extern/organizations/inn';
import type { Ask } from '../ask';
import type { Answer } from '../ask/client';
import { keyPair } from '../ask/session';

export interface Account {
	/** Path of the account. */
	home: string;
	inn: string;
	kpp?: string;
}

/** The text at a path inside a response; an empty one for anything else. */
export const textAt = (value: unknown, ...path: string[]): string => asText(at(value, ...path)) ?? '';

/** An ID at a path inside a response, which is never used in a path unless it is one. */
export function idAt(ask: Ask, value: unknown, ...path: string[]): string {
	const id = textAt(value, ...path);
	return /^[\da-f-]{36}$/i.test(id) ? id : ask.lack('the server returned no ID where one is expected');
}

/** The elements of a list in a response, under any name. */
export function listIn(json: unknown): unknown[] {
	if (Array.isArray(json)) return json;
	const lists = Object.entries((json ?? {}) as JsonObject).filter(
		([name, value]) => Array.isArray(value) && !name.endsWith('links'),
	);
	return asArray(lists[0]?.[1]);
}

/** @throws Unanswered unless the request succeeded */
export function good(ask: Ask, what: string, answer: Answer): Answer {
	return answer.isGood ? answer : ask.lack(`${what} failed (HTTP ${answer.status})`);
}

const accountFrom = (ask: Ask, json: unknown): Account => ({
	home: `/v1/${idAt(ask, json, 'id')}`,
	inn: textAt(json, 'inn'),
	...(textAt(json, 'kpp') && { kpp: textAt(json, 'kpp') }),
});

export const accountList = (ask: Ask): Promise<Answer> =>
	ask.once('accounts', async () => good(ask, 'the list of accounts', await ask.extern('GET /v1')));

/** The accounts that probes look into; enough that one of them probably has something. */
const LOOKED_INTO = 5;

export const accounts = (ask: Ask): Promise<Account[]> =>
	ask.once('own accounts', async () => {
		const { json } = await accountList(ask);
		const found = listIn(json).slice(0, LOOKED_INTO);
		return found.map((account) => accountFrom(ask, account));
	});

const someDigits = () => String(Math.floor(1_000_000 + Math.random() * 9_000_000));

const COMPANY = 10;

/** Names of an INN in a certificate: of a company first, because a person's may stand next to it. */
const INN_NAMES = [
	/^(?:INNLE|1\.2\.643\.100\.4)=(\d{10})$/m,
	/^(?:INN|1\.2\.643\.3\.131\.1\.1)=(?:00)?(\d{10,12})$/m,
];

/** The INN of the key's owner: only an account with it may send with that key. */
async function certificateInn(ask: Ask): Promise<string | undefined> {
	if (!ask.has('keyFile')) return undefined;
	const { subject } = new X509Certificate((await keyPair(ask)).certificate.der);
	return INN_NAMES.map((name) => name.exec(subject)?.[1]).find((inn) => inn !== undefined && isInn(inn));
}

/** The account of KONTUR_ACCOUNT. Outside the test stand, one that has document flows was not made for probes. */
async function namedLab(ask: Ask): Promise<Account> {
	const home = `/v1/${idAt(ask, ask.key('account'))}`;
	const { json } = good(ask, 'reading KONTUR_ACCOUNT', await ask.extern(`GET ${home}`));
	if (!ask.run.isTestStand) {
		const docflows = good(
			ask,
			'reading KONTUR_ACCOUNT',
			await ask.extern(`GET ${home}/docflows`, { query: { take: 1 } }),
		);
		const isUsed = listIn(docflows.json).length > 0;
		if (isUsed) return ask.lack('KONTUR_ACCOUNT has document flows, so it was not made for this');
	}
	return accountFrom(ask, json);
}

/** The account to write into: the one named for it, or on the test stand a new one. */
export const lab = (ask: Ask): Promise<Account> =>
	ask.once('lab', async () => {
		if (ask.has('account')) return await namedLab(ask);
		if (!ask.run.isTestStand) return ask.lack('KONTUR_ACCOUNT names no account to write into');
		const inn = (await certificateInn(ask)) ?? completeInn(`77${someDigits()}`);
		const facts = {
			inn,
			...(inn.length === COMPANY && { kpp: '770101001' }),
			'organization-name': 'ООО «Проба»',
		};
		return accountFrom(
			ask,
			good(ask, 'creating an account', await ask.extern('POST /v1', { json: facts })).json,
		);
	});
