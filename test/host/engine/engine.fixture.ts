import { createServer } from 'http';
import type { IncomingMessage } from 'http';
import type { AddressInfo } from 'net';
import { NodeApiError, NodeConnectionTypes, OperationalError, sleep, UserError } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestHelper,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	INodeExecutionData,
	INodeProperties,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
	JsonObject,
} from 'n8n-workflow';

/** A small service with sessions: POST /login, GET /echo/<text>, GET /status/<code>, PUT /file. */
export async function startService() {
	const seen = { logins: 0, requests: [] as string[], sessions: new Set<string>() };
	const bodyOf = async (request: IncomingMessage) => {
		const parts: Buffer[] = [];
		for await (const part of request) parts.push(part as Buffer);
		return Buffer.concat(parts);
	};
	const server = createServer((request, response) => {
		const url = request.url ?? '';
		const answer = (status: number, body: unknown, type = 'application/json') => {
			response.writeHead(status, { 'content-type': type });
			response.end(Buffer.isBuffer(body) ? body : JSON.stringify(body));
		};
		void bodyOf(request).then((body) => {
			if (url === '/login') {
				const { password } = JSON.parse(body.toString()) as { password: string };
				if (password !== 'right') return answer(403, { message: 'no' });
				const session = `session-${++seen.logins}`;
				seen.sessions.add(session);
				return answer(200, { session });
			}
			seen.requests.push(`${request.method} ${url}`);
			const status = /^\/status\/(\d+)/.exec(url)?.[1];
			if (status) return answer(Number(status), { message: `asked for ${status}` });
			if (!seen.sessions.has(String(request.headers['x-session']))) return answer(401, {});
			if (url === '/file') return answer(200, Buffer.from(body.reverse()), 'application/pdf');
			return answer(200, { echo: url.slice('/echo/'.length), ok: true });
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const stop = async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	};
	return { url: `http://127.0.0.1:${port}`, seen, stop };
}

const field = (name: string, value: string, more: Partial<INodeProperties> = {}) =>
	({ displayName: name, name, type: 'string', default: value, ...more }) as INodeProperties;

/** A session in a hidden expirable field, bound to the password it was created with. */
export class SessionCredential implements ICredentialType {
	name = 'sampleApi';

	displayName = 'Sample API';

	properties: INodeProperties[] = [
		field('url', ''),
		field('password', '', { typeOptions: { password: true } }),
		field('path', '/echo/test'),
		field('session', '', { type: 'hidden', typeOptions: { expirable: true, password: true } }),
	];

	test: ICredentialTestRequest = {
		request: { baseURL: '={{$credentials.url}}', url: '={{$credentials.path}}' },
	};

	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
		const answer = (await this.helpers.httpRequest({
			method: 'POST',
			url: `${String(credentials.url)}/login`,
			body: { password: credentials.password },
			ignoreHttpStatusErrors: true,
		})) as { session?: string };
		if (!answer.session) throw new UserError('The password is wrong.');
		return { session: `${String(credentials.password)}:${answer.session}` };
	}

	async authenticate(credentials: ICredentialDataDecryptedObject, options: IHttpRequestOptions) {
		const [password, session] = String(credentials.session).split(':');
		if (password !== credentials.password) {
			throw Object.assign(new OperationalError('Stale session'), { response: { status: 401 } });
		}
		return { ...options, headers: { ...options.headers, 'x-session': session } };
	}
}

/** Declares its header instead of computing it, and maps responses of its test to messages. */
export class HeaderCredential implements ICredentialType {
	name = 'headerApi';

	displayName = 'Header API';

	properties = [field('url', ''), field('key', ''), field('path', '/echo/test')];

	authenticate = {
		type: 'generic' as const,
		properties: { headers: { 'x-session': '={{ $credentials.key }}' } },
	};

	test: ICredentialTestRequest;

	constructor(rules?: ICredentialTestRequest['rules']) {
		this.test = {
			request: { baseURL: '={{$credentials.url}}', url: '={{$credentials.path}}' },
			rules,
		};
	}
}

const describeNode = (name: string, properties: INodeProperties[]): INodeTypeDescription => ({
	displayName: name,
	name,
	group: ['input'],
	version: 1,
	description: name,
	defaults: { name },
	inputs: [NodeConnectionTypes.Main],
	outputs: [NodeConnectionTypes.Main],
	credentials: [{ name: 'sampleApi' }, { name: 'headerApi' }],
	properties,
});

export class SampleNode implements INodeType {
	description = describeNode('sample', [
		field('path', '/echo/hello'),
		field('job', 'request'),
		field('credential', 'sampleApi'),
	]);

	methods = {
		listSearch: {
			async words(this: ILoadOptionsFunctions, filter?: string, token?: string) {
				const { url } = await this.getCredentials<{ url: string }>('sampleApi');
				const answer = (await this.helpers.httpRequestWithAuthentication.call(this, 'sampleApi', {
					url: `${url}/echo/${filter}`,
				})) as { echo: string };
				const job = String(this.getCurrentNodeParameter('job'));
				const paginationToken = token ? undefined : 'page-2';
				return { results: [{ name: `${answer.echo} ${job}`, value: token ?? '' }], paginationToken };
			},
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const results: INodeExecutionData[] = [];
		for (const [index, item] of this.getInputData().entries()) {
			const job = this.getNodeParameter('job', index) as string;
			const type = this.getNodeParameter('credential', index) as string;
			const path = this.getNodeParameter('path', index) as string;
			if (job === 'throw') throw new OperationalError('Out of order');
			if (job === 'wait') {
				while (!this.getExecutionCancelSignal()?.aborted) await sleep(5);
				return [results];
			}
			try {
				const { url } = await this.getCredentials<{ url: string }>(type);
				const request = { url: url + path } as IHttpRequestOptions;
				if (job === 'file') {
					const file = await this.helpers.getBinaryDataBuffer(index, 'data');
					Object.assign(request, { method: 'PUT', body: file, encoding: 'arraybuffer' });
				}
				const answer: unknown = await this.helpers.httpRequestWithAuthentication.call(this, type, request);
				const binary = Buffer.isBuffer(answer)
					? { data: await this.helpers.prepareBinaryData(answer, 'back.pdf') }
					: undefined;
				const json = binary ? {} : (answer as IDataObject);
				results.push({ json, binary, pairedItem: { item: index } });
			} catch (caught) {
				const error = new NodeApiError(this.getNode(), caught as JsonObject, { itemIndex: index });
				if (!this.continueOnFail()) throw error;
				results.push({
					json: { ...item.json, error: error.message },
					error,
					pairedItem: { item: index },
				});
			}
		}
		return [results];
	}
}

/** Emits the numbers after its cursor; fails half-way if set to. */
export class CountingTrigger implements INodeType {
	description: INodeTypeDescription = {
		...describeNode('counting', [field('step', '2'), field('fail', '')]),
		group: ['trigger'],
		inputs: [],
		polling: true,
		credentials: [],
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const state = this.getWorkflowStaticData('node');
		const from = Number(state.cursor ?? 0);
		const step = Number(this.getNodeParameter('step'));
		state.cursor = from + step;
		state.budget = this.getPollBudgetMs?.();
		if (this.getNodeParameter('fail')) throw new OperationalError('The source is away');
		if (step === 0) return null;
		const modes = { mode: this.getMode(), activation: this.getActivationMode() };
		return [Array.from({ length: step }, (_, i) => ({ json: { n: from + i + 1, ...modes } }))];
	}
}
