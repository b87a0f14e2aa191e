import {
	documentOf,
	replyLinks,
	linkTo,
	body,
	bareSignature,
	octets,
	Stand,
	stateOf,
	statusOf,
	typesOf,
	type Sent,
	type ShownDocflow,
} from './docflowSupport';
import { startEmulator, type Emulator } from '../../server';

let emulator: Emulator;
let stand: Stand;

beforeAll(async () => {
	emulator = await startEmulator();
});
beforeEach(async () => {
	stand = await Stand.begin(emulator);
});
afterAll(async () => await emulator.close());

const sedo = { 'fss-code': 'SEDO-TEST' };

describe('what a draft becomes', () => {
	test.each<[family: string, documents: string[], sent: Sent]>([
		['stat-report', ['stat-report'], { recipient: { 'togs-code': '00-87' } }],
		[
			'stat-letter',
			['stat-letter', 'stat-letter-attachment'],
			{
				recipient: { 'togs-code': '00-87' },
				info: { subject: 'Вопрос' },
				types: ['stat-letter', 'stat-letter-attachment'],
			},
		],
		['sfr-report', ['sfr-report-report-document'], { recipient: { 'sfr-code': '087-001' } }],
		['sfr-report', ['sfr-report-report-document'], { recipient: { 'upfr-code': '087-001' } }],
		[
			'pfr-ancillary',
			['pfr-ancillary-document'],
			{ recipient: { 'sfr-code': '087-001' }, types: ['pfr-ancillary-document'] },
		],
		['mvd-notification', ['mvd-notification-epgu-notification'], { recipient: { 'mvd-code': '660-066' } }],
		[
			'business-registration',
			['business-registration-application'],
			{ recipient: { 'registration-ifns-code': '0087' } },
		],
		[
			'fss-sedo-provider-subscription',
			['fss-sedo-provider-subscription-subscribe-request-for-registration-number'],
			{ recipient: sedo },
		],
		[
			'fss-sedo-insured-person-registration',
			['fss-sedo-insured-person-registration-request'],
			{ recipient: sedo, types: ['fss-sedo-insured-person-registration-request'] },
		],
		[
			'fss-sedo-appeal-reply',
			['fss-sedo-appeal-reply-request'],
			{ recipient: sedo, types: ['fss-sedo-appeal-reply-request'] },
		],
		[
			'fns534-submission',
			['fns534-submission-message'],
			{ recipient: { 'ifns-code': '0087' }, knd: '1169010' },
		],
		[
			'fns534-ion',
			['fns534-ion-request'],
			{ recipient: { 'ifns-code': '0087' }, types: ['fns534-ion-request'] },
		],
		[
			'fns534-letter',
			['fns534-letter', 'fns534-letter-attachment'],
			{ recipient: { 'ifns-code': '0087' }, info: { subject: 'Вопрос' }, types: ['', ''] },
		],
		['fns534-report', ['fns534-report'], { recipient: { 'ifns-code': '0087' } }],
	])('%s', async (family, documents, sent) => {
		const docflow = await stand.send(sent);
		expect([docflow.type, statusOf(docflow)]).toEqual([`urn:docflow:${family}`, 'sent']);
		expect(typesOf(docflow)).toEqual(expect.arrayContaining(documents));
	});

	test('its description tells what the draft said', async () => {
		const stat = await stand.send({
			recipient: { 'togs-code': '00-87' },
			payer: { okpo: '12345678' },
		});
		expect(stat.description).toMatchObject({ recipient: '00-87', okpo: '12345678', 'period-code': '21' });
		const warrant = '7a2f4b1c-0d3e-4f5a-8b6c-9d0e1f2a3b4c';
		const fund = await stand.send({
			recipient: sedo,
			types: ['fss-sedo-demand-reply-request'],
			payer: { 'registration-number-sfr': '1234567890' },
			info: { 'machine-readable-warrant-id': warrant },
		});
		expect(fund.description).toMatchObject({
			'payer-inn': `${stand.owner.inn}-${String(stand.owner.kpp)}`,
			'warrant-id': warrant,
			'registration-number-sfr': '1234567890',
			'request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
		});
	});
});

