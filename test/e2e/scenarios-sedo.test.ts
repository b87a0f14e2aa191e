import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IncomingFacts } from '../emulator/extern/incoming/incoming';
import type { Account } from '../emulator/extern/model';
import { sampleCells } from '../support/sampling';
import { gostDescribe } from '../support/testCertificates';
import { verifyBare } from './support/certificate';
import { itemsOf, oneOf, type Json } from './support/execution';
import {
	accountOf,
	dataToSign,
	documentIn,
	exampleFor,
	extern,
	ip,
	onlyDocflow,
	putFile,
	readFile,
	succeed,
	typesOf,
} from './support/scenarios/scenarios';
import { byId, chain, startStand, type Stand } from './support/stand';

/* The social fund's electronic exchange (SEDO). */

// The fund takes bare GOST signatures only.
gostDescribe('SEDO', () => {
	let stand: Stand;
	beforeAll(async () => {
		stand = await startStand('scenarios-sedo', {
			robotsMode: 'timed',
			robotsStepMs: 200,
			verifySignatures: true,
		});
	}, 240_000);
	afterAll(async () => await stand?.stop());

	const receive = async (account: Account, type: string, facts: IncomingFacts = {}) =>
		(await stand.emulator.control.createIncoming(account.id, { type, ...facts })).id;

	const sent = byId("={{ $('Send').item.json.docflowId }}");
	const node = (account: Account) => ({
		sendFile: (name: string, type: string, more: Json = {}) => [
			readFile('Read', putFile(stand, `${name}.xml`, `<?xml version="1.0" encoding="utf-8"?>\n<${name}/>\n`)),
			extern(stand, account, ['Send', 'report', 'send'], {
				senderIpAddress: ip,
				fileDetails: { files: [{ binaryPropertyName: 'data', type: `urn:document:${type}` }] },
				additionalFields: {
					...{ senderInn: account.inn, senderKpp: account.kpp ?? '' },
					...{ recipientType: 'fss-code', recipientCode: 'SEDO-TEST' },
					payerRegistrationNumberSfr: '1234567890',
					...more,
				},
			}),
		],
		wait: (docflowId: Json, statuses: string[], successStates: string[] = []) =>
			extern(stand, account, ['Wait', 'docflow', 'wait'], { docflowId, statuses, successStates }),
		fetch: (docflowId: Json) =>
			extern(stand, account, ['Fetch', 'documentsRequest', 'fetch'], { docflowId, options: { timeout: 30 } }),
		answer: (docflowId: Json) =>
			extern(stand, account, ['Answer', 'docflow', 'answer'], {
				answerFor: 'one',
				docflowId,
				senderIpAddress: ip,
			}),
		// Several files come of one message.
		once: {
			name: 'Once',
			type: 'n8n-nodes-base.limit',
			typeVersion: 1,
			parameters: {},
		},
	});

	/** That a message was sent once, signed bare, and its result marked as read, once and without a signature. */
	async function expectSent(account: Account, type: string, mark: string, main = 'request') {
		const docflow = onlyDocflow(account, type);
		expect(docflow).toMatchObject({
			status: 'finished',
			successState: 'successful',
			description: { 'registration-number-sfr': '1234567890' },
		});
		const { signatures } = documentIn(stand, account, docflow, `${type}-${main}`);
		expect(signatures).toHaveLength(1);
		await verifyBare(stand.signer, signatures[0], dataToSign(stand, account, docflow));
		expect(typesOf(docflow).filter((name) => name === `${type}-${mark}`)).toHaveLength(1);
		expect(documentIn(stand, account, docflow, `${type}-${mark}`).signatures).toEqual([]);
		return docflow;
	}

	test('28.11 SEDO subscription: built by Kontur, signed bare, and found in the organization', async () => {
		const account = accountOf(stand, 0);
		const [organization] = account.organizations.values();
		const number = '7712345678';
		const draftId = byId("={{ $('Draft').item.json.id }}");
		const workflow = chain(
			'Subscribe',
			extern(stand, account, ['Draft', 'draft', 'create'], {
				senderInn: account.inn,
				senderKpp: account.kpp ?? '',
				certificateFrom: 'credential',
				senderIpAddress: ip,
				recipientType: 'fss-code',
				recipientCode: 'SEDO-TEST',
				additionalFields: { payerRegistrationNumberSfr: number },
			}),
			extern(stand, account, ['Build', 'draft', 'buildDocument'], {
				draftId,
				contractType: 'fssSedoProviderSubscriptionForRegistrationNumber',
			}),
			extern(stand, account, ['Sign', 'draft', 'sign'], { draftId }),
			extern(stand, account, ['Send', 'draft', 'send'], { draftId }),
			node(account).wait(byId('={{ $json.docflowId }}'), ['finished'], ['successful']),
			extern(stand, account, ['Subscriptions', 'organization', 'searchSubscriptions'], {
				organizationId: byId(organization.id),
				registrationNumber: number,
			}),
		);
		const execution = await succeed(stand, workflow);
		expect(oneOf(execution, 'Wait')).toMatchObject({ reached: true });
		expect(oneOf(execution, 'Subscriptions')).toMatchObject({
			'registration-number': number,
			'subscription-status': 'subscribed',
		});
		const type = 'fss-sedo-provider-subscription';
		const docflow = onlyDocflow(account, type);
		const request = `${type}-subscribe-request-for-registration-number`;
		const { content, signatures } = documentIn(stand, account, docflow, request);
		expect(content.toString()).toContain(number);
		expect(signatures).toHaveLength(1);
		await verifyBare(stand.signer, signatures[0], dataToSign(stand, account, docflow));
	});

	describe('28.12 SEDO outgoing messages', () => {
		const types = [
			['fss-sedo-insured-person-registration', 'read-receipt', 'finished'],
			['fss-sedo-benefit-payment-initiation', 'read-receipt', 'response-arrived'],
			['fss-sedo-baby-care-vacation-close-notice', 'read-receipt', 'response-arrived'],
			['fss-sedo-disability-children-demand', 'read-receipt', 'response-arrived'],
		] as const;
		test.each(sampleCells('Messages of SEDO', 'outgoing', types, 1))(
			'%s is sent once, and its result marked as read',
			async (type, mark, status) => {
				const account = accountOf(stand, 1);
				const { sendFile, wait, answer } = node(account);
				const workflow = chain(
					type,
					...sendFile(type, `${type}-request`),
					wait(sent, [status, 'finished']),
					answer(sent),
				);
				const execution = await succeed(stand, workflow);
				expect(oneOf(execution, 'Answer').answered).toMatchObject([{ replyType: `${type}-${mark}` }]);
				const docflow = await expectSent(account, type, mark);
				await succeed(stand, workflow);
				expect(await expectSent(account, type, mark)).toBe(docflow);
			},
		);

		test('the reply to a request for data: fetched, answered, both marked as read', async () => {
			const account = accountOf(stand, 2);
			const { sendFile, wait, fetch, answer } = node(account);
			const type = 'fss-sedo-proactive-payments-reply';
			const demand = byId(await receive(account, 'fss-sedo-proactive-payments-demand'));
			const workflow = chain(
				'Request for data',
				fetch(demand),
				{ ...answer(demand), name: 'Mark Request' },
				...sendFile('reply', `${type}-request`, {
					relatedDocflowId: "={{ $('Fetch').item.json.docflowId }}",
					relatedDocumentId: "={{ $('Fetch').item.json.id }}",
				}),
				wait(sent, ['finished']),
				answer(sent),
			);
			const execution = await succeed(stand, workflow);
			expect(oneOf(execution, 'Mark Request')).toMatchObject({
				status: 'finished',
				answered: [{ replyType: 'fss-sedo-proactive-payments-demand-receipt' }],
				needsHuman: [{ what: 'Send the data that the social fund needs to pay a benefit' }],
			});
			await expectSent(account, type, 'read-receipt');
		});
	});

	describe('28.13 SEDO incoming messages: social-fund-incoming.json', () => {
		test('asks for the documents, saves them decrypted, sends the read notices, and says what is left to do', async () => {
			const account = accountOf(stand, 3);
			const hidden = { encryptFor: stand.signer.certificate, compressed: true };
			const benefit = await receive(account, 'fss-sedo-proactive-payments-benefit', {
				...hidden,
				main: Buffer.from('<benefit/>'),
			});
			const notice = await receive(account, 'fss-sedo-pvso-notification', { attachments: 2 });
			const automatic = await receive(account, 'fss-sedo-appeal', { automatic: true });
			const failing = await receive(account, 'fss-sedo-demand', { fails: true });
			const folder = stand.files;
			putFile(stand, '.keep', '');
			const workflow = exampleFor(stand, 'social-fund-incoming.json', account, { folder });
			const execution = await succeed(stand, workflow, 'Every Hour');

			const savedOf = (id: string) => readdirSync(folder).filter((name) => name.startsWith(id));
			expect(savedOf(benefit)).toHaveLength(1);
			expect(readFileSync(join(folder, savedOf(benefit)[0])).toString()).toBe('<benefit/>');
			expect(savedOf(notice)).toHaveLength(3);
			expect(savedOf(automatic)).toHaveLength(1);
			expect(savedOf(failing)).toEqual([]);

			const docflow = (id: string) => account.docflows.get(id);
			const repliesIn = (id: string) =>
				docflow(id)?.documents.filter(({ type }) =>
					/-(read-receipt|receipt|receipt-notification-message)$/.test(type),
				) ?? [];
			expect(docflow(benefit)).toMatchObject({ status: 'finished' });
			expect(repliesIn(benefit).map(({ type }) => type)).toEqual([
				'fss-sedo-proactive-payments-benefit-receipt',
			]);
			expect(docflow(automatic)).toMatchObject({ status: 'finished' });
			expect(typesOf(onlyDocflow(account, 'fss-sedo-appeal'))).not.toContain(
				'fss-sedo-appeal-request-message',
			);
			// The signed notice goes before the mark.
			const [mark, signed] = repliesIn(notice);
			expect([mark.type, signed.type]).toEqual([
				'fss-sedo-pvso-notification-receipt',
				'fss-sedo-pvso-notification-receipt-notification-message',
			]);
			expect([mark.signatures.length, signed.signatures.length]).toEqual([0, 1]);
			expect(signed.signatures[0].content).toHaveLength(64);

			expect(itemsOf(execution, 'What to Do').map(({ json }) => json.message)).toEqual(
				expect.arrayContaining([
					expect.stringMatching(
						/^Reply to the notice from the social fund, until \d\d\.\d\d\.\d{4} \(.*pvso/,
					),
					expect.stringMatching(/^Reply to the message from the social fund/),
				]),
			);
			expect(itemsOf(execution, 'Not Done')).toHaveLength(1);
			expect(oneOf(execution, 'Not Done').message).toContain(failing);

			// An hour later there is nothing left, whatever was refused or is confirmed by itself.
			stand.emulator.control.clearLog();
			await succeed(stand, workflow);
			expect(repliesIn(notice)).toHaveLength(2);
			const { control } = stand.emulator;
			expect(control.log({ service: 'extern', method: 'POST' })).toEqual([]);
		});
	});

	describe('28.14 SEDO demands, statements, appeals, broadcasts, expiry notices, confirmation of activity', () => {
		test('a demand is fetched, its reading notified and marked, and answered', async () => {
			const account = accountOf(stand, 4);
			const { sendFile, wait, fetch, answer, once } = node(account);
			const id = await receive(account, 'fss-sedo-demand', { attachments: 1 });
			const workflow = chain(
				'Demand',
				fetch(byId(id)),
				once,
				{ ...answer(byId(id)), name: 'Notify' },
				...sendFile('answer', 'fss-sedo-demand-reply-request', {
					relatedDocflowId: id,
					relatedDocumentId: "={{ $('Once').item.json.id }}",
				}),
				wait(sent, ['response-arrived', 'finished']),
				answer(sent),
			);
			const execution = await succeed(stand, workflow);
			expect(itemsOf(execution, 'Fetch')).toHaveLength(2);
			expect(oneOf(execution, 'Notify').answered).toMatchObject([
				{ replyType: 'fss-sedo-demand-receipt-notification-message' },
				{ replyType: 'fss-sedo-demand-read-receipt' },
			]);
			const reply = await expectSent(account, 'fss-sedo-demand-reply', 'read-receipt');
			expect(reply.description['related-docflow-id']).toBe(id);
		});

		test('a statement of settlements is asked for and comes as a message', async () => {
			const account = accountOf(stand, 5);
			const { sendFile, wait, fetch, answer } = node(account);
			const type = 'fss-sedo-billing-information-demand';
			const asked = chain(
				'Ask for a statement',
				...sendFile('statement', `${type}-request`),
				wait(sent, ['response-arrived', 'finished']),
				answer(sent),
			);
			await succeed(stand, asked);
			await expectSent(account, type, 'read-receipt');
			const statement = byId(await receive(account, 'fss-sedo-billing-information'));
			const taken = chain('Take the statement', fetch(statement), answer(statement));
			const execution = await succeed(stand, taken);
			expect(oneOf(execution, 'Fetch').type).toBe('fss-sedo-billing-information-billing-information-message');
			expect(oneOf(execution, 'Answer')).toMatchObject({ status: 'finished' });
		});

		test('an appeal and an expiry notice are fetched, marked as read and answered', async () => {
			const account = accountOf(stand, 6);
			const { sendFile, wait, fetch, answer } = node(account);
			const notice = byId(await receive(account, 'fss-sedo-proactive-expire-notice'));
			await succeed(stand, chain('Expiry notice', fetch(notice), answer(notice)));
			expect(onlyDocflow(account, 'fss-sedo-proactive-expire-notice').status).toBe('finished');

			const id = await receive(account, 'fss-sedo-appeal');
			const workflow = chain(
				'Appeal',
				fetch(byId(id)),
				{ ...answer(byId(id)), name: 'Mark Appeal' },
				...sendFile('appeal', 'fss-sedo-appeal-reply-request', { relatedDocflowId: id }),
				wait(sent, ['response-arrived', 'finished']),
				answer(sent),
			);
			await succeed(stand, workflow);
			expect(onlyDocflow(account, 'fss-sedo-appeal').status).toBe('finished');
			const reply = await expectSent(account, 'fss-sedo-appeal-reply', 'read-receipt');
			expect(reply.description['related-docflow-id']).toBe(id);
		});

		test('a broadcast message is only read', async () => {
			const account = accountOf(stand, 7);
			const id = await receive(account, 'fss-sedo-broadcast-message', { main: Buffer.from('<news/>') });
			const workflow = chain(
				'Broadcast',
				extern(stand, account, ['List', 'docflow', 'getAll'], {
					filters: { types: 'fss-sedo-broadcast-message' },
				}),
				extern(stand, account, ['Download', 'docflow', 'downloadDocuments'], {
					docflowId: byId('={{ $json.id }}'),
				}),
			);
			const execution = await succeed(stand, workflow);
			const [{ json, binary }] = itemsOf(execution, 'Download');
			expect(json).toMatchObject({ docflowId: id, type: 'fss-sedo-broadcast-message-document' });
			expect((await stand.n8n.binary(binary?.data ?? { data: '' })).toString()).toBe('<news/>');
		});

		test('an activity is confirmed; its documents are asked for in the same document flow', async () => {
			const account = accountOf(stand, 8);
			const { sendFile, wait, fetch, answer, once } = node(account);
			const type = 'fss-sedo-oved-confirmation';
			const workflow = chain(
				'Confirmation of activity',
				...sendFile('activity', `${type}-request`),
				wait(sent, ['finished'], ['successful', 'failed']),
				fetch(sent),
				once,
				answer(sent),
			);
			const execution = await succeed(stand, workflow);
			expect(itemsOf(execution, 'Fetch').map(({ json }) => json.type)).toContain(`${type}-result-document`);
			const docflow = await expectSent(account, type, 'read-receipt');
			expect(typesOf(docflow).filter((name) => name === `${type}-request-message`)).toHaveLength(1);
		});
	});
});
