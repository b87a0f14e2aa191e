import { constants, createDecipheriv, privateDecrypt } from 'node:crypto';

import { readElement, readElements } from '../core/der';

const partsOf = (body: Buffer): Buffer[] => (readElements(body) ?? []).map((part) => part.body);

/** Opens a CMS EnvelopedData (DER) with an RSA key, because a start of openssl takes much longer. */
export function openRsa(keyPem: string, message: Buffer): Buffer {
	const [, wrapper] = partsOf(readElement(message)?.body ?? message);
	const [data] = partsOf(wrapper);
	const [, recipients, content] = partsOf(data);
	const wrapped = partsOf(partsOf(recipients)[0])[3];
	const [, algorithm, encrypted] = partsOf(content);
	const key = privateDecrypt({ key: keyPem, padding: constants.RSA_PKCS1_PADDING }, wrapped);
	const decipher = createDecipheriv('aes-256-cbc', key, partsOf(algorithm)[1]);
	return Buffer.concat([decipher.update(encrypted), decipher.final()]);
}
