import { t } from '../../../shared/language';
import { listAll, type Client } from '../../../shared/transport';
import { certificateShape, docflowShape, warrantShape, type Docflow } from '../../api/types';
import { lastPart, nameOfUrn } from '../../api/urns';
import {
	daysBetween,
	type Due,
	duePayments,
	dueReports,
	dueRoutes,
	isOpen,
	ownersOf,
	plusDays,
} from '../due';
import { fundDemandTypes, manualActions } from '../reply';

/** What a row is about. */
type Kind = 'demand' | 'answer' | 'refused' | 'report' | 'payment' | 'certificate' | 'powerOfAttorney';

/** Something that somebody has to look at. */
export interface Concern {
	kind: Kind;
	what: string;
	/** Calendar day, `2024-05-20`. */
	deadline?: string;
	organizationName?: string;
	inn?: string;
	kpp?: string;
	docflowId?: string;
	/** The document flow in Kontur's web interface, if Kontur gives a link. */
	link?: string;
}

interface Horizon {
	accountId: string;
	/** Calendar day, `2024-05-20`. */
	today: string;
	/** How far to look ahead for reports, payments and demands. */
	daysAhead: number;
	/** How far to look back for what was refused, or not sent in time. */
	daysBack: number;
	/** When to begin to warn of certificates and powers of attorney that end. */
	endWithin: number;
}

const docflowsPath = '/v1/{accountId}/docflows';
const certificatesPath = '/v1/{accountId}/certificates';
const warrantsPath = '/v1/{accountId}/warrants';

export const attentionRoutes = [
	`GET ${docflowsPath}`,
	`GET ${certificatesPath}`,
	`GET ${warrantsPath}`,
	...dueRoutes,
] as const;

const dayOf = (moment: string | null | undefined) => moment?.slice(0, 10);

function partyOf({ description }: Docflow): Pick<Concern, 'inn' | 'kpp'> {
	const [inn, kpp] = String(description?.['payer-inn'] ?? description?.['recipient-inn'] ?? '').split('-');
	return { inn: inn || undefined, kpp: kpp || undefined };
}

const linkOf = ({ links }: Docflow) => links?.find(({ rel }) => rel === 'web-docflow')?.href ?? undefined;

const kindOf = (docflow: Docflow): Kind => {
	if (lastPart(docflow['success-state']) === 'failed') return 'refused';
	return lastPart(docflow.type) === 'fns534-demand' ? 'demand' : 'answer';
};

function concernsOf(docflow: Docflow): Concern[] {
	return manualActions(docflow).map(({ what, deadline }) => ({
		kind: kindOf(docflow),
		what: [nameOfUrn(docflow.type, 'docflow') ?? lastPart(docflow.type), what].join(': '),
		deadline: deadline?.date,
		...partyOf(docflow),
		docflowId: String(docflow.id),
		link: linkOf(docflow),
	}));
}

/** Lists document flows. Kontur hides some types unless they are named, so they are asked for apart. */
async function listDocflows(client: Client, { accountId, today, daysBack }: Horizon): Promise<Docflow[]> {
	const list = async (query: Record<string, string | boolean | readonly string[]>) =>
		await listAll(
			client,
			{ method: 'GET', path: docflowsPath, pathValues: { accountId }, query, element: docflowShape },
			{ style: 'skipTake', items: 'docflows-page-item' },
		);
	const updatedFrom = `${plusDays(today, -daysBack)}T00:00:00Z`;
	const open = await list({ finished: false, incoming: true });
	const ofFund = await list({ finished: false, incoming: true, type: fundDemandTypes });
	const refused = await list({ incoming: false, successState: ['failed', 'warning'], updatedFrom });
	return [...new Map([...open, ...ofFund, ...refused].map((docflow) => [docflow.id, docflow])).values()];
}

async function ending(client: Client, { accountId, today, endWithin }: Horizon): Promise<Concern[]> {
	const until = plusDays(today, endWithin);
	const isNear = ({ deadline }: Concern) => deadline !== undefined && deadline <= until;
	const certificates = await listAll(
		client,
		{ method: 'GET', path: certificatesPath, pathValues: { accountId }, element: certificateShape },
		{ style: 'skipTake', items: 'certificates' },
	);
	const warrants = await listAll(
		client,
		{ method: 'GET', path: warrantsPath, pathValues: { accountId }, element: warrantShape },
		{ style: 'skipTake', items: 'organization-warrant-informations' },
	);
	const ofCertificates = certificates.map((one) => ({
		kind: 'certificate' as const,
		what: t`The certificate of ${one.fio ?? one.inn ?? one.thumbprint ?? t`an unnamed owner`} ends`,
		deadline: dayOf(one['expired-at']),
		inn: one.inn ?? undefined,
		kpp: one.kpp ?? undefined,
	}));
	const ofWarrants = warrants.map(({ warrant, ...one }) => ({
		kind: 'powerOfAttorney' as const,
		what: warrant.number ? t`Power of attorney ${warrant.number} ends` : t`Power of attorney ends`,
		deadline: dayOf(warrant['date-end']),
		organizationName: one['organization-name'] ?? undefined,
		inn: one.inn ?? undefined,
		kpp: one.kpp ?? undefined,
	}));
	// Those that ended long ago were replaced.
	const isRecent = ({ deadline }: Concern) =>
		deadline !== undefined && daysBetween(deadline, today) <= endWithin;
	return [...ofCertificates, ...ofWarrants].filter((one) => isNear(one) && isRecent(one));
}

const ofDue = ({ kind, owner, deadline, name, status }: Due): Concern => ({
	kind,
	what:
		kind === 'payment'
			? t`Pay: ${name}`
			: status === 'declined'
				? t`Declined, send again: ${name}`
				: t`Send: ${name}`,
	deadline,
	organizationName: owner.name,
	inn: owner.inn,
	kpp: owner.kpp,
});

/**
 * Lists what needs attention in an account: demands and messages that want an answer, refused documents, reports and
 * payments due, certificates and powers of attorney that end.
 */
export async function attentionOf(client: Client, horizon: Horizon): Promise<Concern[]> {
	const { accountId, today, daysAhead, daysBack } = horizon;
	const to = plusDays(today, daysAhead);
	const owners = await ownersOf(client, accountId);
	const docflows = await listDocflows(client, horizon);
	const reports = await dueReports(client, owners, { accountId, from: plusDays(today, -daysBack), to });
	const payments = await duePayments(client, owners, { accountId, from: today, to });
	const named = (concern: Concern): Concern => {
		const owner = owners.find(({ inn, kpp }) => inn === concern.inn && (!concern.kpp || kpp === concern.kpp));
		return { ...concern, organizationName: concern.organizationName ?? owner?.name };
	};
	return [
		...docflows.flatMap(concernsOf).map(named),
		...[...reports.filter(isOpen), ...payments].map(ofDue),
		...(await ending(client, horizon)).map(named),
	];
}
