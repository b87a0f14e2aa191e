import { HttpError } from '../../core/errors';
import { asArray, asInteger, asObject, asText, at, isObject, type JsonObject } from '../../core/values';

function refuse(field: string, what: string): never {
	throw new HttpError(400, `Field '${field}' ${what}`);
}

function requiredObject(value: unknown, field: string): JsonObject {
	if (!isObject(value)) refuse(field, 'must be an object');
	return value;
}

function requiredText(value: unknown, field: string): string {
	const text = asText(value);
	if (text === undefined || text === '') refuse(field, 'is required');
	return text;
}

function oneOf(value: unknown, field: string, allowed: number[]): number {
	const number = asInteger(value);
	if (number === undefined || !allowed.includes(number))
		refuse(field, `must be one of ${allowed.join(', ')}`);
	return number;
}

function day(value: unknown, field: string): Date {
	const match = /^(\d{2})\.(\d{2})\.(\d{4})$/.exec(asText(value) ?? '');
	const date = match ? new Date(`${match[3]}-${match[2]}-${match[1]}T00:00:00Z`) : undefined;
	if (!date || Number.isNaN(date.getTime())) refuse(field, 'must be a date dd.MM.yyyy');
	return date;
}

function requireDates(data: JsonObject): void {
	const begin = day(data['ДатаНач'], 'data.ДатаНач');
	const end = day(data['ДатаКон'], 'data.ДатаКон');
	if (begin.getUTCFullYear() !== end.getUTCFullYear() || begin > end) {
		refuse('data.ДатаКон', 'must lie in the same calendar year, not before the begin');
	}
}

/** A list of codes is required with 'listed'. */
function requireCodes(data: JsonObject, group: string, flag: string, list: string): void {
	const choice = oneOf(at(data, group, flag), `data.${group}.${flag}`, [1, 2]);
	if (choice === 2 && asArray(at(data, group, list)).length === 0) {
		refuse(`data.${group}.${list}`, `is required when ${flag} is 2`);
	}
}

const dated = ['ION3', 'ION4', 'ION6', 'ION8', 'ION9'];

/** Requests to the tax service: they share the frame, and few members are required. */
export function checkRequest(type: string, body: JsonObject): void {
	const data = requiredObject(body.data, 'data');
	if (body.version !== undefined && asText(body.version) !== '3') refuse('version', "must be '3'");
	oneOf(data['ФормОтв'], 'data.ФормОтв', [1, 2, 3, 4]);
	if (dated.includes(type)) requireDates(data);
	if (type === 'ION4') requireCodes(data, 'ЗапрКБК', 'ПрКБК', 'ПеречКБК');
	const details = asObject(data['ДеталСпр']);
	const wanted = ['ДеталНачСумм', 'ИнфПрНач'].some((name) => asInteger(details[name]) === 1);
	for (const [group, flag, list] of [
		['ЗапрКБК', 'ПрКБК', 'ПеречКБК'],
		['ЗапрОКТМО', 'ПрОКТМО', 'ПеречОКТМО'],
		['ЗапрКПП', 'ПрКПП', 'ПеречКПП'],
	]) {
		if (type === 'ION7' && wanted && data[group] !== undefined) requireCodes(data, group, flag, list);
	}
	const signer = asText(at(body, 'additional-org-info', 'signer-type'))?.toLowerCase();
	if (signer !== undefined && signer !== 'chief' && signer !== 'representative') {
		refuse('additional-org-info.signer-type', 'must be chief or representative');
	}
}

export type Subscription = 'subscribe' | 'unsubscribe';

export function checkSubscription(body: JsonObject): Subscription {
	const type = requiredText(body['subscription-type'], 'subscription-type').toLowerCase();
	if (type !== 'subscribe' && type !== 'unsubscribe') {
		refuse('subscription-type', 'must be subscribe or unsubscribe');
	}
	return type;
}

/** The application to join the fund's exchange. */
export function checkApplication(body: JsonObject): void {
	if (typeof body['for-ul'] !== 'boolean') refuse('for-ul', 'must be a boolean');
	const [section, names] = body['for-ul']
		? ['insurer-ul', ['full-name']]
		: ['insurer-ip', ['name', 'surname', 'snils']];
	const insurer = requiredObject(body[section], section);
	for (const name of names) requiredText(insurer[name], `${section}.${name}`);
}

/** The old simplified declaration, versions 1 and 2: only the frame is documented. */
export function checkDeclaration(body: JsonObject): void {
	requiredObject(body.data, 'data');
}
