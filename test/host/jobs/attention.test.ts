import type { IDataObject } from 'n8n-workflow';
import { TestCertificates, type TestCertificate } from '../../support/testCertificates';
import { INN, shortenWaits } from './demand.fixture';
import { documentedRequests, Job } from './job.fixture';

let certificates: TestCertificates;
let certificate: TestCertificate;
beforeAll(async () => {
	certificates = await TestCertificates.create();
	certificate = await certificates.make('rsa', { inn: INN });
	shortenWaits();
});
afterAll(async () => {
	jest.restoreAllMocks();
	await certificates.remove();
});

let job: Job;
beforeEach(async () => {
	job = await Job.start(certificate);
});
afterEach(async () => await job.close());

const get = async (parameters: IDataObject = {}, at = job) =>
	await at.run('attention', 'getAll', { inns: INN, daysAhead: 30, ...parameters });

const DAY = 86_400_000;
const dayIn = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

test('a demand comes with its days left and its organization, before what is due later', async () => {
	const { id } = await job.emulator.control.createIncoming(job.account.id, {
		description: {
			'receipt-deadline-date': `${dayIn(2)}T00:00:00`,
			'reply-deadline-date': `${dayIn(9)}T00:00:00`,
		},
	});
	const { json, error } = await get();
	expect(error).toBeUndefined();
	const rows = json.filter(({ docflowId }) => docflowId === id);
	expect(rows.map(({ kind, deadline }) => [kind, deadline])).toEqual([
		['demand', dayIn(2)],
		['demand', dayIn(9)],
	]);
	expect(rows[0]).toMatchObject({
		inn: INN,
		organizationName: expect.stringContaining('«'),
		accountId: job.account.id,
		what: expect.stringContaining('Accept or decline the demand'),
	});
	expect(job.requests()).toEqual(documentedRequests('What Needs Attention'));
	const left = json.map(({ daysLeft }) => Number(daysLeft ?? 7));
	expect(left).toEqual([...left].sort((a, b) => a - b));
});

test('reports and payments, messages of the social fund and what was refused are in it', async () => {
	const { control } = job.emulator;
	await control.createIncoming(job.account.id, { type: 'fss-sedo-proactive-payments-demand' });
	const kinds = async () => new Set((await get()).json.map(({ kind }) => kind));
	const found = await kinds();
	for (const kind of ['report', 'payment', 'answer']) expect(found).toContain(kind);
	const report = [...job.account.docflows.values()].find(({ type }) => type === 'fns534-report');
	if (!report) throw new Error('the emulator has no report');
	report.successState = 'failed';
	report.changedAt = job.emulator.state.clock.now().getTime();
	const refused = (await get()).json.filter(({ kind }) => kind === 'refused');
	expect(refused.map(({ docflowId }) => docflowId)).toContain(report.id);
});

test('a certificate is in it as many days before its end as chosen, and as long after', async () => {
	const [certificateOfUser] = job.account.certificates;
	const isListed = async (days: number) => {
		// Days are those of Moscow.
		const day = new Date(Date.now() + days * DAY + 3 * 3600_000).toISOString().slice(0, 10);
		certificateOfUser.expiredAt = `${day}T12:00:00`;
		const { json } = await get({ options: { endWithin: 5 } });
		return json.some(({ kind, deadline }) => kind === 'certificate' && deadline === day);
	};
	expect([await isListed(5), await isListed(6)]).toEqual([true, false]);
	expect([await isListed(-5), await isListed(-6)]).toEqual([true, false]);
});

test('without INNs all accounts of the login are looked at; one that fails does not take the others', async () => {
	const { accounts: all } = job.emulator.state.extern;
	const [other, ...others] = [...all.values()].filter(({ id }) => id !== job.account.id);
	for (const { id } of others.slice(4)) all.delete(id);
	const path = `^/v1/${other.id}/organizations`;
	job.emulator.control.addFault({ method: 'GET', path, status: 403, times: 99 });
	const parameters = { inns: '', daysAhead: 30, options: { onPartialFailure: 'item' } };
	const { json, errorItems, error } = await job.run('attention', 'getAll', parameters, {
		onError: 'continueErrorOutput',
	});
	expect(error).toBeUndefined();
	const accounts = new Set(json.map(({ accountId }) => accountId));
	expect(accounts.size).toBeGreaterThan(3);
	expect(accounts).not.toContain(other.id);
	expect(errorItems).toHaveLength(1);
	expect(JSON.stringify(errorItems)).toContain(other.id);
});

test('an INN that no account has is refused by name', async () => {
	const { error } = await get({ inns: `${INN}, 7707083893` });
	expect(error?.message).toBe('No account has the INN 7707083893');
});
