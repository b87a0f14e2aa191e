import {
	count,
	filled,
	is,
	missing,
	ok,
	same,
	status,
	type Ask,
	type Scenario,
	type Source,
} from '../scenario';
import { draftMeta, undeferred, upload } from '../steps';

const home = '/v1/{account}/drafts/builders';
const builder = `${home}/{builder.body.id}`;
const documents = `${builder}/documents`;
const files = `${documents}/{document.body.id}/files`;

interface Kind {
	/** Beginning of the names of the SDK's files. */
	name: string;
	folder: string;
	meta: object;
	/** What changes the meta, without the sender. */
	newMeta: object;
	document: object;
	newDocument: object;
	file: string;
	fileName: string;
	/** Members of the meta that stay as they were sent. */
	kept: string[];
	documentKept?: string;
}

const relation = {
	'related-document': { 'related-docflow-id': '{demand}', 'related-document-id': '{attachment}' },
};
const payer = (number: string) => ({ 'registration-number-pfr': number });

const kinds: Kind[] = [
	{
		name: 'FnsInventoryDraftsBuilder',
		folder: 'fns_inventory',
		meta: {
			...draftMeta({ 'ifns-code': '0087' }),
			'builder-type': 'urn:drafts-builder:fns534-inventory',
			'builder-data': relation,
		},
		newMeta: { 'builder-type': 'urn:drafts-builder:fns534-inventory', 'builder-data': relation },
		document: { 'builder-data': { 'claim-item-number': '1.01' } },
		newDocument: { 'builder-data': { 'claim-item-number': '1.02' } },
		file: 'scan',
		fileName: 'AnyFileName.pdf',
		kept: ['sender.inn', 'builder-data.related-document.related-docflow-id'],
		documentKept: 'builder-data.claim-item-number',
	},
	{
		name: 'PfrReportDraftsBuilder',
		folder: 'pfr_report',
		meta: {
			...draftMeta({ 'upfr-code': '666-666' }, payer('666-666-784132')),
			'builder-type': 'urn:drafts-builder:pfr-report',
		},
		newMeta: {
			'builder-type': 'urn:drafts-builder:pfr-report',
			payer: { ...draftMeta().payer, ...payer('777-777-123456') },
			recipient: { 'upfr-code': '777-777' },
			'builder-data': {},
		},
		document: { 'builder-data': {} },
		newDocument: { 'builder-data': {} },
		file: 'fund',
		fileName: 'SomePfrXmlReport.xml',
		kept: ['sender.inn', 'payer.registration-number-pfr', 'recipient.upfr-code'],
	},
];

const random = 'b71e4d06-92c8-4f3a-a5e7-0d8c6b1f2e94';

