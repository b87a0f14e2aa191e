import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deadlinesBetween, reportForms } from '../emulator/extern/handbooks/reportForms';
import type { Account } from '../emulator/extern/model';
import { verifyBare, verifyDetached } from './support/certificate';
import { errorOf, itemsOf, oneOf, type Json } from './support/execution';
import {
	accountOf,
	dataToSign,
	docflowsOf,
	documentIn,
	exampleFor,
	extern,
	ip,
	onlyDocflow,
	putFile,
	readFile,
	run,
	signXml,
	succeed,
	typesOf,
} from './support/scenarios/scenarios';
import { byId, chain, startStand, type Stand } from './support/stand';
import { FakeTelegram } from './support/scenarios/messages';

/* What people send to the statistics office, the social fund, the ministry and the registration office. */

let stand: Stand;

beforeAll(async () => {
	stand = await startStand('scenarios-funds', {
		robotsMode: 'timed',
		robotsStepMs: 300,
		verifySignatures: true,
	});
}, 240_000);

afterAll(async () => {
	await stand?.stop();
});

const parties = ({ inn, kpp }: Account): Json => ({
	senderInn: inn,
	senderKpp: kpp ?? '',
	certificateFrom: 'credential',
	senderIpAddress: ip,
});

const fromNode = (node: string, field = 'id') => byId(`={{ $('${node}').item.json.${field} }}`);

describe('28.8 Rosstat report and letter', () => {
	const settings = (name: string, office = '00-87') => ({
		reportFile: putFile(stand, name, `<report okud="0610013" number="${name}"/>`),
		okpo: '12345678',
		office,
		waitSeconds: 30,
	});

	test('statistics-report.json sends it once, signed, sends the receipt and downloads the protocol', async () => {
		const account = accountOf(stand, 0);
		const workflow = exampleFor(stand, 'statistics-report.json', account, settings('P-4.xml'));
		const execution = await succeed(stand, workflow);
		const docflow = onlyDocflow(account, 'stat-report');
		expect(docflow).toMatchObject({
			status: 'finished',
			successState: 'successful',
			description: { recipient: '00-87', okpo: '12345678', okud: '0610013' },
		});
		const { filename, content, signatures } = documentIn(stand, account, docflow, 'stat-report');
		expect(filename).toBe('P-4.xml');
		expect(signatures).toHaveLength(1);
		await verifyDetached(stand.signer, signatures[0], content);
		// The office's own receipt has the same type.
		const receipts = () => typesOf(docflow).filter((type) => type === 'stat-report-receipt');
		expect(receipts()).toHaveLength(2);
		const receipt = documentIn(stand, account, docflow, 'stat-report-receipt');
		await verifyDetached(stand.signer, receipt.signatures[0], receipt.content);
		const [protocol] = itemsOf(execution, 'Download Protocol');
		expect(protocol.json.type).toBe('stat-report-protocol-v2-positive');
		expect((await stand.n8n.binary(protocol.binary?.data ?? { data: '' })).length).toBeGreaterThan(0);
		expect(oneOf(execution, 'Accepted').message).toContain('The statistics office has accepted P-4.xml.');

		await succeed(stand, workflow);
		expect(onlyDocflow(account, 'stat-report')).toBe(docflow);
		expect(receipts()).toHaveLength(2);
	});

	test('statistics-report.json tells a refusal', async () => {
		const account = accountOf(stand, 0);
		const refused = settings('refused.xml', '00-88');
		const execution = await run(stand, exampleFor(stand, 'statistics-report.json', account, refused));
		expect(errorOf(execution)?.message).toContain('The statistics office has not accepted the report');
	});

	test('a letter answers the one that came in, with an attachment', async () => {
		const account = accountOf(stand, 1);
		const incoming = await stand.emulator.control.createIncoming(account.id, {
			type: 'stat-cu-letter',
			subject: 'О сдаче П-4',
		});
		const letter = putFile(stand, 'letter.txt', 'Отчет отправлен');
		const attachment = putFile(stand, 'attachment.pdf', '%PDF-1.4 copy');
		const add = (name: string, type: string) =>
			extern(stand, account, [name, 'draftDocument', 'add'], {
				draftId: fromNode('Draft'),
				signature: 'certificate',
				additionalFields: { type },
			});
		const workflow = chain(
			'Letter to Rosstat',
			extern(stand, account, ['Answer', 'docflow', 'answer'], {
				answerFor: 'one',
				docflowId: byId(incoming.id),
				senderIpAddress: ip,
			}),
			extern(stand, account, ['Draft', 'draft', 'create'], {
				...parties(account),
				recipientType: 'togs-code',
				recipientCode: '00-87',
				additionalFields: {
					payerOkpo: '12345678',
					subject: 'Re: О сдаче П-4',
					relatedDocflowId: "={{ $('Answer').item.json.docflowId }}",
				},
			}),
			readFile('Read Letter', letter),
			add('Add Letter', 'stat-letter'),
			readFile('Read Attachment', attachment),
			add('Add Attachment', 'stat-letter-attachment'),
			extern(stand, account, ['Send', 'draft', 'send'], { draftId: fromNode('Draft') }),
			extern(stand, account, ['Wait', 'docflow', 'wait'], {
				docflowId: byId('={{ $json.docflowId }}'),
				statuses: ['delivered'],
			}),
		);
		const execution = await succeed(stand, workflow);
		const sent = onlyDocflow(account, 'stat-letter');
		expect(oneOf(execution, 'Wait')).toMatchObject({ id: sent.id, reached: true });
		expect(sent.description).toMatchObject({
			subject: 'Re: О сдаче П-4',
			okpo: '12345678',
			'related-docflow-id': incoming.id,
		});
		for (const [type, text] of [
			['stat-letter', 'Отчет отправлен'],
			['stat-letter-attachment', '%PDF-1.4 copy'],
		]) {
			const { content, signatures } = documentIn(stand, account, sent, type);
			expect(content.toString()).toBe(text);
			await verifyDetached(stand.signer, signatures[0], content);
		}
		const answered = onlyDocflow(account, 'stat-cu-letter');
		expect(answered.status).toBe('finished');
		expect(typesOf(answered).filter((type) => type === 'stat-cu-letter-receipt')).toHaveLength(1);
	});
});

