import { X509Certificate } from 'node:crypto';

import { isValidAt, readCertificate } from '../../auth/certificate';
import { readSignedData } from '../../core/der';
import { HttpError } from '../../core/errors';
import type { AccountCall } from '../call';
import { bodyObject, requiredBytes } from '../fields';
import type { Account, Docflow } from '../model';

/** INN of persons and organizations among the names of a certificate's subject. */
const innNames = /^(?:INN|INNLE|1\.2\.643\.3\.131\.1\.1|1\.2\.643\.100\.4)=(\d{10,12})$/gm;

function certificateInns(der: Buffer): string[] {
	const { subject } = new X509Certificate(der);
	// A company's INN has two leading zeros.
	return [...subject.matchAll(innNames)].map(([, inn]) => inn.replace(/^00(\d{10})$/, '$1'));
}

function ownInns(account: Account, docflow: Docflow): string[] {
	const organization = account.organizations.get(docflow.organizationId);
	return [account.inn, ...(organization ? [organization.inn] : [])];
}

/** The certificate must belong to the sender; one without an INN is accepted. */
export function requireOwnCertificate(call: AccountCall, docflow: Docflow, der: Buffer): void {
	const inns = certificateInns(der);
	const own = ownInns(call.account, docflow);
	if (inns.length > 0 && !inns.some((inn) => own.includes(inn))) {
		throw new HttpError(400, 'INN of the certificate differs from INN of the sender');
	}
}

/** `certificate-base64` of the body, in DER. */
export function replyCertificate(call: AccountCall, docflow: Docflow): Buffer {
	const bytes = requiredBytes(bodyObject(call), 'certificate-base64');
	const certificate = readCertificate(bytes);
	if (!certificate) throw new HttpError(400, "Field 'certificate-base64' is not a certificate");
	const now = call.request.now().getTime();
	// Only the end is checked, because the emulator's clock may be set before its sample certificates were created.
	if (!isValidAt(certificate, Math.max(now, certificate.validFrom))) {
		throw new HttpError(400, 'The certificate has expired');
	}
	const known = call.account.certificates.find((item) => item.content === certificate.der.toString('base64'));
	if (known && !known.isQualified) throw new HttpError(400, 'The certificate is not qualified');
	requireOwnCertificate(call, docflow, certificate.der);
	return certificate.der;
}

/** A detached CMS signature by this certificate, judged by its frame. */
export function requireCms(signature: Buffer, certificate: Buffer): void {
	const facts = readSignedData(signature);
	if (!facts || facts.signers === 0) {
		throw new HttpError(400, 'The signature is not a CMS signature in DER');
	}
	if (facts.certificates.length > 0 && !facts.certificates.some((item) => item.equals(certificate))) {
		throw new HttpError(400, 'The signature is made with another certificate than the reply is for');
	}
}

/** Two numbers of 32 or 64 bytes, without any wrapping. */
export function requireRaw(signature: Buffer): void {
	if (signature.length !== 64 && signature.length !== 128) {
		throw new HttpError(400, 'A bare signature has 64 or 128 bytes');
	}
}

/** A JSON text; DER and XML never begin with a quotation mark. */
function isQuoted(body: Buffer): boolean {
	return body.toString('latin1').trimStart().startsWith('"');
}

/** Signatures are printed as base64 in the collection of incoming messages; neither DER nor bare values read so. */
const isBase64 = (body: Buffer): boolean =>
	body.length >= 64 && body.length % 4 === 0 && /^[\w+/]+={0,2}$/.test(body.toString('latin1'));

/** A body of bytes: raw, or a JSON string of base64. Kontur's Postman collections send raw bytes that they call JSON. */
export function bodyBytes(call: AccountCall): Buffer {
	const { body, headers } = call.request;
	const isText = /json/i.test(headers['content-type'] ?? '') && isQuoted(body);
	const given = isText ? requiredBytes({ body: call.request.json() }, 'body') : body;
	const bytes = isBase64(given) ? Buffer.from(given.toString('latin1'), 'base64') : given;
	if (bytes.length === 0) throw new HttpError(400, 'The body is empty');
	return bytes;
}

/** `sender-ip` of the body. */
export function requireSenderIp(call: AccountCall): void {
	const address = String(bodyObject(call)['sender-ip'] ?? '');
	const numbers = address.split('.');
	const right = numbers.length === 4 && numbers.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256);
	if (!right) throw new HttpError(400, "Field 'sender-ip' must be an IPv4 address");
}
