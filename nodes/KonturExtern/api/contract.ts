import type { IDataObject } from 'n8n-workflow';
import { ION_TYPES, ionContract, type IonParams } from './ionRequest';
import { jsonObject, orNothing } from './parameters';

/** The contract that subscribes a registration number to the social fund's messages. */
export const subscription = 'fssSedoProviderSubscriptionForRegistrationNumber';

/**
 * Returns the query and body that build a document from a contract.
 * Source: Kontur.Extern documentation, "build-document": ION contracts have version 3, the others none.
 * @throws UserError when the contract is not a JSON object, or as `ionContract` does
 */
export function contractRequest(
	params: IonParams & {
		customContractType: string;
		subscriptionType: string;
		contractFrom: 'fields' | 'json';
		contract: string;
		contractVersion: string;
	},
): { query: Record<string, string | undefined>; body: IDataObject } {
	const { contractType: type } = params;
	if (type === subscription)
		return { query: { type }, body: { 'subscription-type': params.subscriptionType } };
	const byFields = params.contractFrom === 'fields' && ION_TYPES.includes(type);
	const version = orNothing(params.contractVersion) ?? (type.startsWith('ION') ? '3' : undefined);
	return {
		query: {
			type: type === 'other' ? params.customContractType.trim() : type,
			version: type === 'ZPED' ? undefined : version,
		},
		body: byFields ? ionContract(params) : jsonObject(params.contract, 'Contract'),
	};
}
