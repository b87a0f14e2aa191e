import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { createClient, ofdService } from '../../shared/transport';
import { toList } from '../../shared/catalog';
import { cashboxLabel } from '../fields/locators';
import { listFleet } from './listCashRegisters';

/** The cash registers that the trigger can watch with the organizations chosen so far. */
export async function cashRegisterOptions(context: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const choice = context.getCurrentNodeParameter('organizations');
	const chosen: Record<string, () => string[]> = {
		selected: () => toList(context.getCurrentNodeParameter('organizationId', { extractValue: true })),
		several: () => toList(context.getCurrentNodeParameter('organizationIds')),
	};
	const organizationIds = chosen[String(choice)]?.();
	const { targets, failures } = await listFleet(createClient(context, ofdService), { organizationIds });
	if (targets.length === 0 && failures.length > 0) throw failures[0].error;
	return targets.map(({ cashbox, kktRegId }) => ({ name: cashboxLabel(cashbox), value: kktRegId }));
}
