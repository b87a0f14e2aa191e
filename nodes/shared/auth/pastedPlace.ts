import { t } from '../language';
type Place = 'container' | 'file' | 'registry';

/** What a user pastes who has the place of a key and not its contents. */
const PLACES: ReadonlyArray<readonly [kind: Place, pattern: RegExp]> = [
	['registry', /^(?:HKEY_[A-Z_]+|HK(?:LM|CU|U)|SOFTWARE)\\|^\\\\[.?]\\REGISTRY\\|^REGISTRY\\/i],
	[
		'container',
		/^\\\\\.\\|^(?:HDIMAGE|FAT12(?:_[A-Z])?|FLASH|SD|DISKETTE|(?:AKTIV|ALADDIN|RUTOKEN|ETOKEN|JACARTA)[^\\/]*)\\/i,
	],
	['container', /^[\w .()-]+\.\d{3}$/],
	['file', /^(?:[A-Z]:[\\/]|\\\\|%\w+%|\$(?:env:)?\w+[\\/]|file:)/i],
	['file', /^(?:~|\.{1,2})?[\\/][^\n]*[\\/.]/],
	['file', /^[^\\/:*?"<>|\r\n]+\.(?:pfx|p12|pem|key|cer|crt|der|p7b|zip|txt)$/i],
];

const LONGEST = 1024;

/** Returns what the text is the place of, if it is a path or a name instead of contents. */
function pastedPlace(text: string): Place | undefined {
	const bare = text
		.trim()
		.replace(/^["'«“„]{1,2}/, '')
		.replace(/["'»”“]{1,2}$/, '')
		.trim();
	if (bare === '' || bare.length > LONGEST || bare.includes('\n')) return undefined;
	return PLACES.find(([, pattern]) => pattern.test(bare))?.[0];
}

const WORDS: Readonly<Record<Place, (displayName: string) => string>> = {
	container: (displayName) =>
		t`${displayName} holds the name of a key container, not its contents, which n8n cannot read from your computer. Zip the folder of the container (name.000) and paste the ZIP file as base64, or export the certificate with its key to a PFX file. From a token whose key cannot be exported, sign outside n8n.`,
	file: (displayName) =>
		t`${displayName} holds the name of a file, not its contents, which n8n cannot read from your computer. Open the file and paste its text or, for a binary file, its base64 (on Windows: certutil -encode file.pfx file.txt).`,
	registry: (displayName) =>
		t`${displayName} holds the name of the registry of Windows, not its contents, which n8n cannot read from your computer. Copy the container to a folder or a flash drive with CryptoPro CSP (tab Service, Copy), zip that folder and paste the ZIP file as base64, or export the certificate with its key to a PFX file.`,
};

/** Returns advice for a field that holds the place of a key or certificate; undefined for any other text. */
export function pastedPlaceAdvice(displayName: string, text: string): string | undefined {
	const place = pastedPlace(text);
	return place && WORDS[place](displayName);
}
