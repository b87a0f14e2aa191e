import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
} from 'n8n-workflow';
import { KonturCertificateApi } from '../../../credentials/KonturCertificateApi.credentials.js';
import { KonturExternApi } from '../../../credentials/KonturExternApi.credentials.js';
import { KonturExternOAuth2Api } from '../../../credentials/KonturExternOAuth2Api.credentials.js';
import { KonturOfdApi } from '../../../credentials/KonturOfdApi.credentials.js';
import { KonturExtern } from '../../../nodes/KonturExtern/KonturExtern.node.js';
import { KonturExternAdvanced } from '../../../nodes/KonturExtern/KonturExternAdvanced.node.js';
import { KonturExternTrigger } from '../../../nodes/KonturExtern/KonturExternTrigger.node.js';
import { KonturOfd } from '../../../nodes/KonturOfd/KonturOfd.node.js';
import { KonturOfdTrigger } from '../../../nodes/KonturOfd/KonturOfdTrigger.node.js';
import { KonturSignature } from '../../../nodes/KonturSignature/KonturSignature.node.js';
import { seedClients, seedUsers } from '../../emulator/auth/state';
import { KEYS } from '../../emulator/ofd';
import type { Emulator } from '../../emulator/server';
import { createEngine, type CredentialStore, type Engine } from './engine';
import type { NodeClasses } from './node-types';
import { externNodeOf } from '../../support/externNodes';
import { plantEmulator } from '../../support/secrets';

/** In an engine, the one of both nodes that has the operation, and Kontur.Extern if both have it. */
export const EXTERN = 'n8n-nodes-kontur.konturExtern';
export const EXTERN_ADVANCED = 'n8n-nodes-kontur.konturExternAdvanced';
export const EXTERN_TRIGGER = 'n8n-nodes-kontur.konturExternTrigger';
export const OFD = 'n8n-nodes-kontur.konturOfd';
export const OFD_TRIGGER = 'n8n-nodes-kontur.konturOfdTrigger';
export const SIGNATURE = 'n8n-nodes-kontur.konturSignature';

/** Not part of the package: a node that sends requests like n8n's HTTP Request node. */
export const OLD_HELPER = 'test.oldRequestHelper';

export const externCredential = { konturExternApi: 'extern' };
export const ofdCredential = { konturOfdApi: 'ofd' };
export const certificateCredential = { konturCertificateApi: 'certificate' };

const [partner] = seedUsers;
const [client] = seedClients;

/** What a user types into the Kontur.Extern credential for the emulator. */
export const externSettings = (emulator: Emulator): ICredentialDataDecryptedObject => ({
	environment: 'custom',
	apiUrl: emulator.url,
	signIn: 'password',
	clientId: client.clientId,
	apiKey: client.apiKey,
	login: partner.login,
	password: partner.password,
});

/** What a user types into the Kontur.OFD credential for the emulator. */
export const ofdSettings = (emulator: Emulator): ICredentialDataDecryptedObject => ({
	environment: 'custom',
	apiUrl: emulator.url,
	signIn: 'password',
	apiKey: KEYS.main,
	login: partner.login,
	password: partner.password,
});

class OldRequestHelper implements INodeType {
	description: INodeType['description'] = {
		displayName: 'Old Request Helper',
		name: 'oldRequestHelper',
		group: ['transform'],
		version: 1,
		description: '',
		defaults: { name: 'Old Request Helper' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'konturExternApi' }, { name: 'konturOfdApi' }],
		properties: ['credentialType', 'method', 'uri'].map((name) => ({
			displayName: name,
			name,
			type: 'string',
			default: '',
		})),
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const parameter = (name: string) => this.getNodeParameter(name, 0) as string;
		const answer = (await this.helpers.requestWithAuthentication.call(this, parameter('credentialType'), {
			method: parameter('method') as 'GET' | 'POST',
			uri: parameter('uri'),
			json: true,
			followAllRedirects: true,
		})) as INodeExecutionData['json'];
		return [[{ json: answer, pairedItem: { item: 0 } }]];
	}
}

/** One of each, as n8n has them. */
const nodes = {
	[EXTERN]: new KonturExtern(),
	[EXTERN_ADVANCED]: new KonturExternAdvanced(),
	[EXTERN_TRIGGER]: new KonturExternTrigger(),
	[OFD]: new KonturOfd(),
	[OFD_TRIGGER]: new KonturOfdTrigger(),
	[SIGNATURE]: new KonturSignature(),
	[OLD_HELPER]: new OldRequestHelper(),
};
const credentialTypes = [
	new KonturCertificateApi(),
	new KonturExternApi(),
	new KonturExternOAuth2Api(),
	new KonturOfdApi(),
];

/** For an engine: the one of the two nodes of Kontur.Extern that has the operation. */
export const typeFor = (
	type: string,
	{ resource = '', operation = '' }: { resource?: string; operation?: string },
) => (type === EXTERN ? `n8n-nodes-kontur.${externNodeOf(resource, operation)}` : type);

/** The real engine with all nodes of the package and a credential for each service. */
export function konturEngine(emulator: Emulator, store?: CredentialStore, others: NodeClasses = {}): Engine {
	plantEmulator(emulator);
	return createEngine({
		nodes: { ...nodes, ...others },
		credentialTypes,
		typeFor,
		credentials: store
			? undefined
			: {
					extern: { name: 'Kontur.Extern', type: 'konturExternApi', data: externSettings(emulator) },
					ofd: { name: 'Kontur.OFD', type: 'konturOfdApi', data: ofdSettings(emulator) },
				},
		store,
	});
}

/** Everything that an engine and its executions expose, for tests that look for secrets. */
export const everythingShown = (...shown: unknown[]) =>
	JSON.stringify(shown, (_key, value: unknown) =>
		value instanceof Error
			? { ...value, message: value.message, stack: value.stack, cause: value.cause }
			: value,
	);
