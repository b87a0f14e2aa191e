/** Names that Russian has in Latin letters: of formats and standards, of programs, and what stands on other screens. */
const NAMES = [
	/-----BEGIN [A-Z\d ]+-----/g,
	/Read\/Write Files from Disk|Continue \(using error output\)|Trigger On|Trigger$/g,
	/certutil -encode|(?:Exclusive )?Canonical XML|Client [Cc]redentials|Client (?:ID|Secret)/g,
	/"reached": false|параметр API free|ссылках reply|приставки urn|\(docflow\)|поле docflow|строками BEGIN и END|\((?:exclusive|inclusive|identity)\)/g,
	/\b(?:API|BOM|Base64|Bearer|CMS|CRL|CSP|CSV|DER|Excel|ID|IP|JPG|JSON|MIIN|MIME|NDJSON|OAuth|Office|PDF|PEM|PFX|PKCS|PNG)\b/g,
	/\b(?:QR|RFC|RSA|RTF|Reconnect|SHA|TIFF?|USN|UTC|UTF|UUID|Windows|X+|XML(?:DSig)?|base64|data|signature|vat|zip)\b/g,
];

/** Data: names of files, addresses, IDs, values and fields as Kontur writes them. */
const DATA = /[^\s,;"«»()]*(?:[._:/@=](?=[^\s,;"«»()])|\d|[a-z][A-Z]|[a-z]-[a-z])[^\s,;"«»()]*/g;

/** Returns the English words of a text that somebody who reads Russian only has to read. */
export function englishIn(text: string): string[] {
	const plain = [/<[^>]*>/g, ...NAMES, DATA].reduce((rest, name) => rest.replace(name, ' '), text);
	return plain.match(/[a-z]{2,}/gi) ?? [];
}
