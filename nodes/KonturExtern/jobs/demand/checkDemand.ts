import { UserError } from 'n8n-workflow';
import type { OperationContext } from '../../../shared/catalog';
import type { Client } from '../../../shared/transport';
import { contentsOf, uploadDecrypted } from '../document/documentContent';
import { documentsOf, inDocflow } from '../../api/documentPlaces';
import { demandCheckShape, type Docflow, type DocflowDocument } from '../../api/types';
import { typeOf } from '../document/downloadDocuments';
import { asArray } from '../../api/read';
import type { HumanWork } from '../reply/manualActions';

/** The routes of `demandFaults`. */
export const checkDemandRoutes = [
	'GET /v1/{accountId}/contents/{contentId}',
	'POST /v1/{accountId}/contents',
	'PUT /v1/{accountId}/contents/{contentId}',
	`POST ${inDocflow.docflow}/check-demand`,
];

/**
 * Has Kontur look for faults in a demand; what is encrypted is decrypted here first. Nothing when it has none and may be
 * accepted, else what a person has to decide.
 * Source: Kontur.Extern documentation, "Docflows", check-demand; that a demand is encrypted for somebody else is found by
 * the client alone.
 */
export async function demandFaults(
	client: Client,
	accountId: string,
	docflow: Docflow,
	openKeyPair: OperationContext<unknown>['openKeyPair'],
): Promise<HumanWork | undefined> {
	const contentIdOf = async (document: DocflowDocument): Promise<string | undefined> => {
		// What Kontur has decrypted it takes by itself.
		if (contentsOf(document).plain) return undefined;
		return (await uploadDecrypted(client, accountId, document, openKeyPair)).contentId;
	};
	const decrypted: Array<{ id: unknown; type: string; contentId: string }> = [];
	for (const document of documentsOf(docflow)) {
		const type = typeOf(document);
		if (type !== 'fns534-demand' && type !== 'fns534-demand-attachment') continue;
		const outcome = await contentIdOf(document).catch((error: unknown) => {
			if (error instanceof UserError && error.extra?.code === 'not-a-recipient') return error;
			throw error;
		});
		if (outcome instanceof UserError) {
			return {
				what: `Decline the demand with code 0100300003, or choose another certificate. ${outcome.message}`,
			};
		}
		if (outcome !== undefined) decrypted.push({ id: document.id, type, contentId: outcome });
	}
	const { body } = await client.request({
		method: 'POST',
		path: `${inDocflow.docflow}/check-demand`,
		pathValues: { accountId, docflowId: docflow.id },
		body: {
			'decrypted-demand-content-id': decrypted.find(({ type }) => type === 'fns534-demand')?.contentId,
			'decrypted-attachments': decrypted
				.filter(({ type }) => type !== 'fns534-demand')
				.map(({ id, contentId }) => ({ id, 'content-id': contentId })),
		},
		repeat: 'harmless',
		shape: demandCheckShape,
	});
	const codes = asArray(body['error-codes']).map(String);
	if (body['has-errors'] !== true && codes.length === 0) return undefined;
	return {
		what: `Kontur finds faults in the demand (${codes.join(', ')}): decline it with Reply: Create, or accept it all the same`,
		errorCodes: codes,
	};
}
