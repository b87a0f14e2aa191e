import type {
	IExecuteFunctions,
	ILoadOptionsFunctions,
	INodeExecutionData,
	INodePropertyOptions,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { listSearchOfCatalog, main, propertiesOf, runCatalog, subtitleOf } from '../shared/catalog';
import { inReadersLanguage } from '../shared/language';
import { catalog } from './actions';
import { cashRegisterOptions, getOrganizations } from './api/choices';

export class KonturOfd implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Kontur.OFD',
		name: 'konturOfd',
		icon: { light: 'file:konturOfd.svg', dark: 'file:konturOfd.dark.svg' },
		group: ['transform'],
		version: [1, 1.1],
		defaultVersion: 1.1,
		subtitle: subtitleOf(catalog),
		description: 'Read fiscal receipts, totals and cash registers from Kontur.OFD',
		defaults: { name: 'Kontur.OFD' },
		usableAsTool: true,
		inputs: main,
		outputs: main,
		credentials: [{ name: 'konturOfdApi', required: true }],
		properties: propertiesOf(catalog),
	};

	constructor() {
		this.description = inReadersLanguage(this.description);
	}

	methods = {
		listSearch: listSearchOfCatalog(catalog),
		loadOptions: {
			getOrganizations,
			async getCashRegisters(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				return await cashRegisterOptions(this);
			},
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runCatalog(this, catalog);
	}
}
