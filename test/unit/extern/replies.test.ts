import type { Docflow, DocflowDocument } from '../../../nodes/KonturExtern/api/types';
import { contentsOf, hasLink, typeOf } from '../../../nodes/KonturExtern/api/docflowDocument';
import { docflowIdOf, documentIdsOf } from '../../../nodes/KonturExtern/api/draft/draft';
import { inDocflow, inInventory } from '../../../nodes/KonturExtern/api/documentPlaces';
import { labelPatch } from '../../../nodes/KonturExtern/api/patch';
import {
	ACCEPTANCE,
	byOrder,
	isDecision,
	isFormal,
	signatureOf,
} from '../../../nodes/KonturExtern/jobs/reply/formalReplies';
import { manualActions } from '../../../nodes/KonturExtern/jobs/reply/manualActions';
import { containsReply, placeOf } from '../../../nodes/KonturExtern/jobs/reply/replies';
import { wantedReplies, wantsPensionReply } from '../../../nodes/KonturExtern/jobs/reply/replyLinks';
import {
	documentsOfFund,
	isExchangeError,
	wantsRequest,
} from '../../../nodes/KonturExtern/jobs/request/requestDocuments';

const ofType = (type: string, more: Partial<DocflowDocument> = {}): DocflowDocument => ({
	id: type,
	description: { type: `urn:document:${type}` },
	...more,
});
const docflow = (more: Partial<Docflow> = {}): Docflow => ({ id: 'flow', ...more });

describe('replies that a document asks for', () => {
	const reply = (href: string, name?: string) => ({ rel: 'reply', href, name });
	const below = '/v1/a/docflows/flow/documents/d';

	test('by the type in the link, else by its name; other links are none', () => {
		const links = [
			reply(`${below}/generate-reply?documentType=fns534-demand-receipt`),
			reply(`${below}/generate-reply`, 'urn:document:stat-cu-letter-receipt'),
			{ rel: 'self', href: below },
			{ rel: 'related', href: `${below}?documentType=other` },
		];
		const wanted = wantedReplies('a', docflow({ documents: [ofType('fns534-demand', { id: 'd', links })] }));
		expect(wanted.map(({ replyType }) => replyType)).toEqual([
			'fns534-demand-receipt',
			'stat-cu-letter-receipt',
		]);
		expect(wanted[0]).toMatchObject({
			documentId: 'd',
			documentType: 'fns534-demand',
			place: inDocflow,
			ids: { accountId: 'a', docflowId: 'flow', documentId: 'd' },
		});
	});

	test('not of the former pension fund, whose links look the same: the type of the document flow decides', () => {
		const links = [reply(`${below}/generate-reply?documentType=x-receipt`, 'x-receipt')];
		const documents = [ofType('x', { id: 'd', links })];
		for (const type of ['pfr-report', 'pfr-ios', 'pfr-letter', 'pfr-cu-letter']) {
			const ofFund = docflow({ type: `urn:docflow:${type}`, documents });
			expect([wantedReplies('a', ofFund), wantsPensionReply(ofFund)]).toEqual([[], true]);
			expect(wantsPensionReply(docflow({ type: `urn:docflow:${type}`, documents: [] }))).toBe(false);
		}
		const ofOthers = docflow({ type: 'urn:docflow:stat-cu-letter', documents });
		expect([wantedReplies('a', ofOthers).length, wantsPensionReply(ofOthers)]).toEqual([1, false]);
		const together = [reply(`${below}/pfr-generate-reply?documentType=x-receipt`, 'x-receipt')];
		const unknown = docflow({ documents: [ofType('x', { id: 'd', links: together })] });
		expect([wantedReplies('a', unknown), wantsPensionReply(unknown)]).toEqual([[], true]);
	});

	test('of an inventory, with the IDs of the demand', () => {
		const href = '/v1/a/docflows/demand/documents/file/inventories/inv/documents/d/generate-reply';
		const documents = [ofType('fns534-inventory', { id: 'd', links: [reply(href)] })];
		const [wanted] = wantedReplies('a', docflow({ documents }));
		expect(wanted.place).toBe(inInventory);
		expect(wanted.ids).toMatchObject({
			relatedDocflowId: 'demand',
			relatedDocumentId: 'file',
			inventoryId: 'inv',
		});
	});

	test('the place of a document', () => {
		expect(placeOf({ replyTo: 'inventory' })).toBe(inInventory);
		expect(placeOf({ replyTo: 'docflow' })).toBe(inDocflow);
	});

	test('a reply is found again by its ID or its file name', () => {
		const documents = [{ id: 'd', description: { filename: 'a.xml' } }];
		const isThere = (id: string, filename?: string) =>
			containsReply(docflow({ documents }), { id, filename });
		expect(isThere('d')).toBe(true);
		expect(isThere('x', 'a.xml')).toBe(true);
		expect(isThere('x', 'b.xml')).toBe(false);
		expect(isThere('x')).toBe(false);
		// Neither has a file name, which makes them no more equal.
		expect(containsReply(docflow({ documents: [{ id: 'd' }] }), { id: 'x' })).toBe(false);
	});
});

