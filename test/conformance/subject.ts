import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { catalog as externCatalog } from '../../nodes/KonturExtern/actions';
import { catalog as ofdCatalog } from '../../nodes/KonturOfd/actions';
import { catalog as signatureCatalog } from '../../nodes/KonturSignature/actions';
import { fieldsOf, routesOf, type Catalog, type Operation } from '../../nodes/shared/catalog';
import type { RunOptions, RunResult } from '../host/engine/engine';
import {
	EXTERN,
	OFD,
	SIGNATURE,
	certificateCredential,
	externCredential,
	ofdCredential,
} from '../host/engine/kontur';
import { sampleCells } from '../support/sampling';
import { externCases } from './extern.cases';
import { ofdCases } from './ofd.cases';
import { signatureCases } from './signature.cases';
import type { Case, CaseItem, World } from './world';

/** The nodes with a catalogue, the service each works with, and how their operations are exercised. */
export const nodes = [
	{
		node: EXTERN,
		service: 'extern',
		catalog: externCatalog,
		cases: externCases,
		credentials: { ...externCredential, ...certificateCredential },
	},
	{ node: OFD, service: 'ofd', catalog: ofdCatalog, cases: ofdCases, credentials: ofdCredential },
	{
		node: SIGNATURE,
		service: undefined,
		catalog: signatureCatalog,
		cases: signatureCases,
		credentials: certificateCredential,
	},
] as const;

export type Subject = (typeof nodes)[number];

export interface NamedOperation {
	/** `resource.operation`, as they are stored. */
	name: string;
	resource: string;
	operation: Operation;
}

export const operationsOf = (catalog: Catalog): NamedOperation[] =>
	catalog.resources.flatMap((resource) =>
		resource.operations.map((operation) => ({
			name: `${resource.value}.${operation.value}`,
			resource: resource.value,
			operation,
		})),
	);

/** The operations that ask something of the service; the others read what they are given. */
export const requestingOf = (catalog: Catalog): NamedOperation[] =>
	operationsOf(catalog).filter(({ operation }) => routesOf(operation).length > 0);

/** Some of those, in proportion to how many there are, so that the nodes have `most` in all. */
export function drawnOf({ node, catalog }: Subject, what: string, most: number): NamedOperation[] {
	const own = requestingOf(catalog);
	const all = nodes.reduce((sum, subject) => sum + requestingOf(subject.catalog).length, 0);
	return sampleCells(`Operations that ${what}`, node, own, Math.ceil((most * own.length) / all));
}

export const caseOf = ({ cases }: Subject, name: string, world: World): Case => {
	const declared = cases[name];
	return typeof declared === 'function' ? declared(world) : declared;
};

/** The service that an operation asks: one is the authenticator's. */
export const serverOf = ({ service }: Subject, operation: Operation) =>
	routesOf(operation).some((route) => route.includes(' /auth/')) ? 'auth' : service;

/** Fields that hold an expression, so that each item brings its own value. */
function fromItems({ resource, operation }: NamedOperation, items: CaseItem[]): IDataObject {
	const parameters: IDataObject = { resource, operation: operation.value };
	for (const declared of fieldsOf(operation)) {
		if (!items.some((item) => declared.name in item.parameters)) continue;
		const expression = `={{ $json.${declared.name} }}`;
		if (declared.type === 'resourceLocator') {
			parameters[declared.name] = { __rl: true, mode: 'id', value: expression };
		} else if (declared.type === 'collection') {
			const entries = items.flatMap((item) =>
				Object.keys((item.parameters[declared.name] ?? {}) as IDataObject),
			);
			parameters[declared.name] = Object.fromEntries(
				entries.map((entry) => [entry, `={{ $json.${declared.name}.${entry} }}`]),
			);
		} else parameters[declared.name] = expression;
	}
	return parameters;
}

/** Items of an operation whose Simplify stands among its additional fields. */
function simplifying({ operation }: NamedOperation, items: CaseItem[], simplify: boolean): CaseItem[] {
	const isInside = operation.fields.some(
		({ name, options = [] }) =>
			name === 'additionalFields' && options.some((option) => option.name === 'simplify'),
	);
	if (!isInside) return items;
	return items.map((item) => {
		const { additionalFields, ...others } = item.parameters;
		const more = { ...(additionalFields as IDataObject | undefined), simplify };
		return { ...item, parameters: { ...others, additionalFields: more } };
	});
}

/** Runs an operation for items in the real engine. The emulator's log begins with it. */
export async function runOperation(
	{ node, credentials }: Subject,
	named: NamedOperation,
	world: World,
	items: CaseItem[],
	options: RunOptions = {},
	more: IDataObject = {},
): Promise<RunResult> {
	const placed = simplifying(named, items, more.simplify === true);
	const input: INodeExecutionData[] = placed.map(({ parameters, binary }) => ({
		json: parameters,
		...(binary ? { binary } : {}),
	}));
	world.emulator.control.clearLog();
	return await world.engine.run(
		node,
		{
			...fromItems(named, placed),
			simplify: false,
			// In later versions of the node for Kontur.OFD.
			output: more.simplify === true ? 'simplified' : 'raw',
			...more,
		},
		{ credentials, items: input, ...options },
	);
}

/** The outputs that are paired to one item of the input. */
export const outputsOf = (items: INodeExecutionData[], item: number) =>
	items.filter(({ pairedItem }) => (pairedItem as { item: number }).item === item);
