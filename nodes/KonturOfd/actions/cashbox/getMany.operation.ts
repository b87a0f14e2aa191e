import { limit, onPartialFailure, options, partsOf, returnAll, runOperation } from '../../../shared/catalog';
import { listSelected, registerRoutes, selectOrganizations } from '../../api/selectRegisters';
import { organizationFields } from '../../fields/registerFields';
import { simplifyCashRegister } from './simplifyCashRegister';

export const getMany = runOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many cash registers',
	description:
		'Retrieve the cash registers that the integrator key has access to, with their fiscal drives, permissions and last document times',
	fields: [...organizationFields, options([onPartialFailure]), returnAll, limit],
	calls: () => registerRoutes,
	run: async (context) => {
		const { params, client } = context;
		const parts = partsOf(context, params.options.onPartialFailure);
		const organizations = await selectOrganizations(client, params);
		const most = params.returnAll ? Infinity : params.limit;
		const registers = await listSelected(client, organizations, parts, most);
		return parts.finish(
			registers.map(({ organizationId, cashbox }) => ({ json: { organizationId, ...cashbox } })),
			registers.length,
		);
	},
	simplify: simplifyCashRegister,
});
