import { createGunzip, gzipSync } from 'zlib';
import { Readable } from 'stream';
import type { IDataObject, IHttpRequestHelper, IPollFunctions } from 'n8n-workflow';
import type { Docflow } from '../../../nodes/KonturExtern/api/types';
import { lastPart, nameOfUrn, shownName } from '../../../nodes/KonturExtern/api/urns';
import { describe } from '../../../nodes/KonturExtern/jobs/document/archiveSummary';
import { deadline } from '../../../nodes/KonturExtern/jobs/reply/deadlines';
import { manualActions } from '../../../nodes/KonturExtern/jobs/reply/manualActions';
import { wantedReplies } from '../../../nodes/KonturExtern/jobs/reply/replyLinks';
import { scan } from '../../../nodes/KonturExtern/jobs/report/reportFiles';
import { pollChanges } from '../../../nodes/KonturExtern/trigger/changes';
import { pollFeed } from '../../../nodes/KonturExtern/trigger/feed';
import { getMany } from '../../../nodes/KonturOfd/actions/document/getMany.operation';
import { documentPages, documentsRequest, readDocumentsPage } from '../../../nodes/KonturOfd/api/documents';
import { readQrCode } from '../../../nodes/KonturOfd/api/qr';
import { readDocument } from '../../../nodes/KonturOfd/receipts/document';
import { parseUtc, parseWallTime } from '../../../nodes/KonturOfd/receipts/wallTime';
import { readSale } from '../../../nodes/KonturOfd/revenue/sale';
import { addPage, startRegister } from '../../../nodes/KonturOfd/trigger/state/register';
import { externSignIn, sessionHooks } from '../../../nodes/shared/auth';
import type { RunOperation } from '../../../nodes/shared/catalog/types';
import { Gathered } from '../../../nodes/shared/catalog/gathered';
import { Gate, mediaType, obstacleOf, safePath } from '../../../nodes/shared/foreign';
import { gunzip, readArchive } from '../../../nodes/shared/formats/archive';
import { convertToWindows1251, inspectEncoding } from '../../../nodes/shared/formats/encoding';
import { baseName, innerName, kindOf, kindOfWhole } from '../../../nodes/shared/formats/fileKind';
import { fileNameFacts, nameToSend } from '../../../nodes/shared/formats/reports/names';
import {
	attachedContent,
	openContainer,
	openContainerRing,
	openKeyFile,
	parseCertificates,
	readCertificateList,
	readRevocationListFile,
	recipientsOf,
	signerCertificates,
	toBinary,
	verifyAttachedStream,
	verifySignature,
} from '../../../nodes/shared/gost';
import { verifyXml } from '../../../nodes/shared/gost/xml';
import {
	anyObject,
	bytesOfJsonString,
	createClient,
	externService,
	listAll,
	mapInTurns,
	object,
	ofdService,
	plainOffset,
	text,
	type KonturContext,
} from '../../../nodes/shared/transport';
import type { Kind } from './shapes';

/** Every reader of foreign bytes, and what they may be given. */

const CHUNK = 64 * 1024;

function* chunksOf(bytes: Buffer) {
	for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
}

async function* slowly(bytes: Buffer) {
	for (const chunk of chunksOf(bytes)) {
		// As from a disk or a network.
		await new Promise((resolve) => setImmediate(resolve));
		yield chunk;
	}
}

async function drain(chunks: AsyncIterable<Uint8Array>): Promise<void> {
	for await (const chunk of chunks) if (chunk.length < 0) return;
}

interface Reader {
	/** @param text the same as a text */
	read: (bytes: Buffer<ArrayBuffer>, text: string) => unknown;
	/** What it may be given; everything by default. */
	of?: readonly Kind[];
}

const ANSWERS = ['data', 'text'] as const;

/** What a server answers, in turn; the last one again and again. */
type Answers = ReadonlyArray<{ status?: number; bytes: Buffer; gzip?: boolean }>;

const SETTINGS = {
	signIn: 'password',
	login: 'user@example.com',
	password: 'a password, not a word',
	apiKey: '0123456789abcdef-0123456789abcdef',
	sessionToken: `0123456789abcdef.9999999999999.${'A1b2'.repeat(16)}`,
	parallelRequests: 8,
};

/** As much of n8n as the transport uses. */
function contextOf(answers: Answers): KonturContext {
	let asked = 0;
	const respond = async () => {
		await new Promise((resolve) => setImmediate(resolve));
		const { status = 200, bytes, gzip } = answers[Math.min(asked++, answers.length - 1)];
		const stream = Readable.from(slowly(bytes));
		const body = gzip ? stream.pipe(createGunzip()) : stream;
		return { statusCode: status, headers: { 'x-kontur-trace-id': 'trace' }, body };
	};
	return {
		getNode: () => ({ name: 'Kontur', type: 'kontur', typeVersion: 1, parameters: {}, credentials: {} }),
		getCredentials: async () => ({ ...SETTINGS }),
		helpers: { httpRequestWithAuthentication: respond, httpRequest: respond },
	} as unknown as KonturContext;
}

