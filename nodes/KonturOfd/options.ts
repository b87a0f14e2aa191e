import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { createClient, ofdService } from '../shared/transport';
import { cashboxLabel } from './descriptions/locators';
import { listFleet } from './fleet';

/** The cash registers that the trigger can watch with the organizations chosen so far. */
export async function cashRegisterOptions(context: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const one = context.getCurrentNodeParameter('organizations') === 'selected';
	const chosen: unknown = one && context.getCurrentNodeParameter('organizationId', { extractValue: true });
	const organizationId = typeof chosen === 'string' ? chosen : '';
	if (one && !organizationId) return [];
	const { targets, failures } = await listFleet(
		createClient(context, ofdService),
		one ? { organizationId } : {},
	);
	if (targets.length === 0 && failures.length > 0) throw failures[0].error;
	return targets.map(({ cashbox, kktRegId }) => ({ name: cashboxLabel(cashbox), value: kktRegId }));
}
