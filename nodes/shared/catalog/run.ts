import type {
	IDataObject,
	IExecuteFunctions,
	INode,
	INodeExecutionData,
	IPairedItemData,
} from 'n8n-workflow';
import { NodeApiError, NodeOperationError, UserError } from 'n8n-workflow';
import { keyPairOpener } from '../auth';
import { mediaType, safeFileName, type Gate } from '../foreign';
import { label, t } from '../language';
import {
	attachDetails,
	createClient,
	detailsOf,
	mapConcurrent,
	mapInTurns,
	paginate as pagesOf,
	serviceFor,
	type Client,
	type Shape,
} from '../transport';
import { openBlank, readBinary, type BinaryOutput } from './binary';
import { storeFile } from './files';
import { idByInn, isByInn } from './byInn';
import { Gathered } from './gathered';
import { routesOf } from './operation';
import { fieldsOf } from './properties';
import { isOfVersion, VERSION } from './versions';
import type { Catalog, Field, Operation, OperationContext, Output, Params, RequestOperation } from './types';

type Values = Record<string, unknown>;

const findOperation = ({ resources }: Catalog, resource: unknown, operation: unknown) =>
	resources.find(({ value }) => value === resource)?.operations.find(({ value }) => value === operation);

function chosenOperation(context: IExecuteFunctions, catalog: Catalog, itemIndex: number): Operation {
	const resource = context.getNodeParameter('resource', itemIndex) as string;
	const operation = context.getNodeParameter('operation', itemIndex) as string;
	const found = findOperation(catalog, resource, operation);
	if (found) return found;
	throw new NodeOperationError(
		context.getNode(),
		t`This version of the node has no operation "${operation}" for the resource "${resource}"`,
		{ itemIndex, description: t`Choose the operation again, or update the package.` },
	);
}

const isShown = ({ displayOptions }: Field, values: Values) =>
	Object.entries(displayOptions?.show ?? {}).every(
		([name, allowed]) => name === VERSION || (allowed as readonly unknown[]).includes(values[name]),
	);

const copyOf = (value: unknown): unknown => (typeof value === 'object' ? structuredClone(value) : value);

/** @returns the values, and the locators among them that hold an INN in place of an ID */
function readParameters(
	context: IExecuteFunctions,
	operation: Operation,
	itemIndex: number,
): { values: Values; byInn: Field[] } {
	const values: Values = {};
	const byInn: Field[] = [];
	// n8n copies the node each time it is asked for it.
	const { typeVersion } = context.getNode();
	const fields = fieldsOf(operation).filter((field) => isOfVersion(field, typeVersion));
	for (const field of fields) {
		const isLocator = field.type === 'resourceLocator';
		const shown = isShown(field, values);
		// A mutable copy, because operations may put the value into a request body.
		const fallback = copyOf(field.default) as object;
		const read = (extractValue: boolean): unknown =>
			context.getNodeParameter(field.name, itemIndex, fallback, { extractValue });
		if (field.byInn && shown && isByInn(read(false))) byInn.push(field);
		// n8n extracts no value from a hidden field. Fields that control visibility come earlier in the list.
		const value = read(isLocator && shown);
		values[field.name] = isLocator && typeof value === 'string' ? value.trim() : value;
	}
	for (const { name, displayName, required, check } of fields.filter((field) => isShown(field, values))) {
		const value = values[name] ?? '';
		if (name === 'limit' && !(Number(value) >= 1)) {
			throw new NodeOperationError(context.getNode(), t`"Limit" must be a number, 1 or greater`, {
				itemIndex,
			});
		}
		if (required && value === '') {
			const shown = label(displayName, name);
			throw new NodeOperationError(context.getNode(), t`"${shown}" is empty`, {
				itemIndex,
				description: t`Fill in "${shown}" in the node. If it contains an expression, this item has no value for it.`,
			});
		}
		check?.(value);
	}
	return { values, byInn };
}

/** Whether "Simplify" is on, which an operation with many fields has among its additional ones. */
function isSimplified({ simplify, additionalFields }: Values): boolean {
	const { simplify: additional = true } = (additionalFields ?? {}) as Values;
	return (simplify ?? additional) === true;
}

async function runRequest(
	client: Client,
	operation: RequestOperation,
	values: Values,
	{ timeZone, openKeyPair, gather, simplify }: OperationContext<unknown>,
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
		shape: http.shape as Shape<IDataObject>,
	};
	const show = (element: IDataObject): Output => {
		const json = operation.transform ? operation.transform(element, params) : element;
		return { json: simplify && operation.simplify ? operation.simplify(json) : json };
	};
	if (paginate) {
		const limit = values.returnAll === true ? Infinity : Number(values.limit);
		const outputs: Output[] = [];
		for await (const page of pagesOf(client, { ...request, element: request.shape }, paginate, limit)) {
			const shown = await mapInTurns(page, show);
			gather(shown);
			for (const output of shown) outputs.push(output);
		}
		return outputs;
	}
	if (http.method === 'DELETE') {
		await client.request(request);
		return [{ json: { deleted: true } }];
	}
	const { body } = await client.request(request);
	const output = show(body);
	gather([output]);
	return [output];
}