// Asked for once: what the server answers does not get better.
const list = {
	method: 'GET',
	path: '/v1/lists',
	element: object({ id: text }),
	repeat: 'unlessStarted',
} as const;

const externOf = (...answers: Answers) => createClient(contextOf(answers), externService);

/** A list of Kontur.Extern as one page. */
const listed = async (answers: Answers) =>
	await listAll(externOf(...answers), list, { style: 'whole', items: 'documents' });

const END = Buffer.from('{"documents":[],"paging":{"nextOffset":"a"}}');

/** Documents of Kontur.OFD as an operation reads them. */
const receiptsAs =
	(simplify: boolean, options: IDataObject) =>
	async (bytes: Buffer): Promise<unknown> => {
		const params = {
			cashRegisters: 'one',
			...{ organizationId: 'o', kktRegId: 'k', types: [], options, returnAll: true, limit: 1 },
			...{ dateFrom: '2026-01-01T00:00:00', dateTo: '2026-01-31T00:00:00' },
		};
		const client = createClient(contextOf([{ bytes }, { bytes: END }]), ofdService);
		const gathered = new Gathered();
		return await (getMany as RunOperation).run({
			...{ params, client, simplify, gather: gathered.item().add },
			...{ note: () => undefined, log: () => undefined, nameError: (error: unknown) => error },
			writeChunks: drain,
		} as unknown as Parameters<RunOperation['run']>[0]);
	};

async function polled(bytes: Buffer): Promise<unknown> {
	const client = createClient(contextOf([{ bytes }, { bytes: END }]), ofdService);
	const register = { organizationId: 'o', kktRegId: 'k' };
	const now = Date.parse('2026-02-01T00:00:00Z');
	const page = await readDocumentsPage(client, register, {
		from: '2026-01-01T00:00:00',
		to: '2026-01-31T00:00:00',
	});
	return addPage(startRegister({ mode: 'now' }, { lastDocument: null }, now, true), page, now);
}

/** Reads what sales the documents are, as the operations for revenue do. */
async function sold(bytes: Buffer): Promise<void> {
	const client = createClient(contextOf([{ bytes }, { bytes: END }]), ofdService);
	const register = { organizationId: 'o', kktRegId: 'k' };
	const period = { from: '2026-01-01T00:00:00', to: '2026-01-31T00:00:00' };
	for await (const page of documentPages(client, documentsRequest(register, period), register))
		await mapInTurns(page, (envelope) => readSale(readDocument(envelope, 'k')));
}

/** As much of n8n as a trigger of Kontur.Extern uses, with its first poll. */
function pollOf(bytes: Buffer, parameters: IDataObject): IPollFunctions {
	const name = String(Math.random());
	const node = { id: name, name, type: 'kontur', typeVersion: 1, parameters, credentials: {} };
	const data: IDataObject = {};
	return {
		...contextOf([{ bytes }, { status: 403, bytes: Buffer.from('{}') }]),
		getNode: () => node,
		getNodeParameter: (parameter: string, otherwise: unknown) => parameters[parameter] ?? otherwise,
		getMode: () => 'trigger',
		getActivationMode: () => 'activate',
		getWorkflow: () => ({ id: name, active: true }),
		getWorkflowStaticData: () => data,
		getTimezone: () => 'Europe/Moscow',
		logger: { info: () => undefined, warn: () => undefined, debug: () => undefined },
	} as unknown as IPollFunctions;
}

async function docflowRead(bytes: Buffer): Promise<unknown> {
	const { body } = await externOf({ bytes }).request({ ...list, shape: anyObject });
	const docflow = body as unknown as Docflow;
	const contents = { files: [], encrypted: [], notPrinted: [] };
	return [
		manualActions(docflow),
		wantedReplies('a', docflow),
		describe(docflow, contents as unknown as Parameters<typeof describe>[1], '2026-01-01T00:00:00Z'),
	];
}

const signedIn = async (bytes: Buffer): Promise<unknown> =>
	await sessionHooks(externSignIn).preAuthentication.call(
		// Longer ones are not read.
		contextOf([{ status: 403, bytes: bytes.subarray(0, 1_000_000) }]) as unknown as IHttpRequestHelper,
		{ ...SETTINGS, login: String(Math.random()), sessionToken: '' },
	);