describe('formal replies', () => {
	test.each([
		['fns534-demand-receipt', true, 'cms'],
		['fss-sedo-demand-receipt-notification-message', true, 'raw'],
		['fss-sedo-demand-read-receipt', true, 'none'],
		[ACCEPTANCE, false, 'cms'],
		['unknown', false, 'cms'],
	] as const)('%s is formal: %s, and signed: %s', (type, formal, signature) => {
		expect(isFormal(type)).toBe(formal);
		expect(signatureOf(type)).toBe(signature);
	});

	test('receipts come first, then notices, then marks', () => {
		const types = [
			'fss-sedo-demand-read-receipt',
			'fns534-demand-receipt',
			'fss-sedo-demand-receipt-notification-message',
		];
		expect([...types].sort(byOrder)).toEqual([types[1], types[2], types[0]]);
	});

	test('accepting and declining are decisions', () => {
		expect(isDecision(ACCEPTANCE)).toBe(true);
		expect(isDecision('fns534-demand-acceptance-result-negative')).toBe(true);
		expect(isDecision('fns534-demand-receipt')).toBe(false);
	});
});

describe('manual actions', () => {
	const whats = (type: string, more: Partial<Docflow> = {}) =>
		manualActions(docflow({ type: `urn:docflow:${type}`, ...more })).map(({ what }) => what.split(' ')[0]);

	test.each<[string, string, string[]]>([
		['fns534-demand', 'received', ['Accept', 'Send']],
		['fns534-demand', 'arrived', ['Accept', 'Send']],
		['fns534-demand', 'processed', ['Send']],
		['stat-cu-letter', 'received', ['Read']],
		['fss-sedo-appeal', 'received', ['Reply']],
		['fns534-report', 'finished', []],
	])('of %s that is %s: %j', (type, status, wanted) => {
		expect(whats(type, { status: `urn:docflow-common-status:${status}` })).toEqual(wanted);
	});

	test.each([
		['failed', ['Rejected:']],
		['warning', ['Accepted,']],
		['successful', []],
	])('of a report that is %s: %j', (state, wanted) => {
		expect(whats('fns534-report', { 'success-state': `urn:docflow-state:${state}` })).toEqual(wanted);
	});

	test.each(['not-required', 'accepted', 'in-progress'])('a demand whose replies are %s', (status) => {
		expect(whats('fns534-demand', { description: { 'replies-status': status } })).toEqual([]);
	});

	test('days: named by Kontur, named in the document, counted', () => {
		const demand = {
			type: 'urn:docflow:fns534-demand',
			status: 'received',
			'send-date': '2024-05-20T10:00:00',
		};
		const days = (more: Partial<Docflow>) =>
			manualActions(docflow({ ...demand, ...more })).map(({ deadline }) => deadline?.date);
		expect(days({})).toEqual(['2024-05-28', undefined]);
		const named = { 'receipt-deadline-date': '2024-06-01', 'reply-deadline-date': '2024-06-02' };
		expect(days({ description: named })).toEqual(['2024-06-01', '2024-06-02']);
		expect(days({ documents: [{ id: 'd', description: { requisites: named } }] })).toEqual([
			'2024-06-01',
			'2024-06-02',
		]);
	});

	test('days of the social fund are counted', () => {
		const message = { type: 'urn:docflow:fss-sedo-demand', 'send-date': '2024-05-20T10:00:00' };
		expect(manualActions(docflow(message))[0].deadline?.date).toBe('2024-05-27');
	});
});

