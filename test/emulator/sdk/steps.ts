import type { Ask, Scenario } from './scenario';

/* Requests that many tests of the SDKs begin with. */

const tax = { 'ifns-code': '0087', 'mri-code': '9660' };

export const draftMeta = (recipient: object = tax, payer: object = {}) => ({
	sender: {
		inn: '{ownInn}',
		kpp: '{ownKpp}',
		certificate: { content: '{certificate}' },
		'is-representative': false,
		ipaddress: '8.8.8.8',
	},
	recipient,
	payer: { inn: '{ownInn}', organization: { kpp: '{ownKpp}' }, ...payer },
});

export const draftPath = '/v1/{account}/drafts/{draft.body.id}';

export const newDraft = (recipient?: object, payer?: object): Ask => ({
	as: 'draft',
	to: 'POST /v1/{account}/drafts',
	json: draftMeta(recipient, payer),
});

export const upload = (file: string, as = 'content', home = '/v1/{account}'): Ask => ({
	as,
	to: `POST ${home}/contents`,
	file,
});

/** A document under an ID of the client's, which is `{other}`. */
export const putDocument = (body: object, as = 'put'): Ask => ({
	as,
	to: `PUT ${draftPath}/documents/{other}`,
	json: body,
});

export const getDocument = (as = 'read'): Ask => ({ as, to: `GET ${draftPath}/documents/{other}` });

/** A draft with the report of the world, signed. */
export const reportDraft = (recipient?: object): Ask[] => [
	newDraft(recipient),
	upload('report'),
	{
		as: 'document',
		to: `POST ${draftPath}/documents`,
		json: { 'content-id': '{content.body.id}', description: { filename: '{reportName}' } },
	},
	{
		as: 'signed',
		to: `POST ${draftPath}/documents/{document.body.id}/signatures`,
		json: { 'base64-content': '{cms}' },
	},
];

/** Starts a job of the draft and reads its result. */
export const job = (kind: 'check' | 'prepare' | 'send', as: string = kind): Ask[] => [
	{ as: `${as}Started`, to: `POST ${draftPath}/${kind}?deferred=true` },
	{ as, to: `GET ${draftPath}/tasks/{${as}Started.body.id}`, after: 1000 },
];

/** A job whose request waits for the result, as the Java SDK's client does. */
export const wholeJob = (kind: 'check' | 'prepare' | 'send', as: string = kind): Ask => ({
	as,
	to: `POST ${draftPath}/${kind}?deferred=false${kind === 'send' ? '&force=false' : ''}`,
});

/**
 * The documentation refuses such requests since May 2022, while the tests that make them were mended in March 2024
 * (doubt X88).
 */
export const undeferred = (scenario: Scenario): Scenario => ({ ...scenario, readings: { X88: 'served' } });

/** A report that was sent, as a document flow. */
export const sentReport: Ask[] = [
	...reportDraft(),
	...job('send'),
	{ as: 'docflow', to: 'GET /v1/{account}/docflows/{send.body.task-result.id}', after: 1000 },
];
