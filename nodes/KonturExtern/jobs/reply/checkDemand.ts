import type { OperationContext } from '../../../shared/catalog';
import { t } from '../../../shared/language';
import type { Client } from '../../../shared/transport';
import { contentsOf, documentsOf, typeOf } from '../../api/docflowDocument';
import { asArray } from '../../api/read';
import { contentPath, docflowPath, uploadRoutes } from '../../api/routes';
import { demandCheckShape, type Docflow } from '../../api/types';
import { isNotRecipient, uploadDecrypted } from '../document';
import type { ManualAction } from './manualActions';

const path = `${docflowPath}/check-demand`;

export const checkDemandRoutes = [`GET ${contentPath}`, ...uploadRoutes, `POST ${path}`];

const MAIN = 'fns534-demand';
const ATTACHMENT = 'fns534-demand-attachment';

/**
 * Checks a demand for faults; encrypted documents are decrypted here first.
 * Source: Kontur.Extern documentation, "Docflows", check-demand: only the client can tell that a demand is encrypted
 * for another certificate.
 * @returns what a human has to decide, or undefined if the demand may be accepted
 */
export async function checkDemand(
	client: Client,
	accountId: string,
	docflow: Docflow,
	openKeyPair: OperationContext<unknown>['openKeyPair'],
): Promise<ManualAction | undefined> {
	const decrypted: Array<{ id: string; type: string; contentId: string }> = [];
	for (const document of documentsOf(docflow)) {
		const type = typeOf(document);
		// Kontur can read the files that it holds decrypted.
		if ((type !== MAIN && type !== ATTACHMENT) || contentsOf(document).plain) continue;
		const uploaded = await uploadDecrypted(client, accountId, document, openKeyPair).catch(
			(error: unknown) => {
				if (isNotRecipient(error)) return error;
				throw error;
			},
		);
		if (uploaded instanceof Error) {
			return {
				what: t`Decline the demand with code 0100300003, or choose another certificate. ${uploaded.message}`,
			};
		}
		decrypted.push({ id: document.id, type, contentId: uploaded.contentId });
	}
	const { body } = await client.request({
		method: 'POST',
		path,
		pathValues: { accountId, docflowId: docflow.id },
		body: {
			'decrypted-demand-content-id': decrypted.find(({ type }) => type === MAIN)?.contentId,
			'decrypted-attachments': decrypted
				.filter(({ type }) => type === ATTACHMENT)
				.map(({ id, contentId }) => ({ id, 'content-id': contentId })),
		},
		repeat: 'harmless',
		shape: demandCheckShape,
	});
	const codes = asArray(body['error-codes']).map(String);
	if (body['has-errors'] !== true && codes.length === 0) return undefined;
	return {
		what: t`Kontur found faults in the demand (${codes.join(', ')}): decline it with Reply: Create, or accept it anyway`,
		errorCodes: codes,
	};
}
