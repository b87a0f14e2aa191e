import {
	contains,
	count,
	differs,
	filled,
	is,
	missing,
	ok,
	same,
	status,
	type Ask,
	type Fact,
	type Source,
} from '../scenario';
import { draftMeta, draftPath, getDocument, job, newDraft, putDocument, reportDraft, upload } from '../steps';

const report = 'urn:document:fns534-report';

const readDraft = (as = 'read'): Ask => ({ as, to: `GET ${draftPath}` });
const content = { 'content-id': '{content.body.id}' };

/** A document that nothing is recognized in has all properties. */
const properties = {
	Encoding: null,
	FormName: null,
	КНД: null,
	CorrectionNumber: '0',
	IsPrintable: 'False',
	Period: null,
	OriginalFilename: null,
	SvdregCode: null,
};

const unrecognized: Fact[] = [
	is('read.body.description.properties', properties),
	...Object.entries(properties).map(([name, value]) => is(`read.body.description.properties.${name}`, value)),
];

const pdf: Ask[] = [
	newDraft(),
	upload('small'),
	putDocument({ ...content, description: { type: report, 'content-type': 'application/pdf' } }),
];

const signPut = (as: string, value: string): Ask => ({
	as,
	to: `POST ${draftPath}/documents/{other}/signatures`,
	json: { 'base64-content': value },
});

const invalid: Ask[] = [
	newDraft(),
	upload('wrong'),
	putDocument({
		...content,
		description: { type: report, filename: 'invalid.xml', 'content-type': 'application/xml' },
	}),
];

