import type { IDataObject } from 'n8n-workflow';
import { SignInRefused } from '../auth';
import { t } from '../language';
import { causeOf } from '../transport';
import { TooMuchData } from './gathered';
import { field } from './operation';
import type { OperationContext, Output } from './types';

/** What an operation that reads several registers, organizations or files does when one of them fails. */
export type OnPartialFailure = 'item' | 'note' | 'stop';

const choices = [
	{
		name: 'Return as Items',
		value: 'item',
		description:
			'Return the others, and an item with the error for each that failed. With "Continue (using error output)" in the settings of the node these items go to the error output.',
	},
	{
		name: 'Show in a Note',
		value: 'note',
		description:
			'Return the others and name those that failed in a note above the output and in the log of n8n',
	},
	{
		name: 'Stop',
		value: 'stop',
		description: 'Return nothing and report the first failure',
	},
] as const;

const partialFailure = <const D extends OnPartialFailure>(usual: D, description: string) =>
	field({
		displayName: 'On Partial Failure',
		name: 'onPartialFailure',
		type: 'options',
		options: choices,
		default: usual,
		description,
	});

/** For operations that return documents, registers or files: what was read is worth having. */
export const onPartialFailure = partialFailure(
	'note',
	'What to do when some of several cannot be read. If none can be read, that is always an error. Choose Stop where amounts are added up.',
);

/** For operations that return totals: a sum without one register is a wrong sum, and nothing in it shows that. */
export const onPartialFailureOfTotals = partialFailure(
	'stop',
	'What to do when some of several cannot be read. By default that is an error, because a total without one of them is too low and looks right.',
);

/** A register, organization or file that failed. */
interface Part {
	/** Names it in the error and in the note. */
	name: string;
	/** IDs for the details of its error. */
	ids: IDataObject;
	error: unknown;
	/** The user named it, and Kontur refuses it: a mistake in the node unless the user has chosen what to do. */
	isMistake?: boolean;
}

const NAMES_SHOWN = 10;

function joined(names: readonly string[]): string {
	const more = names.length - NAMES_SHOWN;
	const shown = [...names].sort().slice(0, NAMES_SHOWN).join(', ');
	return more > 0 ? t`${shown} and ${more} more` : shown;
}

/** Joins names by what they have in common: `A, B (reason 1); C (reason 2)`. */
function summary(failures: ReadonlyArray<{ name: string; reason: string }>): string {
	const names = new Map<string, string[]>();
	for (const { name, reason } of failures.slice(0, NAMES_SHOWN)) {
		names.set(reason, [...(names.get(reason) ?? []), name]);
	}
	const listed = [...names].map(([reason, all]) => `${all.join(', ')} (${reason})`).join('; ');
	const more = failures.length - NAMES_SHOWN;
	return more > 0 ? t`${listed}; and ${more} more` : listed;
}

export interface Parts {
	/**
	 * Notes that a part failed, so that the others are returned.
	 * @throws the error, with the name of the part, when the operation must not continue without it
	 */
	fail: (part: Part) => void;
	/** Notes that Kontur has withdrawn the access to a part since it was listed, which is not a failure. */
	skip: (name: string) => void;
	readonly hasFailed: boolean;
	/**
	 * Returns what was read, and notes what was not.
	 * @param succeeded how many parts were read
	 * @throws the first error when nothing was read
	 */
	finish: (outputs: Output[], succeeded: number) => Output[];
}

/** Collects the failures of an operation that reads several parts. @param usual what happens unless the user chose */
export function partsOf(
	{ client, note, log, nameError }: Pick<OperationContext<unknown>, 'client' | 'note' | 'log' | 'nameError'>,
	chosen: OnPartialFailure | undefined,
	usual: OnPartialFailure = 'note',
): Parts {
	const how = chosen ?? usual;
	const failures: Array<{ name: string; reason: string; error: Error }> = [];
	const skipped: string[] = [];
	const endsAll = (error: unknown) =>
		client.signal?.aborted === true ||
		error instanceof SignInRefused ||
		error instanceof TooMuchData ||
		causeOf(error) === 'credential-invalid';
	return {
		fail: ({ name, ids, error, isMistake = false }) => {
			if (endsAll(error)) throw error;
			const reason = error instanceof Error ? error.message : String(error);
			const named = nameError(error, name, ids);
			if (how === 'stop' || (isMistake && chosen === undefined)) throw named;
			log(named.message);
			failures.push({ name, reason, error: named });
		},
		skip: (name) => {
			skipped.push(name);
		},
		get hasFailed() {
			return failures.length > 0;
		},
		finish: (outputs, succeeded) => {
			if (skipped.length > 0) note(t`Skipped because Kontur no longer gives access: ${joined(skipped)}.`);
			if (failures.length === 0) return outputs;
			// Parts fail in any order, but the same run must give the same result.
			failures.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
			if (how === 'item') return [...outputs, ...failures.map(({ error }) => ({ json: {}, failure: error }))];
			if (succeeded <= 0) throw failures[0].error;
			note(t`The result is incomplete. Not read: ${summary(failures)}.`);
			return outputs;
		},
	};
}
