import { account, certificate, cms, demo, http, makeDraft, partnerUser } from './support';
import { bareSignature, documentOf, linkTo, Stand } from './extern/docflows/docflowSupport';
import { startEmulator, type Emulator } from './server';
import { TestCertificates } from '../support/testCertificates';

/*
 * The 54 requests of Kontur's eight Postman collections (folder docs/files of extern-api-docs, commit f4d8c0e), with
 * method, address, headers and shape of the body as they are printed. IDs, keys and contents are those of the emulator. A
 * request that occurs in two collections is one row.
 */

type Body = 'none' | 'empty' | 'file' | Record<string, unknown> | string;
interface Row {
	in: string[];
	request: string;
	headers?: Record<string, string>;
	body?: Body;
	/** Fields of a form. */
	form?: Record<string, string>;
	/** What the emulator answers. */
	status: number;
}

const JSON_HEADERS = { Accept: 'application/json', 'Content-Type': 'application/json' };
const SEDO_JSON = { 'Content-Type': 'application/json', Accept: 'application/json' };
const CONTENT = { 'Content-Type': 'application/xml', Accept: 'application/json' };
const OCTETS = { 'Content-Type': 'application/octet-stream' };
const DRAFT = ['Коллекция для черновика', 'Работа с черновиком'];
const FLOW = ['Коллекция для ДО', 'Работа с документооборотом'];
const PRINT = ['печать'];
const INCOMING = ['Работа с входящими документооборотами (СЭДО)'];
const OUTGOING = ['Работа с исходящими документооборотами (СЭДО)'];
const TOKEN = 'POST /connect/token';
const CLIENT = { client_id: demo.clientId, client_secret: demo.apiKey };

let emulator: Emulator;
/** What stands for the variables of the addresses and bodies, by name. */
let world: Record<string, string>;
let stand: Stand;

beforeAll(async () => {
	const certificates = await TestCertificates.create();
	const rsa = await certificates.make('rsa');
	await certificates.remove();
	emulator = await startEmulator();
	stand = await Stand.begin(emulator);
	emulator.control.setOptions({ certificateOwner: partnerUser.login });
	const { client, owner } = stand;
	const sent = await makeDraft(client, owner);
	await client.post(`${sent.path}/documents/${sent.documentId}/signatures`, {
		'base64-content': cms(certificate),
	});
	const { data } = await client.post(`${sent.path}/send?deferred=true`);
	const done = await stand.poll(`${sent.path}/tasks/${String(data.id)}`);
	emulator.state.clock.advance(1000);
	const flow = String(done['task-result'].id);
	emulator.control.advanceDocflow(flow, 5);
	const docflow = await stand.docflow(flow);
	const asking = docflow.documents.find(({ links }) => links.some(({ rel }) => rel === 'reply'));
	if (!asking) throw new Error('the report wants no reply');
	const [type] = linkTo(asking, 'reply').split('documentType=').slice(1);
	const draft = await makeDraft(client, owner);
	const checked = await client.post(`${draft.path}/check?deferred=true`);
	emulator.state.clock.advance(1000);
	const fund = await emulator.control.createIncoming(owner.id, {
		type: 'fss-sedo-proactive-payments-demand',
	});
	const request = await client.post(`${stand.home}/docflows/${fund.id}/generate-documents-request`, {
		'certificate-base64': certificate,
	});
	const report = documentOf(docflow, 'fns534-report');
	world = {
		accountId: owner.id,
		docflowId: flow,
		documentId: asking.id,
		reportId: report.id,
		replyType: type,
		contentId: draft.uploadedId,
		draftId: draft.path.split('/').slice(-1)[0],
		draftDocumentId: draft.documentId,
		draftTaskId: String(checked.data.id),
		fundId: fund.id,
		requestId: String(request.data.id),
		replyId: '',
		taskId: '',
		certificate,
		rsa: rsa.der.toString('base64'),
		cms: cms(certificate),
		bare: bareSignature.toString('base64'),
		inn: owner.inn,
		kpp: owner.kpp ?? '',
	};
});
afterAll(async () => await emulator.close());

const meta = (recipient: object) => ({
	sender: {
		inn: '{inn}',
		kpp: '{kpp}',
		certificate: { content: '{certificate}' },
		'is-representative': 'false',
		ipaddress: '8.8.8.8',
	},
	recipient,
	payer: { inn: '{inn}', organization: { kpp: '{kpp}' }, 'registration-number-fss': '9903150771' },
});

const A = '/v1/{accountId}';
const D = `${A}/drafts/{draftId}`;
const F = `${A}/docflows/{docflowId}`;
const R = `${F}/documents/{documentId}/replies/{replyId}`;

