import { booleanField, field, filters, requestOperation, textField } from '../../../shared/catalog';
import { controlUnitShape } from '../../api/types';

export const getControlUnits = requestOperation({
	name: 'Get Authorities',
	value: 'getControlUnits',
	action: 'Get many authorities',
	description: 'Retrieve the offices of authorities that accept documents, with their codes',
	fields: [
		filters([
			booleanField({
				displayName: 'Include Inactive',
				name: 'includeInactive',
				description: 'Whether to include offices that no longer accept documents',
			}),
			textField({
				displayName: 'Region',
				name: 'region',
				placeholder: '66',
				description: 'Region code, two digits',
			}),
			field({
				displayName: 'Type',
				name: 'type',
				type: 'options',
				default: 'fns',
				description: 'Only offices of this authority',
				options: [
					{ name: 'Interior Ministry (MVD)', value: 'mvd' },
					{ name: 'Pension Fund (PFR)', value: 'pfr' },
					{ name: 'Social Insurance (FSS)', value: 'fss' },
					{ name: 'Statistics Office (Rosstat)', value: 'stat' },
					{ name: 'Tariff Service (FST)', value: 'fst' },
					{ name: 'Tax Office (FNS)', value: 'fns' },
					{ name: 'Technical Supervision (RTN)', value: 'rtn' },
				],
			}),
		]),
	],
	http: {
		method: 'GET',
		path: '/v1/handbooks/control-units',
		query: ({ filters }) => ({
			type: filters.type,
			region: filters.region,
			includeinactive: filters.includeInactive,
		}),
		shape: controlUnitShape,
	},
	paginate: { style: 'skipTake', items: 'control-units' },
});
