import { field, requestOperation } from '../../../shared/catalog';
import { controlUnitCode } from '../../fields';

export const getControlUnit = requestOperation({
	name: 'Get Authority',
	value: 'getControlUnit',
	action: 'Get an authority',
	description: 'Retrieve an office of an authority with the certificates that documents are encrypted for',
	fields: [
		controlUnitCode,
		field({
			displayName: 'Kind of Authority',
			name: 'controlUnitType',
			type: 'options',
			default: 'any',
			options: [
				{ name: 'Any', value: 'any' },
				{ name: 'Interior Ministry (MVD)', value: 'mvd' },
			],
			description: 'Some codes of the Interior Ministry are also those of funds',
		}),
	],
	http: {
		method: 'GET',
		path: '/v1/handbooks/control-units/{code}',
		query: ({ controlUnitType: type }) => ({ controlUnitType: type === 'any' ? undefined : type }),
	},
});
