import { requestOperation } from '../../../shared/catalog';
import { routes } from '../../api/routes';
import { cashRegisterShape } from '../../api/types';
import { kktRegId, organizationId } from '../../fields/locators';
import { simplifyCashRegister } from './simplifyCashRegister';

export const get = requestOperation({
	name: 'Get',
	value: 'get',
	action: 'Get a cash register',
	description: 'Retrieve a cash register with its addresses, fiscal drives and permission',
	fields: [organizationId, kktRegId],
	http: { method: 'GET', path: routes.cashRegister, shape: cashRegisterShape },
	simplify: simplifyCashRegister,
});
