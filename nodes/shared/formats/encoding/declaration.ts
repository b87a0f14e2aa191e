/** Bytes in which the XML declaration is looked for. */
export const DECLARATION = 1024;

const DECLARED = /^\s*<\?xml\s[^>]{0,900}?\sencoding\s*=\s*(["'])([\w.:-]{1,40})\1/;

/** Returns the encoding that the XML declaration at the start of a text names. */
export const declaredIn = (text: string): string | undefined =>
	DECLARED.exec(text.slice(0, DECLARATION))?.[2];

/** Returns a text that begins with an XML declaration with another encoding in it; adds the declaration if it is missing. */
export function redeclared(text: string, encoding: string): string {
	const declaration = /^\s*<\?xml\s[^>]{0,900}?\?>/.exec(text)?.[0];
	if (declaration === undefined) return `<?xml version="1.0" encoding="${encoding}"?>\n${text}`;
	const rest = text.slice(declaration.length);
	if (declaredIn(declaration) !== undefined) {
		return declaration.replace(/(\sencoding\s*=\s*)(["'])[^"']*\2/, `$1$2${encoding}$2`) + rest;
	}
	// The order is fixed: version, encoding, standalone (XML 1.0, section 2.8).
	return declaration.replace(/(\sversion\s*=\s*)(["'])([^"']*)\2/, `$1$2$3$2 encoding="${encoding}"`) + rest;
}
