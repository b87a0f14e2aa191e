import { field } from '../../shared/catalog';
import { subscription } from '../api/contract';

export const contract = field({
	displayName: 'Contract',
	name: 'contract',
	type: 'json',
	default: '{}',
	required: true,
	description:
		"What the document is to say, as JSON in the form that Kontur's documentation gives for its type",
});

const contractVersion = field({
	displayName: 'Contract Version',
	name: 'contractVersion',
	type: 'string',
	default: '',
	placeholder: '3',
	description: 'Version of the form of the contract. Empty means 3 for requests to the tax office (ION).',
});

/** What Kontur makes a document in the authority's format out of. */
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
			{ name: 'ION3: List of Filed Declarations', value: 'ION3' },
			{ name: 'ION4: Reconciliation Act', value: 'ION4' },
			{ name: 'ION5: Certificate of Fulfilled Tax Duty', value: 'ION5' },
			{ name: 'ION6: Allocation of the Single Tax Payment', value: 'ION6' },
			{ name: 'ION7: Balance of the Single Tax Account', value: 'ION7' },
			{ name: 'ION8: Debt as a Negative Balance', value: 'ION8' },
			{ name: 'ION9: Allocation, Aggregated', value: 'ION9' },
			{ name: 'Other', value: 'other', description: 'A type that is not in this list' },
			{
				name: 'Subscription to Messages of the Social Fund (SEDO)',
				value: 'fssSedoProviderSubscriptionForRegistrationNumber',
				description: 'For a registration number',
			},
		],
		description: 'What Kontur is to make. Requests (ION) go to the tax office.',
	}),
	field({
		displayName: 'Type Name',
		name: 'customContractType',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'USN',
		description: 'The type as Kontur calls it',
		displayOptions: { show: { contractType: ['other'] } },
	}),
	field({
		displayName: 'Subscription',
		name: 'subscriptionType',
		type: 'options',
		default: 'subscribe',
		description: 'Whether messages for the registration number shall come or no longer come',
		options: [
			{ name: 'Subscribe', value: 'subscribe' },
			{ name: 'Unsubscribe', value: 'unsubscribe' },
		],
		displayOptions: { show: { contractType: [subscription] } },
	}),
	field({ ...contract, displayOptions: { hide: { contractType: [subscription] } } }),
	field({ ...contractVersion, displayOptions: { hide: { contractType: [subscription, 'ZPED'] } } }),
] as const;
