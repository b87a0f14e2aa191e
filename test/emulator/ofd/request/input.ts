import { HttpError } from '../../core/errors';
import type { EmulatorRequest } from '../../core/router';
import { isObject } from '../../core/values';
import { isDateTime } from '../shop/time';
import type { Json, JsonObject } from '../types';

/** Members that the model owns; a document with false values could not be found again. */
const FIXED = [
	'kktRegId',
	'fiscalDriveNumber',
	'fiscalDocumentNumber',
	'dateTime',
	'receiveDateTimeUtc',
	'shiftNumber',
];

function wrong(name: string, expected: string): HttpError {
	return new HttpError(400, `'${name}' must be ${expected}`);
}

/** Reads the body of a control request; refuses unknown members. */
export class Input {
	constructor(private readonly body: Record<string, unknown>) {}

	static of(request: EmulatorRequest, known: readonly string[]): Input {
		const body = request.body.length === 0 ? {} : request.json();
		if (!isObject(body)) throw new HttpError(400, 'an object is expected');
		for (const name of Object.keys(body)) {
			if (!known.includes(name)) throw new HttpError(400, `unknown member '${name}'`);
		}
		return new Input(body);
	}

	text(name: string): string | undefined {
		const value = this.body[name];
		if (value === undefined) return undefined;
		if (typeof value !== 'string' || value === '') throw wrong(name, 'a text');
		return value;
	}

	needText(name: string): string {
		const value = this.text(name);
		if (value === undefined) throw wrong(name, 'given');
		return value;
	}

	number(name: string): number | undefined {
		const value = this.body[name];
		if (value === undefined) return undefined;
		if (typeof value !== 'number' || !Number.isFinite(value)) throw wrong(name, 'a number');
		return value;
	}

	count(name: string): number | undefined {
		const value = this.number(name);
		if (value !== undefined && (!Number.isInteger(value) || value < 0)) {
			throw wrong(name, 'a whole number from 0');
		}
		return value;
	}

	flag(name: string): boolean | undefined {
		const value = this.body[name];
		if (value !== undefined && typeof value !== 'boolean') throw wrong(name, 'true or false');
		return value;
	}

	/** Local wall time. */
	dateTime(name: string): string | undefined {
		const value = this.text(name);
		if (value !== undefined && !isDateTime(value)) throw wrong(name, 'yyyy-MM-ddTHH:mm:ss');
		return value;
	}

	dateTimeOrNull(name: string): string | null | undefined {
		return this.body[name] === null ? null : this.dateTime(name);
	}

	/** A point of time in UTC, ISO or milliseconds; null stays null. */
	moment(name: string): Date | null | undefined {
		const value = this.body[name];
		if (value === undefined || value === null) return value;
		const date = new Date(typeof value === 'string' || typeof value === 'number' ? value : NaN);
		if (Number.isNaN(date.getTime())) throw wrong(name, 'a moment, ISO or milliseconds');
		return date;
	}

	oneOf<T extends string>(name: string, values: readonly T[]): T | undefined {
		const value = this.text(name);
		if (value === undefined) return undefined;
		const found = values.find((item) => item === value);
		if (found === undefined) throw wrong(name, `one of ${values.join(', ')}`);
		return found;
	}

	texts(name: string): string[] | undefined {
		const value = this.body[name];
		if (value === undefined) return undefined;
		if (!Array.isArray(value)) throw wrong(name, 'a list of texts');
		return value.map((item: unknown) => {
			if (typeof item !== 'string') throw wrong(name, 'a list of texts');
			return item;
		});
	}

	overrides(name: string): JsonObject | undefined {
		const value = this.body[name];
		if (value === undefined) return undefined;
		if (!isObject(value)) throw wrong(name, 'an object');
		const fixed = FIXED.find((member) => member in value);
		if (fixed) throw new HttpError(400, `'${fixed}' cannot be overridden`);
		return value as { [key: string]: Json };
	}
}

/** Leaves undefined members out, so that spreading the result never erases a default. */
export function given<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
	const entries = Object.entries(value).filter(([, item]) => item !== undefined);
	return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
