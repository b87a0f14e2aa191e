import type { IDataObject } from 'n8n-workflow';
import { parseInn, partsOf, runOperation, toList, type Output } from '../../../shared/catalog';
import { t } from '../../../shared/language';
import { listAll, mapConcurrent, type Client } from '../../../shared/transport';
import { attentionFields } from '../../fields';
import { refusal } from '../../api/refusal';
import { accountShape, type Account } from '../../api/types';
import { attentionOf, attentionRoutes, type Concern } from '../../jobs/attention';
import { dayIn, daysBetween } from '../../jobs/due';

/** Deadlines are days of Moscow's calendar. */
const MOSCOW = 'Europe/Moscow';

/** Lists the accounts of the login, or those of the organizations named. */
async function chosenAccounts(client: Client, inns: string): Promise<Account[]> {
	const all = await listAll(
		client,
		{ method: 'GET', path: '/v1', element: accountShape },
		{ style: 'skipTake', items: 'accounts' },
	);
	const wanted = toList(inns).map((text) => ({ text, ...parseInn(text, t`Client INNs`) }));
	if (wanted.length === 0) return all;
	const missing = wanted.filter(
		({ inn, kpp }) => !all.some((account) => account.inn === inn && (!kpp || account.kpp === kpp)),
	);
	if (missing.length > 0) {
		throw refusal(
			t`No account has the INN ${missing.map(({ text }) => text).join(', ')}`,
			t`The user in the credential sees no such account. Check Client INNs and the credential.`,
		);
	}
	return all.filter((account) =>
		wanted.some(({ inn, kpp }) => account.inn === inn && (!kpp || account.kpp === kpp)),
	);
}

const shown = (concern: Concern, account: Account, today: string): IDataObject => ({
	kind: concern.kind,
	what: concern.what,
	deadline: concern.deadline,
	daysLeft: concern.deadline && daysBetween(today, concern.deadline),
	organizationName: concern.organizationName ?? account['organization-name'],
	inn: concern.inn ?? account.inn,
	kpp: concern.kpp ?? account.kpp,
	link: concern.link,
	docflowId: concern.docflowId,
	accountId: account.id,
});

/** Each asks one request at a time. */
const ACCOUNTS_AT_ONCE = 4;

/** The least time left first; what has no deadline comes after what is due within a week. */
const WITHOUT_DEADLINE = 7;
const urgency = ({ json }: Output) => Number(json.daysLeft ?? WITHOUT_DEADLINE);

export const getMany = runOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get what needs attention',
	description:
		'List what somebody has to look at across accounts, the worst first; one item each: demands and messages that want an answer, refused documents, reports and payments due, certificates and powers of attorney that end',
	fields: attentionFields,
	calls: () => ['GET /v1', ...attentionRoutes],
	run: async (context) => {
		const { params, client, log } = context;
		const { daysAhead, options } = params;
		const { daysBack = 30, endWithin = 30, onPartialFailure } = options;
		const today = dayIn(Date.now(), MOSCOW);
		const accounts = await chosenAccounts(client, params.inns);
		const parts = partsOf(context, onPartialFailure);
		let read = 0;
		const perAccount = await mapConcurrent(accounts, ACCOUNTS_AT_ONCE, async (account): Promise<Output[]> => {
			const horizon = { accountId: account.id, today, daysAhead, daysBack, endWithin };
			const concerns = await attentionOf(client, horizon).catch((error: unknown) => {
				const name = account['organization-name'] ?? account.inn ?? account.id;
				parts.fail({ name, ids: { accountId: account.id }, error });
			});
			if (!concerns) return [];
			read += 1;
			log(`account ${read} of ${accounts.length}`);
			const rows = concerns.map((concern) => ({ json: shown(concern, account, today) }));
			context.gather(rows);
			return rows;
		});
		const outputs = perAccount.flat().sort((a, b) => urgency(a) - urgency(b));
		return parts.finish(outputs, read);
	},
});
