import { field, onPartialFailure, options, textField } from '../../shared/catalog';

const days = <const N extends string, const D extends number>(
	displayName: string,
	name: N,
	usual: D,
	description: string,
) =>
	field({
		displayName,
		name,
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 366 },
		default: usual,
		description,
	});

/** What to look at, and how far. */
export const attentionFields = [
	textField({
		displayName: 'Client INNs',
		name: 'inns',
		placeholder: '7811223344, 780204893183',
		description:
			'Accounts of these organizations, separated by commas; INN or INN-KPP. Leave empty for all accounts of the login.',
	}),
	days('Days Ahead', 'daysAhead', 14, 'How many days to look ahead for reports and payments'),
	options([
		days(
			'Days Back',
			'daysBack',
			30,
			'How many days to look back for refused documents, and for reports that were not sent in time',
		),
		days(
			'Ending Within (Days)',
			'endWithin',
			30,
			'How early to name certificates and powers of attorney that end',
		),
		onPartialFailure,
	]),
] as const;
