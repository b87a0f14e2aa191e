import { limit, returnAll, runOperation } from '../../../shared/catalog';
import { listSelected, registerRoutes, selectOrganizations } from '../../api/selectRegisters';
import { organizationFields } from '../../fields/registerFields';
import { simplifyCashRegister } from './simplifyCashRegister';

export const getMany = runOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many cash registers',
	description:
		'Retrieve the cash registers that the integrator key has access to, with their fiscal drives, permissions and last document times',
	fields: [...organizationFields, returnAll, limit],
	calls: registerRoutes,
	run: async ({ params, client }) => {
		const organizations = await selectOrganizations(client, params);
		const registers = await listSelected(client, organizations, params.returnAll ? Infinity : params.limit);
		return registers.map(({ organizationId, cashbox }) => ({ json: { organizationId, ...cashbox } }));
	},
	simplify: simplifyCashRegister,
});
