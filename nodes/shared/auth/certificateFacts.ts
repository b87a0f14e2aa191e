import { createPublicKey } from 'crypto';
import type { IDataObject } from 'n8n-workflow';
import { gostFamily, keyPeriod, OID, type Certificate, type DistinguishedName } from '../gost';
import { t } from '../language';

const DAY = 24 * 3600 * 1000;

const FAMILIES = {
	gost2001: 'GOST R 34.10-2001',
	'gost2012-256': 'GOST R 34.10-2012 256',
	'gost2012-512': 'GOST R 34.10-2012 512',
} as const;

/** Returns the common name of the key's algorithm with its size, or the dotted OID of an unknown algorithm. */
export function algorithmName({ publicKey }: Certificate): string {
	const family = gostFamily(publicKey.oid);
	if (family) return FAMILIES[family];
	if (publicKey.oid !== OID.rsa && publicKey.oid !== OID.rsaPss) return publicKey.oid;
	const { asymmetricKeyDetails } = createPublicKey({
		key: Buffer.from(publicKey.der),
		format: 'der',
		type: 'spki',
	});
	return ['RSA', asymmetricKeyDetails?.modulusLength].filter(Boolean).join(' ');
}

/** Returns the whole days until the certificate expires, rounded down; negative after that. */
export const daysLeft = ({ notAfter }: Certificate, now: Date): number =>
	Math.floor((notAfter.getTime() - now.getTime()) / DAY);

const day = (moment: Date) => moment.toISOString().slice(0, 10);

/** Describes the validity period, with the days in UTC. */
export const validity = ({ notBefore, notAfter }: Certificate): string =>
	t`valid from ${day(notBefore)} to ${day(notAfter)}`;

/** Describes when the private key may sign, with the days in UTC; undefined if the certificate does not limit it. */
export function keyValidity(certificate: Certificate): string | undefined {
	const { notBefore, notAfter } = keyPeriod(certificate) ?? {};
	if (notBefore && notAfter) return t`valid from ${day(notBefore)} to ${day(notAfter)}`;
	if (notBefore) return t`valid from ${day(notBefore)}`;
	return notAfter && t`valid to ${day(notAfter)}`;
}

/** Returns a display name: the common name, or else the organization. */
export const commonName = (name: DistinguishedName): string => name.CN ?? name.O ?? t`no name`;

/**
 * Maps a distinguished name to named fields. In certificates issued to organizations before 2021, the INN attribute
 * holds the organization's INN with two leading zeros.
 * Source: order 795 of the FSB of Russia, 27 December 2011, as amended.
 */
export function personOf(name: DistinguishedName): IDataObject {
	const innOfOrganization = /^00(\d{10})$/.exec(name.INN ?? '')?.[1];
	const person = {
		name: name.CN,
		surname: name.SN,
		givenName: name.GN,
		organization: name.O,
		position: name.title,
		inn: innOfOrganization ? undefined : name.INN,
		innOrganization: name.INNLE ?? innOfOrganization,
		ogrn: name.OGRN,
		ogrnip: name.OGRNIP,
		snils: name.SNILS,
		email: name.email,
	};
	return Object.fromEntries(Object.entries(person).filter(([, value]) => value));
}

/** Returns the period in which the private key may sign; no fields if the certificate does not limit it. */
function keyPeriodFacts(certificate: Certificate, now: Date): IDataObject {
	const period = keyPeriod(certificate);
	if (!period) return {};
	return {
		...(period.notBefore && { keyValidFrom: period.notBefore.toISOString() }),
		...(period.notAfter && {
			keyValidTo: period.notAfter.toISOString(),
			keyDaysLeft: Math.floor((period.notAfter.getTime() - now.getTime()) / DAY),
			keyExpired: period.notAfter.getTime() < now.getTime(),
		}),
	};
}

/** Summarizes a certificate, with dates in ISO 8601. */
export const certificateFacts = (certificate: Certificate, now: Date): IDataObject => ({
	thumbprint: certificate.thumbprint,
	serial: certificate.serial,
	subject: personOf(certificate.subject),
	issuer: personOf(certificate.issuer),
	validFrom: certificate.notBefore.toISOString(),
	validTo: certificate.notAfter.toISOString(),
	daysLeft: daysLeft(certificate, now),
	expired: certificate.notAfter.getTime() < now.getTime(),
	...keyPeriodFacts(certificate, now),
	algorithm: algorithmName(certificate),
	keyUsage: [...(certificate.keyUsage ?? [])],
});
