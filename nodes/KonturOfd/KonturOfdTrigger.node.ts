import type {
	ILoadOptionsFunctions,
	INodeExecutionData,
	INodePropertyOptions,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { listSearchOf, main, propertyOf, simplify } from '../shared/catalog';
import { inReadersLanguage } from '../shared/language';
import { ofdService } from '../shared/transport';
import { cashRegisterOptions, getOrganizations } from './api/choices';
import { types } from './fields/fields';
import { organizationId } from './fields/locators';
import { organizationIds } from './fields/registerFields';
import { triggerOptions, watchedRegisterIds } from './fields/triggerFields';
import { pollReceipts } from './trigger/poll';
import { chosenOrganizations } from './trigger/settings';

export class KonturOfdTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Kontur.OFD Trigger',
		name: 'konturOfdTrigger',
		icon: { light: 'file:konturOfd.svg', dark: 'file:konturOfd.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: 'new receipts',
		description: 'Starts the workflow when Kontur.OFD has new receipts or other fiscal documents',
		defaults: { name: 'Kontur.OFD Trigger' },
		polling: true,
		inputs: [],
		outputs: main,
		credentials: [{ name: 'konturOfdApi', required: true }],
		properties: [
			{
				displayName: 'Organizations',
				name: 'organizations',
				type: 'options',
				default: 'all',
				options: [
					{
						name: 'All',
						value: 'all',
						description:
							'All organizations that the integrator key has access to, including ones added later',
					},
					{ name: 'One', value: 'selected', description: 'The organization selected below' },
					{ name: 'Selected', value: 'several', description: 'The organizations selected below' },
				],
			},
			propertyOf(organizationId, { organizations: ['selected'] }),
			propertyOf({ ...organizationIds, required: true }, { organizations: ['several'] }),
			{
				displayName: 'Cash Registers',
				name: 'cashRegisters',
				type: 'options',
				default: 'all',
				options: [
					{ name: 'All', value: 'all', description: 'All cash registers, including ones connected later' },
					{ name: 'Selected', value: 'selected', description: 'The cash registers selected below' },
				],
			},
			propertyOf(watchedRegisterIds, { cashRegisters: ['selected'] }),
			propertyOf(types),
			{
				displayName: 'Start From',
				name: 'startFrom',
				type: 'options',
				default: 'now',
				options: [
					{ name: 'A Date', value: 'date', description: 'Also documents printed since this date' },
					{
						name: 'Now',
						value: 'now',
						description: 'Only documents that Kontur.OFD receives after the workflow is activated',
					},
				],
				description:
					'Where to start when the workflow is first activated. After a pause, the trigger continues where it stopped. Changing this option starts over.',
			},
			{
				displayName: 'Start Date',
				name: 'startDate',
				type: 'dateTime',
				default: '',
				required: true,
				description:
					"The trigger returns documents printed from this moment on, in the cash register's local time. A time zone in the value is ignored.",
				displayOptions: { show: { startFrom: ['date'] } },
			},
			propertyOf(simplify),
			propertyOf(triggerOptions),
		],
	};

	constructor() {
		this.description = inReadersLanguage(this.description);
	}

	methods = {
		listSearch: listSearchOf(ofdService, [organizationId]),
		loadOptions: {
			getOrganizations,
			async getCashRegisters(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				return await cashRegisterOptions(this, await chosenOrganizations(this));
			},
		},
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollReceipts(this);
	}
}
