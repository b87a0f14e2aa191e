import type { IDataObject, INodeListSearchItems } from 'n8n-workflow';
import { locator, searchBySkip, searchWhole, type ListSearch } from '../../../shared/catalog';
import { listAll, type Client } from '../../../shared/transport';
import { documentsOf, inDocflow, inInventory, readObject } from '../../api/documentPlaces';
import { nameOfUrn, shownName } from '../../api/urns';
import { docflowChoice, label, text } from './locators';

type Parameter = (name: string) => string;

const short = (id: unknown) => text(id).slice(0, 8);

const objectOf = (value: unknown): IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as IDataObject) : {};

const valuesOf = (parameter: Parameter, ...names: string[]): Record<string, string> =>
	Object.fromEntries(names.map((name) => [name, parameter(name)]));

async function readArray(client: Client, path: string, pathValues: IDataObject): Promise<IDataObject[]> {
	const { body } = await client.request<unknown>({ method: 'GET', path, pathValues });
	return Array.isArray(body) ? (body as IDataObject[]) : [];
}

/** A search in a list that comes whole. */
const wholeSearch = (
	method: string,
	read: (client: Client, parameter: Parameter) => Promise<IDataObject[]>,
	toChoice: (element: IDataObject) => INodeListSearchItems,
): ListSearch => ({
	method,
	search: async (client, parameter, filter) => searchWhole(await read(client, parameter), toChoice, filter),
});

function documentChoice(document: IDataObject): INodeListSearchItems {
	const description = objectOf(document.description);
	return {
		name: label(shownName(description.type, 'document'), description.filename) || text(document.id),
		value: text(document.id),
	};
}

const signatureChoice = (signature: IDataObject): INodeListSearchItems => ({
	name: label(signature.title, signature['signer-type'], short(signature.id)),
	value: text(signature.id),
});

const draftPath = '/v1/{accountId}/drafts/{draftId}';
const builderPath = '/v1/{accountId}/drafts/builders/{draftsBuilderId}';

/** The documents of a draft. The draft gives only their addresses; Kontur lets it have 99 files at most. */
async function documentsOfDraft(client: Client, parameter: Parameter): Promise<IDataObject[]> {
	const ids = valuesOf(parameter, 'accountId', 'draftId');
	const draft = await readObject(client, draftPath, ids);
	const read = documentsOf(draft).map(async ({ href }) => {
		const documentId = /\/documents\/([^/?]+)/.exec(text(href))?.[1];
		if (!documentId) return [];
		return [await readObject(client, `${draftPath}/documents/{documentId}`, { ...ids, documentId })];
	});
	return (await Promise.all(read)).flat();
}

function builderDocumentChoice(document: IDataObject): INodeListSearchItems {
	const data = objectOf(objectOf(document.meta)['builder-data']);
	const named = label(
		data['scanned-document-name'],
		data['claim-item-number'],
		data['svdreg-code'],
		data.type,
	);
	return { name: label(named, short(document.id)), value: text(document.id) };
}

const placeholder = 'ea7c1d2e-4f5a-4b6c-8d7e-9f0a1b2c3d4e';

const documentLocator = (description: string, listSearch: ListSearch) =>
	locator({ name: 'documentId', displayName: 'Document', description, placeholder, listSearch });

const inDocflowOf =
	(place: 'docflowId' | 'relatedDocflowId') => async (client: Client, parameter: Parameter) =>
		await readArray(client, `${inDocflow.docflow}/documents`, {
			accountId: parameter('accountId'),
			docflowId: parameter(place),
		});

const inventoryIds = (parameter: Parameter) =>
	valuesOf(parameter, 'accountId', 'relatedDocflowId', 'relatedDocumentId', 'inventoryId');

export const documentOfDocflow = documentLocator(
	'A document of the document flow: what was sent, or an answer to it',
	wholeSearch('searchDocflowDocuments', inDocflowOf('docflowId'), documentChoice),
);

export const documentOfDraft = documentLocator(
	'A document of the draft',
	wholeSearch('searchDraftDocuments', documentsOfDraft, documentChoice),
);

export const documentOfBuilder = documentLocator(
	'A document of the drafts builder: what its files make up',
	wholeSearch(
		'searchBuilderDocuments',
		async (client, parameter) =>
			await readArray(
				client,
				`${builderPath}/documents`,
				valuesOf(parameter, 'accountId', 'draftsBuilderId'),
			),
		builderDocumentChoice,
	),
);

export const documentOfInventory = documentLocator(
	'A document of the inventory: what was sent, or an answer to it',
	wholeSearch(
		'searchInventoryDocuments',
		async (client, parameter) =>
			documentsOf(await readObject(client, inInventory.docflow, inventoryIds(parameter))),
		documentChoice,
	),
);

export const repliedDocumentId = documentLocator(
	'The document that is replied to, of the document flow or of the inventory',
	wholeSearch(
		'searchRepliedDocuments',
		async (client, parameter) => {
			if (parameter('replyTo') !== 'inventory') return await inDocflowOf('docflowId')(client, parameter);
			const ids = {
				...valuesOf(parameter, 'accountId', 'relatedDocumentId', 'inventoryId'),
				relatedDocflowId: parameter('docflowId'),
			};
			return documentsOf(await readObject(client, inInventory.docflow, ids));
		},
		documentChoice,
	),
);

