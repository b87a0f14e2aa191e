import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { createClient, listAll, ofdService } from '../../shared/transport';
import { cashboxLabel, organizationLabel } from '../fields/locators';
import { paths } from './routes';
import { chooseOrganizations, listRegisters } from './cashRegisters';

/** The organizations that the key opens. */
export async function organizationChoices(context: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const request = { method: 'GET', path: paths.organizations } as const;
	const all = await listAll(createClient(context, ofdService), request, { style: 'whole' });
	return all.map((organization) => ({
		name: organizationLabel(organization),
		value: String(organization.id ?? '').trim(),
	}));
}

/** The cash registers of all organizations that the key opens. */
export async function cashRegisterChoices(context: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const client = createClient(context, ofdService);
	const organizations = await chooseOrganizations(client, {
		organizations: 'all',
		organizationId: '',
		organizationIds: [],
	});
	const registers = await listRegisters(client, organizations);
	return registers.map(({ cashbox = {}, kktRegId }) => ({ name: cashboxLabel(cashbox), value: kktRegId }));
}