describe('28.9 Social fund: EFS-1', () => {
	const report = (number: number) =>
		`<?xml version="1.0" encoding="utf-8"?>\n<ЭДСФР><ЕФС-1 N="${number}"/></ЭДСФР>\n`;
	const settings = (number: number, office: string) => ({
		reportFile: putFile(stand, `EFS-1_${number}.xml`, report(number)),
		registrationNumber: '087-001-012345',
		office,
		waitSeconds: 30,
	});

	test('social-fund-report.json sends it once with a bare signature and downloads the protocol', async () => {
		const account = accountOf(stand, 2);
		const workflow = exampleFor(stand, 'social-fund-report.json', account, settings(1, '087-001'));
		const execution = await succeed(stand, workflow);
		const docflow = onlyDocflow(account, 'sfr-report');
		expect(docflow).toMatchObject({
			status: 'finished',
			successState: 'successful',
			description: { recipient: '087-001', 'registration-number': '087-001-012345' },
		});
		const sent = documentIn(stand, account, docflow, 'sfr-report-report-document');
		expect(sent.content.toString()).toBe(report(1));
		expect(sent.signatures).toHaveLength(1);
		await verifyBare(stand.signer, sent.signatures[0], dataToSign(stand, account, docflow));
		expect(itemsOf(execution, 'Download Protocol').map(({ json }) => json.type)).toEqual([
			'sfr-report-protocol-check',
		]);
		expect(oneOf(execution, 'Accepted').message).toContain('The social fund has accepted EFS-1_1.xml.');

		await succeed(stand, workflow);
		expect(onlyDocflow(account, 'sfr-report')).toBe(docflow);
	});

	test.each([
		['a refusal', '087-088', 'The social fund has not accepted the report'],
		['that nothing has come yet', '087-001', 'The social fund has not answered yet'],
	])('social-fund-report.json tells %s', async (what, office, message) => {
		const account = accountOf(stand, 3);
		if (what !== 'a refusal') stand.emulator.control.setOptions({ robotsMode: 'manual' });
		const workflow = exampleFor(stand, 'social-fund-report.json', account, {
			...settings(2, office),
			waitSeconds: 5,
		});
		const execution = await run(stand, workflow);
		stand.emulator.control.setOptions({ robotsMode: 'timed' });
		expect(errorOf(execution)?.message).toContain(message);
	});

	test('a file that carries its XML signature inside is sent as it is', async () => {
		const account = accountOf(stand, 4);
		const workflow = chain(
			'EFS-1, signed before',
			readFile('Read', putFile(stand, 'EFS-1_3.xml', report(3))),
			signXml(stand),
			extern(stand, account, ['Send', 'report', 'send'], {
				senderIpAddress: ip,
				binaryPropertyName: 'signature',
				additionalFields: {
					...{ senderInn: account.inn, senderKpp: account.kpp ?? '' },
					...{ recipientType: 'sfr-code', recipientCode: '087-001' },
					payerRegistrationNumberSfr: '087-001-012345',
				},
			}),
		);
		const execution = await succeed(stand, workflow);
		const docflow = onlyDocflow(account, 'sfr-report');
		const { content, signatures } = documentIn(stand, account, docflow, 'sfr-report-report-document');
		const [{ binary }] = itemsOf(execution, 'Sign XML');
		expect(content.equals(await stand.n8n.binary(binary?.signature ?? { data: '' }))).toBe(true);
		expect(content.toString()).toContain('http://www.w3.org/2000/09/xmldsig#');
		expect(signatures).toEqual([]);
	});
});

