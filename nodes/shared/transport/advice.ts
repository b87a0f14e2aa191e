/** What Kontur said about a failure, in the form common to both services. */
export interface KonturFailure {
	status: number;
	/** `id` of Extern, `errorCodeId` of OFD or its older number; empty when the body has none. */
	code: string;
	/** Kontur's own text; empty when the body has none. */
	text: string;
	traceId: string;
}

/** What happened and what to do, in words for somebody who does not program. */
export interface Advice {
	message: string;
	advice: string;
}

type Table = Array<[matches: (failure: KonturFailure) => boolean, advice: Advice]>;

const code =
	(...parts: string[]) =>
	(failure: KonturFailure) =>
		parts.some((part) => failure.code.includes(part));
const status = (value: number) => (failure: KonturFailure) => failure.status === value;

const unknown = (value: number) =>
	value < 400
		? 'It leads to another address, where your keys are not sent. Check the environment in the credential and the proxy.'
		: 'Read what Kontur says below. With the trace id Kontur support can find the request.';

const otherwise = (service: string, { status: value }: KonturFailure): Advice =>
	value >= 500
		? {
				message: `${service} failed to process the request`,
				advice: 'Try again in a few minutes. If it stays so, send the trace id below to Kontur support.',
			}
		: { message: `${service} refused the request (HTTP ${value})`, advice: unknown(value) };

const lookUp =
	(table: Table, service: string) =>
	(failure: KonturFailure): Advice => {
		const found = table.find(([matches]) => matches(failure))?.[1] ?? otherwise(service, failure);
		// A missing parameter has its name in the id: urn:error:request-parameter:dateFrom:required.
		const parameter = failure.code.split(':').at(-2) ?? '';
		return { ...found, advice: found.advice.replace('{parameter}', parameter) };
	};

export const externTable: Table = [
	[
		code('concurrentApiTaskActive'),
		{
			message: 'Another operation is still running on this draft or document',
			advice:
				'Wait until it ends, then run this node again. Do not work on one draft from two workflows at once.',
		},
	],
	[
		code('checkProtocolHasErrors'),
		{
			message: 'Kontur found errors in the documents, so nothing was sent',
			advice: 'Correct the files and send again. If no error is listed here, Draft: Check lists them.',
		},
	],
	[
		code('rintUnsupported'),
		{
			message: 'Kontur cannot print this document',
			advice: 'Only documents with a print form can be printed; download the file itself instead.',
		},
	],
	[
		code('emptyContent'),
		{
			message: 'The document has no content of this kind',
			advice:
				'Take another content of the document: the encrypted one, or the plain one after it was decrypted.',
		},
	],
	[
		code('ForbiddenForTargetUser'),
		{
			message: 'Kontur does not let a partner vouch for this user',
			advice: 'The user is an administrator in Kontur. Link a user without administrator rights.',
		},
	],
	[
		code('InvalidApiKey'),
		{
			message: 'Kontur does not accept the API key for this',
			advice:
				'Check the API key and the environment in the credential. Linking users by phone needs a permission of its own; ask Kontur for it.',
		},
	],
	[
		code('UserNotFound'),
		{
			message: 'Kontur knows no such user',
			advice: 'Check the phone: it is the one in the profile of the Kontur user, 10 digits.',
		},
	],
	[
		code('UserNotUniq'),
		{
			message: 'Several Kontur users have this phone',
			advice: 'Ask Kontur support to link the user, or have the phone of the others changed.',
		},
	],
	[
		status(400),
		{
			message: 'Kontur.Extern did not accept the values of this request',
			advice: 'Correct the value that Kontur names below.',
		},
	],
	[
		status(401),
		{
			message: 'Kontur.Extern does not accept the session or the API key',
			advice:
				'Open the credential: n8n tests it and says what is wrong. Check the API key and the environment.',
		},
	],
	[
		status(403),
		{
			message: 'This login has no access to the account or object',
			advice:
				'Check the account in the node. If it is right, have the rights of the login or of the API key extended.',
		},
	],
	[
		status(404),
		{
			message: 'Kontur.Extern has no such object',
			advice:
				'Check the IDs in the node and that they belong to the chosen account. A document flow can take a few seconds to appear after sending.',
		},
	],
	[
		status(413),
		{
			message: 'The part of the file is larger than Kontur.Extern takes',
			advice: 'Kontur takes parts of up to 64 MB. Please report this, the node should have split the file.',
		},
	],
	[
		status(429),
		{
			message: 'Kontur.Extern is receiving too many requests',
			advice: 'The node has already waited and tried again. Run fewer workflows at once, or later.',
		},
	],
];

