import type { OperationContext, Output, Params } from '../../../shared/catalog';
import { chosenCertificate } from '../../api/certificate';
import type { certificateFields } from '../../fields/signing/certificate';
import type { confirmationFields, unpackInCloud } from '../../fields/signing/cloud';
import type { DocumentPlace } from '../../api/documentPlaces';

type DecryptFields = readonly [...typeof certificateFields, typeof unpackInCloud];

/**
 * Asks Kontur to decrypt a document with a certificate that it keeps in its cloud.
 * Source: Kontur.Extern documentation, "Docflows", decrypt-content.
 */
export async function decryptInCloud(
	{ params, client, openKeyPair }: OperationContext<Params<DecryptFields>>,
	{ document }: DocumentPlace,
): Promise<Output> {
	const { body } = await client.request({
		method: 'POST',
		path: `${document}/decrypt-content`,
		pathValues: params,
		query: { unzipIfCan: params.unzip },
		body: {
			'certificate-base64': await chosenCertificate(params.certificateFrom, params.certificate, openKeyPair, {
				anyDate: true,
			}),
		},
	});
	return { json: body };
}

/** Confirms a request to decrypt or sign with the code that the owner of the certificate got. */
export async function confirm(
	{ params, client }: OperationContext<Params<typeof confirmationFields>>,
	path: string,
): Promise<Output> {
	const { body } = await client.request({
		method: 'POST',
		path,
		pathValues: params,
		query: { requestId: params.requestId.trim(), code: params.code.trim() },
	});
	return { json: body };
}
