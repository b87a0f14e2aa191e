import type { OperationContext, Output } from '../../../shared/catalog';
import { signatureShape } from '../../api/types';
import { chosenSignature, type SignatureParams } from './chosenSignature';
import { readDraftDocument } from './signDraft';
import { signDocument, type SigningOptions } from './signDocument';

interface DraftSignatureParams extends SignatureParams {
	accountId: string;
	draftId: string;
	documentId: string;
	options: SigningOptions & { isThirdParty?: boolean };
}

/**
 * Adds or replaces a signature of a draft document, provided by the user or made here.
 * Source: Kontur.Extern documentation, "Draft signatures": POST adds, PUT replaces with the same body.
 */
export async function putDraftSignature(
	context: OperationContext<DraftSignatureParams>,
	request: { method: 'POST' | 'PUT'; path: string },
): Promise<Output> {
	const { params, client } = context;
	const { accountId, draftId, documentId, options } = params;
	const signature = await chosenSignature(context, async (pair) => {
		const document = await readDraftDocument(client, { accountId, draftId }, documentId);
		return await signDocument(client, accountId, document, pair, options);
	});
	const { body } = await client.request({
		...request,
		pathValues: { ...params },
		body: {
			'base64-content': signature.toString('base64'),
			'is-third-party-signature': options.isThirdParty,
		},
		shape: signatureShape,
	});
	return { json: { ...body, accountId, draftId, documentId } };
}
