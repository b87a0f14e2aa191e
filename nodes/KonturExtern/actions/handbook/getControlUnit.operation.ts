import { field, requestOperation } from '../../../shared/catalog';
import { controlUnitCode } from '../../fields';
import { controlUnitShape } from '../../api/types';

export const getControlUnit = requestOperation({
	name: 'Get Authority',
	value: 'getControlUnit',
	action: 'Get an authority',
	description: "Retrieve an authority's office with its encryption certificates",
	fields: [
		controlUnitCode,
		field({
			displayName: 'Authority Type',
			name: 'controlUnitType',
			type: 'options',
			default: 'any',
			options: [
				{ name: 'Any', value: 'any' },
				{ name: 'Interior Ministry (MVD)', value: 'mvd' },
			],
			description: 'Some Interior Ministry codes are also used by the funds',
		}),
	],
	http: {
		method: 'GET',
		path: '/v1/handbooks/control-units/{code}',
		query: ({ controlUnitType: type }) => ({ controlUnitType: type === 'any' ? undefined : type }),
		shape: controlUnitShape,
	},
});
