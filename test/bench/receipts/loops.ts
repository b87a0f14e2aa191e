import { isDeepStrictEqual } from 'util';
import type { AxiosInstance } from 'axios';
import { GiveUp } from '../../e2e/support/wait';
import type { BenchEmulator, Read } from '../emulator';
import { bareLoop, bareOfd } from '../engine';
import { shapedByHand } from './byHand';

/** The bare loops of axios calls that the nodes are compared with. */

const PAGE = 1000;
// As many documents as a poll of the trigger reads.
const LOT = 25_000;

/** What a loop written by hand makes of a document. */
export type Shape = (document: object, register: Register) => object;

export const asItIs: Shape = (document) => document;

interface Register {
	regNumber: string;
	name?: string;
	salesPointName?: string;
}

type Period = Pick<BenchEmulator, 'url' | 'organizationId' | 'from' | 'to'>;

/** Adds what the node adds. */
export const withAdditions =
	({ organizationId }: Period): Shape =>
	(document, { regNumber, name, salesPointName }) =>
		shapedByHand(document, { organizationId, cashbox: { regNumber, name, salesPointName } });

const registersOf = async (client: AxiosInstance, { organizationId }: Period): Promise<Register[]> =>
	(await client.get<Register[]>(`/v2/organizations/${organizationId}/cashboxes`)).data;

/**
 * All documents of all registers, as a loop written by hand reads them.
 * @param hand takes the items of a page
 */
export async function bare(
	period: Period,
	width: number,
	hand: (items: Array<{ json: object }>) => void,
	shape = asItIs,
): Promise<void> {
	const { url, organizationId, from, to } = period;
	const client = await bareOfd(url);
	const organization = `/v2/organizations/${organizationId}`;
	await bareLoop(await registersOf(client, period), width, async (register) => {
		const { regNumber } = register;
		let offset: string | undefined;
		for (;;) {
			const { data } = await client.get<{ documents: object[]; paging: { nextOffset?: string | null } }>(
				`${organization}/cashboxes/${regNumber}/documents/by-period`,
				{ params: { dateFrom: from, dateTo: to, limit: PAGE, offset } },
			);
			hand(data.documents.map((document) => ({ json: shape(document, register) })));
			const next = data.paging.nextOffset;
			if (!next || decodeURIComponent(next) === offset) return;
			offset = decodeURIComponent(next);
		}
	});
}

/**
 * Gathers items and hands them over by lots, as the trigger does: until then they are in one's hands.
 * @param work gathers
 * @returns how many there were in all
 */
export async function inLots(
	work: (take: (items: readonly object[]) => void) => Promise<void>,
): Promise<number> {
	let count = 0;
	let lot: object[] = [];
	await work((items) => {
		lot.push(...items);
		if (lot.length < LOT) return;
		count += lot.length;
		lot = [];
	});
	return count + lot.length;
}

/**
 * @param items what the node makes of the first documents of the first register, at most a page
 * @throws GiveUp when the loop makes something else of them
 */
export async function compare(period: Period, shape: Shape, items: readonly object[]): Promise<void> {
	const { organizationId, from, to } = period;
	const client = await bareOfd(period.url);
	const [register] = await registersOf(client, period);
	const { data } = await client.get<{ documents: object[] }>(
		`/v2/organizations/${organizationId}/cashboxes/${register.regNumber}/documents/by-period`,
		{ params: { dateFrom: from, dateTo: to, limit: items.length } },
	);
	const theirs = data.documents.map((document) => shape(document, register));
	if (!isDeepStrictEqual(JSON.parse(JSON.stringify(theirs)), JSON.parse(JSON.stringify(items))))
		throw new GiveUp('The loop by hand makes something else of documents than the node');
}

/** The same requests as somebody else's, by a loop written by hand. @returns the number of documents that came */
export async function sameReads(
	emulator: BenchEmulator,
	width: number,
	reads: readonly Read[],
	shape = asItIs,
): Promise<number> {
	const client = await bareOfd(emulator.url);
	const registers = new Map<string, Register>();
	if (shape !== asItIs)
		for (const register of await registersOf(client, emulator)) registers.set(register.regNumber, register);
	return await inLots(async (take) => {
		await bareLoop(reads, width, async ({ path, query }) => {
			const { data } = await client.get<{ documents?: object[] }>(path, {
				params: query,
				paramsSerializer: { indexes: null },
			});
			const regNumber = path.split('/')[5];
			const register = registers.get(regNumber) ?? { regNumber };
			take((data.documents ?? []).map((document) => ({ json: shape(document, register) })));
		});
	});
}
