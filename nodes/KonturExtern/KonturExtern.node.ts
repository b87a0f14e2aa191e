import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { testCertificate } from '../shared/auth';
import { listSearchOfCatalog, main, propertiesOf, runCatalog, subtitleOf } from '../shared/catalog';
import { inReadersLanguage } from '../shared/language';
import { everydayCatalog as catalog } from './actions';
import { urnOptions } from './api/urns';
import { authentication } from './fields/authentication';
import { credentialsOf } from './fields/credentials';

export class KonturExtern implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Kontur.Extern',
		name: 'konturExtern',
		icon: { light: 'file:konturExtern.svg', dark: 'file:konturExtern.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: subtitleOf(catalog),
		description: 'Send reports to Russian authorities through Kontur.Extern and track the responses',
		defaults: { name: 'Kontur.Extern' },
		usableAsTool: true,
		inputs: main,
		outputs: main,
		credentials: credentialsOf(catalog),
		properties: [authentication, ...propertiesOf(catalog)],
	};

	constructor() {
		this.description = inReadersLanguage(this.description);
	}

	methods = {
		listSearch: listSearchOfCatalog(catalog),
		loadOptions: urnOptions,
		credentialTest: { testCertificate },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runCatalog(this, catalog);
	}
}
