import { listAll, type Client } from '../../../shared/transport';
import { duePaymentsShape, dueReportsShape, organizationShape } from '../../api/types';

/** An organization of an account. */
export interface Owner {
	id: string;
	name?: string;
	inn?: string;
	kpp?: string;
}

/** A report or payment with its deadline. */
export interface Due {
	kind: 'report' | 'payment';
	owner: Owner;
	/** Calendar day, `2024-05-20`. */
	deadline: string;
	name: string;
	fullName?: string;
	knd?: string;
	formId?: number;
	year?: number;
	/** Quarter, month or year, as Kontur counts it. */
	number?: number;
	periodStart?: string;
	periodEnd?: string;
	/** What has become of a report, in kebab case: `not-sent`. */
	status?: string;
}

interface Days {
	accountId: string;
	/** Calendar days, `2024-05-20`. */
	from: string;
	to: string;
}

const organizationsPath = '/v1/{accountId}/organizations';
const reportsPath = '/v1/{accountId}/reports-tables/search';
const paymentsPath = '/v1/{accountId}/reports-tables/search-payments';

export const dueRoutes = [`GET ${organizationsPath}`, `POST ${reportsPath}`, `POST ${paymentsPath}`] as const;

/** A page of Kontur's search. */
const MOST_AT_ONCE = 100;

const startOf = (day: string) => `${day}T00:00:00`;
const dayOf = (moment: string | null | undefined) => moment?.slice(0, 10);

/** Kontur's pages show the statuses in camel case, its API writes names in kebab case. */
const kebab = (text: string) => text.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Lists the organizations of an account. */
export async function ownersOf(client: Client, accountId: string): Promise<Owner[]> {
	const organizations = await listAll(
		client,
		{ method: 'GET', path: organizationsPath, pathValues: { accountId }, element: organizationShape },
		{ style: 'skipTake', items: 'organizations' },
	);
	return organizations.map(({ id, general }) => ({
		id,
		name: general?.name ?? undefined,
		inn: general?.inn ?? undefined,
		kpp: general?.kpp ?? undefined,
	}));
}

async function forGroups<T>(owners: readonly Owner[], read: (group: readonly Owner[]) => Promise<T[]>) {
	const all: T[] = [];
	for (let at = 0; at < owners.length; at += MOST_AT_ONCE) {
		all.push(...(await read(owners.slice(at, at + MOST_AT_ONCE))));
	}
	return all;
}

const byId = (owners: readonly Owner[]) => {
	const known = new Map(owners.map((owner) => [owner.id.toLowerCase(), owner]));
	return (id: string): Owner => known.get(id.toLowerCase()) ?? { id };
};

/**
 * Lists the reports that organizations have to send within some days, sent or not.
 * Source: Kontur.Extern documentation, "Reports tables", search.
 */
export async function dueReports(
	client: Client,
	owners: readonly Owner[],
	{ accountId, from, to }: Days,
): Promise<Due[]> {
	const ownerOf = byId(owners);
	const tables = await forGroups(
		owners,
		async (group) =>
			await listAll(
				client,
				{
					method: 'POST',
					path: reportsPath,
					pathValues: { accountId },
					body: {
						'organization-ids': group.map(({ id }) => id),
						'date-from': startOf(from),
						'date-to': startOf(to),
					},
					repeat: 'harmless',
					element: dueReportsShape,
				},
				{ style: 'search', items: 'reports-tables', total: 'unsaid' },
				// One element for each organization asked for, so that the last page is known.
				group.length,
			),
	);
	return tables.flatMap(({ 'organization-id': id, forms }) =>
		forms.flatMap(({ 'form-info': form, deadlines }) =>
			deadlines.map((one) => ({
				kind: 'report' as const,
				owner: ownerOf(id),
				deadline: one.deadline.slice(0, 10),
				name: form['form-short-name'] ?? form['form-full-name'] ?? String(form['form-id']),
				fullName: form['form-full-name'] ?? undefined,
				knd: form.knd ?? undefined,
				formId: form['form-id'],
				year: one['period-year'] ?? undefined,
				number: one['period-number'] ?? undefined,
				periodStart: dayOf(one['period-start']),
				periodEnd: dayOf(one['period-end']),
				status: kebab(one.status),
			})),
		),
	);
}

/**
 * Lists the taxes and contributions that organizations have to pay within some days.
 * Source: Kontur.Extern documentation, "Reports tables", payments.
 */
export async function duePayments(
	client: Client,
	owners: readonly Owner[],
	{ accountId, from, to }: Days,
): Promise<Due[]> {
	const ownerOf = byId(owners);
	const lists = await forGroups(
		owners,
		async (group) =>
			await listAll(
				client,
				{
					method: 'POST',
					path: paymentsPath,
					pathValues: { accountId },
					body: {
						'organization-ids': group.map(({ id }) => id),
						'deadline-from': startOf(from),
						'deadline-to': startOf(to),
					},
					repeat: 'harmless',
					element: duePaymentsShape,
				},
				{ style: 'search', items: 'organization-payments' },
				group.length,
			),
	);
	return lists.flatMap(({ 'organization-id': id, payments }) =>
		payments.flatMap((payment) =>
			payment['payment-periods'].map((one) => ({
				kind: 'payment' as const,
				owner: ownerOf(id),
				deadline: one.deadline.slice(0, 10),
				name: payment['short-name'] ?? payment['full-name'] ?? '',
				fullName: payment['full-name'] ?? undefined,
				year: one['period-year'] ?? undefined,
				number: one['period-number'] ?? undefined,
			})),
		),
	);
}

/**
 * Tells whether a report still has to be sent: it was not, or the authority declined it.
 * Source: Kontur.Extern documentation, "Reports tables", deadline statuses.
 */
export const isOpen = ({ status }: Due): boolean =>
	status === undefined || status === 'declined' || status.startsWith('not-sent');
