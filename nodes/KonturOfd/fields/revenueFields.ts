import { field, onPartialFailureOfTotals, options } from '../../shared/catalog';
import { output } from './documentFields';
import { clock, timeZone } from './periodFields';

export const interval = field({
	displayName: 'Per',
	name: 'interval',
	type: 'options',
	default: 'day',
	options: [
		{ name: 'Day', value: 'day' },
		{ name: 'Month', value: 'month' },
		{ name: 'Shift', value: 'shift' },
		{ name: 'Week', value: 'week' },
		{ name: 'Whole Period', value: 'none' },
	],
	description: 'Which part of the period each row covers',
});

export const groupBy = field({
	displayName: 'Group By',
	name: 'groupBy',
	type: 'multiOptions',
	default: ['shop'],
	options: [
		{ name: 'Cash Register', value: 'cashbox' },
		{ name: 'Cashier', value: 'operator' },
		{ name: 'Means of Payment', value: 'paymentKind', description: 'Cash, card, prepayment, credit' },
		{ name: 'Organization', value: 'organization' },
		{ name: 'Product', value: 'good', description: 'The name on the receipt line' },
		{ name: 'Shop', value: 'shop', description: 'The point of sale, or the address if it has none' },
		{ name: 'Tax Rate', value: 'taxRate' },
	],
	description:
		'What the rows are split by. Empty means one row for everything. A receipt that belongs to several rows, for example by product, is counted in each, but its amount only once.',
});

export const revenueOptions = options([clock, onPartialFailureOfTotals, output, timeZone]);
