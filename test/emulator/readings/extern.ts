import type { EmulatorRequest, Reply } from '../core/router';
import { asArray, asObject, asText, at, isObject, type JsonObject } from '../core/values';
import { changed, everywhere, renamed, without } from './json';
import type { Readings, Rule } from './rule';

const A = '/v1/{accountId}';
const DRAFT = `${A}/drafts/{draftId}`;
const DOCUMENT = `${DRAFT}/documents/{documentId}`;
const TASK = `GET ${DRAFT}/tasks/{apiTaskId}`;
const DOCFLOWS = `GET ${A}/docflows`;
const DOCFLOW = `GET ${A}/docflows/{docflowId}`;
const EVENTS = 'GET /v1/events';
const BUILDER = `${A}/drafts/builders/{draftsBuilderId}`;
const SIGNATURE = `${A}/docflows/{docflowId}/documents/{documentId}/replies/{replyId}/signature`;

type Answers = NonNullable<Rule['answers']>;
type Instead = NonNullable<Rule['instead']>;

const answers = (...rules: Answers[]): Rule => ({ answers: Object.assign({}, ...rules) as Answers });
const instead = (rules: Instead): Rule => ({ instead: rules });

/** Changes every object of a successful answer. */
const each = (route: string, change: (json: JsonObject) => JsonObject): Answers => ({
	[route]: changed((json) => asObject(everywhere(json, change))),
});

const drop = (route: string, ...names: string[]): Rule =>
	answers(each(route, (json) => without(json, ...names)));

/** Turns one status of a route into another. */
const status = (route: string, from: number, to: number): Rule =>
	answers({ [route]: (reply) => (reply.status === from ? { ...reply, status: to } : reply) });

const refusing = (route: string, isRefused: (request: EmulatorRequest) => boolean): Rule =>
	instead({ [route]: (request) => (isRefused(request) ? { status: 400, json: {} } : undefined) });

/** Returns the list inside a page without its wrapper. */
const unwrapped = (route: string, name: string): Rule =>
	answers({ [route]: (reply) => (reply.status === 200 ? { ...reply, json: at(reply.json, name) } : reply) });

const renaming = (route: string, from: string, to: string): Rule =>
	answers({ [route]: changed((json) => renamed(json, from, to)) });

const described = (request: EmulatorRequest, ...path: string[]): unknown => at(request.json(), ...path);

function draftOf({ state, params }: EmulatorRequest) {
	return state.extern.accounts.get(params.accountId)?.drafts.get(params.draftId);
}

const isSent = (request: EmulatorRequest) => draftOf(request)?.status === 'sent';

/** Changes the status of a refusal that is due to the draft being sent. */
const afterSending = (route: string, change: (reply: Reply, request: EmulatorRequest) => Reply): Rule =>
	answers({
		[route]: (reply, request) => (isSent(request) && reply.status === 400 ? change(reply, request) : reply),
	});

const hasUrn = ({ query }: EmulatorRequest) => query.getAll('type').some((type) => type.startsWith('urn:'));

const rangeEnd = ({ headers }: EmulatorRequest) =>
	/-(\d+)\/(\d+)/.exec(asText(headers['content-range']) ?? '');
const isBeyond = (request: EmulatorRequest) => {
	const end = rangeEnd(request);
	return end !== null && end[1] === end[2];
};
const isLast = (request: EmulatorRequest) => {
	const end = rangeEnd(request);
	return end !== null && Number(end[1]) + 1 === Number(end[2]);
};
const CONTINUE = `PUT ${A}/contents/{id}`;
const DOWNLOAD = `GET ${A}/contents/{id}`;

/** The beginning of an encrypted message (RFC 5652, section 6). */
const enveloped = Buffer.from('308006092a864886f70d010703a080', 'hex');

const silentContents = drop(DOCFLOW, 'encrypted').answers;

const events = (
	change: (list: JsonObject[], request: EmulatorRequest, json: JsonObject) => JsonObject,
): Rule =>
	answers({
		[EVENTS]: (reply, request) =>
			changed((json) => change(asArray(json['api-events']).map(asObject), request, json))(reply),
	});

/** Keeps what a PUT does not repeat. */
const typeKept: Instead = {
	[`PUT ${DOCUMENT}`]: (request) => {
		const known = draftOf(request)?.documents.get(request.params.documentId);
		const body = asObject(request.json());
		const description = asObject(body.description);
		if (!known || description.type) return undefined;
		request.body = Buffer.from(
			JSON.stringify({ ...body, description: { ...description, type: known.description.type } }),
		);
		return undefined;
	},
};

