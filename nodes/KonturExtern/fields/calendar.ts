import { booleanField, field, options, textField } from '../../shared/catalog';

/** What to list of a calendar. */
export const calendarFields = [
	field({
		displayName: 'Days Ahead',
		name: 'daysAhead',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 366 },
		default: 14,
		description: 'How many days to look ahead, starting today',
	}),
	options([
		booleanField({
			displayName: 'Include Sent Reports',
			name: 'includeSent',
			description: 'Whether to also list reports that were sent, and those that need not be sent',
		}),
		field({
			displayName: 'List',
			name: 'list',
			type: 'options',
			default: 'all',
			description: 'What to list',
			options: [
				{ name: 'Payments', value: 'payments' },
				{ name: 'Reports', value: 'reports' },
				{ name: 'Reports and Payments', value: 'all' },
			],
		}),
		textField({
			displayName: 'Organization INNs',
			name: 'inns',
			placeholder: '7811223344, 780204893183',
			description: 'Only these organizations, separated by commas. Defaults to all of the account.',
		}),
		field({
			displayName: 'Overdue Days',
			name: 'overdueDays',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 366 },
			default: 90,
			description: 'How many days back to look for reports that were not sent or were declined',
		}),
	]),
] as const;
