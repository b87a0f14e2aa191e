import { field, requestOperation } from '../../../shared/catalog';
import { controlUnitCode } from '../../fields';

export const getControlUnit = requestOperation({
	name: 'Get Authority',
	value: 'getControlUnit',
	action: 'Get an authority',
	description: 'Retrieve an office of an authority with the certificates to encrypt documents for',
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
			description: 'Some codes of the Interior Ministry are also used by funds',
		}),
	],
	http: {
		method: 'GET',
		path: '/v1/handbooks/control-units/{code}',
		query: ({ controlUnitType: type }) => ({ controlUnitType: type === 'any' ? undefined : type }),
	},
});