describe('what the authority answers', () => {
	test.each<[what: string, steps: string[], last: string, sent: Sent]>([
		[
			'Rosstat accepts',
			['delivered neutral', 'response-arrived successful'],
			'stat-report-protocol-v2-positive',
			{ recipient: { 'togs-code': '00-87' } },
		],
		[
			'Rosstat rejects',
			['delivered neutral', 'response-arrived failed'],
			'stat-report-protocol-v2-negative',
			{ recipient: { 'togs-code': '00-88' } },
		],
		[
			'the fund accepts',
			['delivered neutral', 'response-arrived successful', 'finished successful'],
			'sfr-report-protocol-check',
			{ recipient: { 'sfr-code': '087-001' } },
		],
		[
			'the fund refuses',
			['finished failed'],
			'sfr-report-decline-notice',
			{ recipient: { 'sfr-code': '000-088' } },
		],
		[
			'the fund joins',
			['delivered neutral', 'response-arrived successful', 'finished successful'],
			'pfr-ancillary-reception-result-receipt',
			{ recipient: { 'upfr-code': '087-001' }, types: ['pfr-ancillary-document'] },
		],
		[
			'the ministry accepts',
			['delivered neutral', 'response-arrived successful'],
			'mvd-notification-epgu-protocol',
			{ recipient: { 'mvd-code': '660-066' } },
		],
		[
			'the ministry refuses with reasons',
			['delivered neutral', 'response-arrived failed'],
			'mvd-notification-epgu-protocol',
			{ recipient: { 'mvd-code': '770-077' } },
		],
		[
			'the ministry refuses without reasons',
			['delivered neutral', 'response-arrived failed'],
			'mvd-notification-epgu-receipt',
			{ recipient: { 'mvd-code': '770-066' } },
		],
		[
			'the business is registered',
			['delivered neutral', 'response-arrived neutral', 'finished successful'],
			'business-registration-registration-certificate',
			{ recipient: { 'registration-ifns-code': '0087' } },
		],
		[
			'the operator is subscribed',
			['delivered neutral', 'finished successful'],
			'fss-sedo-provider-subscription-subscribe-result',
			{ recipient: sedo },
		],
		[
			'a letter reaches the office',
			['delivered neutral'],
			'fns534-letter-receipt',
			{ recipient: { 'ifns-code': '0087' }, info: { subject: 'Вопрос' } },
		],
		[
			'a letter is declined',
			['delivered neutral', 'response-arrived failed'],
			'fns534-letter-decline-notice',
			{ recipient: { 'ifns-code': '0088' }, info: { subject: 'Вопрос' } },
		],
		['nobody answers', [], 'fns534-report-date-confirmation', { recipient: { 'ifns-code': '7701' } }],
	])('%s', async (_what, steps, last, sent) => {
		const docflow = await stand.send(sent);
		expect(stand.lead(docflow)).toEqual(steps);
		expect(typesOf(await stand.docflow(docflow.id))[0]).toBe(last);
		expect(stand.events(docflow.id)).toHaveLength(1 + steps.length);
	});
});

