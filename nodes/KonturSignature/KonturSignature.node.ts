import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { main, propertiesOf, runCatalog, subtitleOf } from '../shared/catalog';
import { inReadersLanguage } from '../shared/language';
import { catalog } from './actions';
import { testCertificate } from '../shared/auth';

export class KonturSignature implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Kontur Signature',
		name: 'konturSignature',
		icon: { light: 'file:konturSignature.svg', dark: 'file:konturSignature.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: subtitleOf(catalog),
		description: 'Sign, verify and decrypt documents with GOST or RSA certificates, inside n8n',
		defaults: { name: 'Kontur Signature' },
		usableAsTool: true,
		inputs: main,
		outputs: main,
		credentials: [
			{
				name: 'konturCertificateApi',
				required: true,
				testedBy: 'testCertificate',
				// Hidden where no private key is used. One entry, because n8n reads only the first one of a name.
				displayOptions: { hide: { operation: ['verify'], certificateFrom: ['binary', 'text'] } },
			},
		],
		properties: propertiesOf(catalog),
	};

	constructor() {
		this.description = inReadersLanguage(this.description);
	}

	methods = { credentialTest: { testCertificate } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runCatalog(this, catalog);
	}
}