const relatedDocument = (listSearch: ListSearch) =>
	locator({
		name: 'relatedDocumentId',
		displayName: 'Related Document',
		description: 'The document in it that is answered, for example the file of the demand',
		placeholder: 'eb31a7c4-5d6e-4f70-8a9b-1c2d3e4f5a6b',
		listSearch,
	});

export const relatedDocumentId = relatedDocument(
	wholeSearch('searchRelatedDocuments', inDocflowOf('relatedDocflowId'), documentChoice),
);

/** Where the document flow of the demand stands in `docflowId`. */
export const demandDocumentId = relatedDocument(
	wholeSearch('searchDemandDocuments', inDocflowOf('docflowId'), documentChoice),
);

const inventory = (method: string, place: 'docflowId' | 'relatedDocflowId') =>
	locator({
		name: 'inventoryId',
		displayName: 'Inventory',
		description: 'What was sent in answer to the demand',
		placeholder: '1a1a7c2e-8d1f-4a6b-9c3d-2e1f0a9b8c7d',
		listSearch: {
			method,
			search: async (client, parameter, filter, page) =>
				await searchBySkip(
					client,
					{
						method: 'GET',
						path: `${inDocflow.docflow}/documents/{documentId}/inventories`,
						pathValues: {
							accountId: parameter('accountId'),
							docflowId: parameter(place),
							documentId: parameter('relatedDocumentId'),
						},
						query: { orderBy: 'descending' },
					},
					'docflows-page-item',
					docflowChoice,
					filter,
					page,
				),
		},
	});

export const inventoryId = inventory('searchInventories', 'relatedDocflowId');
export const demandInventoryId = inventory('searchDemandInventories', 'docflowId');

const signature = (listSearch: ListSearch) =>
	locator({
		name: 'signatureId',
		displayName: 'Signature',
		description: 'A signature under the document',
		placeholder: '536d0e1f-2a3b-4c4d-8e5f-60718293a4b5',
		listSearch,
	});

const signaturesOf = ({ signatures }: IDataObject): IDataObject[] =>
	Array.isArray(signatures) ? (signatures as IDataObject[]) : [];

export const signatureInDocflow = signature(
	wholeSearch(
		'searchDocflowSignatures',
		async (client, parameter) =>
			await readArray(
				client,
				`${inDocflow.document}/signatures`,
				valuesOf(parameter, 'accountId', 'docflowId', 'documentId'),
			),
		signatureChoice,
	),
);

export const signatureInDraft = signature(
	wholeSearch(
		'searchDraftSignatures',
		async (client, parameter) => {
			const ids = valuesOf(parameter, 'accountId', 'draftId', 'documentId');
			return signaturesOf(await readObject(client, `${draftPath}/documents/{documentId}`, ids));
		},
		signatureChoice,
	),
);

export const signatureInInventory = signature(
	wholeSearch(
		'searchInventorySignatures',
		async (client, parameter) => {
			const ids = { ...inventoryIds(parameter), documentId: parameter('documentId') };
			return signaturesOf(await inInventory.readDocument(client, ids));
		},
		signatureChoice,
	),
);

export const fileId = locator({
	name: 'fileId',
	displayName: 'File',
	description: 'A file of the document',
	placeholder: 'f11e1d2c-4f5a-4b6c-8d7e-9f0a1b2c3d4e',
	listSearch: wholeSearch(
		'searchBuilderFiles',
		async (client, parameter) =>
			await readArray(
				client,
				`${builderPath}/documents/{documentId}/files`,
				valuesOf(parameter, 'accountId', 'draftsBuilderId', 'documentId'),
			),
		(file) => ({
			name: label(objectOf(file.meta)['file-name'], short(file.id)),
			value: text(file.id),
		}),
	),
});

export const draftTaskId = locator({
	name: 'taskId',
	displayName: 'Task',
	description: 'A check, preparation or sending that was started without waiting',
	placeholder: '6a1d3f6e-5e0c-4a55-9a3b-0f7d1c6d9f10',
	listSearch: {
		method: 'searchDraftTasks',
		search: async (client, parameter, filter, page) =>
			await searchBySkip(
				client,
				{
					method: 'GET',
					path: `${draftPath}/tasks`,
					pathValues: valuesOf(parameter, 'accountId', 'draftId'),
					query: { includeReleased: true },
				},
				'api-task-page-items',
				(task) => ({
					name: label(nameOfUrn(task['task-type']) ?? task['task-type'], task['task-state'], short(task.id)),
					value: text(task.id),
				}),
				filter,
				page,
			),
	},
});

export const publisherId = locator({
	name: 'publisherId',
	displayName: 'Publisher',
	description: 'The source that shares its events with you',
	placeholder: '0c0c1d2e-4f5a-4b6c-8d7e-9f0a1b2c3d4e',
	listSearch: wholeSearch(
		'searchEventPublishers',
		async (client) =>
			await listAll(client, { method: 'GET', path: '/v1/event-publishers' }, { style: 'undocumented' }),
		// The documentation names no fields but the ID: what else is readable tells sources apart.
		({ id, links: _links, ...facts }) => ({
			name: label(...Object.values(facts), short(id)),
			value: text(id),
		}),
	),
});
