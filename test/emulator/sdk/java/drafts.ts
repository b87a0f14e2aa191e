import {
	begins,
	contains,
	count,
	filled,
	is,
	ok,
	oneOf,
	same,
	status,
	type Ask,
	type Source,
} from '../scenario';
import { draftMeta, draftPath, job, newDraft, reportDraft, undeferred, upload, wholeJob } from '../steps';

const readDraft: Ask = { as: 'read', to: `GET ${draftPath}` };
const meta: Ask = { as: 'meta', to: `GET ${draftPath}/meta` };
const document = `${draftPath}/documents/{document.body.id}`;
const good = ['ok', 'check-protocol-has-only-warnings'];

const isClean = (data: string) => [
	is(`check.body.${data}.documents-errors`, {}),
	count(`check.body.${data}.common-errors`, 0),
];
const sent = 'urn:docflow-common-status:sent';

/** The SDK tests drafts without documents and with one. */
const kinds: Array<[name: string, asks: Ask[]]> = [
	['emptyDraftFactory', [newDraft()]],
	['draftWithSignedDocumentFactory', reportDraft()],
];

export const drafts: Source = {
	sdk: 'Java',
	file: 'DraftServiceIT.java',
	scenarios: [
		...[{ 'ifns-code': '0087' }, { 'togs-code': '66-66' }, { 'fss-code': '12341' }].map((recipient) => ({
			test: 'testCreateDraft',
			asks: [newDraft(recipient)],
			facts: [filled('draft.body.id')],
		})),
		...kinds.flatMap(([name, asks]) => [
			{
				test: `testGetDraft(${name})`,
				asks: [...asks, readDraft],
				facts: [
					same('read.body.id', 'draft.body.id'),
					same('read.body.meta.sender.inn', 'draft.body.meta.sender.inn'),
				],
			},
			{
				test: `testDeleteDraft(${name})`,
				asks: [...asks, { as: 'removed', to: `DELETE ${draftPath}` }, readDraft],
				facts: [ok('removed'), status('read', 404)],
			},
			{
				test: `testGetDraftMeta(${name})`,
				asks: [...asks, meta],
				facts: [same('meta.body.sender.inn', 'draft.body.meta.sender.inn')],
			},
			{
				test: `testUpdateDraftMeta(${name})`,
				asks: [
					...asks,
					{
						as: 'changed',
						to: `PUT ${draftPath}/meta`,
						json: { ...draftMeta(), sender: { ...draftMeta().sender, ipaddress: '9.9.9.9' } },
					},
				],
				facts: [is('changed.body.sender.ipaddress', '9.9.9.9')],
			},
		]),
		{ test: 'testAddDecryptedDocument', asks: reportDraft(), facts: [filled('document.body.id')] },
		{
			test: 'testDeleteDocument',
			asks: [...reportDraft(), { as: 'removed', to: `DELETE ${document}` }],
			facts: [ok('removed')],
		},
		{
			test: 'testGetDocument',
			asks: [...reportDraft(), { as: 'read', to: `GET ${document}` }],
			facts: [
				same('read.body.id', 'document.body.id'),
				same('read.body.contents', 'document.body.contents'),
				same('read.body.description.type', 'document.body.description.type'),
				count('read.body.contents', 1),
				status('read', 200),
			],
		},
		{
			test: 'testUpdateDocument',
			asks: [
				...reportDraft(),
				{ as: 'changed', to: `PUT ${document}`, json: { description: { filename: 'my favorite file' } } },
			],
			facts: [ok('changed')],
		},
		{
			test: 'testPrintDocument',
			asks: [
				...reportDraft(),
				{ as: 'print', to: `GET ${document}/print?deferred=true` },
				{ as: 'printed', to: `GET ${document}/tasks/{print.body.id}`, after: 1000 },
				{ as: 'pdf', to: 'GET /v1/{account}/contents/{printed.body.task-result.content-id}' },
			],
			facts: [status('print', 202), begins('pdf.text', '%PDF')],
		},
		{
			test: 'testGetDecryptedDocumentContent',
			asks: [
				...reportDraft(),
				{ as: 'bytes', to: 'GET /v1/{account}/contents/{document.body.contents.0.content-id}' },
			],
			facts: [status('bytes', 200), filled('bytes.text')],
		},
		{
			test: 'testUpdateSignature',
			asks: [
				...reportDraft(),
				{
					as: 'changed',
					to: `PUT ${document}/signatures/{signed.body.id}`,
					json: { 'base64-content': '{cms}' },
				},
			],
			facts: [ok('changed'), same('changed.body.id', 'signed.body.id')],
		},
		{
			test: 'testGetSignatureContent',
			asks: [...reportDraft(), { as: 'bytes', to: `GET ${document}/signatures/{signed.body.id}/content` }],
			facts: [status('bytes', 200), filled('bytes.body')],
		},
		...[
			{
				test: 'testCheck',
				asks: [...reportDraft(), wholeJob('check')],
				facts: [ok('check'), ...isClean('data')],
			},
			{
				test: 'testPrepare',
				asks: [...reportDraft(), wholeJob('prepare')],
				facts: [ok('prepare'), oneOf('prepare.body.status', good)],
			},
			{
				test: 'testSend',
				asks: [...reportDraft(), wholeJob('send')],
				facts: [ok('send'), is('send.body.status', sent)],
			},
		].map(undeferred),
	],
};

