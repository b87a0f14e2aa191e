import { field, textField } from '../../../shared/catalog';
import { subscription } from '../../api/contract';
import { ION_TYPES } from '../../api/ionRequest';
import { ionRequestFields } from './ionRequest';

export const contract = field({
	displayName: 'Contract',
	name: 'contract',
	type: 'json',
	default: '{}',
	required: true,
	description:
		'The data of the document as JSON, in the format that Kontur documents for its type. Comments (// …) are allowed.',
});

export const contractVersion = textField({
	displayName: 'Contract Version',
	name: 'contractVersion',
	placeholder: '3',
	description: 'Version of the contract format. Defaults to 3 for requests to the tax office (ION).',
});

/** The data that Kontur builds a document from. */
export const contractFields = [
	field({
		displayName: 'Document Type',
		name: 'contractType',
		type: 'options',
		default: 'ION4',
		options: [
			{
				name: 'Application to Join the Electronic Exchange (ZPED)',
				value: 'ZPED',
				description: 'To the social fund',
			},
			{ name: 'Custom', value: 'other', description: 'A type that is not in this list' },
			{ name: 'ION3: List of Filed Declarations', value: 'ION3' },
			{ name: 'ION4: Reconciliation Report', value: 'ION4' },
			{ name: 'ION5: Certificate of Tax Compliance', value: 'ION5' },
			{ name: 'ION6: Allocation of the Single Tax Payment', value: 'ION6' },
			{ name: 'ION7: Balance of the Single Tax Account', value: 'ION7' },
			{ name: 'ION8: Debt as a Negative Balance', value: 'ION8' },
			{ name: 'ION9: Allocation, Aggregated', value: 'ION9' },
			{
				name: 'Subscription to Messages From the Social Fund (SEDO)',
				value: 'fssSedoProviderSubscriptionForRegistrationNumber',
				description: 'For a registration number. It needs no signature: send the draft right away.',
			},
		],
		description: 'What to build. Requests (ION) go to the tax office.',
	}),
	textField({
		displayName: 'Custom Document Type',
		name: 'customContractType',
		required: true,
		placeholder: 'USN',
		description: "Kontur's name for the type",
		displayOptions: { show: { contractType: ['other'] } },
	}),
	field({
		displayName: 'Subscription',
		name: 'subscriptionType',
		type: 'options',
		default: 'subscribe',
		description: 'Whether to start or stop receiving messages for the registration number',
		options: [
			{ name: 'Subscribe', value: 'subscribe' },
			{ name: 'Unsubscribe', value: 'unsubscribe' },
		],
		displayOptions: { show: { contractType: [subscription] } },
	}),
	field({
		displayName: 'Contract Source',
		name: 'contractFrom',
		type: 'options',
		// Saved workflows have only the JSON.
		default: 'json',
		description: 'How to describe the request',
		options: [
			{ name: 'Fields Below', value: 'fields' },
			{ name: 'JSON', value: 'json' },
		],
		displayOptions: { show: { contractType: ION_TYPES } },
	}),
	field({
		...contract,
		// n8n drops a field that is not shown, so the source counts only for the types that have it.
		displayOptions: { hide: { contractType: [subscription], contractFrom: ['fields'] } },
	}),
	...ionRequestFields(ION_TYPES),
	field({ ...contractVersion, displayOptions: { hide: { contractType: [subscription, 'ZPED'] } } }),
] as const;
