import type { INodeExecutionData, INodeType, INodeTypeDescription, IPollFunctions } from 'n8n-workflow';
import { main } from '../shared/connections';
import { authentication } from './descriptions/authentication';
import { pollFeed } from './feed';

export class KonturExternTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Kontur.Extern Trigger',
		name: 'konturExternTrigger',
		icon: { light: 'file:konturExtern.svg', dark: 'file:konturExtern.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: 'event feed',
		description: 'Starts the workflow when something happens to a document flow in Kontur.Extern',
		defaults: { name: 'Kontur.Extern Trigger' },
		polling: true,
		inputs: [],
		outputs: main,
		credentials: [
			{
				name: 'konturExternApi',
				required: true,
				displayOptions: { show: { authentication: ['apiKey'] } },
			},
			{
				name: 'konturExternOAuth2Api',
				required: true,
				displayOptions: { show: { authentication: ['oAuth2'] } },
			},
		],
		properties: [
			authentication,
			{
				displayName:
					'Kontur grants the event feed to an integration on request, and the administrator of each account shares its events',
				name: 'feedNotice',
				type: 'notice',
				default: '',
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
			},
			{
				displayName: 'Event ID',
				name: 'eventId',
				type: 'string',
				default: '',
				required: true,
				placeholder: '25e_12f',
				description: 'The ID to read from',
				displayOptions: { show: { startFrom: ['event'] } },
			},
			{
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
						description: 'Only events of these accounts, separated by commas',
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
						description: 'Only events of these taxpayers, separated by commas',
					},
					{
						displayName: 'New States',
						name: 'newStates',
						type: 'string',
						default: '',
						placeholder: 'acceptance-result-positive, acceptance-result-negative',
						description: 'Only these new states, separated by commas',
					},
				],
			},
		],
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollFeed(this);
	}
}