describe('what the subscriber answers', () => {
	test('a report to Rosstat ends with the receipt for the protocol', async () => {
		const docflow = await stand.send({ recipient: { 'togs-code': '00-87' } });
		stand.lead(docflow);
		const [link, ...others] = replyLinks(await stand.docflow(docflow.id));
		expect([link.name, others]).toEqual(['stat-report-receipt', []]);
		expect(statusOf((await stand.answer(link.href)).data)).toBe('finished');
	});

	test('a request for information ends with the receipt for the response', async () => {
		const docflow = await stand.send({ recipient: { 'ifns-code': '0087' }, types: ['fns534-ion-request'] });
		expect(stand.lead(docflow)).toEqual([
			'delivered neutral',
			'response-arrived neutral',
			'response-arrived successful',
		]);
		const links = replyLinks(await stand.docflow(docflow.id)).reverse();
		expect(new Set(links.map(({ name }) => name))).toEqual(new Set(['fns534-ion-receipt']));
		const statuses = [];
		for (const { href } of links) statuses.push(statusOf((await stand.answer(href)).data));
		expect(statuses).toEqual(['response-arrived', 'response-arrived', 'finished']);
		expect(stand.events(docflow.id)).toEqual([
			...['request', 'receipt-request-cu', 'acceptance-result-positive', 'response'],
			'receipt-date-confirmation-abonent',
			'receipt-acceptance-result-abonent',
			'receipt-response-abonent',
		]);
	});

	test('a declined letter is answered and stays unfinished', async () => {
		const docflow = await stand.send({ recipient: { 'ifns-code': '0088' }, info: { subject: 'Вопрос' } });
		stand.lead(docflow);
		const notice = documentOf(await stand.docflow(docflow.id), 'fns534-letter-decline-notice');
		const answered = await stand.answer(linkTo(notice, 'reply'));
		expect(statusOf(answered.data)).toBe('response-processed');
	});

	test('the result of a request to the fund is marked as read', async () => {
		const simple = await stand.send({ recipient: sedo, types: ['fss-sedo-demand-reply-request'] });
		expect(stand.lead(simple)).toEqual(['delivered neutral', 'response-arrived successful']);
		const [mark] = replyLinks(await stand.docflow(simple.id));
		expect(mark.name).toBe('fss-sedo-demand-reply-read-receipt');
		expect(statusOf((await stand.answer(mark.href, 'none')).data)).toBe('finished');

		const early = await stand.send({ recipient: sedo, types: ['fss-sedo-proactive-payments-reply-request'] });
		expect(stand.lead(early)).toEqual(['delivered neutral', 'finished successful']);
		const [after] = replyLinks(await stand.docflow(early.id));
		expect(statusOf((await stand.answer(after.href, 'none')).data)).toBe('finished');
	});

	test('the documents of a confirmed activity are asked for in the same docflow', async () => {
		const type = 'fss-sedo-oved-confirmation';
		const docflow = await stand.send({ recipient: sedo, types: [`${type}-request`] });
		expect(stand.lead(docflow)).toEqual(['delivered neutral', 'response-arrived successful']);
		const link = linkTo(await stand.docflow(docflow.id), 'documents-request');
		const { data } = await stand.client.post(link, body);
		await stand.client.put(linkTo(data, 'save-signature'), bareSignature, octets);
		const requested = await stand.client.post(linkTo(data, 'send'));
		expect(statusOf(requested.data)).toBe('response-arrived');
		stand.lead(docflow);
		const answered = await stand.docflow(docflow.id);
		expect(typesOf(answered).slice(0, 2)).toEqual([
			`${type}-insurance-premiums-amount-notification-document`,
			`${type}-result-document`,
		]);
		const finished = await stand.answer(replyLinks(answered)[0].href, 'none');
		expect([statusOf(finished.data), stateOf(finished.data)]).toEqual(['finished', 'successful']);
	});
});

describe('incoming letters', () => {
	test.each([
		['fns534-cu-letter', 'fns534-cu-letter-receipt'],
		['stat-cu-letter', 'stat-cu-letter-receipt'],
	])('%s is answered by its receipt', async (type, reply) => {
		const { id } = await emulator.control.createIncoming(stand.owner.id, {
			type,
			subject: 'О сдаче',
			text: 'Просим уточнить',
		});
		const docflow = await stand.docflow(id);
		expect([statusOf(docflow), docflow.description.subject]).toEqual(['received', 'О сдаче']);
		const [link] = replyLinks(docflow);
		expect(link.name).toBe(reply);
		expect(statusOf((await stand.answer(link.href)).data)).toBe('finished');
	});

	test('an answer is a letter tied to the one it answers', async () => {
		const { id, documents } = await emulator.control.createIncoming(stand.owner.id, {
			type: 'fns534-cu-letter',
		});
		const letter = documents.find(({ type }) => type === 'fns534-cu-letter');
		const related = { 'related-docflow-id': id, 'related-document-id': String(letter?.id) };
		const answer = await stand.send({ recipient: { 'ifns-code': '0087' }, related });
		expect(answer).toMatchObject({ type: 'urn:docflow:fns534-letter', description: related });
		expect(linkTo(answer, 'related-docflow')).toBe(`${emulator.url}${stand.home}/docflows/${id}`);
		const path = `${stand.home}/docflows/${id}/documents/${String(letter?.id)}`;
		const tied = (await stand.client.get(`${path}/related`)).data;
		expect(tied['docflows-page-item'].map((item: ShownDocflow) => item.id)).toEqual([answer.id]);
		expect((await stand.client.get(`${path}/related?type=fns534-report`)).data['total-count']).toBe(0);
		expect((await stand.client.get(path)).data.description['related-docflows-count']).toBe(1);
	});
});

test('robots by the clock wait for the subscriber where they have to', async () => {
	emulator.control.robots({ mode: 'timed', stepMs: 1000 });
	const { id } = await emulator.control.createIncoming(stand.owner.id);
	emulator.state.clock.advance(10_000);
	expect(statusOf(await stand.docflow(id))).toBe('received');
	for (let round = 0; round < 2; round++) {
		await stand.answer(replyLinks(await stand.docflow(id))[0].href);
	}
	expect(statusOf(await stand.docflow(id))).toBe('processed');
	emulator.state.clock.advance(1000);
	expect(statusOf(await stand.docflow(id))).toBe('finished');
});
