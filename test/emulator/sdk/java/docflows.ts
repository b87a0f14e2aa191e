import {
	atLeast,
	atMost,
	begins,
	count,
	differs,
	each,
	eachHas,
	filled,
	is,
	lacks,
	none,
	ok,
	same,
	some,
	status,
	type Ask,
	type Source,
} from '../scenario';
import { draftMeta, draftPath, sentReport, undeferred, upload, wholeJob } from '../steps';

const flow = '/v1/{account}/docflows/{docflow.body.id}';
const documents: Ask = { as: 'documents', to: `GET ${flow}/documents` };
const first = `${flow}/documents/{documents.body.0.id}`;
const signatures: Ask = { as: 'signatures', to: `GET ${first}/signatures` };

/** The confirmation of the date, which the first document is, has to be answered. */
const answered = `${flow}/documents/{docflow.body.documents.0.id}`;
const generate = (as: string): Ask => ({
	as,
	to: `POST ${answered}/generate-reply?documentType={docflow.body.documents.0.links.2.name}`,
	json: { 'certificate-base64': '{certificate}' },
});

export const docflows: Source = {
	sdk: 'Java',
	file: 'DocflowServiceIT.java',
	scenarios: [
		{
			test: 'testGetDocflow',
			asks: [...sentReport, { as: 'read', to: `GET ${flow}` }],
			facts: [
				same('read.body.id', 'send.body.task-result.id'),
				same('read.body.type', 'send.body.task-result.type'),
				some('read.body.links', { rel: 'web-docflow' }),
				lacks('read.body.success-state', 'failed'),
				lacks('read.body.success-state', 'warning'),
				filled('read.body.organization-id'),
			],
		},
		{
			test: 'testGetDocuments',
			asks: [...sentReport, documents],
			facts: [atLeast('documents.body', 1), eachHas('documents.body', ['description.type'])],
		},
		{
			test: 'testLookupDocument',
			asks: [...sentReport, documents, { as: 'read', to: `GET ${first}` }],
			facts: [
				eachHas('documents.body', ['send-date']),
				same('read.body.id', 'documents.body.0.id'),
				same('read.body.description.type', 'documents.body.0.description.type'),
			],
		},
		{
			test: 'testLookupDocumentDescription',
			asks: [...sentReport, documents, { as: 'read', to: `GET ${first}/description` }],
			facts: [
				same('read.body.type', 'documents.body.0.description.type'),
				same('read.body.filename', 'documents.body.0.description.filename'),
				same('read.body.content-type', 'documents.body.0.description.content-type'),
				same('read.body.requisites', 'documents.body.0.description.requisites'),
			],
		},
		{
			test: 'testGetEncryptedContent',
			demand: 'encrypted' as const,
			asks: [{ as: 'bytes', to: 'GET /v1/{account}/contents/{encrypted}' }],
			facts: [status('bytes', 200), lacks('bytes.text', '<?xml')],
		},
		{
			test: 'testGetDecryptedContent',
			asks: [
				...sentReport,
				{
					as: 'bytes',
					to: 'GET /v1/{account}/contents/{docflow.body.documents.2.content.docflow-document-contents.0.content-id}',
				},
			],
			facts: [atLeast('docflow.body.documents', 1), begins('bytes.text', '<?xml')],
		},
		{
			test: 'testGetSignatures',
			asks: [...sentReport, documents, signatures],
			facts: [eachHas('signatures.body', ['title'])],
		},
		{
			test: 'testGetSignature',
			asks: [
				...sentReport,
				documents,
				signatures,
				{ as: 'read', to: `GET ${first}/signatures/{signatures.body.0.id}` },
			],
			facts: [
				same('read.body.id', 'signatures.body.0.id'),
				same('read.body.title', 'signatures.body.0.title'),
			],
		},
		{
			test: 'testGetSignatureContent',
			asks: [
				...sentReport,
				documents,
				signatures,
				{ as: 'read', to: `GET ${first}/signatures/{signatures.body.0.id}/content` },
			],
			facts: [status('read', 200), filled('read.body')],
		},
		{
			test: 'testSendOneReply',
			asks: [
				...sentReport,
				generate('reply'),
				// The SDK's client sends the bytes as JSON, as the Postman collections do.
				{
					as: 'signed',
					to: `PUT ${answered}/replies/{reply.body.id}/signature`,
					file: 'signature',
					headers: { 'Content-Type': 'application/json' },
				},
				{
					as: 'sent',
					to: `POST ${answered}/replies/{reply.body.id}/send`,
					json: { 'sender-ip': '8.8.8.8' },
				},
			],
			facts: [
				is('docflow.body.documents.0.links.2.rel', 'reply'),
				filled('reply.body.content'),
				some('reply.body.links', { rel: 'save-signature' }),
				some('reply.body.links', { rel: 'send' }),
				ok('signed'),
				ok('sent'),
				same('sent.body.id', 'docflow.body.id'),
			],
		},
		{
			test: 'testGetDocflows',
			asks: [
				{
					as: 'list',
					to: 'GET /v1/{seeded}/docflows?skip=0&take=10&finished=true&incoming=false&type=fns534-report',
					user: 'partner',
				},
			],
			facts: [
				atMost('list.body.docflows-page-item', 10),
				each('list.body.docflows-page-item', {
					status: 'urn:docflow-common-status:finished',
				}),
				each('list.body.docflows-page-item', { type: 'urn:docflow:fns534-report' }),
			],
		},
		{
			test: 'testGetDocflowsFilteredByDateTime',
			asks: [
				{
					as: 'oldest',
					to: 'GET /v1/{seeded}/docflows?skip=0&take=1&orderBy=ascending',
					user: 'partner',
				},
				{
					as: 'later',
					to: 'GET /v1/{seeded}/docflows?skip=0&take=1000&orderBy=ascending&updatedFrom={oldest.body.docflows-page-item.0.last-change-date+1ms}',
					user: 'partner',
				},
			],
			facts: [
				count('oldest.body.docflows-page-item', 1),
				atLeast('later.body.docflows-page-item', 1),
				differs('later.body.docflows-page-item.0.id', 'oldest.body.docflows-page-item.0.id'),
			],
		},
		{
			test: 'checkDemand',
			demand: true as const,
			asks: [
				upload('demand'),
				{
					as: 'checked',
					to: 'POST /v1/{account}/docflows/{demand}/check-demand',
					json: { 'decrypted-demand-content-id': '{content.body.id}', 'decrypted-attachments': [] },
				},
			],
			facts: [is('checked.body.has-errors', false), count('checked.body.error-codes', 0)],
		},
		{
			test: 'checkDemandWhenIncorrectSignature',
			demand: true as const,
			asks: [
				upload('changedDemand'),
				{
					as: 'checked',
					to: 'POST /v1/{account}/docflows/{demand}/check-demand',
					json: { 'decrypted-demand-content-id': '{content.body.id}', 'decrypted-attachments': [] },
				},
			],
			facts: [
				is('checked.body.has-errors', true),
				count('checked.body.error-codes', 1),
				is('checked.body.error-codes.0', '0100100004'),
			],
		},
	],
};

