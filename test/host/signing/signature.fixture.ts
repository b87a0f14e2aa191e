import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { KonturCertificateApi } from '../../../credentials/KonturCertificateApi.credentials.js';
import { KonturSignature } from '../../../nodes/KonturSignature/KonturSignature.node.js';
import type { TestCertificate } from '../../support/testCertificates';
import { withOpenssl } from '../../support/openssl';
import { createEngine, type Engine } from '../engine/engine';
import { SIGNATURE } from '../engine/kontur';

/** What a user types into the credential for a key and its certificate in PEM. */
export const settingsOf = ({ keyPem, pem }: TestCertificate): ICredentialDataDecryptedObject => ({
	keyFrom: 'file',
	privateKey: keyPem,
	certificate: pem,
});

/** The real engine with the node and one certificate credential. */
export const signatureEngine = (data: ICredentialDataDecryptedObject): Engine =>
	createEngine({
		nodes: { [SIGNATURE]: new KonturSignature() },
		credentialTypes: [new KonturCertificateApi()],
		credentials: { certificate: { name: 'Certificate', type: 'konturCertificateApi', data } },
	});

/** Encrypts for the certificates the way other programs do. */
export async function encryptCms(
	recipients: readonly TestCertificate[],
	data: Uint8Array,
	cipher: string,
): Promise<Buffer> {
	return await withOpenssl((openssl) =>
		openssl
			.file('plain.bin', data)
			.then((path) =>
				openssl.run(
					...['cms', '-encrypt', '-binary', `-${cipher}`, '-outform', 'DER', '-in', path],
					...recipients.map(({ paths }) => paths.certificate),
				),
			),
	);
}
