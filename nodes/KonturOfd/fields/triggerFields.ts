import { field } from '../../shared/catalog';
import { documentsOptions } from './documentFields';
import { kktRegIds } from './registerFields';

export const watchedRegisterIds = field({
	...kktRegIds,
	required: true,
	typeOptions: {
		...kktRegIds.typeOptions,
		loadOptionsDependsOn: ['organizations', 'organizationId.value', 'organizationIds'],
	},
});

const dailySweep = field({
	displayName: 'Daily Safety Sweep',
	name: 'dailySweep',
	type: 'options',
	default: 'small',
	options: [
		{ name: 'All Registers', value: 'all', description: 'One request per 1,000 documents of 35 days' },
		{ name: 'Off', value: 'none' },
		{
			name: 'Registers With Fewer Than 1,000 Documents a Day',
			value: 'small',
			description: 'At most 35 requests a day for each of them',
		},
	],
	description:
		'Whether to reread the last 35 days of each cash register every day, for documents that came late without leaving another trace. Documents that were read before do not come again.',
});

export const triggerOptions = field({
	...documentsOptions,
	options: [...documentsOptions.options, dailySweep].sort((a, b) =>
		a.displayName.localeCompare(b.displayName, 'en'),
	),
});
