const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const BLANK = 0x20;

/** Escapes the control characters inside of texts, where JSON forbids them. Other text is returned unchanged. */
function escapeControls(json: string): string {
	let escaped = '';
	let from = 0;
	let isInText = false;
	for (let at = 0; at < json.length; at++) {
		const code = json.charCodeAt(at);
		if (code === QUOTE) isInText = !isInText;
		else if (isInText && code === BACKSLASH) at += 1;
		else if (isInText && code < BLANK) {
			escaped += `${json.slice(from, at)}\\u${code.toString(16).padStart(4, '0')}`;
			from = at + 1;
		}
	}
	return from === 0 ? json : escaped + json.slice(from);
}

/**
 * Parses JSON, also with control characters that its writer did not escape: cash registers send names of goods as somebody
 * typed or scanned them, and a single one would make a whole page of receipts unreadable.
 * @throws SyntaxError
 */
export function parseJson(json: string): unknown {
	let repaired: string;
	try {
		return JSON.parse(json);
	} catch {
		repaired = escapeControls(json);
	}
	return JSON.parse(repaired);
}
