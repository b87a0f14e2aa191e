// Writes the output schemas that the editor shows before a node has run, from what the operations really give
// against the emulator.
import type { IDataObject } from 'n8n-workflow';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { catalog as externCatalog } from '../nodes/KonturExtern/actions';
import { catalog as ofdCatalog } from '../nodes/KonturOfd/actions';
import { catalog as signatureCatalog } from '../nodes/KonturSignature/actions';
import { fieldsOf } from '../nodes/shared/catalog';
import { externCases } from '../test/conformance/extern.cases';
import { ofdCases } from '../test/conformance/ofd.cases';
import { signatureCases } from '../test/conformance/signature.cases';
import { createWorld } from '../test/conformance/world';
import { startBinaryData } from '../test/host/engine';
import {
	EXTERN,
	OFD,
	SIGNATURE,
	certificateCredential,
	externCredential,
	ofdCredential,
} from '../test/host/kontur';

const nodes = [
	{
		folder: 'KonturExtern',
		node: EXTERN,
		catalog: externCatalog,
		cases: externCases,
		credentials: { ...externCredential, ...certificateCredential },
	},
	{ folder: 'KonturOfd', node: OFD, catalog: ofdCatalog, cases: ofdCases, credentials: ofdCredential },
	{
		folder: 'KonturSignature',
		node: SIGNATURE,
		catalog: signatureCatalog,
		cases: signatureCases,
		credentials: certificateCredential,
	},
];

type Schema = { type: string; items?: Schema; properties?: Record<string, Schema> };

function schemaOf(value: unknown): Schema {
	if (Array.isArray(value))
		return { type: 'array', items: value.length ? merge(value.map(schemaOf)) : { type: 'object' } };
	if (value === null || value === undefined) return { type: 'null' };
	if (typeof value !== 'object') return { type: Number.isInteger(value) ? 'integer' : typeof value };
	const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
	return {
		type: 'object',
		properties: Object.fromEntries(entries.map(([key, entry]) => [key, schemaOf(entry)])),
	};
}

/** Elements of a list may each have fields that others lack. */
function merge(schemas: Schema[]): Schema {
	const objects = schemas.filter(({ type }) => type === 'object');
	if (objects.length !== schemas.length) return schemas.find(({ type }) => type !== 'null') ?? schemas[0];
	return { type: 'object', properties: Object.assign({}, ...objects.map(({ properties }) => properties)) };
}

async function main(): Promise<void> {
	await startBinaryData('filesystem');
	for (const { folder, node, catalog, cases, credentials } of nodes) {
		const target = join(__dirname, '..', 'nodes', folder, '__schema__', 'v1.0.0');
		rmSync(target, { recursive: true, force: true });
		for (const resource of catalog.resources) {
			for (const operation of resource.operations) {
				const world = await createWorld();
				const declared = cases[`${resource.value}.${operation.value}`];
				const [{ parameters, binary }] = await (
					typeof declared === 'function' ? declared(world) : declared
				).items(world);
				const locators = fieldsOf(operation).filter(({ type }) => type === 'resourceLocator');
				const typed: IDataObject = { ...parameters, resource: resource.value, operation: operation.value };
				for (const { name } of locators)
					typed[name] = { __rl: true, mode: 'id', value: parameters[name] as string };
				const { json, error } = await world.engine.run(node, typed, {
					credentials,
					items: [{ json: {}, binary }],
				});
				await world.close();
				if (error) throw error;
				const schema = { ...merge(json.map(schemaOf)), version: 1 };
				const file = join(target, resource.value, `${operation.value}.json`);
				mkdirSync(dirname(file), { recursive: true });
				writeFileSync(file, `${JSON.stringify(schema)}\n`);
			}
		}
	}
	console.log('Output schemas written');
}

void main().then(() => process.exit(0));
