// Control characters, lone surrogates, and everything that takes no room: marks that change the direction of writing,
// zero-width spaces, soft hyphens, fillers, tags. Source: Unicode, Default_Ignorable_Code_Point.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;
// Commands to a terminal, such as colours, whose letters would remain (ECMA-48, sections 5.4 and 8.3).
const [ESC, BEL] = [0x1b, 0x07].map((code) => String.fromCharCode(code));
const COMMANDS = new RegExp(
	[
		`(?:${ESC}\\[|\\u009b)[0-?]{0,64}[ -/]{0,8}[@-~]`,
		`(?:${ESC}[PX\\]^_]|[\\u0090\\u0098\\u009d-\\u009f])[^${BEL}${ESC}\\u009c]{0,4096}(?:${BEL}|${ESC}\\\\|\\u009c)?`,
	].join('|'),
	'g',
);
const LINE_BREAKS = /\r\n|[\r\n\u2028\u2029]/g;

/** Removes what cannot be seen, line breaks too. */
export const oneWord = (text: string): string =>
	text.replace(COMMANDS, '').replace(LINE_BREAKS, '').replace(INVISIBLE, '');

/** Removes what cannot be seen. Line breaks and tabs become spaces, so that two words never become one. */
export const visible = (text: string): string =>
	text
		.replace(COMMANDS, '')
		.replace(LINE_BREAKS, ' ')
		.replace(/[\t\v\f]/g, ' ')
		.replace(INVISIBLE, '');

/** As `visible`, line by line. */
export const visibleLines = (text: string): string =>
	text.replace(LINE_BREAKS, '\n').split('\n').map(visible).join('\n');

const ELLIPSIS = '…';

/** Cuts a text to a number of bytes in UTF-8, between characters. */
export function capped(text: string, bytes: number, end = ELLIPSIS): string {
	// No character takes more than three bytes per UTF-16 unit.
	if (text.length * 3 <= bytes) return text;
	const encoded = Buffer.from(text.slice(0, bytes + 1), 'utf8');
	if (encoded.length <= bytes) return text;
	let length = Math.max(0, bytes - Buffer.byteLength(end));
	while (length > 0 && (encoded[length] & 0xc0) === 0x80) length -= 1;
	return encoded.toString('utf8', 0, length) + end;
}
