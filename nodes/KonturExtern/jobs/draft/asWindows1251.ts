import type { BinaryInput } from '../../../shared/catalog';
import {
	convertToWindows1251,
	inspectEncoding,
	misfitList,
	type InspectedEncoding,
	type Misfit,
} from '../../../shared/formats/encoding';
import { t } from '../../../shared/language';
import { refusal } from '../../api/refusal';

type Open = () => Promise<AsyncIterable<Uint8Array>>;

/** Misfits that an error can list. */
const LISTED = 5;

const WIDE = ['utf-16be', 'utf-16le', 'utf-8'] as const;

type Wide = (typeof WIDE)[number];

/** Returns the encoding that a file can be converted from: its letters are sound, only the encoding is not wanted. */
export function convertibleFrom(inspected: InspectedEncoding | undefined): Wide | undefined {
	if (inspected?.problem && inspected.problem.kind !== 'declaration') return undefined;
	return WIDE.find((wide) => wide === inspected?.encoding);
}

/**
 * Opens a file as windows-1251.
 * @param isXml whether its first line names the encoding
 * @returns how to open it, and what to call when the first pass has ended
 */
export function asWindows1251(fileName: string, from: Wide, open: Open, isXml = true) {
	const misfits: Misfit[] = [];
	let total = 0;
	const note = (misfit: Misfit) => {
		total += 1;
		if (misfits.length < LISTED) misfits.push(misfit);
	};
	return {
		first: async () => convertToWindows1251(await open(), from, note, isXml),
		again: async () => convertToWindows1251(await open(), from, () => undefined, isXml),
		/** @throws UserError with the characters that windows-1251 lacks */
		requireFit: () => {
			if (total === 0) return;
			throw refusal(
				t`${fileName}: the file has characters that windows-1251 lacks: ${misfitList(misfits, total, LISTED)}`,
				t`Replace these characters in the program that made the file.`,
			);
		},
	};
}

const IS_XML = /[/+]xml$/;

/**
 * Converts a text or an XML file to windows-1251; leaves other files, and those that already are, as they are.
 * @param mimeType by the content of the file
 * @throws UserError for a text with wrong letters, or with characters that windows-1251 lacks
 */
export async function inWindows1251(
	file: BinaryInput,
	fileName: string,
	mimeType: string,
): Promise<Pick<BinaryInput, 'hasFreshChunks' | 'open' | 'size'>> {
	const isXml = IS_XML.test(mimeType);
	if (!isXml && !mimeType.startsWith('text/')) return file;
	const inspected = await inspectEncoding(await file.open());
	const { problem } = inspected;
	if (problem && problem.kind !== 'declaration') {
		throw refusal(t`${fileName}: the file ${problem.text}`, problem.advice);
	}
	const from = convertibleFrom(inspected);
	if (!from) return file;
	const { first, again, requireFit } = asWindows1251(fileName, from, file.open, isXml);
	let size = 0;
	for await (const { length } of await first()) size += length;
	requireFit();
	return { size, open: again, hasFreshChunks: true };
}
