import { field } from '../../shared/catalog';
import { receiptOptions } from './documentFields';
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
		{
			name: 'All Registers',
			value: 'all',
			description: 'One request a day per 1,000 documents of the last 35 days',
		},
		{ name: 'Off', value: 'none' },
		{
			name: 'Registers With Fewer Than 1,000 Documents a Day',
			value: 'small',
			description: 'At most 35 requests a day per cash register',
		},
	],
	description:
		'Which cash registers to reread every day, 35 days back, to find late documents that leave no other trace. Documents that were already read are not returned again.',
});

export const triggerOptions = field({
	...receiptOptions,
	options: [...receiptOptions.options, dailySweep].sort((a, b) =>
		a.displayName.localeCompare(b.displayName, 'en'),
	),
});
