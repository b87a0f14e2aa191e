// Writes the output schemas that the editor shows before a node has run, from what the operations return against the
// emulator. The schemas are written to a temporary folder and swapped in at the end, so that a failure keeps the old
// ones.
import type { IDataObject } from 'n8n-workflow';
import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { catalog as externCatalog } from '../nodes/KonturExtern/actions';
import { catalog as ofdCatalog } from '../nodes/KonturOfd/actions';
import { catalog as signatureCatalog } from '../nodes/KonturSignature/actions';
import { fieldsOf, type Operation } from '../nodes/shared/catalog';
import { externCases } from '../test/conformance/extern.cases';
import { ofdCases } from '../test/conformance/ofd.cases';
import { signatureCases } from '../test/conformance/signature.cases';
import { createWorld } from '../test/conformance/world';
import { startBinaryData } from '../test/host/engine/engine';
import {
	EXTERN,
	OFD,
	SIGNATURE,
	certificateCredential,
	externCredential,
	ofdCredential,
} from '../test/host/engine/kontur';

const nodesFolder = join(__dirname, '..', 'nodes');
const TASKS_END = 60_000;

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

/** Merges the schemas of a list's elements, each of which may have fields that others lack. */
function merge(schemas: Schema[]): Schema {
	const objects = schemas.filter(({ type }) => type === 'object');
	if (objects.length !== schemas.length) return schemas.find(({ type }) => type !== 'null') ?? schemas[0];
	return { type: 'object', properties: Object.assign({}, ...objects.map(({ properties }) => properties)) };
}

async function operationSchema(
	{ node, cases, credentials }: (typeof nodes)[number],
	resource: string,
	operation: Operation,
): Promise<Schema> {
	const world = await createWorld();
	try {
		const declared = cases[`${resource}.${operation.value}`];
		const { items } = typeof declared === 'function' ? declared(world) : declared;
		const [{ parameters, binary }] = await items(world);
		// Finishes running tasks, so that a schema does not depend on the speed of this machine.
		world.emulator.state.clock.advance(TASKS_END);
		const locators = fieldsOf(operation).filter(({ type }) => type === 'resourceLocator');
		const typed: IDataObject = { ...parameters, resource, operation: operation.value };
		for (const { name } of locators)
			typed[name] = { __rl: true, mode: 'id', value: parameters[name] as string };
		const { json, error } = await world.engine.run(node, typed, {
			credentials,
			items: [{ json: {}, binary }],
		});
		if (error) throw error;
		return merge(json.map(schemaOf));
	} finally {
		await world.close();
	}
}

async function main(): Promise<void> {
	await startBinaryData('filesystem');
	const aside = mkdtempSync(join(nodesFolder, '.schemas-'));
	try {
		for (const entry of nodes) {
			for (const { value: resource, operations } of entry.catalog.resources) {
				for (const operation of operations) {
					const schema = await operationSchema(entry, resource, operation).catch((cause: unknown) => {
						throw new Error(`${entry.folder}, ${resource}.${operation.value}: no output schema`, { cause });
					});
					const file = join(aside, entry.folder, resource, `${operation.value}.json`);
					mkdirSync(dirname(file), { recursive: true });
					writeFileSync(file, `${JSON.stringify({ ...schema, version: 1 })}\n`);
				}
			}
		}
		for (const { folder } of nodes) {
			const target = join(nodesFolder, folder, '__schema__', 'v1.0.0');
			rmSync(target, { recursive: true, force: true });
			renameSync(join(aside, folder), target);
			// What the versions return by default has the same fields.
			if (folder === 'KonturOfd') cpSync(target, join(target, '..', 'v1.1.0'), { recursive: true });
		}
	} finally {
		rmSync(aside, { recursive: true, force: true });
	}
	console.log('Output schemas written');
}

void main().then(
	() => process.exit(0),
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
