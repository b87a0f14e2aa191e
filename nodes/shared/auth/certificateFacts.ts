import { createPublicKey } from 'crypto';
import type { IDataObject } from 'n8n-workflow';
import { gostFamily, OID, type Certificate, type DistinguishedName } from '../gost';

const DAY = 24 * 3600 * 1000;

const FAMILIES = {
	gost2001: 'GOST R 34.10-2001',
	'gost2012-256': 'GOST R 34.10-2012 256',
	'gost2012-512': 'GOST R 34.10-2012 512',
} as const;

/** Name of the key's algorithm as people know it, with its size; the dotted identifier of an unknown one. */
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

/** Whole days until the certificate ends, rounded down; negative when it has ended. */
export const daysLeft = ({ notAfter }: Certificate, now: Date): number =>
	Math.floor((notAfter.getTime() - now.getTime()) / DAY);

/** The name of a certificate's owner or issuer as certificates of all kinds have it. */
export const commonName = (name: DistinguishedName): string => name.CN ?? name.O ?? 'no name';

const isPresent = ([, value]: [string, string | undefined]) => value !== undefined && value !== '';

/**
 * A distinguished name in plain words. Certificates of organizations from before 2021 have the organization's
 * INN in the person's place, with two zeros in front.
 * Source: order 795 of the FSB of Russia, 27 December 2011, with its changes.
 */
export function personOf(name: DistinguishedName): IDataObject {
	const innOfOrganization = /^00(\d{10})$/.exec(name.INN ?? '')?.[1];
	const facts: Array<[string, string | undefined]> = [
		['name', name.CN],
		['surname', name.SN],
		['givenName', name.GN],
		['organization', name.O],
		['position', name.title],
		['inn', innOfOrganization ? undefined : name.INN],
		['innOrganization', name.INNLE ?? innOfOrganization],
		['ogrn', name.OGRN],
		['ogrnip', name.OGRNIP],
		['snils', name.SNILS],
		['email', name.email],
	];
	return Object.fromEntries(facts.filter(isPresent));
}

/** What there is to say about a certificate, the dates in ISO 8601. */
export const certificateFacts = (certificate: Certificate, now: Date): IDataObject => ({
	thumbprint: certificate.thumbprint,
	serial: certificate.serial,
	subject: personOf(certificate.subject),
	issuer: personOf(certificate.issuer),
	validFrom: certificate.notBefore.toISOString(),
	validTo: certificate.notAfter.toISOString(),
	daysLeft: daysLeft(certificate, now),
	expired: certificate.notAfter.getTime() < now.getTime(),
	algorithm: algorithmName(certificate),
	keyUsage: [...(certificate.keyUsage ?? [])],
});
