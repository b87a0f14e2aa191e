import { CredentialTestContext, ErrorReporter, ExecuteContext, RoutingNode } from 'n8n-core';
import { createEmptyRunExecutionData, Workflow } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunction,
	ICredentialTestRequest,
	INode,
	INodeCredentialTestResult,
	INodeExecutionData,
	INodeType,
	INodeTypes,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import type { CredentialTypeRegistry } from './credential-types';
import type { StoreCredentialsHelper } from './credentials';
import { Container } from './environment';
import type { NodeTypeRegistry } from './node-types';

interface Failure {
	message: string;
	cause?: { response?: { status: number; statusText?: string }; code?: string };
}

const failed = (message: string): INodeCredentialTestResult => ({ status: 'Error', message });

function valueAt(data: unknown, path: string): unknown {
	return path
		.replace(/\[(\w+)\]/g, '.$1')
		.split('.')
		.reduce<unknown>((value, key) => {
			return value === null || value === undefined ? undefined : (value as Record<string, unknown>)[key];
		}, data);
}

function verdictOnFailure(
	{ message, cause }: Failure,
	{ rules = [] }: ICredentialTestRequest,
): INodeCredentialTestResult {
	if (cause?.response) {
		const { status, statusText } = cause.response;
		for (const rule of rules) {
			if (rule.type === 'responseCode' && rule.properties.value === status) {
				return failed(rule.properties.message);
			}
		}
		if (status < 199 || status > 299) {
			return failed(statusText || `Received HTTP status code: ${status}`);
		}
	} else if (cause?.code) {
		return failed(cause.code);
	}
	return failed(message);
}

function verdictOnAnswer(
	answer: INodeExecutionData[][] | undefined,
	{ rules = [] }: ICredentialTestRequest,
): INodeCredentialTestResult {
	for (const rule of rules) {
		if (rule.type !== 'responseSuccessBody') continue;
		const { key, value, message } = rule.properties;
		if (valueAt(answer?.[0]?.[0]?.json, key) === value) return failed(message);
	}
	return { status: 'OK', message: 'Connection successful!' };
}

/** n8n's credentials tester: a declarative `test`, the function of a node, and its rule for OAuth2 types. */
export class CredentialTester {
	constructor(
		private readonly types: CredentialTypeRegistry,
		private readonly nodeTypes: NodeTypeRegistry,
		private readonly helper: StoreCredentialsHelper,
		private readonly additionalData: () => IWorkflowExecuteAdditionalData,
	) {}

	async test(
		credential: ICredentialsDecrypted & { data: ICredentialDataDecryptedObject },
	): Promise<INodeCredentialTestResult> {
		const { test } = this.types.getByName(credential.type);
		if (!test && this.types.getParentTypes(credential.type).includes('oAuth2Api')) {
			const { oauthTokenData } = credential.data;
			const connected = typeof oauthTokenData === 'object' && 'access_token' in oauthTokenData;
			return connected
				? { status: 'OK', message: 'Connection Successful!' }
				: failed('This OAuth2 credential was not connected to an account.');
		}
		const testFunction = test ? undefined : this.testFunctionOf(credential.type);
		if (!test && !testFunction) return failed('No testing function found for this credential.');
		const decrypted = structuredClone(credential);
		try {
			decrypted.data = await this.helper.applyDefaults(
				this.additionalData(),
				decrypted.data,
				decrypted.type,
				'internal',
			);
		} catch (error) {
			return failed((error as Error).message);
		}
		if (!test) {
			const context = new CredentialTestContext(this.additionalData());
			return await (testFunction as ICredentialTestFunction).call(context, decrypted);
		}
		try {
			return verdictOnAnswer(await this.request(test, decrypted), test);
		} catch (error) {
			Container.get(ErrorReporter).error(error as Error);
			return verdictOnFailure(error as Failure, test);
		}
	}

	/** The test function of the first node that uses the credential; n8n asks no other node. */
	private testFunctionOf(credentialType: string): ICredentialTestFunction | undefined {
		for (const name of this.nodeTypes.usersOf(credentialType)) {
			const { description, methods } = this.nodeTypes.getByNameAndVersion(name);
			for (const { name: type, testedBy } of description.credentials ?? []) {
				if (type === credentialType && typeof testedBy === 'string')
					return methods?.credentialTest?.[testedBy];
			}
		}
		return undefined;
	}

	private async request(test: ICredentialTestRequest, credential: ICredentialsDecrypted) {
		const { type, id, name } = credential;
		const { description } = this.nodeTypes.getByNameAndVersion('n8n-nodes-base.noOp');
		const nodeType: INodeType = {
			description: {
				...description,
				credentials: [{ name: type, required: true }],
				properties: [
					{
						displayName: 'Temp',
						name: 'temp',
						type: 'string',
						routing: { request: test.request },
						default: '',
					},
				],
			},
		};
		const node: INode = {
			id: 'temp',
			parameters: {},
			name: 'Temp-Node',
			type: description.name,
			typeVersion: 1,
			position: [0, 0],
			credentials: { [type]: { id, name } },
		};
		const onlyType: INodeTypes = {
			getByName: () => nodeType,
			getByNameAndVersion: () => nodeType,
			getKnownTypes: () => ({}),
		};
		const workflow = new Workflow({
			nodes: [node],
			connections: {},
			active: false,
			nodeTypes: onlyType,
		});
		const additionalData = this.additionalData();
		additionalData.currentNodeParameters = node.parameters;
		additionalData.credentialsHelper = this.helperFor(credential);
		const context = new ExecuteContext(
			workflow,
			node,
			additionalData,
			'internal',
			createEmptyRunExecutionData(),
			0,
			[],
			{ main: [[{ json: {} }]] },
			{ node, data: {}, source: null },
			[],
		);
		return await new RoutingNode(context, nodeType, credential).runNode();
	}

	// The data under test overrides the stored data, except where the raw row is requested.
	private helperFor(credential: ICredentialsDecrypted): StoreCredentialsHelper {
		const stored = this.helper;
		const helper = Object.create(stored) as StoreCredentialsHelper;
		helper.getDecrypted = async (data, details, type, mode, executeData, raw) =>
			raw ? await stored.getDecrypted(data, details, type, mode, executeData, raw) : (credential.data ?? {});
		return helper;
	}
}
