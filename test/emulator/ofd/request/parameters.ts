import type { EmulatorRequest } from '../../core/router';
import { OfdFault, type OfdErrorName } from '../errors';
import { endOfDay, isDateTime, parseDay, startOfDay } from '../shop/time';
import { DOCUMENT_KINDS, type DocumentKind, type Register, type Switches } from '../types';
import { PAGE_MAXIMUM } from './period';

export interface Window {
	from: string;
	to: string;
}

function required(request: EmulatorRequest, name: string): string {
	const value = request.query.get(name);
	if (!value) throw new OfdFault('missingParameter', name);
	return value;
}

function optional(request: EmulatorRequest, name: string): string | null {
	return request.query.get(name) || null;
}

export function readDay(request: EmulatorRequest, name: string, wrong: OfdErrorName): string {
	const day = parseDay(required(request, name));
	if (day === null) throw new OfdFault(wrong);
	return day;
}

/** Two days, both included. */
export function readDays(request: EmulatorRequest, fromName: string, toName: string): Window {
	required(request, fromName);
	required(request, toName);
	const from = readDay(request, fromName, 'badPeriod');
	const to = readDay(request, toName, 'badPeriod');
	if (from > to) throw new OfdFault('badPeriod');
	return { from: startOfDay(from), to: endOfDay(to) };
}

export function readMoments(request: EmulatorRequest): Window {
	const from = required(request, 'dateFrom');
	const to = required(request, 'dateTo');
	if (!isDateTime(from) || !isDateTime(to)) throw new OfdFault('badDateTime');
	if (from > to) throw new OfdFault('badPeriod');
	return { from, to };
}

export function readTypes(request: EmulatorRequest): DocumentKind[] | null {
	const text = optional(request, 'types');
	if (text === null) return null;
	return text.split(',').map((name) => {
		const kind = DOCUMENT_KINDS.find((item) => item === name);
		if (!kind) throw new OfdFault('badRequest');
		return kind;
	});
}

export function readLimit(request: EmulatorRequest): number {
	const text = optional(request, 'limit');
	if (text === null) return PAGE_MAXIMUM;
	if (!/^[+-]?\d+$/.test(text)) throw new OfdFault('badRequest');
	return Number(text);
}

export function readOffset(request: EmulatorRequest): string | null {
	return optional(request, 'offset');
}

/** The part of the window the permission covers; empty when from lies after to. */
export function cut(window: Window, register: Register): Window {
	const { permissionFrom, permissionTo } = register;
	return {
		from: permissionFrom !== null && permissionFrom > window.from ? permissionFrom : window.from,
		to: permissionTo !== null && permissionTo < window.to ? permissionTo : window.to,
	};
}

/** A period of moments must lie inside the permission, or is cut to it. */
export function permit(window: Window, register: Register, switches: Switches, wrong: OfdErrorName): Window {
	const allowed = cut(window, register);
	const outside = allowed.from !== window.from || allowed.to !== window.to;
	if (outside && switches.permission === 'refuse') throw new OfdFault(wrong);
	return allowed;
}

/** Whole days: the first and the last day of a permission may be asked for, and are answered in part. */
export function permitDays(
	window: Window,
	register: Register,
	switches: Switches,
	wrong: OfdErrorName,
): Window {
	const { permissionFrom, permissionTo } = register;
	const outside =
		(permissionFrom !== null && window.from.slice(0, 10) < permissionFrom.slice(0, 10)) ||
		(permissionTo !== null && window.to.slice(0, 10) > permissionTo.slice(0, 10));
	if (outside && switches.permission === 'refuse') throw new OfdFault(wrong);
	return cut(window, register);
}

export function inside<T extends { dateTime: string }>(documents: readonly T[], window: Window): T[] {
	return documents.filter(({ dateTime }) => dateTime >= window.from && dateTime <= window.to);
}
