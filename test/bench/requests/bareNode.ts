import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import { bareLoop } from '../engine';

export const BARE_NODE = 'bench.bareNode';

/** The least that a node of n8n does for one request an item: n8n's helper, and nothing around it. */
export class BareNode implements INodeType {
	description: INodeType['description'] = {
		displayName: 'Bare Node',
		name: 'bareNode',
		group: ['transform'],
		version: 1,
		description: '',
		defaults: { name: 'Bare Node' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'konturExternApi' }],
		properties: [
			{ displayName: 'URL', name: 'url', type: 'string', default: '' },
			{ displayName: 'Width', name: 'width', type: 'number', default: 1 },
		],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const output: INodeExecutionData[] = [];
		const width = this.getNodeParameter('width', 0) as number;
		await bareLoop([...this.getInputData().keys()], width, async (index) => {
			const url = this.getNodeParameter('url', index) as string;
			const request = { method: 'GET', url, json: true } as const;
			const json = (await this.helpers.httpRequestWithAuthentication.call(
				this,
				'konturExternApi',
				request,
			)) as INodeExecutionData['json'];
			output[index] = { json, pairedItem: { item: index } };
		});
		return [output];
	}
}
