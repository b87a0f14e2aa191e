import { UserError } from 'n8n-workflow';
import { pastedPlaceAdvice } from '../../shared/auth';
import type { OperationContext } from '../../shared/catalog';
import { t } from '../../shared/language';

/**
 * Returns a pasted certificate as DER in base64, the form Kontur expects. Accepts PEM or base64 with line breaks.
 * @throws UserError when the text is not a certificate
 */
export function certificateBase64(pasted: string, which = t`The certificate of the sender`): string {
	const place = pastedPlaceAdvice(which, pasted);
	if (place) throw new UserError(place);
	const text = pasted.replace(/-----(BEGIN|END) CERTIFICATE-----/g, '').replace(/\s+/g, '');
	const isBase64 = /^[A-Za-z0-9+/]+={0,2}$/.test(text) && text.length % 4 === 0;
	if (!isBase64 || !isCertificate(Buffer.from(text, 'base64'))) {
		throw new UserError(
			t`${which} cannot be read. Paste the whole certificate file (.cer) as PEM or base64 text, from the first to the last line.`,
		);
	}
	return text;
}

/**
 * Splits pasted certificates: consecutive PEM blocks, or base64 separated by commas.
 * @throws UserError when one of them is not a certificate
 */
export function certificatesBase64(pasted: string | undefined): string[] | undefined {
	const texts = (pasted ?? '')
		.split(/-----END CERTIFICATE-----|[,;]/)
		.map((text) => text.trim())
		.filter(Boolean);
	return texts.length > 0
		? texts.map((text) => certificateBase64(text, t`One of the certificates`))
		: undefined;
}

/**
 * Returns the certificate that the user chose, as DER in base64: the credential's, or the pasted one.
 * @throws UserError when the pasted text is not a certificate, or as `openKeyPair` does
 */
export async function chosenCertificate(
	from: 'credential' | 'text',
	pasted: string,
	openKeyPair: OperationContext<unknown>['openKeyPair'],
	options?: { anyDate?: boolean },
): Promise<string> {
	return from === 'credential'
		? Buffer.from((await openKeyPair(options)).certificate.der).toString('base64')
		: certificateBase64(pasted);
}

/** Returns the request body with the chosen certificate. Throws as `chosenCertificate`. */
export const certificateBody = async (
	{ certificateFrom, certificate }: { certificateFrom: 'credential' | 'text'; certificate: string },
	openKeyPair: OperationContext<unknown>['openKeyPair'],
	options?: { anyDate?: boolean },
) => ({
	'certificate-base64': await chosenCertificate(certificateFrom, certificate, openKeyPair, options),
});

/**
 * Tells whether the bytes are exactly one X.509 certificate (version 2 or 3), by its first nested elements:
 * Certificate, TBSCertificate, version (RFC 5280, section 4.1). Private keys are SEQUENCEs too, and must never leave
 * n8n.
 */
function isCertificate(der: Buffer): boolean {
	const signed = contentAt(der, 0);
	const version = contentAt(der, signed);
	return der[0] === 0x30 && der[signed] === 0x30 && der[version] === 0xa0 && lengthFits(der);
}

/** Returns the offset of the content of the DER element at a position. */
function contentAt(der: Buffer, position: number): number {
	const length = der[position + 1] ?? 0;
	return position + 2 + (length < 0x80 ? 0 : length & 0x7f);
}

/** Tells whether the outer DER length (X.690, section 8.1.3) covers the bytes exactly. */
function lengthFits(der: Buffer): boolean {
	const first = der[1] ?? 0;
	if (first < 0x80) return der.length === 2 + first;
	const octets = first & 0x7f;
	if (octets === 0 || octets > 4 || der.length < 2 + octets) return false;
	return der.length === 2 + octets + der.readUIntBE(2, octets);
}
