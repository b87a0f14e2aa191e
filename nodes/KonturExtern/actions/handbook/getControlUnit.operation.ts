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
			displayName: 'Code of the Interior Ministry',
			name: 'isMvd',
			type: 'boolean',
			default: false,
			description: 'Whether the Interior Ministry (MVD) is meant; some of its codes are also those of funds',
		}),
	],
	http: {
		method: 'GET',
		path: '/v1/handbooks/control-units/{code}',
		query: ({ isMvd }) => ({ controlUnitType: isMvd ? 'mvd' : undefined }),
	},
});