export const additional: Source = {
	sdk: 'Java',
	file: 'DocflowAdditionalServiceIT.java',
	scenarios: [
		{
			test: 'testGenerateReply',
			asks: [...sentReport, generate('byLink'), generate('byType')],
			facts: [begins('byLink.body.filename', 'IZ_'), begins('byType.body.filename', 'IZ_')],
		},
	],
};

const related = '/v1/{account}/docflows/{demand}/documents/{attachment}';

const relatedDraft: Ask = {
	as: 'draft',
	to: 'POST /v1/{account}/drafts',
	json: {
		...draftMeta({ 'ifns-code': '0087' }),
		'related-document': {
			'related-docflow-id': '{demand}',
			'related-document-id': '{attachment}',
		},
	},
};

const addSigned = (type: string): Ask[] => [
	upload('report'),
	{
		as: 'document',
		to: `POST ${draftPath}/documents`,
		json: {
			'content-id': '{content.body.id}',
			description: { filename: '{reportName}', type: `urn:document:${type}` },
		},
	},
	{
		as: 'signed',
		to: `POST ${draftPath}/documents/{document.body.id}/signatures`,
		json: { 'base64-content': '{cms}' },
	},
];

const inventory: Ask[] = [
	relatedDraft,
	...addSigned('fns534-inventory-message'),
	wholeJob('send', 'inventory'),
	{
		as: 'read',
		to: `GET ${related}/inventories/{inventory.body.id}`,
		after: 1000,
	},
];
const message = `${related}/inventories/{read.body.id}/documents/{document.body.id}`;

