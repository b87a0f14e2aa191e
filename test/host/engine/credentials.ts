import { getAdditionalKeys } from 'n8n-core';
import {
	getCredentialOwnRequestAllowedDomains,
	ICredentialsHelper,
	isExpression,
	NodeHelpers,
	UnexpectedError,
	UserError,
	Workflow,
} from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	ICredentialsExpressionResolveValues,
	IExecuteData,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INode,
	INodeCredentialsDetails,
	INodeParameters,
	INodeProperties,
	IRequestOptionsSimplified,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';

import type { CredentialStore, StoredCredentials } from './credential-store';
import type { CredentialTypeRegistry } from './credential-types';
import type { NodeTypeRegistry } from './node-types';

const TESTER_NODE_TYPE = 'n8n-nodes-base.noOp';

const neutralNode: INode = {
	id: 'credential',
	name: 'Credential',
	type: TESTER_NODE_TYPE,
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

// preAuthentication receives only httpRequest, which respects the credential's allowed domains.
function restrictedHelpers(
	{ helpers }: IHttpRequestHelper,
	credentials: ICredentialDataDecryptedObject,
): IHttpRequestHelper {
	const allowedDomains = getCredentialOwnRequestAllowedDomains(credentials);
	return {
		helpers: {
			httpRequest: async (options: IHttpRequestOptions) => {
				if (allowedDomains === undefined) return await helpers.httpRequest(options);
				if (options.allowedDomains !== undefined) {
					throw new UserError(
						'This credential restricts requests to specific domains, which cannot be combined with the domains its authentication step asks for.',
					);
				}
				return await helpers.httpRequest({ ...options, allowedDomains });
			},
		},
	};
}

/** n8n's credentials helper with a store in place of the database, the licence and the secrets. */
export class StoreCredentialsHelper extends ICredentialsHelper {
	constructor(
		private readonly types: CredentialTypeRegistry,
		private readonly nodeTypes: NodeTypeRegistry,
		private readonly store: CredentialStore,
	) {
		super();
	}

	getParentTypes(name: string): string[] {
		return this.types.getParentTypes(name);
	}

	getCredentialsProperties(type: string): INodeProperties[] {
		return this.types.getProperties(type);
	}

	isCredentialUsableByNode(credentialType: string, nodeType: string): boolean {
		if (!this.types.has(credentialType)) return true;
		if (!this.types.getByName(credentialType).restrictToSupportedNodes) return true;
		return this.nodeTypes.usersOf(credentialType).includes(nodeType);
	}

	async getCredentials({ id }: INodeCredentialsDetails, type: string): Promise<StoredCredentials> {
		if (!id) throw new UnexpectedError('Found credential with no ID.');
		return await this.store.read(id, type);
	}

	async getDecrypted(
		additionalData: IWorkflowExecuteAdditionalData,
		nodeCredentials: INodeCredentialsDetails,
		type: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		raw?: boolean,
		resolve?: ICredentialsExpressionResolveValues,
	): Promise<ICredentialDataDecryptedObject> {
		const stored = await (await this.getCredentials(nodeCredentials, type)).getData();
		if (raw) return stored;
		return await this.applyDefaults(additionalData, stored, type, mode, executeData, resolve);
	}

	/** Defaults, fields that displayOptions hide dropped, expressions resolved. */
	async applyDefaults(
		additionalData: IWorkflowExecuteAdditionalData,
		stored: ICredentialDataDecryptedObject,
		type: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		resolve?: ICredentialsExpressionResolveValues,
	): Promise<ICredentialDataDecryptedObject> {
		const data = (NodeHelpers.getNodeParameters(
			this.getCredentialsProperties(type),
			stored as INodeParameters,
			true,
			false,
			null,
			null,
		) ?? {}) as ICredentialDataDecryptedObject;
		for (const key of ['allowedHttpRequestDomains', 'allowedDomains']) {
			if (data[key] === undefined && stored[key] !== undefined) data[key] = stored[key];
		}
		if (stored.oauthTokenData !== undefined) data.oauthTokenData = stored.oauthTokenData;
		const keys = getAdditionalKeys(additionalData, mode, null, { isCredential: true });
		if (!resolve) {
			const workflow = this.neutralWorkflow();
			return workflow.expression.getComplexParameterValue(
				neutralNode,
				data as INodeParameters,
				mode,
				keys,
				undefined,
				undefined,
				data,
			) as ICredentialDataDecryptedObject;
		}
		try {
			return resolve.workflow.expression.getParameterValue(
				data as INodeParameters,
				resolve.runExecutionData,
				resolve.runIndex,
				resolve.itemIndex,
				resolve.node.name,
				resolve.connectionInputData,
				mode,
				keys,
				executeData,
				false,
				data,
			) as ICredentialDataDecryptedObject;
		} catch (error) {
			if (error instanceof Error) error.message += ' [Error resolving credentials]';
			throw error;
		}
	}

	async updateCredentials(
		nodeCredentials: INodeCredentialsDetails,
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		const credentials = await this.getCredentials(nodeCredentials, type);
		await credentials.setData(data);
		await this.store.write(credentials);
	}

	async updateCredentialsOauthTokenData(
		nodeCredentials: INodeCredentialsDetails,
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		const credentials = await this.getCredentials(nodeCredentials, type);
		await credentials.updateData({ oauthTokenData: data.oauthTokenData });
		await this.store.write(credentials);
	}

	async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		node: INode,
		credentialsExpired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const type = this.types.getByName(typeName);
		const expirable = type.properties.find(
			(property) => property.type === 'hidden' && property.typeOptions?.expirable === true,
		)?.name;
		if (expirable === undefined || !type.preAuthentication) return undefined;

		// n8n's own condition. Its tester names the node `noOp`, so this is never true there. Kept, because once n8n
		// fixes it, credential tests sign in every time.
		const isTest = node.parameters.temp === '' && node.type === TESTER_NODE_TYPE;
		if (credentials[expirable] !== '' && !credentialsExpired && !isTest) return undefined;

		const output = (await type.preAuthentication.call(
			restrictedHelpers(helpers, credentials),
			credentials,
		)) as ICredentialDataDecryptedObject;
		if (output[expirable] === undefined || !node.credentials) return undefined;

		const details = node.credentials[type.name];
		const stored = await (await this.getCredentials(details, type.name)).getData();
		const merged = { ...stored };
		for (const [key, value] of Object.entries(output)) {
			if (key === expirable || !isExpression(stored[key])) merged[key] = value;
		}
		await this.updateCredentials(details, type.name, merged);
		return Object.assign(credentials, output);
	}

	async runPreAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const { preAuthentication } = this.types.getByName(typeName);
		if (!preAuthentication) return undefined;
		const output = await preAuthentication.call(restrictedHelpers(helpers, credentials), credentials);
		return output as ICredentialDataDecryptedObject;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		options: IHttpRequestOptions | IRequestOptionsSimplified,
		workflow?: Workflow,
		node?: INode,
	): Promise<IHttpRequestOptions> {
		const request = options as IHttpRequestOptions;
		const type = this.types.getByName(typeName);
		const { authenticate } = type;
		if (!authenticate) return request;
		// Called on the type, because in n8n `this` is the credential class too.
		if (typeof authenticate === 'function') {
			return await authenticate.call(type, credentials, request);
		}
		if (!workflow || !node) {
			throw new UnexpectedError('Workflow and node are required for declarative credential authentication');
		}
		const resolve = (value: string): string => {
			if (!isExpression(value)) return value;
			const keys = { $credentials: credentials };
			const { expression } = workflow;
			const result = expression.getSimpleParameterValue(node, value, 'internal', keys, undefined, '');
			return result ? String(result) : '';
		};
		const target = request as unknown as Record<string, Record<string, unknown>>;
		target.headers ??= {};
		for (const [part, fields] of Object.entries(authenticate.properties)) {
			for (const [key, value] of Object.entries(fields as Record<string, string>)) {
				target[part] ??= {};
				target[part][resolve(key)] = resolve(value);
			}
		}
		return request;
	}

	private neutralWorkflow(): Workflow {
		return new Workflow({
			nodes: [neutralNode],
			connections: {},
			active: false,
			nodeTypes: this.nodeTypes,
		});
	}
}
