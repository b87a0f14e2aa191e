import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { listSearchOfCatalog, propertiesOf, runCatalog } from '../shared/catalog';
import { main } from '../shared/connections';
import { catalog } from './actions';

export class KonturOfd implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Kontur.OFD',
		name: 'konturOfd',
		icon: { light: 'file:konturOfd.svg', dark: 'file:konturOfd.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Read fiscal receipts and cash registers from Kontur.OFD',
		defaults: { name: 'Kontur.OFD' },
		usableAsTool: true,
		inputs: main,
		outputs: main,
		credentials: [{ name: 'konturOfdApi', required: true }],
		properties: propertiesOf(catalog),
	};

	methods = { listSearch: listSearchOfCatalog(catalog) };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runCatalog(this, catalog);
	}
}
