import { convertToWindows1251, misfitList, type Misfit } from '../../../shared/formats/encoding';
import type { Recognition } from '../../../shared/formats/reports/types';
import { refusal } from '../../api/refusal';

type Open = () => Promise<AsyncIterable<Uint8Array>>;

/** Misfits that an error can list. */
const LISTED = 5;

const WIDE = ['utf-16be', 'utf-16le', 'utf-8'] as const;

type Wide = (typeof WIDE)[number];

/** Returns the encoding that a file can be converted from: its letters are sound, only the encoding is not wanted. */
export function convertibleFrom({ encodingProblem, inspected }: Recognition): Wide | undefined {
	if (encodingProblem?.kind !== 'declaration') return undefined;
	return WIDE.find((wide) => wide === inspected?.encoding);
}

/**
 * Opens a file as windows-1251.
 * @returns how to open it, and what to call when a pass has ended
 */
export function asWindows1251(fileName: string, from: Wide, open: Open) {
	const misfits: Misfit[] = [];
	let total = 0;
	const note = (misfit: Misfit) => {
		total += 1;
		if (misfits.length < LISTED) misfits.push(misfit);
	};
	return {
		first: async () => convertToWindows1251(await open(), from, note),
		again: async () => convertToWindows1251(await open(), from, () => undefined),
		/** @throws UserError with the characters that windows-1251 lacks */
		requireFit: () => {
			if (total === 0) return;
			throw refusal(
				`${fileName}: the file has characters that windows-1251 lacks: ${misfitList(misfits, total, LISTED)}`,
				'Replace these characters in the program that made the report.',
			);
		},
	};
}
