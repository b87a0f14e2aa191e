import { limit, returnAll, runOperation } from '../../../shared/catalog';
import { organizationFields } from '../../fields/registerFields';
import { chooseOrganizations, listRegisters, registerRoutes } from '../../api/cashRegisters';
import { essentials } from './simplifyCashRegister';

export const getMany = runOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many cash registers',
	description:
		'Retrieve the cash registers that the integrator key opens, with their fiscal drives, permissions and last documents',
	fields: [...organizationFields, returnAll, limit],
	calls: registerRoutes,
	run: async ({ params, client }) => {
		const most = params.returnAll ? Infinity : params.limit;
		const registers = await listRegisters(client, await chooseOrganizations(client, params), most);
		return registers.map(({ organizationId, cashbox }) => ({ json: { organizationId, ...cashbox } }));
	},
	simplify: essentials,
});
