import { field, type Field } from '../../shared/catalog';

/** What most do without. */
export const additionalFields = <const O extends readonly Field[]>(options: O) =>
	field({
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options,
	});

export const waitForCompletion = field({
	displayName: 'Wait for Completion',
	name: 'waitForCompletion',
	type: 'boolean',
	default: true,
	description:
		'Whether to wait until Kontur has finished. If off, the started task is returned; follow it with Draft Task: Get.',
});

export const timeout = field({
	displayName: 'Wait at Most (Seconds)',
	name: 'timeout',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 7200 },
	default: 900,
	description: 'How long to wait. Large reports can take more than ten minutes.',
	displayOptions: { show: { waitForCompletion: [true] } },
});

/** The bound of a job that always waits. */
export const waitAtMost = field({
	displayName: 'Wait at Most (Seconds)',
	name: 'timeout',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 86400 },
	default: 900,
	description:
		'How long to wait. An authority may take hours or days: for that, run the node again on a schedule.',
});

export const forAllUsers = field({
	displayName: 'For All Users',
	name: 'forAllUsers',
	type: 'boolean',
	default: false,
	description: 'Whether to include what belongs to the other users of the account; for administrators only',
});