export const readers: Readonly<Record<string, Reader>> = {
	answer: {
		of: ANSWERS,
		read: async (bytes) => await externOf({ bytes }).request({ ...list, shape: anyObject }),
	},
	'compressed answer': {
		of: ANSWERS,
		read: async (bytes) =>
			await externOf({ bytes: gzipSync(bytes, { level: 1 }), gzip: true }).request({
				...list,
				shape: anyObject,
			}),
	},
	'bomb as an answer': {
		of: ['gzip'],
		read: async (bytes) => await externOf({ bytes, gzip: true }).request({ ...list, shape: anyObject }),
	},
	list: { of: ANSWERS, read: async (bytes) => await listed([{ bytes }]) },
	refusal: {
		of: ANSWERS,
		read: async (bytes) => await externOf({ status: 400, bytes }).request({ ...list, shape: anyObject }),
	},
	'refused download': {
		of: ANSWERS,
		read: async (bytes) =>
			await externOf({ status: 404, bytes }).request({ ...list, shape: anyObject, answer: 'stream' }),
	},
	'answer to a sign-in': { of: ANSWERS, read: signedIn },
	receipts: { of: ANSWERS, read: receiptsAs(false, {}) },
	'receipts, simplified': { of: ANSWERS, read: receiptsAs(true, {}) },
	'lines of receipts': { of: ANSWERS, read: receiptsAs(false, { splitGoods: true }) },
	'receipts as a CSV file': { of: ANSWERS, read: receiptsAs(true, { output: 'csv' }) },
	'receipts as an NDJSON file': { of: ANSWERS, read: receiptsAs(false, { output: 'ndjson' }) },
	'receipts of a trigger': { of: ANSWERS, read: polled },
	'receipts for revenue': { of: ANSWERS, read: sold },
	'QR code': { of: ['qr', 'text'], read: (_bytes, said) => readQrCode(said) },
	'events of a trigger': {
		of: ['trigger', 'data', 'text'],
		read: async (bytes) => await pollFeed(pollOf(bytes, { startFrom: 'beginning' })),
	},
	'document flows of a trigger': {
		of: ['trigger', 'data', 'text'],
		read: async (bytes) =>
			await pollChanges(
				pollOf(bytes, { startFrom: 'date', startDate: '2020-01-01', filters: { accounts: ['a'] } }),
				'changes',
			),
	},
	'document flow': { of: ['docflow'], read: docflowRead },
	'a report': {
		of: ['text', 'file', 'xml'],
		read: async (bytes) => await scan('NO_PRIB.xml', slowly(bytes)),
	},
	'encoding of a text': {
		of: ['text', 'file', 'xml'],
		read: async (bytes) => {
			const inspected = await inspectEncoding(bytes);
			await drain(convertToWindows1251(slowly(bytes), 'utf-8', () => undefined));
			return inspected;
		},
	},
	'kind of a file': { of: ['text', 'file', 'xml', 'data'], read: (bytes) => kindOfWhole(bytes) },
	'file name': {
		of: ['text', 'file'],
		read: (bytes, name) => {
			const kind = kindOf(bytes.subarray(0, 4096));
			return [
				fileNameFacts(name),
				nameToSend(name, name),
				baseName(name),
				safePath(name),
				innerName(name, ['zip'], kind),
				mediaType(name),
			];
		},
	},
	texts: {
		of: ['text'],
		read: (_bytes, one) => {
			const docflow = { id: one, type: one, status: one, links: [{ rel: 'reply', href: one, name: one }] };
			const documents = [{ ...docflow, description: { type: one } }];
			return [
				...[nameOfUrn(one), shownName(one, 'document'), lastPart(one), plainOffset(one), parseWallTime(one)],
				...[parseUtc(one), deadline([one], one, 5), bytesOfJsonString(one)],
				wantedReplies('a', { ...docflow, documents } as unknown as Docflow),
			];
		},
	},
	'text of an error': {
		of: ['data', 'text'],
		read: (_bytes, said) => {
			const gate = new Gate(Object.values(SETTINGS));
			const obstacle = obstacleOf({ status: 200, headers: { via: said }, text: said, isJson: false }, gate);
			return [obstacle, gate.text(said), gate.lines(said), gate.composed(said), gate.id(said)];
		},
	},
	archive: {
		read: async (bytes) => {
			for (const { open } of readArchive(bytes).slice(0, 3)) await drain(open());
		},
	},
	gzip: { read: async (bytes) => await drain(gunzip(bytes)) },
	certificates: { read: (bytes) => parseCertificates(bytes) },
	'list of trusted certificates': { of: ['text', 'file'], read: (bytes) => readCertificateList(bytes) },
	'revocation list': { read: (bytes) => readRevocationListFile(bytes) },
	'base64 of a file': { read: (bytes, said) => [toBinary(bytes), toBinary(said)] },
	'key container': {
		read: async (bytes) => {
			await openContainerRing(bytes, { password: 'password' }).catch(() => undefined);
			await openContainer({ header: bytes, masks: bytes, primary: bytes }, 'password');
		},
	},
	'key file': { read: async (bytes) => await openKeyFile(bytes, { password: 'password' }) },
	signature: { read: (bytes) => signerCertificates(bytes) },
	'encrypted file': { read: async (bytes) => await recipientsOf(slowly(bytes)) },
	'signature of a document': {
		read: async (bytes) => await verifySignature(bytes, { content: Buffer.from('content') }),
	},
	'attached signature that is verified': { read: async (bytes) => await verifyAttachedStream(slowly(bytes)) },
	'XML signature': { of: ['xml', 'text', 'file'], read: async (bytes) => await verifyXml(bytes) },
	'attached signature': { read: async (bytes) => await drain(attachedContent(slowly(bytes))) },
};
