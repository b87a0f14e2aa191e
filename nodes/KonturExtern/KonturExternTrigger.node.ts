import type {
	ILoadOptionsFunctions,
	INodeExecutionData,
	INodePropertyOptions,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { main } from '../shared/catalog';
import { inReadersLanguage } from '../shared/language';
import { createClient, externService } from '../shared/transport';
import { accountChoices } from './api/searches';
import { choicesOf } from './api/urns';
import { authentication } from './fields/authentication';
import { triggerFields } from './fields/triggerFields';
import { pollChanges } from './trigger/changes';
import type { ListEvents } from './trigger/docflowWatch';
import { pollFeed } from './trigger/feed';

export class KonturExternTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Kontur.Extern Trigger',
		name: 'konturExternTrigger',
		icon: { light: 'file:konturExtern.svg', dark: 'file:konturExtern.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle:
			'={{ { changes: "document flow changes", incoming: "incoming demands and letters" }[$parameter["events"]] || "event feed" }}',
		description: 'Starts the workflow when a document flow changes in Kontur.Extern',
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
		properties: [authentication, ...triggerFields],
	};

	constructor() {
		this.description = inReadersLanguage(this.description);
	}

	methods = {
		loadOptions: {
			async getAccounts(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				return await accountChoices(createClient(this, externService));
			},
			async getDocflowTypes() {
				return choicesOf('docflow');
			},
			async getEventStates() {
				return choicesOf('transaction');
			},
			async getStatuses() {
				return choicesOf('docflow-common-status');
			},
			async getSuccessStates() {
				return choicesOf('docflow-state');
			},
		},
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const events = this.getNodeParameter('events', 'feed') as 'feed' | ListEvents;
		return events === 'feed' ? await pollFeed(this) : await pollChanges(this, events);
	}
}
