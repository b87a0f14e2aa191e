import { t } from '../language';
/** What Kontur said about a failure, in a form common to both services. */
export interface KonturFailure {
	status: number;
	/** `id` of Extern; `errorCodeId` of OFD or its older number. Empty when the body has none. */
	code: string;
	/** Kontur's own text; empty when the body has none. */
	text: string;
	traceId: string;
}

/** What happened and what to do, for a user who is not a programmer. */
export interface Advice {
	message: string;
	advice: string;
}

type Table = ReadonlyArray<[matches: (failure: KonturFailure) => boolean, message: string, advice: string]>;

const code =
	(...parts: string[]) =>
	(failure: KonturFailure) =>
		parts.some((part) => failure.code.includes(part));
const status = (value: number) => (failure: KonturFailure) => failure.status === value;
const text = (part: string) => (failure: KonturFailure) => failure.text.includes(part);

function otherwise(service: string, { status: value }: KonturFailure): Advice {
	if (value >= 500) {
		return {
			message: t`${service} failed to process the request`,
			advice: t`Try again in a few minutes. If this keeps happening, send the trace ID below to Kontur support.`,
		};
	}
	return {
		message: t`${service} refused the request (HTTP ${value})`,
		advice:
			value < 400
				? t`It redirects to another address, and your keys are never sent there. Check the environment in the credential and the proxy.`
				: t`Read what Kontur says below. Kontur support can find the request by its trace ID.`,
	};
}

const lookUp =
	(table: Table, service: string) =>
	(failure: KonturFailure): Advice => {
		const row = table.find(([matches]) => matches(failure));
		if (!row) return otherwise(service, failure);
		// The ID of a missing parameter contains its name: urn:error:request-parameter:dateFrom:required.
		const parameter = failure.code.split(':').at(-2) ?? '';
		return { message: row[1], advice: row[2].replace('{parameter}', parameter) };
	};

const OPEN_CREDENTIAL = t`Open the credential: n8n tests it and says what is wrong.`;
const RETRIED = t`The node has already waited and retried. Run fewer workflows at once, or run this one later.`;

export const externTable: Table = [
	[
		code('concurrentApiTaskActive'),
		t`Another operation is still running on this draft or document`,
		t`Wait until it ends, then run this node again. Do not work on one draft from two workflows at once.`,
	],
	[
		code('checkProtocolHasErrors'),
		t`Kontur found errors in the documents, so nothing was sent`,
		t`Correct the files and send them again. If no error is listed here, Draft: Check lists them.`,
	],
	[
		code('signatureNotFound'),
		t`A document of the draft has no signature`,
		t`Sign every document with Draft: Sign or Draft Signature: Add, then run this node again. Kontur names the documents below.`,
	],
	[
		code('rintUnsupported'),
		t`Kontur cannot print this document`,
		t`Only documents with a print form can be printed. Download the file itself instead.`,
	],
	[
		code('emptyContent'),
		t`The document has no content of this kind`,
		t`Choose the other content of the document, encrypted or decrypted. Decrypted content exists only after decryption.`,
	],
	[
		code('ForbiddenForTargetUser'),
		t`Kontur does not let a partner vouch for this user`,
		t`This user is an administrator in Kontur. Link a user without administrator rights.`,
	],
	[
		code('InvalidApiKey'),
		t`Kontur does not accept the API key for this operation`,
		t`Check the API key and the environment in the credential. Linking users by phone needs a separate permission; ask Kontur for it.`,
	],
	[
		code('NotId'),
		t`The request names no user of the partner's system`,
		t`Fill in Partner User ID. An expression there may be empty for this item.`,
	],
	[
		code('UserNotFound'),
		t`Kontur has no user with this phone number`,
		t`Check the phone number: 10 digits, as in the profile of the Kontur user.`,
	],
	[
		code('UserNotUniq'),
		t`Several Kontur users have this phone number`,
		t`Ask Kontur support to link the user, or to change the phone number of the other users.`,
	],
	// Known by its text only (Java SDK, integration test OrganizationIT).
	[
		text('organization already exists'),
		t`The account already has this organization`,
		t`Find it with Organization: Get Many and the filters INN and KPP, or give another INN or KPP.`,
	],
	[
		status(400),
		t`Kontur.Extern did not accept the values of this request`,
		t`Correct the value that Kontur names below.`,
	],
	[
		status(401),
		t`Kontur.Extern does not accept the session or the API key`,
		t`${OPEN_CREDENTIAL} Check the API key and the environment.`,
	],
	[
		status(403),
		t`This login has no access to the account or object`,
		t`Check the account in the node. If it is right, ask the administrator for more rights for the login, or Kontur for more rights for the API key.`,
	],
	// Of an unknown account too, also a deleted one; 403 is for an account of somebody else (C# SDK, end-to-end tests).
	[
		status(404),
		t`Kontur.Extern has no such object`,
		t`Check the IDs in the node, and that they belong to the chosen account. A document flow can take a few seconds to appear after sending.`,
	],
	[
		status(409),
		t`Another operation changed this object at the same moment`,
		t`Wait a few seconds and run this node again. Do not work on one object from two workflows at once.`,
	],
	[
		status(413),
		t`A part of the file is larger than Kontur.Extern accepts`,
		t`Kontur accepts parts of up to 64 MB. Please report this as a bug: the node should have split the file.`,
	],
	[status(429), t`Kontur.Extern is receiving too many requests`, RETRIED],
];