// In an order that works: what a row needs was made by one before it.
const rows: Row[] = [
	{
		in: ['auth openid connect'],
		request: TOKEN,
		form: {
			...CLIENT,
			grant_type: 'password',
			scope: 'extern.api',
			username: partnerUser.login,
			password: partnerUser.password,
		},
		status: 200,
	},
	{
		in: ['auth openid connect'],
		request: 'POST /authentication/certificate',
		form: { ...CLIENT, public_key: '{rsa}', free: 'true' },
		status: 200,
	},
	{
		// The printed key is of another challenge.
		in: ['auth openid connect'],
		request: TOKEN,
		form: {
			...CLIENT,
			grant_type: 'certificate',
			scope: 'extern.api',
			decrypted_key: 'AAAA',
			thumbprint: 'A'.repeat(40),
		},
		status: 400,
	},
	{
		// The printed token is of another partner.
		in: ['auth openid connect'],
		request: TOKEN,
		form: {
			...CLIENT,
			grant_type: 'trusted',
			scope: 'extern.api',
			token: 'eyJhbGciOiJSUzI1NiIsImtpZCI6IjA2In0.e30.AA',
		},
		status: 400,
	},
	{
		in: ['authorization code flow'],
		request: `GET /connect/authorize?response_type=code&client_id=${demo.clientId}&redirect_uri=http://localhost&scope=openid extern.api&state=123`,
		status: 200,
	},
	{
		// The printed code was used up.
		in: ['authorization code flow'],
		request: TOKEN,
		form: { ...CLIENT, grant_type: 'authorization_code', code: '123', redirect_uri: 'http://localhost' },
		status: 400,
	},
	{
		in: ['device flow'],
		request: 'POST /connect/deviceauthorization',
		form: { ...CLIENT, scope: 'extern.api' },
		status: 200,
	},
	{
		// The printed code is a placeholder.
		in: ['device flow'],
		request: TOKEN,
		form: {
			grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
			...CLIENT,
			scope: 'extern.api',
			device_code: 'DeviceCode',
		},
		status: 400,
	},
	{ in: DRAFT, request: `POST ${A}/contents`, headers: OCTETS, body: 'file', status: 201 },
	{
		in: DRAFT,
		request: `POST ${A}/drafts`,
		headers: JSON_HEADERS,
		body: meta({ 'ifns-code': '0087' }),
		status: 201,
	},
	{ in: DRAFT, request: `GET ${D}`, headers: JSON_HEADERS, status: 200 },
	{ in: DRAFT, request: `GET ${D}/tasks/{draftTaskId}`, headers: JSON_HEADERS, body: 'empty', status: 200 },
	{
		in: DRAFT,
		request: `POST ${D}/documents`,
		headers: JSON_HEADERS,
		body: { 'content-id': '{contentId}' },
		status: 201,
	},
	{
		in: DRAFT,
		request: `POST ${D}/documents/{draftDocumentId}/signatures`,
		headers: JSON_HEADERS,
		body: { 'base64-content': '{cms}' },
		status: 201,
	},
	{ in: DRAFT, request: `POST ${D}/check?deferred=true`, headers: JSON_HEADERS, body: 'empty', status: 200 },
	{ in: DRAFT, request: `POST ${D}/prepare`, headers: JSON_HEADERS, body: 'empty', status: 200 },
	{ in: DRAFT, request: `POST ${D}/send?deferred=true`, headers: JSON_HEADERS, body: 'empty', status: 200 },
	{ in: FLOW, request: `GET ${A}/docflows`, headers: JSON_HEADERS, status: 200 },
	{ in: FLOW, request: `GET ${A}/contents/{contentId}`, headers: CONTENT, status: 200 },
	{
		in: FLOW,
		request: `POST ${F}/documents/{documentId}/generate-reply?documentType={replyType}`,
		headers: JSON_HEADERS,
		body: { 'certificate-base64': '{certificate}' },
		status: 201,
	},
	// Raw bytes that call themselves JSON.
	{ in: FLOW, request: `PUT ${R}/signature`, headers: JSON_HEADERS, body: 'file', status: 200 },
	{
		in: FLOW,
		request: `POST ${R}/send`,
		headers: JSON_HEADERS,
		body: { 'sender-ip': '8.8.8.8' },
		status: 200,
	},
	{ in: PRINT, request: `POST ${A}/contents`, headers: OCTETS, body: 'file', status: 201 },
	{ in: PRINT, request: `GET ${F}/documents/{reportId}`, headers: JSON_HEADERS, status: 200 },
	{
		in: PRINT,
		request: `POST ${F}/documents/{reportId}/print?deferred=true`,
		body: '{\n        "content-id": "{contentId}"\n    }',
		headers: { 'Content-Type': 'application/json' },
		status: 202,
	},
	{ in: PRINT, request: `GET ${F}/documents/{reportId}/tasks/{taskId}`, status: 200 },
	{ in: PRINT, request: `GET ${A}/contents/{contentId}`, headers: CONTENT, status: 200 },
	{
		in: INCOMING,
		request: `GET ${A}/docflows?type=fss-sedo-insured-person-registration`,
		headers: { Accept: 'application/json' },
		status: 200,
	},
	{
		in: INCOMING,
		request: `PUT ${A}/docflows/{fundId}/documents-requests/{requestId}/signature`,
		headers: { ...OCTETS, Accept: 'application/json' },
		body: '{bare}',
		status: 200,
	},
	...[200, 400].map((status) => ({
		// Printed twice; the second time, the request is already sent.
		in: INCOMING,
		request: `POST ${A}/docflows/{fundId}/documents-requests/{requestId}/send`,
		headers: { Accept: 'application/json' },
		status,
	})),
	{
		in: INCOMING,
		request: `GET ${A}/contents/{contentId}`,
		headers: { Range: 'bytes=0-1024', Accept: 'application/json' },
		status: 200,
	},
	{
		// The printed type is that of a document flow, which answers nothing.
		in: INCOMING,
		request: `POST ${F}/documents/{documentId}/generate-reply?documentType=fss-sedo-insured-person-registration&declineNoticeErrorCode=<string>`,
		headers: SEDO_JSON,
		body: { 'certificate-base64': '{certificate}' },
		status: 400,
	},
	{
		// The reply of another collection is already sent.
		in: INCOMING,
		request: `POST ${R}/send`,
		headers: SEDO_JSON,
		body: { 'sender-ip': '8.8.8.8' },
		status: 400,
	},
	{
		in: OUTGOING,
		request: `POST ${A}/contents`,
		headers: { 'Content-Range': 'bytes 0-936/937', ...OCTETS, Accept: 'application/json' },
		body: 'x'.repeat(937),
		status: 201,
	},
	{
		in: OUTGOING,
		request: `GET ${A}/contents/{contentId}`,
		headers: { Range: 'bytes=0-1024', Accept: 'application/json' },
		status: 200,
	},
	{
		in: OUTGOING,
		request: `POST ${A}/drafts`,
		headers: SEDO_JSON,
		body: meta({ 'fss-code': 'SEDO-TEST' }),
		status: 201,
	},
	// A comma stands before the closing bracket.
	{
		in: OUTGOING,
		request: `POST ${D}/documents`,
		headers: SEDO_JSON,
		body: '{\n  "content-id": "{contentId}",\n}',
		status: 201,
	},
	{
		in: OUTGOING,
		request: `POST ${D}/documents/{draftDocumentId}/signatures`,
		headers: SEDO_JSON,
		body: { 'base64-content': '{cms}', 'is-third-party-signature': false },
		status: 201,
	},
	// The collection says itself that false is refused.
	{
		in: OUTGOING,
		request: `POST ${D}/send?deferred=false&force=false`,
		headers: { Accept: 'application/json' },
		status: 400,
	},
];

