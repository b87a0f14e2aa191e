/** What a user pastes who has the place of a key and not its contents. */
const PLACES: ReadonlyArray<readonly [kind: string, pattern: RegExp]> = [
	[
		'the registry of Windows',
		/^(?:HKEY_[A-Z_]+|HK(?:LM|CU|U)|SOFTWARE)\\|^\\\\[.?]\\REGISTRY\\|^REGISTRY\\/i,
	],
	[
		'a key container',
		/^\\\\\.\\|^(?:HDIMAGE|FAT12(?:_[A-Z])?|FLASH|SD|DISKETTE|(?:AKTIV|ALADDIN|RUTOKEN|ETOKEN|JACARTA)[^\\/]*)\\/i,
	],
	['a key container', /^[\w .()-]+\.\d{3}$/],
	['a file', /^(?:[A-Z]:[\\/]|\\\\|%\w+%|\$(?:env:)?\w+[\\/]|file:)/i],
	['a file', /^(?:~|\.{1,2})?[\\/][^\n]*[\\/.]/],
	['a file', /^[^\\/:*?"<>|\r\n]+\.(?:pfx|p12|pem|key|cer|crt|der|p7b|zip|txt)$/i],
];

const LONGEST = 1024;

/** Returns what the text is the place of, if it is a path or a name instead of contents. */
function pastedPlace(text: string): string | undefined {
	const bare = text
		.trim()
		.replace(/^["'«“„]{1,2}/, '')
		.replace(/["'»”“]{1,2}$/, '')
		.trim();
	if (bare === '' || bare.length > LONGEST || bare.includes('\n')) return undefined;
	return PLACES.find(([, pattern]) => pattern.test(bare))?.[0];
}

const STEPS: Readonly<Record<string, string>> = {
	'a file':
		'Open the file and paste its text or, for a binary file, its base64 (on Windows: certutil -encode file.pfx file.txt).',
	'a key container':
		'Zip the folder of the container (name.000) and paste the ZIP file as base64, or export the certificate with its key to a PFX file. From a token whose key cannot be exported, sign outside n8n.',
	'the registry of Windows':
		'Copy the container to a folder or a flash drive with CryptoPro CSP (tab Service, Copy), zip that folder and paste the ZIP file as base64, or export the certificate with its key to a PFX file.',
};

/** Returns advice for a field that holds the place of a key or certificate; undefined for any other text. */
export function pastedPlaceAdvice(displayName: string, text: string): string | undefined {
	const place = pastedPlace(text);
	if (place === undefined) return undefined;
	return `${displayName} holds the name of ${place}, not its contents, which n8n cannot read from your computer. ${STEPS[place]}`;
}
