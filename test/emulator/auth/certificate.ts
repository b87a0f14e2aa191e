import { createHash, X509Certificate } from 'node:crypto';

import { readElement, readElements } from '../core/der';

type KeyKind = 'rsa' | 'gost2001' | 'gost2012_256' | 'gost2012_512';

export interface Certificate {
	/** SHA-1 of the whole, hex in capitals. */
	thumbprint: string;
	der: Buffer;
	pem: string;
	/** Absent for a kind of key that Kontur does not use. */
	key?: KeyKind;
	validFrom: number;
	validUntil: number;
}

/** Object identifiers of public keys as their DER bodies. */
const keyKinds: Record<string, KeyKind> = {
	'2a864886f70d010101': 'rsa',
	'2a8503020213': 'gost2001',
	'2a85030701010101': 'gost2012_256',
	'2a85030701010102': 'gost2012_512',
};

const explicitVersion = 0xa0;

/** Read from the DER, because Node.js does not support GOST keys. */
function keyKind(der: Buffer): KeyKind | undefined {
	const inside = (bytes: Buffer): Buffer => readElement(bytes)?.body ?? Buffer.alloc(0);
	const members = readElements(inside(inside(der))) ?? [];
	// serialNumber, signature, issuer, validity, subject, subjectPublicKeyInfo
	const info = members[members[0]?.tag === explicitVersion ? 6 : 5];
	const identifier = info && readElement(inside(info.body))?.body;
	return identifier && keyKinds[identifier.toString('hex')];
}

function readDer(der: Buffer): Certificate | undefined {
	if (readElement(der)?.whole.length !== der.length) return undefined;
	let parsed: X509Certificate;
	try {
		parsed = new X509Certificate(der);
	} catch {
		return undefined;
	}
	return {
		thumbprint: createHash('sha1').update(der).digest('hex').toUpperCase(),
		der,
		pem: parsed.toString(),
		key: keyKind(der),
		validFrom: Date.parse(parsed.validFrom),
		validUntil: Date.parse(parsed.validTo),
	};
}

const header = /^\s*-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----\s*$/;
const base64 = /^[A-Za-z0-9+/\s]+={0,2}$/;

/** Reads a certificate in DER, PEM, or PEM without header lines; undefined for anything else. */
export function readCertificate(content: Buffer): Certificate | undefined {
	if (content[0] === 0x30 && content[1] >= 0x80) return readDer(content);
	const text = content.toString('latin1');
	const body = (header.exec(text)?.[1] ?? text).trim();
	return base64.test(body) ? readDer(Buffer.from(body, 'base64')) : undefined;
}

export function isValidAt(certificate: Certificate, moment: number): boolean {
	return certificate.validFrom <= moment && moment <= certificate.validUntil;
}