function suitesOf(kind: Kind): Source[] {
	const newBuilder: Ask = { as: 'builder', to: `POST ${home}`, json: kind.meta };
	const newDocument: Ask = { as: 'document', to: `POST ${documents}`, json: kind.document };
	const body = {
		'content-id': '{content.body.id}',
		'base64-signature-content': '{cms}',
		meta: { 'file-name': kind.fileName },
	};
	const newFile: Ask[] = [upload(kind.file), { as: 'file', to: `POST ${files}`, json: body }];
	const withDocument = [newBuilder, newDocument];
	const withFile = [...withDocument, ...newFile];
	const build: Ask = { as: 'build', to: `POST ${builder}/build?deferred=true` };
	const state = (as: string, after = 0): Ask => ({
		as,
		to: `GET ${builder}/tasks/{build.body.id}`,
		after,
	});
	const isInventory = kind.name.startsWith('Fns');
	const source = (part: string, scenarios: Scenario[]): Source => ({
		sdk: 'Java',
		file: `${kind.folder}/${kind.name}${part}IT.java`,
		scenarios: scenarios.map((scenario) => ({ ...scenario, demand: true as const })),
	});
	const withId: Scenario[] = isInventory
		? [
				{
					test: 'createWithId',
					asks: [{ as: 'made', to: `PUT ${home}/{other}`, json: kind.meta }],
					facts: [ok('made'), is('made.body.id', random)],
				},
			]
		: [];
	return [
		source('Build', [
			undeferred({
				test: 'build',
				asks: [...withFile, { as: 'done', to: `POST ${builder}/build?deferred=false` }],
				facts: [ok('done'), count('done.body.draft-ids', 1)],
			}),
			{
				test: 'buildWithDeferred',
				asks: [...withFile, build, state('meanwhile'), state('done', 1000), state('after')],
				facts: [
					is('build.body.task-state', 'running'),
					is('meanwhile.body.task-state', 'running'),
					count('done.body.task-result.draft-ids', 1),
					is('after.body.task-state', 'succeed'),
				],
			},
		]),
		source('Service', [
			{ test: 'create', asks: [newBuilder], facts: [status('builder', 201), filled('builder.body.id')] },
			...withId,
			{
				test: 'get',
				asks: [newBuilder, { as: 'read', to: `GET ${builder}` }],
				facts: [
					same('read.body.id', 'builder.body.id'),
					...kind.kept.map((name) => same(`read.body.meta.${name}`, `builder.body.meta.${name}`)),
				],
			},
			{
				test: 'delete',
				asks: [newBuilder, { as: 'removed', to: `DELETE ${builder}` }, { as: 'read', to: `GET ${builder}` }],
				facts: [ok('removed'), status('read', 404)],
			},
			{
				test: 'getMeta',
				asks: [newBuilder, { as: 'read', to: `GET ${builder}/meta` }],
				facts: kind.kept.map((name) => same(`read.body.${name}`, `builder.body.meta.${name}`)),
			},
			{
				test: 'updateMeta',
				asks: [newBuilder, { as: 'changed', to: `PUT ${builder}/meta`, json: kind.newMeta }],
				facts: isInventory
					? ['related-docflow-id', 'related-document-id'].map((name) =>
							same(
								`changed.body.builder-data.related-document.${name}`,
								`builder.body.meta.builder-data.related-document.${name}`,
							),
						)
					: [
							is('changed.body.recipient.upfr-code', '777-777'),
							is('changed.body.payer.registration-number-pfr', '777-777-123456'),
						],
			},
		]),
		source('DocumentService', [
			{ test: 'create', asks: withDocument, facts: [filled('document.body.id')] },
			...(isInventory
				? [
						{
							test: 'createWithId',
							asks: [newBuilder, { as: 'made', to: `PUT ${documents}/{other}`, json: kind.document }],
							facts: [is('made.body.id', random)],
						},
					]
				: []),
			{
				test: 'getAll',
				asks: [...withDocument, { as: 'list', to: `GET ${documents}` }],
				facts: [count('list.body', 1), same('list.body.0.id', 'document.body.id')],
			},
			{
				test: 'get',
				asks: [...withDocument, { as: 'read', to: `GET ${documents}/{document.body.id}` }],
				facts: [
					same('read.body.id', 'document.body.id'),
					...(kind.documentKept
						? [same(`read.body.meta.${kind.documentKept}`, `document.body.meta.${kind.documentKept}`)]
						: []),
				],
			},
			{
				test: 'delete',
				asks: [
					...withDocument,
					{ as: 'removed', to: `DELETE ${documents}/{document.body.id}` },
					{ as: 'read', to: `GET ${documents}/{document.body.id}` },
				],
				facts: [ok('removed'), status('read', 404)],
			},
			{
				test: 'getMeta',
				asks: [...withDocument, { as: 'read', to: `GET ${documents}/{document.body.id}/meta` }],
				facts: kind.documentKept
					? [same(`read.body.${kind.documentKept}`, `document.body.meta.${kind.documentKept}`)]
					: [filled('read.body')],
			},
			{
				test: 'updateMeta',
				asks: [
					...withDocument,
					{ as: 'changed', to: `PUT ${documents}/{document.body.id}/meta`, json: kind.newDocument },
				],
				facts: kind.documentKept
					? [is(`changed.body.${kind.documentKept}`, '1.02')]
					: [filled('changed.body')],
			},
		]),
		source('DocumentFileService', [
			{ test: 'create', asks: withFile, facts: [filled('file.body.id')] },
			...(isInventory
				? [
						{
							test: 'createWithId',
							asks: [
								...withDocument,
								upload(kind.file),
								{ as: 'made', to: `PUT ${files}/{other}`, json: body },
							],
							facts: [is('made.body.id', random)],
						},
					]
				: []),
			{
				test: 'getAll',
				asks: [...withFile, { as: 'list', to: `GET ${files}` }],
				facts: [count('list.body', 1), same('list.body.0.id', 'file.body.id')],
			},
			{
				test: 'get',
				asks: [...withFile, { as: 'read', to: `GET ${files}/{file.body.id}` }],
				facts: [
					same('read.body.id', 'file.body.id'),
					same('read.body.meta.file-name', 'file.body.meta.file-name'),
				],
			},
			{
				test: 'update',
				asks: [
					...withFile,
					upload('scan'),
					{
						as: 'changed',
						to: `PUT ${files}/{file.body.id}`,
						json: { 'content-id': '{content.body.id}', meta: { 'file-name': 'NewFileName.pdf' } },
					},
				],
				facts: [
					same('changed.body.id', 'file.body.id'),
					is('changed.body.meta.file-name', 'NewFileName.pdf'),
					filled('file.body.signature-content-link'),
					missing('changed.body.signature-content-link'),
				],
			},
			{
				test: 'delete',
				asks: [
					...withFile,
					{ as: 'removed', to: `DELETE ${files}/{file.body.id}` },
					{ as: 'read', to: `GET ${files}/{file.body.id}` },
				],
				facts: [ok('removed'), status('read', 404)],
			},
			{
				test: 'getSignature',
				asks: [...withFile, { as: 'bytes', to: `GET ${files}/{file.body.id}/signature` }],
				facts: [status('bytes', 200), filled('bytes.body')],
			},
			{
				test: 'getMeta',
				asks: [...withFile, { as: 'read', to: `GET ${files}/{file.body.id}/meta` }],
				facts: [same('read.body.file-name', 'file.body.meta.file-name')],
			},
			{
				test: 'updateMeta',
				asks: [
					...withFile,
					{
						as: 'changed',
						to: `PUT ${files}/{file.body.id}/meta`,
						json: { 'file-name': 'NewFileName.pdf' },
					},
				],
				facts: [is('changed.body.file-name', 'NewFileName.pdf')],
			},
		]),
	];
}

export const builders: Source[] = kinds.flatMap(suitesOf);
