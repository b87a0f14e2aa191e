import type { IDataObject } from 'n8n-workflow';
import { unknownFields, withNoise } from '../emulator/core/faults/noise';
import { shortenWaits } from '../host/jobs/demand.fixture';
import { useBinaryData } from '../host/engine/engine';
import { caseOf, drawnOf, nodes, requestingOf, runOperation, serverOf, type Subject } from './subject';
import { createWorld, type World } from './world';

/*
 * Kontur adds fields and values without notice. Every operation gets answers with fields and URNs that no document
 * names, works, and hands them on unchanged.
 */

useBinaryData('filesystem');

let world: World;
beforeAll(shortenWaits);
afterAll(() => jest.restoreAllMocks());
beforeEach(async () => {
	world = await createWorld();
});
afterEach(async () => await world.close());

const file = 'gives a file, and of Kontur’s description what its name and type are';

/** What hands on no answer of Kontur's although there are some, and why. */
const composed: Record<string, string> = {
	'content.upload': 'an upload of several parts has several answers, and they say the ID only',
	'docflow.downloadDocuments': file,
	'docflow.saveArchive': file,
	'docflowDocument.download': file,
	'documentsRequest.fetch': file,
	'inventoryDocument.download': file,
	'revenue.get': 'adds receipts up',
	'revenue.reconcile': 'compares sums of receipts',
	'draft.sign': 'sums up what was signed, a document with its signature each',
	'attention.getAll': 'sums up what several answers say',
	'calendar.get': 'lists reports and payments of several answers',
	'report.check': 'lists what Kontur found, and the draft is gone',
	'docflow.answer': 'sums up what was sent in a document flow, and what needs a human',
};

/** Which URNs stay as documented, because the operation is asked to find its way by them. */
const steering: Record<string, { members: string[]; why: string }> = {
	'demand.reply': { members: ['type'], why: 'the file of the demand is found by its type' },
	'docflow.wait': { members: ['status'], why: 'a status is waited for' },
};

const isObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether an output holds all of an answer, unchanged. */
function holds(output: unknown, answer: unknown): boolean {
	if (Array.isArray(answer)) {
		return (
			Array.isArray(output) &&
			output.length === answer.length &&
			answer.every((element, index) => holds(output[index], element))
		);
	}
	// Kontur.OFD pads numbers with spaces.
	if (typeof answer === 'string') return output === answer || output === answer.trim();
	if (!isObject(answer)) return output === answer;
	return isObject(output) && Object.entries(answer).every(([name, value]) => holds(output[name], value));
}

/** A fiscal document is taken out of its envelope, `{ "receipt": { … } }`. */
function opened(part: IDataObject): IDataObject {
	const inner = Object.entries(part).find(([, value]) => isObject(value) && 'fiscalDocumentNumber' in value);
	if (!inner) return part;
	const { [inner[0]]: document, ...rest } = part;
	return { ...rest, ...(document as IDataObject) };
}

/** An answer that is an object, and the elements of the lists it consists of. */
const partsOf = (answer: unknown): IDataObject[] => {
	const members: unknown[] = isObject(answer) ? Object.values(answer) : [answer];
	return [answer, ...members.filter(Array.isArray).flat()].filter(isObject).map(opened);
};

const names = { typeName: 'type', statusName: 'status', successStateName: 'success-state' };

describe.each(nodes.filter(({ service }) => service))('$node', (subject: Subject) => {
	describe.each(drawnOf(subject, 'get unknown fields', 20))('$name', (named) => {
		const { name, operation } = named;

		test('unknown fields and URNs pass through', async () => {
			const [first, second] = await caseOf(subject, name, world).items(world);
			const server = serverOf(subject, operation);
			const answers: unknown[] = [];
			world.emulator.control.changeAnswers(({ service }, json) => {
				const keptUrns = ['task-type', ...(steering[name]?.members ?? [])];
				const noisy = withNoise(json, { keptUrns });
				if (service === server) answers.push(noisy);
				return noisy;
			});

			const raw = await runOperation(subject, named, world, [first]);
			expect(raw.error?.message).toBeUndefined();
			expect(raw.items.length).toBeGreaterThan(0);
			const parts = answers.flatMap(partsOf);
			const isHandedOn = parts.length > 0 && !(name in composed);
			for (const json of isHandedOn ? raw.json : []) {
				expect(json).toMatchObject(unknownFields);
				expect(parts.some((part) => holds(json, part))).toBe(true);
			}

			if (!operation.simplify) return;
			const simple = await runOperation(subject, named, world, [second], {}, { simplify: true });
			expect(simple.error?.message).toBeUndefined();
			expect(simple.items.length).toBeGreaterThan(0);
			for (const json of simple.json) {
				// What has no name yet is shown as it is.
				for (const [shown, urn] of Object.entries(names)) {
					if (shown in json && !steering[name]) expect(json[shown]).toBe(json[urn]);
				}
			}
		});
	});
});

test('the noise is what it says', async () => {
	const [subject] = nodes;
	const named = requestingOf(subject.catalog).filter(({ name }) => name === 'docflow.get')[0];
	const [item] = await caseOf(subject, named.name, world).items(world);
	world.emulator.control.changeAnswers((_entry, json) => withNoise(json));
	const { json } = await runOperation(subject, named, world, [item]);
	expect(json).toMatchObject([
		{
			...unknownFields,
			type: 'urn:docflow:brand-new',
			status: 'urn:docflow-common-status:brand-new',
			documents: expect.arrayContaining([expect.objectContaining(unknownFields)]),
		},
	]);
});

test('every exception is an operation', () => {
	const all = nodes.flatMap(({ catalog }) => requestingOf(catalog)).map(({ name }) => name);
	const left = [...Object.keys(composed), ...Object.keys(steering)];
	expect(left.filter((name) => !all.includes(name))).toEqual([]);
});
