import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import tls from 'node:tls';
import { withOpenssl } from './openssl';

/** PEM. */
export interface ServerCertificate {
	key: string;
	cert: string;
}

const requests = `
[req]
distinguished_name = dn
[dn]
`;

/** A throwaway certificate for a server on this machine. @param names its addresses, as subjectAltName has them */
export const makeServerCertificate = async (names = ['IP:127.0.0.1']): Promise<ServerCertificate> =>
	await withOpenssl(async ({ folder, run }) => {
		const [key, cert] = [join(folder, 'test-key.pem'), join(folder, 'test-certificate.pem')];
		await run(
			...['req', '-new', '-x509', '-nodes', '-sha256', '-days', '2'],
			...['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'],
			...['-subj', '/O=TEST ONLY/CN=127.0.0.1', '-addext', `subjectAltName=${names.join(',')}`],
			...['-keyout', key, '-out', cert],
		);
		return { key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') };
	}, requests);

/** Trusts a certificate during some work, and no other: reading all those of Node.js for each connection takes long. */
export async function trusting<T>({ cert }: ServerCertificate, work: () => Promise<T>): Promise<T> {
	const create = tls.createSecureContext;
	tls.createSecureContext = (options) => create({ ...options, ca: cert });
	try {
		return await work();
	} finally {
		tls.createSecureContext = create;
	}
}
