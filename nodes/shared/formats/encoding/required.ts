import { t } from '../../language';
import { encodingOf, shownEncoding } from './codePages';
import type { InspectedEncoding } from './inspect';
import type { EncodingProblem } from './problems';

const CONVERT = t`Save the file in windows-1251, with encoding="windows-1251" in its first line, or turn on the option Convert to Windows-1251.`;

/**
 * Returns what keeps a file from a recipient that takes only windows-1251.
 * Source: Kontur.Extern documentation, "File names and encodings": every XML file for the tax office.
 */
export function windows1251Problem(inspected: InspectedEncoding): EncodingProblem | undefined {
	const { encoding, declared, problem } = inspected;
	if (problem) return problem;
	const said = declared === undefined ? undefined : encodingOf(declared);
	if (said === 'windows-1251' && (encoding === 'ascii' || encoding === 'windows-1251')) return undefined;
	const text =
		encoding === 'ascii' && declared !== undefined
			? t`declares the encoding ${declared} in its first line`
			: encoding === 'ascii'
				? t`does not declare its encoding in its first line`
				: t`is in ${shownEncoding(encoding)}`;
	return { kind: 'declaration', text, advice: CONVERT };
}

/** Whether a file can be converted to windows-1251: it is sound, and in an encoding that the converter reads. */
export const isConvertible = ({ encoding, problem }: InspectedEncoding): boolean =>
	problem === undefined && ['ascii', 'utf-16be', 'utf-16le', 'utf-8'].includes(encoding);