export const relatedDocuments: Source = {
	sdk: 'Java',
	file: 'RelatedDocumentsIT.java',
	scenarios: [
		{
			test: 'testCreateInventory',
			asks: [relatedDraft],
			facts: [
				same('draft.body.meta.related-document.related-docflow-id', 'demand'),
				same('draft.body.meta.related-document.related-document-id', 'attachment'),
			],
		},
		{
			test: 'testGetInventory',
			asks: inventory,
			facts: [
				same('read.body.id', 'inventory.body.id'),
				is('read.body.type', 'urn:docflow:fns534-inventory'),
			],
		},
		{
			test: 'testGetInventoryDecryptedContent',
			asks: [
				...inventory,
				{ as: 'bytes', to: 'GET /v1/{account}/contents/{document.body.contents.0.content-id}' },
			],
			facts: [begins('bytes.text', '<?xml'), atLeast('bytes.length', 100)],
		},
		{
			test: 'testGetInventorySignatures',
			asks: [
				...inventory,
				{
					as: 'signatures',
					to: 'GET /v1/{account}/docflows/{read.body.id}/documents/{document.body.id}/signatures',
				},
			],
			facts: [atLeast('signatures.body', 1)],
		},
		{
			test: 'testGetInventorySignature',
			asks: [...inventory, { as: 'bytes', to: `GET ${message}/signatures/{signed.body.id}/content` }],
			facts: [status('bytes', 200), filled('bytes.body'), atLeast('bytes.length', 1)],
		},
		{
			test: 'testGetInventoryByLink',
			asks: [
				...inventory,
				{ as: 'list', to: `GET ${related}/inventories` },
				{ as: 'byLink', to: 'GET {list.body.docflows-page-item.0.links.0.href}' },
			],
			facts: [
				is('list.body.docflows-page-item.0.links.0.rel', 'self'),
				same('byLink.body.id', 'inventory.body.id'),
				same('byLink.body.type', 'read.body.type'),
			],
		},
		{
			test: 'testGetRelated',
			asks: [
				...inventory,
				{
					as: 'draft',
					to: 'POST /v1/{account}/drafts',
					json: {
						...draftMeta({ 'ifns-code': '0087' }),
						'related-document': {
							'related-docflow-id': '{demand}',
							'related-document-id': '{attachment}',
						},
						'additional-info': { subject: 'Письмо' },
					},
				},
				...addSigned('fns534-letter'),
				wholeJob('send', 'letter'),
				{ as: 'list', to: `GET ${related}/related`, after: 1000 },
			],
			facts: [
				count('list.body.docflows-page-item', 2),
				differs('letter.body.id', 'inventory.body.id'),
				none('list.body.docflows-page-item', { type: 'urn:docflow:fns534-report' }),
				some('list.body.docflows-page-item', { type: 'urn:docflow:fns534-inventory' }),
				some('list.body.docflows-page-item', { type: 'urn:docflow:fns534-letter' }),
			],
		},
	].map((scenario) => undeferred({ ...scenario, demand: true })),
};
