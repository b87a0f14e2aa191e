import { field, requestOperation } from '../../../shared/catalog';
import { controlUnitCode } from '../../descriptions/handbookLocators';

export const getControlUnit = requestOperation({
	name: 'Get Authority',
	value: 'getControlUnit',
	action: 'Get an authority',
	description: 'Retrieve an office of an authority with the certificates that documents are encrypted for',
	fields: [
		controlUnitCode,
		field({
			displayName: 'Type',
			name: 'controlUnitType',
			type: 'options',
			default: 'other',
			options: [
				{ name: 'Interior Ministry (MVD)', value: 'mvd' },
				{ name: 'Other', value: 'other' },
			],
			description: 'Some codes of the Interior Ministry are also codes of funds',
		}),
	],
	http: {
		method: 'GET',
		path: '/v1/handbooks/control-units/{code}',
		query: ({ controlUnitType: type }) => ({ controlUnitType: type === 'other' ? undefined : type }),
	},
});
