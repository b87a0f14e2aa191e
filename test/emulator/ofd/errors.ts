import type { JsonObject } from './types';

const HELP = 'https://docs-ofd-api.kontur.ru/';

interface ErrorRow {
	status: number;
	errorCode: number;
	errorCodeId: string;
	ru: string;
	en: string;
}

function row(status: number, errorCode: number, errorCodeId: string, ru: string, en: string): ErrorRow {
	return { status, errorCode, errorCodeId: `urn:error:${errorCodeId}`, ru, en };
}

const ROWS = {
	badRequest: row(400, 400000, 'request:invalid', 'Неверный параметр запроса', 'Wrong request parameter'),
	badPaging: row(
		400,
		400000,
		'page-query:build:invalid',
		'Неверный limit или offset',
		'Wrong limit or offset',
	),
	foreignDriveOffset: row(
		400,
		400000,
		'document-metas-service:get-document-ids:failed',
		'Документ из offset вне периода и с другого накопителя',
		'The offset document is outside the period and of another drive',
	),
	badPeriod: row(400, 400002, 'request-parameter:period:invalid', 'Неверный период', 'Wrong period'),
	missingParameter: row(
		400,
		400007,
		'request-parameter:{parameterName}:required',
		'Нет обязательного параметра',
		'A mandatory parameter is missing',
	),
	badDate: row(400, 400008, 'request-parameter:date:invalid', 'Неверная дата', 'Wrong date'),
	badDateTime: row(
		400,
		400009,
		'request-parameter:datetime:invalid',
		'Неверные дата и время',
		'Wrong date and time',
	),
	sessionMissing: row(
		401,
		401002,
		'request-parameter:auth-sid:required:access-denied',
		'Нет действующей сессии',
		'No valid session',
	),
	keyMissing: row(
		401,
		401003,
		'request-parameter:apikey:required:access-denied',
		'Не передан ключ интегратора',
		'The integrator key is missing',
	),
	keyUnknown: row(
		401,
		401003,
		'request-parameter:apikey:unknown:access-denied',
		'Неизвестный ключ интегратора',
		'The integrator key is unknown',
	),
	forbidden: row(403, 403000, 'access:forbidden', 'Нет доступа', 'Access denied'),
	forbiddenRegisterDocuments: row(
		403,
		403000,
		'access-to:cashboxdocuments:forbidden',
		'Нет доступа к документам кассы за этот период',
		'No access to documents of the register in this period',
	),
	forbiddenOrganizationDocuments: row(
		403,
		403000,
		'access-to:organizationdocuments:forbidden',
		'Нет доступа к документам организации',
		'No access to documents of the organization',
	),
	forbiddenRegister: row(
		403,
		403002,
		'access-to:cashbox:forbidden',
		'Нет доступа к кассе',
		'No access to the register',
	),
	forbiddenOrganization: row(
		403,
		403003,
		'access-to:organization:forbidden',
		'Нет доступа к организации',
		'No access to the organization',
	),
	organizationNotFound: row(
		404,
		404000,
		'organization:not-found',
		'Организация не найдена',
		'The organization is not found',
	),
	documentNotFound: row(
		404,
		404001,
		'documents:document:not-found',
		'Документ не найден',
		'The document is not found',
	),
} as const;

export type OfdErrorName = keyof typeof ROWS;

/** The response for an error, for faults that return it where the service would not. */
export function refusal(name: OfdErrorName, parameterName = ''): { status: number; body: JsonObject } {
	const { status, body } = new OfdFault(name, parameterName);
	return { status, body };
}

/** An error response of the service, thrown by handlers. */
export class OfdFault extends Error {
	readonly status: number;

	readonly body: JsonObject;

	constructor(name: OfdErrorName, parameterName = '') {
		const facts = ROWS[name];
		super(facts.en);
		this.status = facts.status;
		this.body = {
			errorCodeId: facts.errorCodeId.replace('{parameterName}', parameterName),
			errorCode: facts.errorCode,
			moreInfo: HELP,
			userMessage: { ru: facts.ru, en: facts.en },
		};
	}
}