const NO_ORGANIZATION = t`The integrator key has no access to this organization or period`;
const NO_CASH_REGISTER = t`The integrator key has no access to this cash register or period`;
const NO_ACCESS = t`The integrator key does not grant access to this data`;
const NOT_ACCEPTED = t`Kontur.OFD did not accept the values of this request`;
const READ_AGAIN = t`Read the period again from its start.`;

// Matches the IDs and the older error numbers, which Kontur.OFD still sends.
export const ofdTable: Table = [
	[
		code(':apikey:', '401003'),
		t`Kontur.OFD does not know this integrator key`,
		t`Check the integrator key and the environment in the credential; production and test have different keys.`,
	],
	[
		code('auth-sid', '401002'),
		t`Kontur.OFD does not accept the session`,
		t`${OPEN_CREDENTIAL} If you pasted a session there, it has expired: paste a new one.`,
	],
	[
		code('access-to:organizationdocuments'),
		NO_ORGANIZATION,
		t`Check the period. Totals of an organization also need access to all of its cash registers, including those connected later; Kontur.OFD grants it to the key.`,
	],
	[
		code('access-to:organization', '403003'),
		NO_ORGANIZATION,
		t`Check the organization and the period. The organization's owner gives consent in the Kontur.OFD account.`,
	],
	[
		code('access-to:cashboxdocuments'),
		NO_CASH_REGISTER,
		t`Compare the period with Permission From and Permission To of the cash register.`,
	],
	[
		code('access-to:cashbox', '403002'),
		NO_CASH_REGISTER,
		t`Choose the cash register from the list. One that is missing there needs the consent of its owner in the Kontur.OFD account.`,
	],
	[
		code('error:access:forbidden'),
		NO_ACCESS,
		t`Check that the integrator key was issued for the login in the credential, or ask Kontur.OFD to grant access.`,
	],
	[code('page-query'), t`Kontur.OFD did not accept the page offset`, READ_AGAIN],
	[code('get-document-ids'), t`The page offset is outside the period`, READ_AGAIN],
	[
		code(':period:', '400002'),
		t`The period is not valid`,
		t`From must be earlier than To. Check both dates.`,
	],
	[
		code(':required'),
		NOT_ACCEPTED,
		t`Fill in the field for "{parameter}" in the node. An expression there may be empty for this item.`,
	],
	[
		code('400007'),
		NOT_ACCEPTED,
		t`Fill in all fields of the node. An expression may be empty for this item.`,
	],
	[
		code('parameter:date:', 'parameter:datetime:', '400008', '400009'),
		NOT_ACCEPTED,
		t`Enter dates in the node in the form 2026-01-31T00:00:00. If a date is an expression, check its result.`,
	],
	[status(400), NOT_ACCEPTED, t`Correct the value that Kontur names below.`],
	[status(401), t`Kontur.OFD does not accept the session or the integrator key`, OPEN_CREDENTIAL],
	[
		status(403),
		NO_ACCESS,
		t`Ask Kontur.OFD to grant access, or the owner of the cash register to give consent.`,
	],
	[
		code('organization:not-found', '404000'),
		t`Kontur.OFD has no such organization`,
		t`Choose the organization from the list.`,
	],
	[
		code('document:not-found', '404001'),
		t`Kontur.OFD has no such document`,
		t`Check the document, and that it belongs to this cash register and fiscal drive.`,
	],
	[status(404), t`Kontur.OFD has no such object`, t`Check the organization and the cash register.`],
	[status(429), t`Kontur.OFD is receiving too many requests`, RETRIED],
];

/**
 * Returns advice for a failure of Kontur.Extern. Source: Kontur.Extern documentation, "Errors" and the pages of the
 * methods.
 */
export const externAdvice = lookUp(externTable, 'Kontur.Extern');

/** Returns `externAdvice` for the OAuth2 credential, where n8n holds the token and has already tried to renew it. */
export const externOAuth2Advice = (failure: KonturFailure): Advice =>
	failure.status === 401
		? {
				message: t`Kontur.Extern does not accept the connected account`,
				advice: t`Open the credential and press Reconnect. Check that its environment matches the service name and the login.`,
			}
		: externAdvice(failure);

/** Returns advice for a failure of Kontur.OFD. Source: Kontur.OFD documentation, "Responses". */
export const ofdAdvice = lookUp(ofdTable, 'Kontur.OFD');