/** IDs of builders that were deleted. */
const deletedOnce = new Set<string>();

const printable: Answers = each(DOCFLOW, (json) =>
	'support-print' in json ? { ...json, 'support-print': 'unknown' } : json,
);
const PRINT = `POST ${A}/docflows/{docflowId}/documents/{documentId}/print`;

const isJson = ({ headers }: EmulatorRequest) => /json/.test(asText(headers['content-type']) ?? '');

const ownContent = (reply: Reply, request: EmulatorRequest): Reply =>
	changed((json) => ({ ...json, contents: [{ 'content-id': described(request, 'content-id') }] }))(reply);

const senderText = (request: EmulatorRequest) => described(request, 'sender', 'is-representative');

export const extern: Readings = {
	X1: {
		noTotal: drop(`GET ${A}/drafts`, 'total-count'),
		other: renaming(`GET ${A}/drafts`, 'drafts', 'items'),
	},
	X3: { more: { options: { pageSize: 1000 } } },
	X5: {
		deferred: instead({
			[`POST ${DRAFT}/check`]: ({ query }) => void (query.has('deferred') || query.set('deferred', 'true')),
		}),
		immediate: instead({
			[`POST ${DRAFT}/check`]: ({ query }) =>
				query.has('deferred') ? undefined : { status: 200, json: { data: { 'documents-errors': {} } } },
		}),
	},
	X6: { accepted: status(`POST ${DRAFT}/check`, 200, 202) },
	X7: {
		pollRefused: { options: { sendFailure: 'http-400' } },
		startRefused: refusing(`POST ${DRAFT}/send`, () => true),
		succeeded: answers({
			[TASK]: changed((json) =>
				json['task-state'] === 'failed' ? { ...json, 'task-state': 'succeed' } : json,
			),
		}),
	},
	X8: {
		conflict: afterSending(`POST ${DRAFT}/send`, (reply) => ({ ...reply, status: 409 })),
		accepted: afterSending(`POST ${DRAFT}/send`, () => ({ status: 200, json: { 'task-state': 'running' } })),
	},
	X9: {
		hidden: answers({
			[`GET ${DRAFT}/tasks`]: (reply, { query }) =>
				query.has('includeReleased')
					? reply
					: changed((json) => ({ ...json, 'api-task-page-items': [] }))(reply),
		}),
	},
	X10: { atOnce: { options: { docflowVisibleMs: 0 } } },
	X11: {
		small: answers(
			each(TASK, (json) => (json.level ? { ...json, level: String(json.level).toLowerCase() } : json)),
		),
		other: answers(each(TASK, (json) => (json.level ? { ...json, level: 'only-warning' } : json))),
	},
	X12: {
		outside: answers({
			[TASK]: changed((json) =>
				isObject(at(json, 'task-result', 'data'))
					? { ...json, 'task-result': at(json, 'task-result', 'data') }
					: json,
			),
		}),
	},
	X13: {
		okWithout: answers({
			[DOWNLOAD]: (reply) => ({
				...reply,
				headers: without(asObject(reply.headers), 'Content-Range') as Record<string, string>,
			}),
		}),
		partial: status(DOWNLOAD, 200, 206),
	},
	X14: {
		base64: answers({
			[DOWNLOAD]: ({ chunks = [], ...reply }) => ({
				...reply,
				chunks: [Buffer.from(Buffer.concat(chunks).toString('base64'))],
			}),
		}),
	},
	X15: { standard: refusing(CONTINUE, isBeyond), sample: refusing(CONTINUE, isLast) },
	X16: { same: answers({ [`POST ${DRAFT}/documents`]: ownContent }) },
	X17: {
		boolean: refusing(`POST ${A}/drafts`, (request) => typeof senderText(request) !== 'boolean'),
		text: refusing(`POST ${A}/drafts`, (request) => typeof senderText(request) !== 'string'),
	},
	X18: {
		page: refusing(
			`POST ${A}/drafts`,
			(request) =>
				Boolean(described(request, 'recipient', 'togs-code')) && !described(request, 'sender', 'okpo'),
		),
	},
	X19: {
		bare: refusing(DOCFLOWS, hasUrn),
		urn: refusing(DOCFLOWS, (request) => request.query.has('type') && !hasUrn(request)),
	},
	X20: { bySending: { inside: true } },
	X21: { shown: { inside: true } },
	X22: {
		utc: answers(
			each(DOCFLOW, (json) =>
				'last-change-date' in json
					? { ...json, 'send-date': String(json['last-change-date']).replace('Z', '') }
					: json,
			),
		),
		zoned: answers(
			each(DOCFLOW, (json) =>
				'last-change-date' in json ? { ...json, 'send-date': `${String(json['send-date'])}+03:00` } : json,
			),
		),
	},
	X23: {
		plain: { answers: silentContents },
		encrypted: {
			answers: { ...silentContents, [DOWNLOAD]: (reply) => ({ ...reply, chunks: [enveloped] }) },
		},
	},
	X24: { ok: status(`DELETE ${DRAFT}`, 404, 200) },
	X25: {
		excluded: events((list, { query }, json) => ({
			...json,
			'api-events': list.filter(({ id }) => id !== query.get('fromId')),
		})),
	},
	X26: {
		noCursor: events((list, _request, json) => (list.length > 0 ? json : without(json, 'next-event-id'))),
		newCursor: events((list, _request, json) =>
			list.length > 0 ? json : { ...json, 'next-event-id': `${String(json['next-event-id'])}1` },
		),
	},
	X27: { hundred: { options: { pageSize: 100 } } },
	X28: { absent: { options: { dateHeader: false } } },
	X29: { absent: drop(EVENTS, 'account-id') },
	X30: {
		other: answers({
			[DOCFLOWS]: (reply) =>
				reply.status === 400
					? { ...reply, json: { ...asObject(reply.json), id: 'urn:error:externapi:invalidTake' } }
					: reply,
		}),
		none: answers({ [DOCFLOWS]: (reply) => (reply.status === 400 ? { status: 400 } : reply) }),
	},
	X33: {
		create: refusing(
			`POST ${A}/drafts`,
			(request) => described(request, 'sender', 'ipaddress') === 'nowhere',
		),
		never: { inside: true },
	},
	X34: {
		kept: answers({
			[`POST ${DRAFT}/documents`]: (reply, request) => {
				const draft = draftOf(request);
				if (draft && draft.documents.size > 1) draft.status = 'checked';
				return reply;
			},
		}),
	},
	X35: {
		urn: answers(
			each('GET /v1', (json) => (json.role ? { ...json, role: `urn:role:${String(json.role)}` } : json)),
		),
		absent: drop('GET /v1', 'role'),
	},
	X36: {
		array: unwrapped(`GET ${A}/users`, 'users'),
		other: renaming(`GET ${A}/users`, 'users', 'items'),
	},
	X37: { absent: drop(`GET ${A}/organizations/{orgId}`, 'control-units') },
	X38: { other: refusing(`POST ${A}/organizations/{orgId}/update-signer`, () => true) },
	X39: { pascal: renaming(`PATCH ${DOCUMENT}/data-to-sign`, 'decrypted-content-id', 'DecryptedContentId') },
	X40: {
		text: answers({
			[`POST ${DRAFT}/create-web-draft`]: (reply) => ({ ...reply, json: asText(at(reply.json, 'href')) }),
		}),
	},
	X41: { refused: refusing(`POST ${DOCUMENT}/build`, () => true) },
	X42: { missing: instead({ [`POST ${BUILDER}/documents/prepare`]: () => ({ status: 404 }) }) },
	X43: {
		array: unwrapped('GET /v1/event-publishers', 'publishers'),
		other: renaming('GET /v1/event-publishers', 'publishers', 'items'),
	},
	X44: {
		unlisted: answers({
			[DOCFLOW]: (reply, { state, params }) => {
				const docflow = state.extern.accounts.get(params.accountId)?.docflows.get(params.docflowId);
				const names = [...(docflow?.replies.values() ?? [])].map(({ filename }) => filename);
				return changed((json) => ({
					...json,
					documents: asArray(json.documents).filter(
						(document) => !names.includes(String(at(document, 'description', 'filename'))),
					),
				}))(reply);
			},
		}),
	},
	X45: {
		bytes: refusing(`PUT ${SIGNATURE}`, isJson),
		json: refusing(`PUT ${SIGNATURE}`, (request) => !isJson(request)),
	},
	X46: {
		refused: refusing(`PATCH ${A}/docflows/{docflowId}`, (request) =>
			request.body.toString('utf8').includes('"two"'),
		),
	},
	X47: { array: unwrapped(`GET ${A}/docflows/demands-assignees`, 'assignees') },
	X52: {
		conflict: afterSending(`PUT ${DRAFT}`, (reply) => ({ ...reply, status: 409 })),
		ok: afterSending(`PUT ${DRAFT}`, (_reply, request) => ({
			status: 200,
			json: { id: request.params.draftId, 'docflow-id': draftOf(request)?.docflowId },
		})),
	},
	X53: { dropped: instead({ [`PUT ${DRAFT}`]: (request) => void draftOf(request)?.documents.clear() }) },
	X54: {
		again: answers({
			[`POST ${DRAFT}/prepare`]: (reply, request) => {
				const { documents } = draftOf(request) ?? {};
				const [first] = documents?.values() ?? [];
				if (first) documents?.set(`${first.id.slice(0, -1)}${documents.size}`, first);
				return reply;
			},
		}),
	},
	X57: {
		dataToSign: answers({
			[`GET ${DOCUMENT}`]: changed((json) => ({ ...json, 'data-to-sign-content-id': json.id })),
		}),
	},
	X58: {
		once: {
			instead: {
				[`DELETE ${BUILDER}`]: ({ params }) => void deletedOnce.add(params.draftsBuilderId),
				[`PUT ${BUILDER}`]: ({ params }) =>
					deletedOnce.has(params.draftsBuilderId) ? { status: 404 } : undefined,
			},
		},
		never: instead({ [`PUT ${BUILDER}`]: () => ({ status: 404 }) }),
	},
	X59: {
		badRequest: status(`PUT ${BUILDER}`, 409, 400),
		ok: answers({
			[`PUT ${BUILDER}`]: (reply, { params }) =>
				reply.status === 409 ? { status: 200, json: { id: params.draftsBuilderId } } : reply,
		}),
	},
	X60: { absent: drop(`GET ${A}/drafts`, 'original-drafts-builder-id') },
	X63: {
		// 3 June 2024 is a Monday, 11 June the sixth working day after it.
		with: answers(
			each(DOCFLOWS, (json) =>
				'last-change-date' in json
					? {
							...json,
							'send-date': '2024-06-03T10:00:00',
							description: { ...asObject(json.description), 'receipt-deadline-date': '2024-06-10' },
						}
					: json,
			),
		),
	},
	X64: {
		notNeeded: answers({
			[TASK]: changed((json) =>
				at(json, 'task-result', 'status') === 'check-protocol-has-errors'
					? { ...json, 'task-result': { status: 'ok' } }
					: json,
			),
		}),
	},
	X66: { none: drop(`GET ${DOCUMENT}`, 'data-to-sign-content-id') },
	X68: { kept: { instead: typeKept } },
	X69: { absent: drop(`GET ${DOCUMENT}`, 'original-drafts-builder') },
	X70: {
		other: answers(
			each(DOCFLOWS, (json) => ('payer-inn' in json ? { ...json, 'payer-inn': '7700000000' } : json)),
		),
	},
	X71: {
		refused: answers({
			[`GET ${BUILDER}/tasks/{apiTaskId}`]: changed((json) => ({
				...json,
				'task-result': { 'draft-ids': [], 'error-drafts-builder-documents': [{ 'document-id': null }] },
			})),
		}),
	},
	X72: {
		badRequest: { options: { lostCursor: 'http-400' } },
		notFound: { options: { lostCursor: 'http-404' } },
	},
	X73: { other: events((list, _request, json) => ({ ...json, 'first-event-id': list[1]?.id ?? '0_0' })) },
	X75: { exclusive: { inside: true } },
	X77: {
		other: answers(
			each(EVENTS, (json) =>
				'new-state' in json
					? { ...json, 'new-state': String(json['new-state']).replace(/^urn:\w+:/, '') }
					: json,
			),
		),
	},
	X78: {
		objects: answers({
			[`GET ${DRAFT}`]: changed((json) => ({
				...json,
				documents: asArray(json.documents).map((document) => ({ ...asObject(document), description: {} })),
			})),
		}),
	},
	X79: {
		day: instead({
			[DOCFLOWS]: ({ query }) => {
				const from = query.get('updatedFrom');
				if (from) query.set('updatedFrom', from.slice(0, 10));
				return undefined;
			},
		}),
	},
	X80: {
		absent: answers({
			[`DELETE ${DRAFT}`]: (reply) => ({ ...reply, headers: { ...reply.headers, 'X-Kontur-Trace-Id': '' } }),
		}),
	},
	X81: { absent: drop(DOCFLOWS, 'total-count') },
	X82: {
		printed: { answers: { ...printable }, instead: { [PRINT]: () => ({ status: 202, json: {} }) } },
		refused: { answers: { ...printable }, instead: { [PRINT]: () => ({ status: 400, json: {} }) } },
	},
	X87: { parameter: { inside: true }, ignored: { inside: true } },
	X88: { served: { inside: true }, ignored: { inside: true } },
	X85: { sometimes: drop(DOCFLOWS, 'correction-number') },
};