export const tasks: Source = {
	sdk: 'Java',
	file: 'DraftTaskServiceIT.java',
	scenarios: [
		...(['send', 'prepare', 'check'] as const).map((kind) => ({
			test: `testStart${kind[0].toUpperCase()}${kind.slice(1)}`,
			asks: [...reportDraft(), ...job(kind)],
			facts: [
				is(`${kind}Started.body.task-state`, 'running'),
				is(`${kind}Started.body.task-type`, `urn:task-type:${kind}`),
			],
		})),
		{
			test: 'testGetSendResult',
			asks: [...reportDraft(), ...job('send')],
			facts: [is('send.body.task-result.status', sent)],
		},
		{
			test: 'testGetTaskState',
			asks: [
				...reportDraft(),
				{ as: 'started', to: `POST ${draftPath}/send?deferred=true` },
				{ as: 'state', to: `GET ${draftPath}/tasks/{started.body.id}` },
			],
			facts: [is('state.body.task-state', 'running')],
		},
		{
			test: 'testGetPrepareResult',
			asks: [...reportDraft(), ...job('prepare')],
			facts: [oneOf('prepare.body.task-result.status', good)],
		},
		{
			test: 'testGetCheckResult',
			asks: [...reportDraft(), ...job('check')],
			facts: isClean('task-result.data'),
		},
	],
};

const frame = (data: object) => ({
	period: { year: '2023' },
	data,
	'additional-org-info': {
		'document-sender': { 'sender-full-name': 'the_org' },
		'signer-type': 'chief',
		taxpayer: {
			'taxpayer-chief-fio': 'Орлов Сергей Юрьевич',
			'taxpayer-full-name': 'the_org',
			'taxpayer-okved': '47',
			'taxpayer-phone': '777777',
		},
	},
});

const build = (type: string, version: number, data: object): Ask => ({
	as: 'document',
	to: `POST ${draftPath}/build-document?type=${type}&version=${version}`,
	json: frame(data),
});
const dates = { ФормОтв: 4, ДатаНач: '01.01.2022', ДатаКон: '01.12.2022' };

/** Requests are built by the version of the contract that is published today. */
const requests: Array<[type: string, data: object]> = [
	['ION3', dates],
	['ION4', { ...dates, ЗапрКБК: { ПрКБК: 2, ПеречКБК: [{ КБК: '18210102010012100110' }] } }],
	['ION5', { ФормОтв: 4 }],
];
const signBuilt: Ask = {
	as: 'signed',
	to: `POST ${draftPath}/documents/{document.body.id}/signatures`,
	json: { 'base64-content': '{cms}' },
};

export const documents: Source = {
	sdk: 'Java',
	file: 'DocumentBuildIT.java',
	scenarios: [
		...[1, 2].map((version) => ({
			test: `createUsnTests(V${version})`,
			asks: [
				newDraft({ 'ifns-code': '0087' }),
				build('USN', version, { 'nom-korr': 1, 'po-mestu': 120 }),
				wholeJob('check'),
			],
			facts: [ok('document'), filled('document.body.id'), ok('check'), ...isClean('data')],
		})),
		...requests.map(([type, data]) => ({
			test: `createIonTests(${type})`,
			asks: [newDraft({ 'ifns-code': '0087' }), build(type, 3, data), wholeJob('check')],
			facts: [ok('document'), filled('document.body.id'), ok('check'), ...isClean('data')],
		})),
		...(
			[
				['usn', 'USN', 2, { 'nom-korr': 1 }],
				['ion', 'ION3', 3, dates],
			] as const
		).map(([name, type, version, data]) => ({
			test: `send(${name})`,
			asks: [newDraft({ 'ifns-code': '0087' }), build(type, version, data), signBuilt, wholeJob('send')],
			facts: [ok('send'), is('send.body.status', sent)],
		})),
	].map(undeferred),
};

export const zped: Source = {
	sdk: 'Java',
	file: 'scenario/ZpedBuilderIT.java',
	scenarios: [
		{
			test: 'main',
			asks: [
				newDraft({ 'upfr-code': '666-666' }, { 'registration-number-pfr': '666-666-784132' }),
				{
					as: 'document',
					to: `POST ${draftPath}/build-document?type=ZPED`,
					json: {
						'for-ul': true,
						'insurer-ul': { 'full-name': 'ООО «Колорит»', 'short-name': 'Колорит' },
						representative: { name: 'И', surname: 'Калашников', patronymic: 'Г', position: 'Директор' },
					},
				},
				{ as: 'xml', to: 'GET /v1/{account}/contents/{document.body.contents.0.content-id}' },
				wholeJob('check'),
				{ as: 'read', to: `GET ${draftPath}/documents/{document.body.id}` },
				{ as: 'toSign', to: 'GET /v1/{account}/contents/{read.body.data-to-sign-content-id}' },
			],
			facts: [
				contains('xml.text', Buffer.from('ЗПЭД').toString('latin1')),
				ok('check'),
				status('toSign', 200),
				filled('toSign.text'),
			],
		},
	].map(undeferred),
};

/** A content that came in parts, of the size that the test's content has parts of. */
export const contents: Source = {
	sdk: 'Java',
	file: 'ContentServiceIT.java',
	scenarios: [
		{
			test: 'main',
			asks: [
				upload('large'),
				{
					as: 'first',
					to: 'GET /v1/{account}/contents/{content.body.id}',
					headers: { Range: 'bytes=0-40' },
				},
				{
					as: 'next',
					to: 'GET /v1/{account}/contents/{content.body.id}',
					headers: { Range: 'bytes=41-90' },
				},
			],
			facts: [
				is('first.headers.content-range', 'bytes 0-40/512000'),
				filled('first.text'),
				is('first.length', 41),
				filled('next.text'),
				is('next.length', 50),
			],
		},
	],
};
