import { requestOperation } from '../../../shared/catalog';
import { knd } from '../../fields';
import { formShape } from '../../api/types';

export const getForms = requestOperation({
	name: 'Get Tax Forms',
	value: 'getForms',
	action: 'Get many tax forms',
	description: 'Retrieve the tax forms (KND) with their format versions and periods',
	fields: [knd],
	http: {
		method: 'GET',
		path: '/v1/handbooks/fns-forms',
		query: (params) => ({ knd: params.knd }),
		shape: formShape,
	},
	paginate: { style: 'skipTake', items: 'fns-forms' },
});
