import type { INodeProperties } from 'n8n-workflow';

const feed = { show: { events: ['feed'] } };
const lists = { show: { events: ['changes', 'incoming'] } };
// Inside a collection, parameters of the node are addressed from the root.
const onlyFor = (...events: string[]) => ({ show: { '/events': events } });

const filters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [
		{
			displayName: 'Account IDs',
			name: 'accountIds',
			type: 'string',
			default: '',
			description: 'Only these accounts, separated by commas',
		},
		{
			displayName: 'Account Names or IDs',
			name: 'accounts',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getAccounts' },
			default: [],
			description:
				'Only these accounts. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
		{
			displayName: 'Document Flow Type Names or IDs',
			name: 'types',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getDocflowTypes' },
			default: [],
			description:
				'Only document flows of these types. Kontur lists some types only when they are chosen here. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
		{
			displayName: 'Document Flow Types',
			name: 'docflowTypes',
			type: 'string',
			default: '',
			placeholder: 'fns534-report, fns534-demand',
			description: 'Only document flows of these types, separated by commas',
		},
		{
			displayName: 'Include Hidden Types',
			name: 'hiddenTypes',
			type: 'boolean',
			default: false,
			description:
				'Whether to include the types that Kontur lists only by name: those of the Social Fund, mailings, registrations and inventories. This takes two requests per account instead of one. Types chosen above go first.',
			displayOptions: onlyFor('changes'),
		},
		{
			displayName: 'INN',
			name: 'inn',
			type: 'string',
			default: '',
			placeholder: '7811223344, 780204893183',
			description: 'Only document flows of taxpayers with these INNs, separated by commas',
		},
		{
			displayName: 'New State Names or IDs',
			name: 'states',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getEventStates' },
			default: [],
			description:
				'Only events with these new states. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			displayOptions: onlyFor('feed'),
		},
		{
			displayName: 'New States',
			name: 'newStates',
			type: 'string',
			default: '',
			placeholder: 'acceptance-result-positive, acceptance-result-negative',
			description: 'Only these new states, separated by commas',
			displayOptions: onlyFor('feed'),
		},
		{
			displayName: 'Status Names or IDs',
			name: 'statuses',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getStatuses' },
			default: [],
			description:
				'Only document flows with these statuses. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			displayOptions: onlyFor('changes', 'incoming'),
		},
		{
			displayName: 'Success State Names or IDs',
			name: 'successStates',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getSuccessStates' },
			default: [],
			description:
				'Only document flows with these success states. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			displayOptions: onlyFor('changes', 'incoming'),
		},
	],
};

const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Accounts Added Later',
			name: 'newAccounts',
			type: 'options',
			default: 'now',
			options: [
				{
					name: 'Start at Their Beginning',
					value: 'beginning',
					description: 'Everything that the account already has',
				},
				{ name: 'Start Now', value: 'now', description: 'Only what happens after the account was added' },
			],
			description: 'Where to start with an account that appears after the workflow was activated',
			displayOptions: onlyFor('changes', 'incoming'),
		},
		{
			displayName: 'Attach Document Flow',
			name: 'attachDocflow',
			type: 'boolean',
			default: false,
			description:
				'Whether to also read the whole document flow with its documents into the field docflow; this takes one request per document flow',
		},
		{
			displayName: 'For All Users',
			name: 'forAllUsers',
			type: 'boolean',
			default: false,
			description:
				'Whether to include the document flows of all users of the account; for administrators only',
			displayOptions: onlyFor('changes', 'incoming'),
		},
		{
			displayName: 'Report Failing Accounts After',
			name: 'reportFailuresAfter',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 10,
			description:
				'How many polls in a row an account must fail before the trigger reports it while the other accounts are read. 0 never reports it.',
			displayOptions: onlyFor('changes', 'incoming'),
		},
		{
			displayName: 'Report Failing Accounts As',
			name: 'reportFailuresAs',
			type: 'options',
			default: 'error',
			options: [
				{ name: 'Error', value: 'error', description: 'A failed execution, which starts the error workflow' },
				{ name: 'Item', value: 'item', description: 'An item that names the account and the error' },
			],
			displayOptions: onlyFor('changes', 'incoming'),
		},
	],
};

/** The trigger's fields below the credential. */
export const triggerFields: INodeProperties[] = [
	{
		displayName: 'Trigger On',
		name: 'events',
		type: 'options',
		default: 'feed',
		options: [
			{
				name: 'Document Flow Changes',
				value: 'changes',
				description: 'New and changed document flows. Needs no extra rights.',
			},
			{
				name: 'Event Feed',
				value: 'feed',
				description: 'Every step of every document flow. Kontur grants access on request.',
			},
			{
				name: 'Incoming Demands and Letters',
				value: 'incoming',
				description: 'Each demand, letter and notice from an authority, once',
			},
		],
	},
	{
		displayName:
			'Kontur grants an integration access to the event feed on request, and the administrator of each account shares its events. Without access, choose Document Flow Changes or Incoming Demands and Letters.',
		name: 'feedNotice',
		type: 'notice',
		default: '',
		displayOptions: feed,
	},
	{
		displayName: 'Start From',
		name: 'startFrom',
		type: 'options',
		default: 'now',
		options: [
			{ name: 'A Given Event', value: 'event', description: 'Continue from an event whose ID you saved' },
			{ name: 'Now', value: 'now', description: 'Only what happens after the workflow is activated' },
			{ name: 'The Beginning', value: 'beginning', description: 'Everything that is still in the feed' },
		],
		description: 'Where to start reading when the workflow is activated for the first time',
		displayOptions: feed,
	},
	{
		displayName: 'Start From',
		name: 'startFrom',
		type: 'options',
		default: 'now',
		options: [
			{ name: 'A Date', value: 'date', description: 'Also what changed or arrived since this date' },
			{ name: 'Now', value: 'now', description: 'Only what happens after the workflow is activated' },
		],
		description:
			'Where to start when the workflow is activated for the first time. After a pause the trigger continues where it stopped; changing this field starts it over.',
		displayOptions: lists,
	},
	{
		displayName: 'Event ID',
		name: 'eventId',
		type: 'string',
		default: '',
		required: true,
		placeholder: '25e_12f',
		description: 'The ID of the event to read from',
		displayOptions: { show: { events: ['feed'], startFrom: ['event'] } },
	},
	{
		displayName: 'Start Date',
		name: 'startDate',
		type: 'dateTime',
		default: '',
		required: true,
		description: 'The trigger returns what changed or arrived from this moment on',
		displayOptions: { show: { events: ['changes', 'incoming'], startFrom: ['date'] } },
	},
	filters,
	options,
];