/** The same of Kontur.OFD. */
const WRITTEN = 'Write dates in the node like 2026-01-31T00:00:00; look at what an expression gives there.';
const notAccepted = 'Kontur.OFD did not accept the values of this request';

// Beside the ids the numbers that Kontur.OFD had before them and still sends.
export const ofdTable: Table = [
	[
		code(':apikey:', '401003'),
		{
			message: 'Kontur.OFD does not know this integrator key',
			advice:
				'Check the integrator key and the environment in the credential; test and production have keys of their own.',
		},
	],
	[
		code('auth-sid', '401002'),
		{
			message: 'Kontur.OFD does not accept the session',
			advice:
				'Open the credential: n8n tests it and says what is wrong. A session that was pasted there has ended, so paste a new one.',
		},
	],
	[
		code('access-to:organizationdocuments'),
		{
			message: 'The integrator key has no access to this organization or period',
			advice:
				'Check the period; totals of an organization also need access to all of its cash registers, those connected later included, which Kontur.OFD grants to the key.',
		},
	],
	[
		code('access-to:organization', '403003'),
		{
			message: 'The integrator key has no access to this organization or period',
			advice:
				"Check the organization and the period; the organization's owner gives consent in the Kontur.OFD account.",
		},
	],
	[
		code('access-to:cashboxdocuments'),
		{
			message: 'The integrator key has no access to this cash register or period',
			advice: 'Compare the period with Permission From and Permission To of the cash register.',
		},
	],
	[
		code('access-to:cashbox', '403002'),
		{
			message: 'The integrator key has no access to this cash register or period',
			advice:
				'Choose the cash register from the list; one that is missing there needs the consent of its owner in the Kontur.OFD account.',
		},
	],
	[
		code('error:access:forbidden'),
		{
			message: 'The integrator key gives no access to this',
			advice:
				'Check that the integrator key was issued for the login of the credential, or ask Kontur.OFD to grant access.',
		},
	],
	[
		code('page-query'),
		{ message: 'Kontur.OFD did not accept the page of the list', advice: 'Start reading the period again.' },
	],
	[
		code('get-document-ids'),
		{
			message: 'The place where reading stopped lies outside the period',
			advice: 'Start reading the period again.',
		},
	],
	[
		code(':period:', '400002'),
		{ message: 'The period is not valid', advice: 'From must be earlier than To; check both dates.' },
	],
	[
		code(':required'),
		{
			message: notAccepted,
			advice:
				'Fill in the field for "{parameter}" in the node; an expression may give nothing for this item.',
		},
	],
	[
		code('400007'),
		{
			message: notAccepted,
			advice: 'Fill in all fields of the node; an expression may give nothing for this item.',
		},
	],
	[
		code('parameter:date:', 'parameter:datetime:', '400008', '400009'),
		{ message: notAccepted, advice: WRITTEN },
	],
	[status(400), { message: notAccepted, advice: 'Correct the value that Kontur names below.' }],
	[
		status(401),
		{
			message: 'Kontur.OFD does not accept the session or the integrator key',
			advice: 'Open the credential: n8n tests it and says what is wrong.',
		},
	],
	[
		status(403),
		{
			message: 'The integrator key gives no access to this',
			advice: 'Ask Kontur.OFD to grant access, or the owner of the cash register to give consent.',
		},
	],
	[
		code('organization:not-found', '404000'),
		{ message: 'Kontur.OFD has no such organization', advice: 'Choose the organization from the list.' },
	],
	[
		code('document:not-found', '404001'),
		{
			message: 'Kontur.OFD has no such document',
			advice: 'Check the document and that it belongs to this cash register and fiscal drive.',
		},
	],
	[
		status(404),
		{ message: 'Kontur.OFD has no such object', advice: 'Check the organization and the cash register.' },
	],
	[
		status(429),
		{
			message: 'Kontur.OFD is receiving too many requests',
			advice: 'The node has already waited and tried again. Run fewer workflows at once, or later.',
		},
	],
];

/** Advice for a failure of Kontur.Extern. Source: Kontur.Extern documentation, "Errors", and the methods' pages. */
export const externAdvice = lookUp(externTable, 'Kontur.Extern');

/** The same where n8n holds the tokens, which it has renewed by then if it could. */
export const externOAuth2Advice = (failure: KonturFailure): Advice =>
	failure.status === 401
		? {
				message: 'Kontur.Extern does not accept the connected account',
				advice:
					'Open the credential and press Reconnect. Check that its environment is the one the service name and the login belong to.',
			}
		: externAdvice(failure);

/** Advice for a failure of Kontur.OFD. Source: Kontur.OFD documentation, "Responses". */
export const ofdAdvice = lookUp(ofdTable, 'Kontur.OFD');
