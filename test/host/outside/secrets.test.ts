import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import { NodeOperationError, UserError } from 'n8n-workflow';
import { KonturCertificateApi } from '../../../credentials/KonturCertificateApi.credentials.js';
import { KonturExternApi } from '../../../credentials/KonturExternApi.credentials.js';
import { TestCertificates } from '../../support/testCertificates';
import { createEngine, type Engine } from '../engine/engine';
import { secretsPlanted } from '../../support/secrets';

/* The engine of the tests finds every secret that a node lets out, however it does. */

const LEAK = 'test.leak';
const password = 'Пароль "с кавычками" 4711';
const token = 'aaaa.bbbb-cccc';

const secrets = {
	password: () => password,
	'password in an address': () => encodeURIComponent(password),
	'API key': () => 'key-4711-key',
	'key in the header of a sign-in': () => Buffer.from('service:key-4711-key').toString('base64'),
	session: () => token,
	'refresh token': () => 'refresh-4711',
	'line of a private key': () => privateKey.trim().split('\n').at(-3) ?? '',
};
type Secret = keyof typeof secrets;

const ways = {
	'in an output': (secret: string) => [[{ json: { inner: [{ text: `it is ${secret}` }] } }]],
	'in an error': (secret: string, node: IExecuteFunctions) => {
		throw new NodeOperationError(node.getNode(), `it is ${secret}`);
	},
	'in the description of an error': (secret: string, node: IExecuteFunctions) => {
		throw new NodeOperationError(node.getNode(), 'it is hidden', { description: `it is ${secret}` });
	},
	'in the cause of an error': (secret: string) => {
		throw new UserError('it is hidden', { cause: new Error(`it is ${secret}`) });
	},
	'in the log': (secret: string, node: IExecuteFunctions) => {
		node.logger.info('a line', { text: secret });
		return [[]];
	},
	'in a hint': (secret: string, node: IExecuteFunctions) => {
		node.addExecutionHints({ message: `it is ${secret}` });
		return [[]];
	},
} satisfies Record<string, (secret: string, node: IExecuteFunctions) => INodeExecutionData[][]>;
type Way = keyof typeof ways;

class Leak implements INodeType {
	description: INodeType['description'] = {
		displayName: 'Leak',
		name: 'leak',
		group: ['transform'],
		version: 1,
		description: '',
		defaults: { name: 'Leak' },
		inputs: ['main'],
		outputs: ['main'],
		properties: ['way', 'secret'].map((name) => ({ displayName: name, name, type: 'string', default: '' })),
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const secret = this.getNodeParameter('secret', 0) as Secret | '';
		return ways[this.getNodeParameter('way', 0) as Way](secret && secrets[secret](), this);
	}
}

let privateKey: string;
let engine: Engine;
beforeAll(async () => {
	const certificates = await TestCertificates.create();
	const { keyPem } = await certificates.make('rsa');
	privateKey = keyPem;
	await certificates.remove();
	engine = createEngine({
		nodes: { [LEAK]: new Leak() },
		credentialTypes: [new KonturExternApi(), new KonturCertificateApi()],
		credentials: {
			extern: {
				name: 'Extern',
				type: 'konturExternApi',
				data: {
					password,
					clientId: 'service',
					apiKey: 'key-4711-key',
					sessionToken: `0123456789abcdef.1.${token} refresh-4711`,
				},
			},
			certificate: { name: 'Certificate', type: 'konturCertificateApi', data: { privateKey } },
		},
	});
	expect(secretsPlanted()).toBeGreaterThan(15);
});

describe.each(Object.keys(ways) as Way[])('%s', (way) => {
	test.each(Object.keys(secrets) as Secret[])('a %s is found', async (secret) => {
		// By name, so that no parameter contains it.
		await expect(engine.run(LEAK, { way, secret })).rejects.toThrow('Secrets are shown');
	});

	test('nothing is found where nothing is', async () => {
		await expect(engine.run(LEAK, { way, secret: '' })).resolves.toBeDefined();
	});
});
