import { UserError } from 'n8n-workflow';
import { t } from '../language';
import type { Output } from './types';

/** More results than n8n can hold: no register or file alone is to blame, so it ends the operation. */
export class TooMuchData extends UserError {}

export const isTooMuchData = (error: unknown) => error instanceof TooMuchData;

/**
 * Bytes that the results of an execution may take. n8n keeps them all in memory, and again as one text when it stores
 * the execution; with its default memory of 2 GB it crashes on more.
 */
export const mostGathered = { bytes: 1024 * 1024 * 1024 };

// Bytes that V8 needs for an object or a list, for a field or an element, and for a text besides its characters.
const CONTAINER = 56;
const SLOT = 8;
const TEXT = 24;
const NUMBER = 8;

/** Estimates what a JSON value takes in memory, in bytes. */
function memoryOf(value: unknown): number {
	if (typeof value === 'string') return TEXT + 2 * value.length;
	if (typeof value !== 'object' || value === null) return NUMBER;
	let bytes = CONTAINER;
	if (Array.isArray(value)) for (const one of value as unknown[]) bytes += SLOT + memoryOf(one);
	else for (const name in value) bytes += SLOT + memoryOf((value as Record<string, unknown>)[name]);
	return bytes;
}

// Of longer lists a part is measured, taken at random so that it stands for all.
const MEASURED = 100;

function memoryOfAll(outputs: readonly Output[]): number {
	const step = Math.max(1, Math.floor(outputs.length / MEASURED));
	let bytes = 0;
	for (let index = Math.floor(Math.random() * step); index < outputs.length; index += step) {
		bytes += step * memoryOf(outputs[index].json);
	}
	return bytes;
}

/** What the results of an execution take in memory. */
export class Gathered {
	private bytes = 0;

	private readonly most = mostGathered.bytes;

	/** Begins to count the results of an item. */
	item() {
		let own = 0;
		return {
			/** @throws TooMuchData before they are more than n8n can hold */
			add: (outputs: readonly Output[]): void => {
				const bytes = memoryOfAll(outputs);
				own += bytes;
				this.bytes += bytes;
				if (this.bytes <= this.most) return;
				throw new TooMuchData(
					t`The result is too large for n8n: more than ${Math.round(this.most / 1024 / 1024)} MB in memory`,
					{
						description: t`Nothing was lost in Kontur. Read less at once: a shorter period, fewer registers or accounts, or a limit; turn on Simplify; or read each day in a sub-workflow that returns a short result.`,
						extra: { code: 'too-much-data' },
					},
				);
			},
			/** Subtracts the results of a failed item, which nobody keeps. */
			drop: (): void => {
				this.bytes -= own;
				own = 0;
			},
			get isCounted() {
				return own > 0;
			},
		};
	}
}
