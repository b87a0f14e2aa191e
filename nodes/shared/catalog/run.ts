import type {
	IDataObject,
	IExecuteFunctions,
	INode,
	INodeExecutionData,
	IPairedItemData,
} from 'n8n-workflow';
import { NodeApiError, NodeOperationError, UserError } from 'n8n-workflow';
import { keyPairOpener } from '../auth';
import {
	attachDetails,
	createClient,
	detailsOf,
	mapConcurrent,
	listAll,
	serviceFor,
	type Client,
} from '../transport';
import { readBinary } from './binary';
import { routesOf } from './operation';
import { fieldsOf } from './properties';
import type { Catalog, Field, Operation, OperationContext, Output, Params, RequestOperation } from './types';

type Values = Record<string, unknown>;

const operationOf = ({ resources }: Catalog, resourceName: unknown, operationName: unknown) =>
	resources
		.find(({ value }) => value === resourceName)
		?.operations.find(({ value }) => value === operationName);

function find(context: IExecuteFunctions, catalog: Catalog, itemIndex: number): Operation {
	const resourceName = context.getNodeParameter('resource', itemIndex) as string;
	const operationName = context.getNodeParameter('operation', itemIndex) as string;
	const operation = operationOf(catalog, resourceName, operationName);
	if (!operation) {
		throw new NodeOperationError(
			context.getNode(),
			`This version of the node does not know the operation "${operationName}" of "${resourceName}"`,
			{ itemIndex, description: 'Choose the operation again, or update the package.' },
		);
	}
	return operation;
}

const isShown = ({ displayOptions }: Field, values: Values) =>
	Object.entries(displayOptions?.show ?? {}).every(([name, allowed]) =>
		(allowed as readonly unknown[]).includes(values[name]),
	);

function readParameters(context: IExecuteFunctions, operation: Operation, itemIndex: number): Values {
	const values: Values = {};
	const fields = fieldsOf(operation);
	for (const declared of fields) {
		const { name, type, default: fallback } = declared;
		// A mutable copy: operations may hand the value on into a request body.
		const value: unknown = context.getNodeParameter(name, itemIndex, structuredClone(fallback) as object, {
			// n8n extracts nothing from a field that it does not show; what decides about that stands before it.
			extractValue: type === 'resourceLocator' && isShown(declared, values),
		});
		values[name] = typeof value === 'string' && type === 'resourceLocator' ? value.trim() : value;
	}
	for (const declared of fields) {
		const value = values[declared.name];
		if (declared.name === 'limit' && isShown(declared, values) && !(Number(value) >= 1)) {
			throw new NodeOperationError(context.getNode(), '"Limit" must be a number of at least 1', {
				itemIndex,
			});
		}
		if (
			declared.required &&
			isShown(declared, values) &&
			(value === '' || value === null || value === undefined)
		) {
			throw new NodeOperationError(context.getNode(), `"${declared.displayName}" is empty`, {
				itemIndex,
				description: `Fill in "${declared.displayName}" in the node. If it holds an expression, the item has no such value.`,
			});
		}
	}
	return values;
}

async function runRequest(
	client: Client,
	operation: RequestOperation,
	values: Values,
	{ timeZone, openKeyPair }: Pick<OperationContext<unknown>, 'timeZone' | 'openKeyPair'>,
): Promise<Output[]> {
	const { http, paginate } = operation;
	const params = values as Params<readonly Field[]>;
	const request = {
		method: http.method,
		path: http.path,
		pathValues: values,
		query: http.query?.(params, { timeZone }),
		body: await http.body?.(params, { openKeyPair }),
		repeat: http.repeat,
		mayBeEmpty: http.mayBeEmpty,
	};
	const show = (element: IDataObject): Output => ({
		json: operation.transform ? operation.transform(element, params) : element,
	});
	if (paginate) {
		const most = values.returnAll === true ? Infinity : Number(values.limit);
		return (await listAll(client, request, paginate, most)).map(show);
	}
	if (http.method === 'DELETE') {
		await client.request(request);
		return [{ json: { deleted: true } }];
	}
	const { body } = await client.request(request);
	return [show(body ?? {})];
}

