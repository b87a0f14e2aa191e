import { booleanField, dateField, field, filters, textField } from '../../../shared/catalog';
import { forAllUsers } from '../common';
import { docflowTypeNames } from './types';

const inWorkflowZone = "Times without a time zone use the workflow's time zone.";
const asEntered = 'A calendar date, sent as entered.';

/** Filters of every list of document flows. */
export const docflowFilters = filters([
	textField({
		displayName: 'Authority Code',
		name: 'cu',
		placeholder: '0087',
		description: 'Tax office: XXXX. Pension and social fund: XXX-XXX. FSS: XXXXX. Rosstat: XX-XX.',
	}),
	dateField({
		displayName: 'Created After',
		name: 'createdFrom',
		description: `Only document flows that were sent or received at this time or later. ${inWorkflowZone}`,
	}),
	dateField({
		displayName: 'Created Before',
		name: 'createdTo',
		description: `Only document flows that were sent or received at this time or earlier. ${inWorkflowZone}`,
	}),
	textField({
		displayName: 'Demand Number',
		name: 'demandNumber',
		description: 'Number of a demand from the tax office. Finds recognized demands only.',
	}),
	booleanField({
		displayName: 'Demands About Reports Only',
		name: 'demandsOnReports',
		description: 'Whether to list only demands that refer to a tax report. The type must be fns534-demand.',
	}),
	field({
		displayName: 'Direction',
		name: 'direction',
		type: 'options',
		default: 'incoming',
		description: 'Incoming document flows come from an authority, outgoing ones go to it',
		options: [
			{ name: 'Incoming', value: 'incoming' },
			{ name: 'Outgoing', value: 'outgoing' },
		],
	}),
	docflowTypeNames,
	textField({
		displayName: 'Document Flow Types',
		name: 'types',
		placeholder: 'fns534-report, fns534-demand',
		description:
			'Document flow types, separated by commas. Kontur lists some types only when they are named here.',
	}),
	forAllUsers,
	textField({
		displayName: 'Form Name',
		name: 'formName',
		description: 'Name of the report form, as in the form-shortname of a document flow',
	}),
	textField({
		displayName: 'INN and KPP',
		name: 'innKpp',
		placeholder: '6676130154-667601001',
		description: 'INN-KPP of a company or INN of an entrepreneur',
	}),
	textField({
		displayName: 'KND',
		name: 'knd',
		placeholder: '1151006',
		description: 'Code of a tax form, 7 digits',
	}),
	textField({
		displayName: 'OKPO',
		name: 'okpo',
		placeholder: '12345678',
		description: 'Organization code from the statistics office, 8 or 10 digits',
	}),
	textField({
		displayName: 'OKUD',
		name: 'okud',
		placeholder: '0606010',
		description: 'Code of a statistics form, 7 digits',
	}),
	field({
		displayName: 'Order',
		name: 'orderBy',
		type: 'options',
		default: 'descending',
		description:
			'Sorts by creation time; with Updated After or Updated Before, by the time of the last change',
		options: [
			{ name: 'Newest First', value: 'descending' },
			{ name: 'Oldest First', value: 'ascending' },
		],
	}),
	textField({
		displayName: 'Organization ID',
		name: 'orgId',
		description: 'Only document flows of this organization, from Organization: Get Many',
		placeholder: '493f8a1e-0b7d-4c57-8d3a-6c2f1e0d9b87',
	}),
	field({
		displayName: 'Pension Fund Letter Categories',
		name: 'pfrLetterCategory',
		type: 'multiOptions',
		default: [],
		options: [
			{ name: 'Administrative', value: 'administrative' },
			{ name: 'Letter', value: 'letter' },
			{ name: 'News', value: 'news' },
			{ name: 'Pension Application', value: 'pension-application' },
			{ name: 'Pension File Draft', value: 'pension-prototype' },
			{ name: 'Retroconversion', value: 'retroconversion' },
		],
		description: 'Applies only to letters from and to the pension fund',
	}),
	textField({
		displayName: 'Pension Fund Registration Number',
		name: 'regNumber',
		placeholder: '012-345-678901',
	}),
	dateField({
		displayName: 'Period From',
		name: 'periodFrom',
		description: `First day of the reporting period; set Period To as well. ${asEntered}`,
	}),
	dateField({
		displayName: 'Period To',
		name: 'periodTo',
		description: `Last day of the reporting period; set Period From as well. ${asEntered}`,
	}),
	field({
		displayName: 'State',
		name: 'state',
		type: 'options',
		default: 'unfinished',
		description: 'A document flow is finished when no further exchange is expected',
		options: [
			{ name: 'Finished', value: 'finished' },
			{ name: 'Unfinished', value: 'unfinished' },
		],
	}),
	field({
		displayName: 'Success States',
		name: 'successState',
		type: 'multiOptions',
		default: [],
		options: [
			{ name: 'Failed', value: 'failed' },
			{ name: 'Neutral', value: 'neutral' },
			{ name: 'Successful', value: 'successful' },
			{ name: 'Warning', value: 'warning' },
		],
		description: "The authority's decision. Types without a success state are always listed.",
	}),
	dateField({
		displayName: 'Updated After',
		name: 'updatedFrom',
		description: `Only document flows that changed at this time or later. ${inWorkflowZone}`,
	}),
	dateField({
		displayName: 'Updated Before',
		name: 'updatedTo',
		description: `Only document flows that last changed at this time or earlier. ${inWorkflowZone}`,
	}),
]);
