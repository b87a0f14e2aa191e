import { asArray, asText, at, isObject, type JsonObject } from '../../../test/emulator/core/values';
import type { Ask } from '../ask';
import type { Answer, Query } from '../ask/client';
import { good, listIn, textAt } from './accounts';

export interface Register {
	/** Path of the organization. */
	organization: string;
	inn: string;
	path: string;
	/** The register as the list shows it. */
	facts: unknown;
}

/** One fiscal document out of its envelope. */
export interface Document {
	kind: string;
	body: JsonObject;
}

const LOOKED_INTO = 3;
const DAY = 86_400_000;
const DAYS = 7;
/** Cash registers whose documents are read. */
const MOST = 20;

/** A local time of a period. */
export const wallTime = (moment: number): string => new Date(moment).toISOString().slice(0, 19);

/** A part of a path that the server returned; our own requests name nothing else. */
const segment = (ask: Ask, value: unknown, name: string): string => {
	const text = textAt(value, name);
	return /^[\w-]{1,40}$/.test(text) ? text : ask.lack('the server returned no ID where one is expected');
};

export const organizations = (ask: Ask): Promise<unknown[]> =>
	ask.once('OFD organizations', async () =>
		listIn(good(ask, 'the list of organizations', await ask.ofd('GET /v2/organizations')).json),
	);

export const registers = (ask: Ask): Promise<Register[]> =>
	ask.once('cash registers', async () => {
		const found: Register[] = [];
		for (const item of (await organizations(ask)).slice(0, LOOKED_INTO)) {
			const organization = `/v2/organizations/${segment(ask, item, 'id')}`;
			const { json } = good(
				ask,
				'the list of cash registers',
				await ask.ofd(`GET ${organization}/cashboxes`),
			);
			for (const facts of listIn(json)) {
				const path = `${organization}/cashboxes/${segment(ask, facts, 'regNumber')}`;
				found.push({ organization, inn: textAt(item, 'inn').trim(), path, facts });
			}
		}
		return found.length > 0 ? found : ask.lack('the key opens no cash register');
	});

export const byPeriod = (ask: Ask, { path }: Pick<Register, 'path'>, query: Query): Promise<Answer> =>
	ask.ofd(`GET ${path}/documents/by-period`, { query });

export function opened(value: unknown): Document[] {
	return asArray(value).flatMap((envelope) => {
		const entries = isObject(envelope) ? Object.entries(envelope) : [];
		return entries.slice(0, 1).flatMap(([kind, body]) => (isObject(body) ? [{ kind, body }] : []));
	});
}

export const documentsIn = ({ json }: Answer): Document[] => opened(at(json, 'documents'));

export const numberOf = ({ body }: Document): number => Number(body.fiscalDocumentNumber);
export const driveOf = ({ body }: Document): string => (asText(body.fiscalDriveNumber) ?? '').trim();

export interface Week {
	register: Register;
	/** Query of the period. */
	period: { dateFrom: string; dateTo: string };
	documents: Document[];
	answer: Answer;
}

/** The documents of the last week, of every register that has some and may be read. */
export const weeks = (ask: Ask): Promise<Week[]> =>
	ask.once('weeks', async () => {
		const now = Date.now();
		const period = { dateFrom: wallTime(now - DAYS * DAY), dateTo: wallTime(now) };
		const found: Week[] = [];
		for (const register of (await registers(ask)).slice(0, MOST)) {
			const answer = await byPeriod(ask, register, period);
			const documents = answer.isGood ? documentsIn(answer) : [];
			if (documents.length > 0) found.push({ register, period, documents, answer });
		}
		return found.length > 0 ? found : ask.lack('no cash register has documents of the last week');
	});

/** The register with the most documents of the last week. */
export const week = async (ask: Ask): Promise<Week> =>
	(await weeks(ask)).reduce((best, other) => (other.documents.length > best.documents.length ? other : best));