test('28.10 application to join the electronic exchange (ZPED), built by Kontur and signed with XMLDSig', async () => {
	const account = accountOf(stand, 5);
	const draftId = fromNode('Draft');
	const workflow = chain(
		'ZPED',
		extern(stand, account, ['Draft', 'draft', 'create'], {
			...parties(account),
			recipientType: 'sfr-code',
			recipientCode: '087-001',
			additionalFields: { payerRegistrationNumberSfr: '087-001-012345' },
		}),
		extern(stand, account, ['Build', 'draft', 'buildDocument'], {
			draftId,
			contractType: 'ZPED',
			contract: JSON.stringify({
				'for-ul': true,
				'insurer-ul': {
					'full-name': 'ООО «Ромашка»',
					'short-name': 'Ромашка',
					phone: '+7 495 000-00-00',
					email: 'a@example.com',
				},
				representative: { surname: 'Петров', name: 'Петр', patronymic: 'Петрович', position: 'Директор' },
			}),
		}),
		extern(stand, account, ['Download', 'content', 'download'], {
			contentId: "={{ $json.contents[0]['content-id'] }}",
		}),
		signXml(stand),
		extern(stand, account, ['Put Back', 'draftDocument', 'update'], {
			draftId,
			documentId: "={{ $('Build').item.json.id }}",
			binaryPropertyName: 'signature',
			additionalFields: {
				type: 'pfr-ancillary-document',
				fileName: "={{ $('Build').item.json.description.filename }}",
			},
		}),
		extern(stand, account, ['Check', 'draft', 'check'], { draftId }),
		extern(stand, account, ['Prepare', 'draft', 'prepare'], { draftId }),
		extern(stand, account, ['Send', 'draft', 'send'], { draftId }),
		extern(stand, account, ['Wait', 'docflow', 'wait'], { docflowId: byId('={{ $json.docflowId }}') }),
	);
	const execution = await succeed(stand, workflow);
	const docflow = onlyDocflow(account, 'pfr-ancillary');
	expect(oneOf(execution, 'Wait')).toMatchObject({ id: docflow.id, reached: true });
	expect(docflow).toMatchObject({
		status: 'finished',
		successState: 'successful',
		description: { 'registration-number': '087-001-012345' },
	});
	const { content, signatures, filename } = documentIn(stand, account, docflow, 'pfr-ancillary-document');
	expect(filename).toMatch(/^ЗПЭД_/);
	expect(content.toString()).toMatch(/Ромашка[^]*http:\/\/www\.w3\.org\/2000\/09\/xmldsig#/);
	expect(signatures).toEqual([]);
});

describe('28.15 MVD notification', () => {
	const workflowFor = (number: number, unit: string) => {
		const account = accountOf(stand, number);
		const notification = '<?xml version="1.0" encoding="utf-8"?>\n<notification/>\n';
		const workflow = exampleFor(stand, 'mvd-notification.json', account, {
			notificationFile: putFile(stand, 'notification.xml', notification),
			unit,
			gosuslugiUid: '0123456789abcdef0123456789abcdef',
			waitSeconds: 30,
		});
		return { account, workflow };
	};

	test('mvd-notification.json signs what has the reserved number in it, and downloads the protocol', async () => {
		const { account, workflow } = workflowFor(6, '660-066');
		const execution = await succeed(stand, workflow);
		const docflow = onlyDocflow(account, 'mvd-notification');
		expect(docflow).toMatchObject({ status: 'response-arrived', successState: 'successful' });
		const sent = documentIn(stand, account, docflow, 'mvd-notification-epgu-notification');
		expect(sent.content.toString()).toMatch(/<notification OrderId="\d+"\/>/);
		expect(sent.signatures).toHaveLength(1);
		await verifyDetached(stand.signer, sent.signatures[0], sent.content);
		expect(itemsOf(execution, 'Download Protocol').map(({ json }) => json.type)).toEqual([
			'mvd-notification-epgu-protocol',
		]);
		expect(oneOf(execution, 'Accepted').message).toContain(docflow.id);
	});

	test.each([
		[7, '770-077', 'The reasons are in the file of Download Protocol'],
		[8, '770-066', 'It gives no reasons'],
	])('mvd-notification.json tells a refusal (%i)', async (number, unit, message) => {
		const { account, workflow } = workflowFor(number, unit);
		const execution = await run(stand, workflow);
		expect(errorOf(execution)?.message).toContain(`The ministry has refused the notification. ${message}`);
		expect(docflowsOf(account, 'mvd-notification')).toHaveLength(1);
	});
});

test('28.19 business-registration.json builds, signs and sends the application, and downloads the answer', async () => {
	const account = accountOf(stand, 9);
	const settings = {
		documents: [
			{ file: putFile(stand, 'application.pdf', '%PDF-1.4 application'), code: '011011' },
			{ file: putFile(stand, 'passport.pdf', '%PDF-1.4 passport'), code: '021011' },
		],
		folder: stand.files,
		surname: 'Иванов',
		firstName: 'Иван',
		patronymic: 'Иванович',
		applicantInn: '780204893183',
		email: 'ivanov@example.com',
		office: '0087',
	};
	const workflow = exampleFor(stand, 'business-registration.json', account, settings);
	const execution = await succeed(stand, workflow);
	expect([...account.organizations.values()]).toContainEqual(
		expect.objectContaining({ inn: '780204893183', name: 'Иванов Иван Иванович' }),
	);
	const docflow = onlyDocflow(account, 'business-registration');
	expect(oneOf(execution, 'Sent').message).toContain(docflow.id);
	expect(docflow.description).toMatchObject({ recipient: '0087', 'sender-inn': '780204893183' });
	const { documents } = docflow;
	expect(documents.map(({ filename }) => filename)).toEqual(
		expect.arrayContaining(['application.pdf', 'passport.pdf']),
	);
	const sent = documents.filter(({ type }) => /^business-registration-(attachment|inventory)$/.test(type));
	expect(sent).toHaveLength(3);
	for (const { contentId, signatures } of sent) {
		expect(signatures).toHaveLength(1);
		const { bytes } = stand.emulator.control.content(contentId);
		await verifyDetached(stand.signer, signatures[0].content, bytes);
	}

	stand.emulator.control.advanceDocflow(docflow.id, 3);
	expect(docflow).toMatchObject({ status: 'finished', successState: 'successful' });
	const answered = await succeed(stand, workflow, 'Every Morning');
	expect(itemsOf(answered, 'Answered')).toHaveLength(2);
	const saved = readdirSync(stand.files).filter((name) => name.startsWith(docflow.id));
	expect(saved).toHaveLength(2);
	for (const name of saved) expect(readFileSync(join(stand.files, name)).length).toBeGreaterThan(0);
	expect(docflowsOf(account, 'business-registration')).toHaveLength(1);
});

describe('28.20 Reports table and payments', () => {
	test('reports-calendar.json lists what is due and not accepted, the most urgent first', async () => {
		const account = accountOf(stand, 10);
		const [organization] = account.organizations.values();
		const now = stand.emulator.state.clock.now();
		const from = new Date(now);
		from.setUTCHours(0, 0, 0, 0);
		from.setUTCDate(from.getUTCDate() - 90);
		const day = (moment: number) => new Date(moment).toISOString().slice(0, 10);
		const to = Date.parse(day(now.getTime() + 40 * 24 * 3600 * 1000));
		const expected = reportForms
			.filter(({ deleted }) => !deleted)
			.flatMap((form) =>
				deadlinesBetween(form.periodicity, from.getTime(), to).map((period) => ({ form, period })),
			);
		const ofTax = expected.filter(({ form }) => form.knd);
		expect(ofTax.length).toBeGreaterThan(2);
		for (const [index, successState] of (['successful', 'failed'] as const).entries()) {
			const { form, period } = ofTax[index];
			const { id } = stand.emulator.control.receiveDocflow(account.id, {
				type: 'fns534-report',
				status: 'response-arrived',
				description: {
					'form-version': { knd: form.knd },
					'period-begin': `${day(period.start)}T00:00:00.0000000`,
					'period-end': `${day(period.end)}T00:00:00.0000000`,
				},
			});
			const docflow = account.docflows.get(id);
			if (docflow) docflow.successState = successState;
		}

		const telegram = await FakeTelegram.start(stand.n8n);
		const withTelegram = { ...stand, credentials: { ...stand.credentials, ...telegram.credentials } };
		const workflow = exampleFor(withTelegram, 'reports-calendar.json', account, {
			daysAhead: 40,
			...telegram.settings,
		});
		const execution = await succeed(stand, workflow);
		await telegram.stop();
		const lines = String(oneOf(execution, 'Message').message).split('\n');
		const dates = lines.map((line) => line.slice(0, 10).split('.').reverse().join('-'));
		expect(dates).toEqual([...dates].sort());
		const reports = lines.filter((line) => !line.endsWith('to be paid'));
		expect(reports).toHaveLength(expected.length - 1);
		expect(reports.filter((line) => line.endsWith('refused, send it again'))).toHaveLength(1);
		expect(reports.every((line) => line.includes(organization.name))).toBe(true);
		expect(reports.filter((line) => line.endsWith('overdue')).length).toBeGreaterThan(0);
		const payments = lines.filter((line) => line.endsWith('to be paid'));
		expect(payments.length).toBeGreaterThan(0);
		expect(payments.every((line) => line.includes(organization.name))).toBe(true);

		// What was sent for the line that is refused.
		const [{ form, period }] = ofTax.slice(1);
		const details = chain(
			'Details',
			extern(stand, account, ['Details', 'reportsTable', 'getDocflows'], {
				organizationId: byId(organization.id),
				formId: form.id,
				deadline: day(period.deadline),
				periodYear: String(period.year),
				periodNumber: period.number,
			}),
		);
		const found = oneOf(await succeed(stand, details), 'Details');
		expect(account.docflows.get(String(found['docflow-id']))?.successState).toBe('failed');
	});
});