async function runItem(
	context: IExecuteFunctions,
	catalog: Catalog,
	itemIndex: number,
	input: INodeExecutionData,
	openKeyPair: ReturnType<typeof keyPairOpener>,
	client: Client,
	gathered: ReturnType<Gathered['item']>,
): Promise<Output[]> {
	const operation = chosenOperation(context, catalog, itemIndex);
	const { values, byInn } = readParameters(context, operation, itemIndex);
	for (const field of byInn) {
		const parameter = (name: string) => String(values[name] ?? '');
		values[field.name] = await idByInn(context, client, field, values[field.name], parameter);
	}
	const log = (message: string) =>
		context.logger.info(`${context.getNode().name}: ${client.gate.composed(message)}`);
	const writeBinary: BinaryOutput = async (data, fileName, mimeType) =>
		await context.helpers.prepareBinaryData(data, safeFileName(fileName), mediaType(mimeType));
	const work: OperationContext<Params<readonly Field[]>> = {
		params: values as Params<readonly Field[]>,
		client,
		input,
		readBinary: async (field) => await readBinary(context, itemIndex, field),
		writeBinary,
		writeChunks: async (chunks, fileName, mimeType) =>
			await storeFile(writeBinary, await openBlank(context), chunks, fileName, mimeType),
		openKeyPair: async (options) => {
			if (!context.getNode().credentials?.konturCertificateApi) {
				throw new UserError(t`Choose the credential with your certificate and private key in the node.`, {
					description: t`In Kontur.Extern it is "Certificate to Sign With", at the top of the panel.`,
				});
			}
			return await openKeyPair(await context.getCredentials('konturCertificateApi', itemIndex), options);
		},
		gather: gathered.add,
		simplify: isSimplified(values),
		timeZone: context.getTimezone(),
		log,
		nameError: (error, name, ids) => {
			const nodeError = toNodeError(context, error, itemIndex, client.gate);
			nodeError.message = `${client.gate.composed(name, LONGEST_NAME)}: ${nodeError.message}`;
			attachDetails(nodeError, { ...detailsOf(nodeError), ...ids });
			return nodeError;
		},
		note: (message) => {
			log(message);
			context.addExecutionHints({
				message: client.gate.composed(message),
				type: 'info',
				location: 'outputPane',
			});
		},
	};
	if ('http' in operation) return await runRequest(client, operation, values, work);
	const result = await operation.run(work);
	const outputs = Array.isArray(result) ? result : [result];
	if (!gathered.isCounted) gathered.add(outputs);
	const { simplify } = operation;
	if (!work.simplify || typeof simplify !== 'function') return outputs;
	return await mapInTurns(outputs, (output) =>
		output.failure ? output : { ...output, json: simplify(output.json) },
	);
}

/**
 * Wraps an error for n8n. Node errors are kept and get the item index, because wrapping one replaces its text. The
 * description of a user error becomes advice, its `extra.code` goes into the details of the error item.
 */
function toNodeError(
	context: IExecuteFunctions,
	error: unknown,
	itemIndex: number,
	gate: Gate,
): NodeApiError | NodeOperationError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) {
		error.context.itemIndex ??= itemIndex;
		return error;
	}
	const message = gate.composed(error instanceof Error ? error.message : String(error));
	const { description, extra } = error instanceof UserError ? error : {};
	const advice = description ? gate.composed(description) : undefined;
	const nodeError = new NodeOperationError(context.getNode(), message, { itemIndex, description: advice });
	if (typeof extra?.code === 'string') attachDetails(nodeError, { code: extra.code, advice });
	return nodeError;
}

/**
 * Returns the item for a failed one: `{ error, details }`. n8n routes an item with exactly these two keys to the error
 * output. n8n before 2.36 routes only items with `error` next to `json`, and later versions drop the details of those,
 * so `error` is not enumerable: the copy that later versions make does not have it.
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

// Of what an error is about, in bytes.
const LONGEST_NAME = 512;

// The default number of parallel requests.
const ITEMS_AT_ONCE = 8;

/**
 * Returns whether items may run concurrently, which means that some run although an earlier one fails. Allowed only for
 * reads and work that is safe to repeat. Local work would only take more memory.
 */
function mayOverlap(node: INode, catalog: Catalog): boolean {
	const { parameters } = node;
	// An expression may choose a different operation for each item; it is not in the catalog.
	const operation = findOperation(catalog, parameters.resource, parameters.operation);
	if (!operation || !catalog.service) return false;
	// n8n renews an expired token once per failed request, but a refresh token works only once.
	if (serviceFor(catalog.service, node).isOAuth2) return false;
	if ('parallel' in operation && operation.parallel === true) return true;
	return routesOf(operation).every((route) => route.startsWith('GET '));
}

/**
 * Runs the chosen operation for each input item with the item's own parameters, and pairs each output to its input.
 * With "Continue" on error, a failed item becomes `{ error, details }`, which n8n routes to the error output. Items run
 * concurrently when the operation allows it, otherwise in order.
 */
export async function runCatalog(
	context: IExecuteFunctions,
	catalog: Catalog,
): Promise<INodeExecutionData[][]> {
	const openKeyPair = keyPairOpener();
	const gathered = new Gathered();
	const runOne = async (input: INodeExecutionData, itemIndex: number): Promise<INodeExecutionData[]> => {
		const pairedItem = { item: itemIndex };
		const client = createClient(context, catalog.service, itemIndex);
		const own = gathered.item();
		try {
			const outputs = await runItem(context, catalog, itemIndex, input, openKeyPair, client, own);
			return await mapInTurns(outputs, ({ failure, ...output }) =>
				failure
					? errorItem(context, toNodeError(context, failure, itemIndex, client.gate), pairedItem)
					: { ...output, pairedItem },
			);
		} catch (error) {
			own.drop();
			const nodeError = toNodeError(context, error, itemIndex, client.gate);
			if (!context.continueOnFail() || context.getExecutionCancelSignal()?.aborted) throw nodeError;
			return [errorItem(context, nodeError, pairedItem)];
		}
	};
	const width = mayOverlap(context.getNode(), catalog) ? ITEMS_AT_ONCE : 1;
	return [(await mapConcurrent(context.getInputData(), width, runOne)).flat()];
}
