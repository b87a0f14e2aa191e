import { deterministicUuid, requireId } from '../../../nodes/KonturExtern/api/deterministicUuid';
import { areAsWanted } from '../../../nodes/KonturExtern/jobs/builder/buildDocuments';
import type { BuilderDocument } from '../../../nodes/KonturExtern/jobs/builder';
import type { ReportFile } from '../../../nodes/KonturExtern/jobs/report/reportFiles';
import type { Parties } from '../../../nodes/KonturExtern/jobs/report/reportParties';
import { idsOf } from '../../../nodes/KonturExtern/jobs/report/sendReport';

describe('a deterministic UUID', () => {
	test('is of version 8 and follows from its parts', () => {
		const id = deterministicUuid('a', 1, ['b']);
		expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
		expect(deterministicUuid('a', 1, ['b'])).toBe(id);
		expect(deterministicUuid('a', 1, 'b')).not.toBe(id);
	});

	test('is required of what a PUT creates, in any case; an absent one is accepted', () => {
		const check = (id: unknown) => () => requireId(id, 'ab', 'draft', 'Do it by hand');
		expect(check('AB')).not.toThrow();
		expect(check(undefined)).not.toThrow();
		expect(check('cd')).toThrow(
			/^Kontur did not create the draft under the requested ID, .*Do it by hand, and/,
		);
		expect(check(null)).toThrow();
	});
});

describe('the draft of a report', () => {
	const file = (fileName: string, sha256: string): ReportFile => ({
		...{
			field: 'data',
			fileName,
			contentType: 'application/xml',
			size: 1,
			sha256,
			facts: { role: 'report', problems: [] },
		},
		open: async () => await Promise.reject(new Error('not read')),
	});
	const parties: Parties = {
		...{ sender: { inn: '1' }, payer: { inn: '2', kpp: '3' }, recipientType: 'ifns-code' },
		...{ recipientCode: '0087', isRepresentative: true },
	};
	const [a, b] = [file('a.xml', 'aa'), file('b.xml', 'bb')];
	const job = { accountId: 'Account', files: [b, a], parties, again: '', dryRun: false };
	const idOf = (more: Partial<typeof job> = {}) => idsOf({ ...job, ...more }).ids.draftId;

	test('is the same whatever the order of the files', () => {
		expect(idOf({ files: [a, b] })).toBe(idOf());
	});

	test('is the same whatever the names of the files', () => {
		expect(idOf({ files: [b, file('c.xml', 'aa')] })).toBe(idOf());
	});

	test('the same file twice is two documents', () => {
		const ids = (files: ReportFile[]) =>
			idsOf({ ...job, files }).documents.map(({ documentId }) => documentId);
		const twice = [a, file('c.xml', 'aa')];
		expect(new Set(ids(twice)).size).toBe(2);
		expect(ids([twice[1], twice[0]]).reverse()).toEqual(ids(twice));
	});

	test('and its documents, too', () => {
		const documents = (files: ReportFile[]) =>
			Object.fromEntries(
				idsOf({ ...job, files }).documents.map((one) => [one.file.fileName, one.documentId]),
			);
		expect(documents([a, b])).toEqual(documents([b, a]));
		expect(new Set(Object.values(documents([a, b]))).size).toBe(2);
	});

	test('does not depend on the case of the account ID', () => {
		expect(idOf({ accountId: 'ACCOUNT' })).toBe(idOf());
	});

	test.each<[string, Partial<typeof job>]>([
		['account', { accountId: 'other' }],
		['content', { files: [b, file('a.xml', 'cc')] }],
		['number of files', { files: [a] }],
		['payer', { parties: { ...parties, payer: { inn: '9', kpp: '3' } } }],
		['payer KPP', { parties: { ...parties, payer: { inn: '2' } } }],
		['kind of recipient', { parties: { ...parties, recipientType: 'togs-code' } }],
		['recipient', { parties: { ...parties, recipientCode: '0088' } }],
		['Send Again As', { again: 'second' }],
		['dry run', { dryRun: true }],
	])('is another with another %s', (_name, more) => {
		expect(idOf(more)).not.toBe(idOf());
	});
});

describe('drafts of an earlier run', () => {
	const ids = { accountId: 'account', draftsBuilderId: 'builder' };
	const document: BuilderDocument = { data: {}, files: [] };
	const documentIds = [0, 1].map((index) => deterministicUuid('builder', 'document', index));
	const draft = (meta: object, held = documentIds) => ({
		meta: meta as Record<string, object>,
		documents: held.map((id) => ({
			id,
			description: { 'original-drafts-builder': { 'document-id': id } },
		})),
	});
	const meta = { sender: { inn: '1' }, payer: { inn: '2', organization: { kpp: '3' } } };
	const job = { ids, meta, documents: [document, document] };
	const fits = (held: object, wanted: object = meta) =>
		areAsWanted([draft(held)], { ...job, meta: wanted as typeof meta });

	test('are used with the same settings, whatever Kontur adds by itself', () => {
		expect(fits(meta)).toBe(true);
		const additions = { name: 'x', 'original-drafts-builder-id': 'y' };
		expect(fits({ ...meta, payer: { ...meta.payer, name: 'x' }, 'additional-info': additions })).toBe(true);
	});

	test('the subject of a letter, which the builder has among its data', () => {
		const letter = { ...meta, 'builder-data': { subject: 'a', address: { region: '66' } } };
		const held = { ...meta, 'additional-info': { subject: 'a', 'original-drafts-builder-id': 'y' } };
		expect(fits(held, letter)).toBe(true);
		expect(fits({ ...meta, 'additional-info': { subject: 'b' } }, letter)).toBe(false);
		expect(fits(meta, letter)).toBe(false);
	});

	test('a number and its text, null and nothing are the same', () => {
		expect(fits({ ...meta, sender: { inn: 1, kpp: null } })).toBe(true);
	});

	test.each<[string, object, object]>([
		['lack a setting', { sender: meta.sender }, meta],
		['have another value', { ...meta, sender: { inn: '9' } }, meta],
		['have a setting that was removed', { ...meta, recipient: { 'ifns-code': '0087' } }, meta],
		['have a field that was removed', meta, { ...meta, payer: { inn: '2' } }],
		['have an option that was removed', { ...meta, 'draft-options': { 'generate-warrant': true } }, meta],
		['have another subject', { ...meta, 'additional-info': { subject: 'a' } }, meta],
	])('are not used when they %s', (_name, held, wanted) => {
		expect(fits(held, wanted)).toBe(false);
	});

	test('are not used when a document is missing in all of them', () => {
		expect(areAsWanted([draft(meta, [documentIds[0]])], job)).toBe(false);
		const both = documentIds.map((id) => draft(meta, [id]));
		expect(areAsWanted(both, job)).toBe(true);
	});

	test('are not used when one of them has other settings', () => {
		expect(areAsWanted([draft(meta), draft({ sender: { inn: '9' } })], job)).toBe(false);
	});
});
