import { HttpError } from '../../core/errors';
import type { EmulatorRequest, Reply, Route } from '../../core/router';
import {
	asArray,
	asBoolean,
	asInteger,
	asObject,
	asText,
	isObject,
	type JsonObject,
} from '../../core/values';
import { confirmationCode, confirmInApp } from '../signing/cloud';
import { createIncoming } from '../control';
import type { IncomingAttachment, IncomingFacts } from '../incoming/incoming';
import { decodeBase64 } from '../files/text';

function bodyOf(request: EmulatorRequest): JsonObject {
	return request.body.length === 0 ? {} : asObject(request.json());
}

function bytes(value: unknown, name: string): Buffer | undefined {
	const text = asText(value);
	if (text === undefined) return undefined;
	const decoded = decodeBase64(text);
	if (!decoded) throw new HttpError(400, `${name} must be base64`);
	return decoded;
}

function texts<K extends string>(body: JsonObject, names: readonly K[]): { [name in K]?: string } {
	const result: { [name in K]?: string } = {};
	for (const name of names) {
		const value = asText(body[name]);
		if (value !== undefined) result[name] = value;
	}
	return result;
}

function attachmentsOf(value: unknown): IncomingFacts['attachments'] {
	if (!Array.isArray(value)) return asInteger(value);
	return value.map((item): IncomingAttachment => {
		const given = asObject(item);
		const content = bytes(given.bytes, 'bytes of an attachment');
		return {
			...texts(given, ['filename', 'contentType', 'knd', 'number'] as const),
			...(content ? { bytes: content } : {}),
		};
	});
}

const members = [
	...(['type', 'organizationId', 'ownerLogin', 'cu', 'subject', 'text'] as const),
	...(['encryptFor', 'relatedDocflowId', 'relatedDocumentId'] as const),
] as const;
const ciphers = [
	'gost89',
	'magma-ctr-acpkm',
	'magma-ctr-acpkm-omac',
	'kuznyechik-ctr-acpkm',
	'kuznyechik-ctr-acpkm-omac',
] as const;

function factsOf(body: JsonObject): IncomingFacts {
	const attachments = attachmentsOf(body.attachments);
	const main = bytes(body.main, 'main');
	const cipher = ciphers.find((name) => name === body.cipher);
	if (body.cipher !== undefined && !cipher) throw new HttpError(400, 'cipher is unknown');
	return {
		...texts(body, members),
		...(isObject(body.description) ? { description: body.description } : {}),
		...(attachments === undefined ? {} : { attachments }),
		...(main ? { main } : {}),
		...(cipher ? { cipher } : {}),
		compressed: asBoolean(body.compressed) ?? false,
		automatic: asBoolean(body.automatic) ?? false,
		fails: asBoolean(body.fails) ?? false,
	};
}

function ok(json: unknown): Reply {
	return { status: 200, json };
}

/** What the test stand creates from the organization and certificate of the request. */
async function generate(
	request: EmulatorRequest,
	type: string,
	more: (body: JsonObject) => IncomingFacts,
): Promise<Reply> {
	const { extern } = request.state;
	const body = bodyOf(request);
	const account = extern.accounts.get(asText(body.accountId)?.toLowerCase() ?? '');
	if (!account) throw new HttpError(400, 'accountId is unknown');
	const payer = asObject(body.payer);
	const kpp = asText(asObject(payer.organization).kpp);
	const organization = [...account.organizations.values()].find(
		(item) => item.inn === payer.inn && (kpp === undefined || item.kpp === kpp),
	);
	const certificate = asText(asObject(asObject(body.sender).certificate).content);
	const made = await createIncoming(extern, account.id, {
		type,
		...texts({ cu: body.ifnsCode }, ['cu'] as const),
		...(organization ? { organizationId: organization.id } : {}),
		...(certificate === undefined ? {} : { encryptFor: certificate }),
		...more(body),
	});
	return ok({ accountId: account.id, docflowId: made.id });
}

function demandFacts(body: JsonObject): IncomingFacts {
	const knds = asArray(body.knds).map((knd) => ({ knd: asText(knd) ?? '' }));
	return knds.length > 0 ? { attachments: knds } : {};
}

function letterFacts(body: JsonObject): IncomingFacts {
	return texts(body, ['text', 'subject'] as const);
}

function sendCode(request: EmulatorRequest): Reply {
	const requestId = request.query.get('requestId') ?? '';
	return ok(confirmationCode(request.state.extern, requestId));
}

function route(method: string, path: string, handler: Route['handler']): Route {
	return { service: 'control', method, path, handler };
}

/** Actions of authorities and certificate owners, and the tools of the test stand for them. */
export const exchangeControlRoutes: Route[] = [
	route('POST', '/_control/accounts/{accountId}/incoming', async (request) =>
		ok(await createIncoming(request.state.extern, request.params.accountId, factsOf(bodyOf(request)))),
	),
	route('GET', '/_control/cloud/{requestId}/code', ({ state, params }) =>
		ok({ code: confirmationCode(state.extern, params.requestId) }),
	),
	route('POST', '/_control/cloud/{requestId}/confirm', (request) => {
		const agrees = asBoolean(bodyOf(request).agrees) ?? true;
		confirmInApp(request.state.extern, request.params.requestId, agrees);
		return ok({});
	}),
	route('POST', '/test-tools/v1/generate-demand', (request) =>
		generate(request, 'fns534-demand', demandFacts),
	),
	route('POST', '/test-tools/v1/generate-cu-letter', (request) =>
		generate(request, 'fns534-cu-letter', letterFacts),
	),
	route('POST', '/test-tools/v1/generate-incoming-stat-letter', (request) =>
		generate(request, 'stat-cu-letter', letterFacts),
	),
	route('GET', '/test-tools/v1/get-cloud-sign-confirmation-code', sendCode),
];