const filled = (text: string) => text.replace(/\{(\w+)\}/g, (whole, name: string) => world[name] ?? whole);

function bodyOf({ body, form, headers = {} }: Row): string | Buffer | undefined {
	if (form) return new URLSearchParams(JSON.parse(filled(JSON.stringify(form)))).toString();
	if (body === 'file')
		return /json/.test(headers['Content-Type']) ? Buffer.from(world.cms, 'base64') : Buffer.from('<a/>');
	if (body === 'empty') return '';
	if (body === undefined) return undefined;
	// As bytes: axios quotes a text that is not JSON.
	return Buffer.from(filled(typeof body === 'string' ? body : JSON.stringify(body)));
}

/** A draft of its own, for rows that would change the one of the table. */
async function ownDraft() {
	const { path, documentId } = await makeDraft(stand.client, account(emulator));
	await stand.client.post(`${path}/documents/${documentId}/signatures`, { 'base64-content': world.cms });
	return { draftId: path.split('/').slice(-1)[0], draftDocumentId: documentId };
}

test.each(rows)('$request', async (row) => {
	const [method, url] = row.request.split(/ (.*)/);
	if (/\/drafts\/\{draftId\}\/(check|prepare|send|documents)/.test(url))
		Object.assign(world, await ownDraft());
	const headers = {
		...(row.form ? { 'Content-Type': 'application/x-www-form-urlencoded' } : {}),
		...row.headers,
	};
	const client = row.form || url.startsWith('/connect') ? http(emulator) : stand.client;
	const answer = await client.request({
		method,
		url: filled(url),
		headers,
		data: bodyOf(row),
		maxRedirects: 0,
	});
	expect({ status: answer.status, message: answer.data?.message }).toMatchObject({ status: row.status });
	if (/generate-reply/.test(url) && answer.status === 201) world.replyId = String(answer.data.id);
	if (/\/print\?/.test(url)) world.taskId = String(answer.data.id);
	emulator.state.clock.advance(1000);
});

test('these are all that Kontur prints', () => {
	expect(rows.reduce((sum, row) => sum + row.in.length, 0)).toBe(54);
});
