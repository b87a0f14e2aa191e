import type { OperationContext, Output, Params } from '../../../shared/catalog';
import type { draftSignatureFields } from '../../fields/signing/signature';
import { signatureBytes } from '../../api/signatureText';
import { signDraftDocument } from './signDocument';

type SignatureParams = Params<typeof draftSignatureFields> & {
	accountId: string;
	draftId: string;
	documentId: string;
};

/**
 * Puts a signature, given or made here, to a document of a draft.
 * Source: Kontur.Extern documentation, "Draft signatures": POST adds, PUT replaces with the same body.
 */
export async function putDraftSignature(
	{ params, client, readBinary, openKeyPair }: OperationContext<SignatureParams>,
	request: { method: 'POST' | 'PUT'; path: string },
): Promise<Output> {
	const ids = { accountId: params.accountId, draftId: params.draftId, documentId: params.documentId };
	const { kind = 'automatic', byteOrder = 'big-endian', isThirdParty } = params.options;
	const signature = async () => {
		switch (params.signatureFrom) {
			case 'certificate':
				return await signDraftDocument(client, ids, await openKeyPair(), { kind, byteOrder });
			case 'text':
				return signatureBytes(params.signatureText, { mayBeBare: true });
			default:
				return signatureBytes(await (await readBinary(params.binaryPropertyName)).bytes(), {
					mayBeBare: true,
				});
		}
	};
	const { body } = await client.request({
		...request,
		pathValues: { ...params },
		body: {
			'base64-content': (await signature()).toString('base64'),
			'is-third-party-signature': isThirdParty,
		},
	});
	return { json: { ...body, ...ids } };
}
