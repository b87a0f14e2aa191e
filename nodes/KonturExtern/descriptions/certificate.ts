import { UserError } from 'n8n-workflow';

/**
 * The DER certificate in base64, as Kontur wants it, out of what people paste: PEM or base64 with line breaks.
 * @throws UserError when the text is no certificate
 */
export function certificateBase64(pasted: string): string {
	const text = pasted.replace(/-----(BEGIN|END) CERTIFICATE-----/g, '').replace(/\s+/g, '');
	const bytes = Buffer.from(text, 'base64');
	// An X.509 certificate is a DER SEQUENCE; base64 that decodes to anything else was cut or is another file.
	if (
		!/^[A-Za-z0-9+/]+={0,2}$/.test(text) ||
		text.length % 4 !== 0 ||
		bytes[0] !== 0x30 ||
		!lengthFits(bytes)
	) {
		throw new UserError(
			'The certificate of the sender is not readable. Paste the whole certificate file (.cer) as PEM or base64 text, from the first to the last line.',
		);
	}
	return text;
}

/** Whether the outer DER length (X.690, section 8.1.3) covers the bytes exactly. */
function lengthFits(der: Buffer): boolean {
	const first = der[1] ?? 0;
	if (first < 0x80) return der.length === 2 + first;
	const octets = first & 0x7f;
	if (octets === 0 || octets > 4 || der.length < 2 + octets) return false;
	return der.length === 2 + octets + der.readUIntBE(2, octets);
}
