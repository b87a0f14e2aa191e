import { at, isObject } from '../../../test/emulator/core/values';
import { dateFormat, kindOf } from './kind';
import type { Body, Cassette, Taken } from './record';

/** The forms that a field has, over all elements of a list. */
type Forms = Map<string, Set<string>>;

function formOf(value: unknown): string {
	if (value === null) return 'null';
	if (typeof value === 'string') {
		const kind = kindOf(value);
		return kind === 'date' ? `date ${dateFormat(value)}` : kind;
	}
	if (typeof value === 'number') return Number.isInteger(value) ? 'whole number' : 'fraction';
	return Array.isArray(value) ? 'list' : typeof value;
}

const isId = (name: string) => kindOf(name) === 'GUID';

function collect(value: unknown, path: string, forms: Forms): Forms {
	const held = forms.get(path) ?? new Set();
	forms.set(path, held.add(formOf(value)));
	if (Array.isArray(value)) for (const element of value) collect(element, `${path}[]`, forms);
	else if (isObject(value)) {
		for (const [name, member] of Object.entries(value)) {
			collect(member, path === '' ? name : `${path}.${isId(name) ? '{id}' : name}`, forms);
		}
	}
	return forms;
}

/** Texts whose form depends on the data, and whose difference says nothing. */
const LOOSE = new Set([
	'empty',
	'digits',
	'word',
	'Word',
	'text',
	'e-mail',
	'hexadecimal',
	'null',
	'fraction',
	'whole number',
]);

function agree(recorded: Set<string>, ours: Set<string>): boolean {
	if ([...recorded].some((form) => ours.has(form))) return true;
	const isNull = (forms: Set<string>) => forms.size === 1 && forms.has('null');
	if (isNull(recorded) || isNull(ours)) return true;
	const isNumber = (forms: Set<string>) => [...forms].every((form) => /number|fraction/.test(form));
	if (isNumber(recorded) !== isNumber(ours)) return false;
	return [...recorded].every((form) => LOOSE.has(form)) && [...ours].every((form) => LOOSE.has(form));
}

const shown = (forms: Set<string> | undefined) => [...(forms ?? [])].join(' or ') || 'nothing';

/** Whether a field is inside a list or object that the other side has empty. */
function isUnder(path: string, forms: Forms): boolean {
	const parent = path.replace(/(?:\[\]|\.?[^.[\]]+)$/, '');
	return parent === path || forms.has(parent);
}

/** Fields that data have or lack: an entrepreneur has no KPP, and not every demand has a deadline. */
const OPTIONAL = /(?:^|\.)(?:kpp|receipt-deadline-date|reply-deadline-date)$/;

function compareJson(recorded: unknown, ours: unknown): string[] {
	const [theirs, own] = [collect(recorded, '', new Map()), collect(ours, '', new Map())];
	const paths = [...new Set([...theirs.keys(), ...own.keys()])];
	return paths.flatMap((path) => {
		const [a, b] = [theirs.get(path), own.get(path)];
		// Whatever is below a difference follows from it, and an empty list says nothing of its elements.
		if (
			(!a && (path.endsWith('[]') || !isUnder(path, theirs))) ||
			(!b && (path.endsWith('[]') || !isUnder(path, own)))
		) {
			return [];
		}
		if ((!a || !b) && OPTIONAL.test(path)) return [];
		return a && b && agree(a, b)
			? []
			: [`${path || '(the whole)'}: recorded ${shown(a)}, the emulator ${shown(b)}`];
	});
}

const bodyForm = (body: Body) => (body === null ? 'no body' : 'bytes' in body ? 'a file' : 'JSON');

/** Whether a task was still running on one side only, which depends on the time. */
const isElsewhere = (a: unknown, b: unknown) =>
	(at(a, 'task-state') === 'running') !== (at(b, 'task-state') === 'running');

function compareTwo(recorded: Taken, ours: Taken): string[] {
	const found: string[] = [];
	if (recorded.status !== ours.status) {
		return [`status: recorded ${recorded.status}, the emulator ${ours.status}`];
	}
	for (const name of new Set([...Object.keys(recorded.headers), ...Object.keys(ours.headers)])) {
		const [a = 'nothing', b = 'nothing'] = [recorded.headers[name], ours.headers[name]];
		if (a !== b) found.push(`header ${name}: recorded ${a}, the emulator ${b}`);
	}
	const [a, b] = [recorded.answer, ours.answer];
	if (bodyForm(a) !== bodyForm(b)) found.push(`body: recorded ${bodyForm(a)}, the emulator ${bodyForm(b)}`);
	else if (a && b && 'json' in a && 'json' in b && !isElsewhere(a.json, b.json))
		found.push(...compareJson(a.json, b.json));
	return found;
}

const VARIABLE = new Set(['GUID', 'digits', 'date', 'text', 'hexadecimal']);
const VERSION = /^v\d/;

const isVariable = (segment: string) => VARIABLE.has(kindOf(segment)) && !VERSION.test(segment);

const shapeOf = ({ method, path }: Taken) => {
	const segments = path.split('/').map((segment) => (isVariable(segment) ? '{id}' : segment));
	return `${method} ${segments.join('/')}`;
};

/** How often a poll is repeated depends on the time a task takes, so only the last of equal requests counts. */
const withoutPolls = (exchanges: readonly Taken[]) =>
	exchanges.filter((taken, index) => {
		const next = exchanges.at(index + 1);
		return (
			next === undefined || next.path !== taken.path || next.method !== taken.method || taken.method !== 'GET'
		);
	});

export interface Compared {
	differences: string[];
	/** Number of exchanges compared. */
	count: number;
}

/** Compares the exchanges of every doubt in their order. */
export function compare(recorded: Cassette, ours: Cassette): Compared {
	const differences: string[] = [];
	let count = 0;
	for (const doubt of new Set(recorded.exchanges.map((taken) => taken.doubt))) {
		const of = ({ exchanges }: Cassette) => withoutPolls(exchanges.filter((taken) => taken.doubt === doubt));
		const [theirs, own] = [of(recorded), of(ours)];
		for (const [index, taken] of theirs.entries()) {
			const other = own.at(index);
			if (!other || shapeOf(other) !== shapeOf(taken)) {
				differences.push(
					`${doubt} ${shapeOf(taken)}: the probe asks the emulator ${other ? shapeOf(other) : 'nothing'} instead`,
				);
				break;
			}
			count += 1;
			differences.push(...compareTwo(taken, other).map((text) => `${doubt} ${shapeOf(taken)}: ${text}`));
		}
	}
	return { differences: [...new Set(differences)], count };
}