describe('documents from the social fund', () => {
	test('its own messages are left out', () => {
		const types = [
			'fss-sedo-demand',
			'fss-sedo-demand-request',
			'fss-sedo-demand-receipt',
			'fss-sedo-demand-reception-result',
			'fss-sedo-demand-exchange-error',
			'fss-sedo-demand-receipt-notification-message',
		];
		const documents = types.map((type) => ofType(type));
		expect(documentsOfFund(docflow({ documents })).map(typeOf)).toEqual([types[0], types[4]]);
		expect(documents.filter(isExchangeError).map(typeOf)).toEqual([types[4]]);
	});

	test('have to be requested while there is a link, or the message is only received', () => {
		const link = [{ rel: 'documents-request' }];
		expect(wantsRequest(docflow({ status: 'urn:docflow-common-status:received' }))).toBe(true);
		expect(wantsRequest(docflow({ status: 'urn:docflow-common-status:arrived' }))).toBe(false);
		expect(wantsRequest(docflow({ status: 'arrived', links: link }))).toBe(true);
		expect(hasLink(docflow({ documents: [{ id: 'd', links: link }] }), 'documents-request')).toBe(true);
		expect(hasLink(docflow({ links: link }), 'reply')).toBe(false);
	});
});

describe('files and links', () => {
	const stored = (id: string, encrypted: boolean) => ({ 'content-id': id, encrypted, compressed: encrypted });

	test('the plain and the encrypted file of a document', () => {
		const contents = [stored('', false), stored('e', true), stored('p', false)];
		const document = { id: 'd', content: { 'docflow-document-contents': contents } };
		expect(contentsOf(document)).toEqual({
			plain: { id: 'p', encrypted: false, compressed: false },
			encrypted: { id: 'e', encrypted: true, compressed: true },
		});
		expect(contentsOf({ id: 'd' })).toEqual({ plain: undefined, encrypted: undefined });
	});

	test('the documents and the document flow of a draft', () => {
		const draft = { id: 'd', documents: [{ href: '/v1/a/drafts/d/documents/one?x' }, { href: '/v1/a' }, {}] };
		expect(documentIdsOf(draft)).toEqual(['one']);
		expect(docflowIdOf({ id: 'd', 'docflow-id': 'flow' })).toBe('flow');
		expect(docflowIdOf({ id: 'd', docflows: [{ href: '/v1/a/docflows/flow/' }] })).toBe('flow');
		expect(docflowIdOf({ id: 'd', 'docflow-id': '', docflows: [] })).toBeUndefined();
	});

	test('labels are removed from the end, then added behind those that stay', () => {
		const path = (index: number) => `/description/requisites/labels/${index}`;
		expect(labelPatch(['a', 'b', 'c'], ['b', 'd', 'e'])).toEqual([
			{ op: 'remove', path: path(2) },
			{ op: 'remove', path: path(0) },
			{ op: 'add', path: path(1), value: { name: 'd' } },
			{ op: 'add', path: path(2), value: { name: 'e' } },
		]);
	});
});