async function runItem(
	context: IExecuteFunctions,
	catalog: Catalog,
	itemIndex: number,
	input: INodeExecutionData,
	openKeyPair: ReturnType<typeof keyPairOpener>,
): Promise<Output[]> {
	const operation = find(context, catalog, itemIndex);
	const values = readParameters(context, operation, itemIndex);
	const client = createClient(context, catalog.service, itemIndex);
	const isSimplified = values.simplify === true;
	const work: OperationContext<Params<readonly Field[]>> = {
		params: values as Params<readonly Field[]>,
		client,
		input,
		readBinary: async (field) => await readBinary(context, itemIndex, field),
		writeBinary: async (data, fileName, mimeType) =>
			await context.helpers.prepareBinaryData(data, fileName, mimeType),
		openKeyPair: async (options) => {
			if (!context.getNode().credentials?.konturCertificateApi) {
				throw new UserError('Choose the credential with your certificate and private key in the node.', {
					description: 'In Kontur.Extern it is "Certificate to Sign With", at the top of the panel.',
				});
			}
			return await openKeyPair(await context.getCredentials('konturCertificateApi', itemIndex), options);
		},
		simplify: isSimplified,
		timeZone: context.getTimezone(),
		log: (message) => context.logger.info(`${context.getNode().name}: ${message}`),
		note: (message) => {
			context.logger.info(`${context.getNode().name}: ${message}`);
			context.addExecutionHints({ message, type: 'info', location: 'outputPane' });
		},
	};
	const result =
		'http' in operation ? await runRequest(client, operation, values, work) : await operation.run(work);
	const outputs = Array.isArray(result) ? result : [result];
	const { simplify } = operation;
	if (!isSimplified || typeof simplify !== 'function') return outputs;
	return outputs.map((output) => ({ ...output, json: simplify(output.json) }));
}

/**
 * An error of an item, as n8n shows it best: errors of n8n stay what they are and learn their item, because
 * wrapping one replaces its text. A user error's description is shown as advice, its `extra.code` goes into the
 * details of an error item.
 */
function forItem(
	context: IExecuteFunctions,
	error: unknown,
	itemIndex: number,
): NodeApiError | NodeOperationError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) {
		error.context.itemIndex ??= itemIndex;
		return error;
	}
	const message = error instanceof Error ? error.message : String(error);
	const { description, extra } = error instanceof UserError ? error : {};
	const advice = description ?? undefined;
	const nodeError = new NodeOperationError(context.getNode(), message, { itemIndex, description: advice });
	if (typeof extra?.code === 'string') attachDetails(nodeError, { code: extra.code, advice });
	return nodeError;
}

/**
 * What a failed item becomes: `{ error, details }`. n8n of today routes an item with these two keys to the error
 * output; n8n before 2.36 only one that has `error` beside `json`. Where it still finds that afterwards it throws the
 * details away, so it is hidden from the copy that n8n makes there.
 */
function errorItem(
	context: IExecuteFunctions,
	error: NodeApiError | NodeOperationError,
	pairedItem: IPairedItemData,
): INodeExecutionData {
	const item: INodeExecutionData = {
		json: { error: error.message, details: detailsOf(error) ?? {} },
		pairedItem,
	};
	return context.getNode().onError === 'continueErrorOutput'
		? Object.defineProperty(item, 'error', { value: error, writable: true })
		: item;
}

// As many as the usual number of parallel requests.
const ITEMS_AT_ONCE = 8;

/**
 * Whether items after a failed one may be carried out: reads, and what is safe to run again. Local work waits for
 * nobody: several at once would only take more memory.
 */
function mayOverlap(node: INode, catalog: Catalog): boolean {
	const { parameters } = node;
	// An expression may choose another operation for each item: it is none of the catalogue.
	const operation = operationOf(catalog, parameters.resource, parameters.operation);
	if (!operation || !catalog.service) return false;
	// n8n renews a token that has ended once for each request that met it, and a refresh token serves once.
	if (serviceFor(catalog.service, node).isOAuth2) return false;
	if ('parallel' in operation && operation.parallel === true) return true;
	return routesOf(operation).every((route) => route.startsWith('GET '));
}

/**
 * Runs the chosen operation for every input item with the item's own parameters and pairs each output to its
 * input. With "Continue" on error the failed item becomes `{ error, details }`, in the form that n8n routes to
 * the error output. Items are worked on one after the other where it matters, several at once where not.
 */
export async function runCatalog(
	context: IExecuteFunctions,
	catalog: Catalog,
): Promise<INodeExecutionData[][]> {
	const openKeyPair = keyPairOpener();
	const inputs = context.getInputData();
	const outputsOf = async (input: INodeExecutionData, itemIndex: number): Promise<INodeExecutionData[]> => {
		const pairedItem = { item: itemIndex };
		try {
			const outputs = await runItem(context, catalog, itemIndex, input, openKeyPair);
			return outputs.map((output) => ({ ...output, pairedItem }));
		} catch (error) {
			const nodeError = forItem(context, error, itemIndex);
			if (!context.continueOnFail() || context.getExecutionCancelSignal()?.aborted) throw nodeError;
			return [errorItem(context, nodeError, pairedItem)];
		}
	};
	const width = mayOverlap(context.getNode(), catalog) ? ITEMS_AT_ONCE : 1;
	return [(await mapConcurrent(inputs, width, outputsOf)).flat()];
}
