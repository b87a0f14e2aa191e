import type { INodeProperties } from 'n8n-workflow';

const feed = { show: { events: ['feed'] } };
const lists = { show: { events: ['changes', 'incoming'] } };
// Inside a collection a field of the node is named from the root.
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
				'Only these types of document flow; some of them Kontur lists only when they are asked for. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
		{
			displayName: 'Document Flow Types',
			name: 'docflowTypes',
			type: 'string',
			default: '',
			placeholder: 'fns534-report, fns534-demand',
			description: 'Only these types of document flow, separated by commas',
		},
		{
			displayName: 'INN',
			name: 'inn',
			type: 'string',
			default: '',
			placeholder: '7811223344, 780204893183',
			description: 'Only these taxpayers, separated by commas',
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
			displayName: 'Outcome Names or IDs',
			name: 'successStates',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getSuccessStates' },
			default: [],
			description:
				'Only document flows that ended like this. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			displayOptions: onlyFor('changes', 'incoming'),
		},
		{
			displayName: 'Status Names or IDs',
			name: 'statuses',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getStatuses' },
			default: [],
			description:
				'Only document flows that have come so far. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
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
			displayName: 'Attach Document Flow',
			name: 'attachDocflow',
			type: 'boolean',
			default: false,
			description:
				'Whether to read the whole document flow with its documents too, one request each, and put it into the field docflow',
		},
		{
			displayName: 'For All Users',
			name: 'forAllUsers',
			type: 'boolean',
			default: false,
			description:
				'Whether to include the document flows of all users of an account; for administrators only',
			displayOptions: onlyFor('changes', 'incoming'),
		},
	],
};

/** What the trigger asks for, below the credential. */
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
				description: 'Document flows that are new or have changed, found by asking for the list',
			},
			{
				name: 'Event Feed',
				value: 'feed',
				description: 'Every step of every document flow. Kontur opens the feed to an integration on request.',
			},
			{
				name: 'Incoming Demands and Letters',
				value: 'incoming',
				description: 'What authorities send: each demand, letter and notice once',
			},
		],
	},
	{
		displayName:
			'Kontur grants the event feed to an integration on request, and the administrator of each account shares its events. Without it choose Document Flow Changes or Incoming Demands and Letters.',
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
			{ name: 'A Given Event', value: 'event', description: 'Go on from an event whose ID you kept' },
			{ name: 'Now', value: 'now', description: 'Only what happens after the workflow is activated' },
			{ name: 'The Beginning', value: 'beginning', description: 'Everything that the feed still holds' },
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
			{ name: 'A Date', value: 'date', description: 'Also what changed or came in since a date' },
			{ name: 'Now', value: 'now', description: 'Only what happens after the workflow is activated' },
		],
		description:
			'Where to start when the workflow is activated for the first time. After a pause it goes on where it stopped; a change of this choice starts over.',
		displayOptions: lists,
	},
	{
		displayName: 'Event ID',
		name: 'eventId',
		type: 'string',
		default: '',
		required: true,
		placeholder: '25e_12f',
		description: 'The ID to read from',
		displayOptions: { show: { events: ['feed'], startFrom: ['event'] } },
	},
	{
		displayName: 'Start Date',
		name: 'startDate',
		type: 'dateTime',
		default: '',
		required: true,
		description: 'What changed or came in from this moment on',
		displayOptions: { show: { events: ['changes', 'incoming'], startFrom: ['date'] } },
	},
	filters,
	options,
];