export const drafts: Source = {
	sdk: 'C#',
	file: 'Kontur.Extern.Api.Client.End2EndTests/Client/DraftPathsExtensions_Tests.cs',
	scenarios: [
		{
			test: 'Get_should_fail_when_try_to_read_non_existent_draft',
			asks: [{ as: 'read', to: 'GET /v1/{account}/drafts/{random}' }],
			facts: [status('read', 404)],
		},
		{
			test: 'Get_should_return_BadRequest_when_try_to_use_empty_guid_in_draftId',
			asks: [{ as: 'read', to: 'GET /v1/{account}/drafts/{zero}' }],
			facts: [status('read', 400)],
		},
		{
			test: 'TryGet_should_return_null_when_try_to_read_non_existent_draft',
			asks: [{ as: 'read', to: 'GET /v1/{account}/drafts/{random}' }],
			facts: [is('read.body.status-code', 404)],
		},
		{
			test: 'Should_create_a_new_draft',
			asks: [newDraft(), readDraft()],
			facts: [
				status('draft', 201),
				same('read.body.id', 'draft.body.id'),
				same('read.body.meta', 'draft.body.meta'),
				same('read.body.status', 'draft.body.status'),
				same('read.body', 'draft.body'),
			],
		},
		...[null, { content: null }].map((certificate) => ({
			test: 'Should_create_a_new_draft_when_senderCert_is_null',
			asks: [
				{
					as: 'draft',
					to: 'POST /v1/{account}/drafts',
					json: { ...draftMeta(), sender: { ...draftMeta().sender, certificate } },
				},
				readDraft(),
			],
			facts: [status('draft', 201), status('read', 200), same('read.body', 'draft.body')],
		})),
		{
			test: 'Should_return_forbidden_when_try_to_get_draft_with_random_accountId',
			asks: [{ as: 'read', to: 'GET /v1/{random}/drafts/{other}' }],
			facts: [status('read', 403)],
		},
		{
			test: 'Deleted_draft_should_not_be_loaded',
			asks: [newDraft(), { as: 'removed', to: `DELETE ${draftPath}` }, readDraft()],
			facts: [status('removed', 200), status('read', 404)],
		},
		{
			test: 'Should_update_draft_metadata',
			asks: [
				newDraft(),
				{ as: 'changed', to: `PUT ${draftPath}/meta`, json: draftMeta({ 'fss-code': '12341' }) },
				readDraft(),
			],
			facts: [
				status('changed', 200),
				is('read.body.meta.recipient', { 'fss-code': '12341' }),
				is('read.body.meta.payer.name', 'the_org'),
				same('read.body.meta.payer.inn', 'ownInn'),
				same('read.body.meta.payer.organization.kpp', 'ownKpp'),
				is('read.body.meta.sender.name', 'the_org'),
				same('read.body.meta.sender.inn', 'ownInn'),
				same('read.body.meta.sender.kpp', 'ownKpp'),
				is('read.body.meta.sender.ipaddress', '8.8.8.8'),
				is('read.body.meta.sender.is-representative', false),
				missing('read.body.meta.additional-info'),
				missing('read.body.meta.related-document'),
			],
		},
		{
			test: 'Should_add_a_document_with_stream_content_to_a_draft',
			asks: [newDraft(), upload('small'), putDocument({ ...content, description: { type: report } })],
			facts: [ok('put'), same('put.body.id', 'other')],
		},
		{
			test: 'Should_add_a_document_with_bytes_content_to_a_draft',
			asks: [
				newDraft(),
				upload('small'),
				putDocument({ ...content, description: { type: report } }),
				getDocument(),
			],
			facts: [same('put.body.id', 'other'), same('read.body.id', 'other')],
		},
		{
			test: 'Should_fail_when_getting_not_exist_document',
			asks: [newDraft(), { as: 'read', to: `GET ${draftPath}/documents/{random}` }],
			facts: [status('read', 404)],
		},
		{
			test: 'Should_get_created_document',
			asks: [...pdf, signPut('signed', '{certificate}'), getDocument()],
			facts: [
				same('read.body.id', 'put.body.id'),
				is('read.body.description.content-type', 'application/pdf'),
				is('read.body.description.type', report),
				missing('read.body.description.filename'),
				...unrecognized,
				count('read.body.signatures', 1),
			],
		},
		{
			test: 'Should_add_a_signature_to_a_drafts_document',
			asks: [...pdf, signPut('signed', '{certificate}'), getDocument()],
			facts: [
				filled('signed.body.id'),
				count('read.body.signatures', 1),
				same('read.body.signatures.0.id', 'signed.body.id'),
			],
		},
		{
			test: 'Should_download_a_signature_of_a_drafts_document',
			asks: [
				...pdf,
				signPut('signed', 'AQID'),
				{ as: 'read', to: `GET ${draftPath}/documents/{other}/signatures/{signed.body.id}/content` },
			],
			facts: [ok('signed'), status('read', 200), is('read.body', 'AQID')],
		},
		{
			test: 'Should_download_a_content_of_a_document',
			asks: [
				newDraft(),
				upload('large'),
				putDocument({ ...content, description: {} }),
				getDocument(),
				{ as: 'bytes', to: 'GET /v1/{account}/contents/{read.body.contents.0.content-id}' },
			],
			facts: [ok('put'), count('read.body.contents', 1), same('bytes.text', 'files.large')],
		},
		{
			test: 'Should_add_document_to_draft_with_already_uploaded_content',
			asks: [
				newDraft(),
				upload('large'),
				putDocument({
					...content,
					description: { type: report, filename: 'file_name', 'content-type': 'application/xml' },
				}),
				signPut('signed', '{certificate}'),
				getDocument(),
			],
			facts: [
				same('put.body.id', 'other'),
				is('read.body.description.content-type', 'application/xml'),
				is('read.body.description.type', report),
				is('read.body.description.filename', 'file_name'),
				...unrecognized,
				count('read.body.signatures', 1),
				count('read.body.contents', 1),
			],
		},
		{
			test: 'Should_remove_a_document_from_a_draft',
			asks: [
				...pdf,
				{ as: 'removed', to: `DELETE ${draftPath}/documents/{other}` },
				getDocument(),
				{ as: 'again', to: `DELETE ${draftPath}/documents/{other}` },
			],
			facts: [status('removed', 200), status('read', 404)],
		},
		{
			test: 'Should_check_a_correct_draft',
			asks: [...reportDraft({ 'ifns-code': '0087', 'mri-code': '9660' }), ...job('check')],
			facts: [
				is('check.body.task-state', 'succeed'),
				is('check.body.task-result.data.documents-errors', {}),
				count('check.body.task-result.data.common-errors', 0),
			],
		},
		{
			test: 'Should_check_an_incorrect_draft_withing_document_failures',
			asks: [
				newDraft(),
				upload('wrong'),
				putDocument({
					...content,
					description: { filename: 'invalid.xml', 'content-type': 'application/xml' },
				}),
				...job('check'),
			],
			facts: [
				is('check.body.task-state', 'succeed'),
				differs('check.body.task-result.data.documents-errors', 'nothing'),
				filled('check.body.task-result.data.documents-errors.b71e4d06-92c8-4f3a-a5e7-0d8c6b1f2e94'),
			],
		},
		{
			test: 'Should_send_a_correct_draft_without_content',
			asks: [
				newDraft({ 'fss-code': '12341' }, { 'registration-number-fss': '7712345678' }),
				putDocument({
					description: {
						type: 'urn:document:fss-sedo-provider-subscription-subscribe-request-for-registration-number',
					},
				}),
				...job('send'),
			],
			facts: [
				ok('put'),
				count('put.body.contents', 0),
				is('send.body.task-state', 'succeed'),
				filled('send.body.task-result.id'),
				is('send.body.task-result.type', 'urn:docflow:fss-sedo-provider-subscription'),
			],
		},
		{
			test: 'Should_fail_if_send_an_incorrect_draft',
			asks: [...invalid, ...job('send')],
			facts: [
				is('send.body.task-state', 'failed'),
				filled('send.body.task-result.check-result.documents-errors.b71e4d06-92c8-4f3a-a5e7-0d8c6b1f2e94'),
				contains('sendStarted.body.task-type', 'send'),
			],
		},
		{
			test: 'Should_return_error_if_trying_to_send_an_incorrect_draft',
			asks: [...invalid, ...job('send')],
			facts: [
				filled('send.body.task-result.status'),
				is('send.body.task-result.status', 'check-protocol-has-errors'),
			],
		},
	],
};
