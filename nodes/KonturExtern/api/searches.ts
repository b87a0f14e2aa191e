import type { IDataObject, INodeListSearchItems } from 'n8n-workflow';
import { omit, searchBySkip, searchWhole, type ListSearch } from '../../shared/catalog';
import { t } from '../../shared/language';
import {
	anyObject,
	listAll,
	listOf,
	type Client,
	type ListRequest,
	type Shape,
} from '../../shared/transport';
import { documentsOf } from './docflowDocument';
import { inDocflow, inInventory } from './documentPlaces';
import { asArray, readObject } from './read';
import { documentIdsOf } from './draft/draft';
import { builderFilesPath, builderPath, draftDocumentPath, draftPath, inventoriesPath } from './routes';
import {
	accountShape,
	builderDocumentShape,
	builderFileShape,
	controlUnitShape,
	docflowDocumentShape,
	docflowShape,
	draftDocumentShape,
	draftShape,
	formShape,
	organizationShape,
	reportFormsShape,
	signatureShape,
	taskShape,
	wholeDocflowShape,
	type Account,
	type Docflow,
	type DocflowDocument,
	type DraftDocument,
	type Signature,
} from './types';
import { nameOfUrn, shownName } from './urns';

/** Reads another field of the node. */
type Parameter = (name: string) => string;

const asText = (value: unknown) => (typeof value === 'string' ? value : '');
const label = (...parts: unknown[]) => parts.map(asText).filter(Boolean).join(' · ');
const shortId = (id: unknown) => asText(id).slice(0, 8);

const choice = (id: unknown, ...parts: unknown[]): INodeListSearchItems => ({
	name: label(...parts) || asText(id),
	value: asText(id),
});

const valuesOf = (parameter: Parameter, ...names: string[]): Record<string, string> =>
	Object.fromEntries(names.map((name) => [name, parameter(name)]));

/** Searches a paged list. */
const pagedSearch = <T>(
	method: string,
	items: string,
	request: (parameter: Parameter, filter: string) => ListRequest<T>,
	toChoice: (element: T) => INodeListSearchItems,
	options: { isUnsaid?: boolean } = {},
): ListSearch => ({
	method,
	search: async (client, parameter, filter, page) =>
		await searchBySkip(client, request(parameter, filter ?? ''), items, toChoice, {
			...options,
			filter,
			page,
		}),
});

/** Searches a list that comes in one response. */
const wholeSearch = <T>(
	method: string,
	read: (client: Client, parameter: Parameter) => Promise<T[]>,
	toChoice: (element: T) => INodeListSearchItems,
): ListSearch => ({
	method,
	search: async (client, parameter, filter) => searchWhole(await read(client, parameter), toChoice, filter),
});

/** Searches a response that is a bare array. */
const arraySearch = <T>(
	method: string,
	path: string,
	element: Shape<T>,
	ids: (parameter: Parameter) => Record<string, string>,
	toChoice: (element: T) => INodeListSearchItems,
): ListSearch =>
	wholeSearch(
		method,
		async (client, parameter) => asArray(await readObject(client, path, ids(parameter), listOf(element))),
		toChoice,
	);

const idsOf =
	(...names: string[]) =>
	(parameter: Parameter) =>
		valuesOf(parameter, ...names);

const accounts = { method: 'GET', path: '/v1', element: accountShape } as const;

const accountChoice = (account: Account) =>
	choice(account.id, account['organization-name'], account.inn, account.kpp);

export const accountSearch = pagedSearch('searchAccounts', 'accounts', () => accounts, accountChoice);

// A longer dropdown is unusable.
const MOST_ACCOUNTS = 1000;

/** Lists the accounts of the login as choices. */
export const accountChoices = async (client: Client): Promise<INodeListSearchItems[]> =>
	(await listAll(client, accounts, { style: 'skipTake', items: 'accounts' }, MOST_ACCOUNTS)).map(
		accountChoice,
	);

export const organizationSearch = pagedSearch(
	'searchOrganizations',
	'organizations',
	(parameter, filter) => ({
		method: 'GET',
		path: '/v1/{accountId}/organizations',
		pathValues: valuesOf(parameter, 'accountId'),
		// Kontur matches organizations by full INN only.
		query: { inn: /^\s*(\d{10}|\d{12})\s*$/.exec(filter)?.[1] },
		element: organizationShape,
	}),
	({ id, general }) => choice(id, general?.name, general?.inn, general?.kpp),
);

export const draftSearch = pagedSearch(
	'searchDrafts',
	'drafts',
	(parameter) => ({
		method: 'GET',
		path: '/v1/{accountId}/drafts',
		pathValues: valuesOf(parameter, 'accountId'),
		element: draftShape,
	}),
	({ id, status, meta }) => choice(id, status, meta?.payer?.name ?? meta?.payer?.inn, shortId(id)),
	{ isUnsaid: true },
);

const docflowChoice = ({ id, type, status, description, 'send-date': sent }: Docflow) => ({
	name: label(
		asText(sent).slice(0, 10),
		asText(description?.['form-version']?.['form-shortname']) || shownName(type, 'docflow'),
		description?.['payer-inn'],
		asText(status).replace('urn:docflow-common-status:', ''),
	),
	value: asText(id),
});

export const docflowSearch = pagedSearch(
	'searchDocflows',
	'docflows-page-item',
	(parameter) => ({
		method: 'GET',
		path: '/v1/{accountId}/docflows',
		pathValues: valuesOf(parameter, 'accountId'),
		query: { orderBy: 'descending' },
		element: docflowShape,
	}),
	docflowChoice,
);

const inventorySearchIn = (method: string, docflowField: 'docflowId' | 'relatedDocflowId') =>
	pagedSearch(
		method,
		'docflows-page-item',
		(parameter) => ({
			method: 'GET',
			path: inventoriesPath,
			pathValues: {
				accountId: parameter('accountId'),
				docflowId: parameter(docflowField),
				documentId: parameter('relatedDocumentId'),
			},
			query: { orderBy: 'descending' },
			element: docflowShape,
		}),
		docflowChoice,
	);

export const inventorySearch = inventorySearchIn('searchInventories', 'relatedDocflowId');
export const demandInventorySearch = inventorySearchIn('searchDemandInventories', 'docflowId');

export const draftTaskSearch = pagedSearch(
	'searchDraftTasks',
	'api-task-page-items',
	(parameter) => ({
		method: 'GET',
		path: `${draftPath}/tasks`,
		pathValues: valuesOf(parameter, 'accountId', 'draftId'),
		query: { includeReleased: true },
		element: taskShape,
	}),
	({ id, 'task-type': type, 'task-state': state }) => ({
		name: label(nameOfUrn(type) ?? type, state, shortId(id)),
		value: asText(id),
	}),
);

export const controlUnitSearch = pagedSearch(
	'searchControlUnits',
	'control-units',
	() => ({ method: 'GET', path: '/v1/handbooks/control-units', element: controlUnitShape }),
	({ code, name, type }) => ({ name: label(code, name, type), value: asText(code) }),
);

const formVersionSearch = pagedSearch(
	'searchForms',
	'fns-forms',
	(_parameter, filter) => ({
		method: 'GET',
		path: '/v1/handbooks/fns-forms',
		// Kontur matches forms by full code only.
		query: { knd: /^\s*(\d{7})\s*$/.exec(filter)?.[1] },
		element: formShape,
	}),
	({ knd, name }) => ({ name: label(knd, name), value: asText(knd) }),
);

export const formSearch: ListSearch = {
	method: formVersionSearch.method,
	search: async (...args) => {
		const found = await formVersionSearch.search(...args);
		// The handbook lists a form once per format version.
		const results = [...new Map(found.results.map((form) => [form.value, form])).values()];
		return { ...found, results };
	},
};

const handbooks = [
	['mvd-citizenship', t`Citizenship`],
	['mvd-professions-speciality', t`Professions`],
	['mvd-regions-rf', t`Regions`],
	['mvd-work-permits', t`Foreigners Exempt From Work Permits`],
	['mvd-employer-status', t`Employer Status by Contract`],
	['mvd-hqs-employer-status', t`Employer Status for Highly Qualified Specialists`],
	['mvd-okved', t`Business Activities (OKVED)`],
	['mvd-labor-migration-documents', t`Labor Migration Documents`],
	['mvd-foreign-citizen-identity-documents', t`Identity Documents of Foreigners`],
	['mvd-employment-contracts-type', t`Employment Contract Types`],
].map(([code, name]) => ({ code, name }));

export const handbookSearch = wholeSearch(
	'searchHandbooks',
	async () => await Promise.resolve(handbooks),
	({ code, name }) => ({ name, value: code }),
);

export const reportFormSearch = wholeSearch(
	'searchReportForms',
	async (client, parameter) => {
		const path = '/v1/{accountId}/reports-tables/{organizationId}/forms';
		const ids = valuesOf(parameter, 'accountId', 'organizationId');
		return asArray((await readObject(client, path, ids, reportFormsShape)).forms);
	},
	({ knd, okud, 'form-short-name': name, 'form-id': id }) => ({
		name: label(name, knd, okud),
		value: String(id),
	}),
);

const documentChoice = ({ id, description }: DocflowDocument | DraftDocument) =>
	choice(id, shownName(description?.type, 'document'), description?.filename);

const docflowDocuments = `${inDocflow.docflow}/documents`;

const documentSearchIn = (method: string, docflowField: 'docflowId' | 'relatedDocflowId') =>
	arraySearch(
		method,
		docflowDocuments,
		docflowDocumentShape,
		(parameter) => ({ accountId: parameter('accountId'), docflowId: parameter(docflowField) }),
		documentChoice,
	);

export const docflowDocumentSearch = documentSearchIn('searchDocflowDocuments', 'docflowId');
export const relatedDocumentSearch = documentSearchIn('searchRelatedDocuments', 'relatedDocflowId');
/** For demands whose document flow is in `docflowId`. */
export const demandDocumentSearch = documentSearchIn('searchDemandDocuments', 'docflowId');

const documentsInInventory = async (client: Client, ids: IDataObject) =>
	documentsOf(await readObject(client, inInventory.docflow, ids, wholeDocflowShape));

const inventoryIds = (parameter: Parameter) =>
	valuesOf(parameter, 'accountId', 'relatedDocflowId', 'relatedDocumentId', 'inventoryId');

export const inventoryDocumentSearch = wholeSearch(
	'searchInventoryDocuments',
	async (client, parameter) => await documentsInInventory(client, inventoryIds(parameter)),
	documentChoice,
);

export const repliedDocumentSearch = wholeSearch(
	'searchRepliedDocuments',
	async (client, parameter) => {
		if (parameter('replyTo') !== 'inventory') {
			const ids = valuesOf(parameter, 'accountId', 'docflowId');
			return asArray(await readObject(client, docflowDocuments, ids, listOf(docflowDocumentShape)));
		}
		return await documentsInInventory(client, {
			...valuesOf(parameter, 'accountId', 'relatedDocumentId', 'inventoryId'),
			relatedDocflowId: parameter('docflowId'),
		});
	},
	documentChoice,
);

export const draftDocumentSearch = wholeSearch(
	'searchDraftDocuments',
	async (client, parameter) => {
		const ids = valuesOf(parameter, 'accountId', 'draftId');
		const draft = await readObject(client, draftPath, ids, draftShape);
		// A draft holds only links to its documents, at most 99.
		const read = documentIdsOf(draft).map(
			async (documentId) =>
				await readObject(client, draftDocumentPath, { ...ids, documentId }, draftDocumentShape),
		);
		return await Promise.all(read);
	},
	documentChoice,
);

export const builderDocumentSearch = arraySearch(
	'searchBuilderDocuments',
	`${builderPath}/documents`,
	builderDocumentShape,
	idsOf('accountId', 'draftsBuilderId'),
	({ id, meta }) => {
		const data = meta?.['builder-data'];
		return choice(
			id,
			data?.['scanned-document-name'],
			data?.['claim-item-number'],
			data?.['svdreg-code'],
			data?.type,
			shortId(id),
		);
	},
);

export const builderFileSearch = arraySearch(
	'searchBuilderFiles',
	builderFilesPath,
	builderFileShape,
	idsOf('accountId', 'draftsBuilderId', 'documentId'),
	({ id, meta }) => choice(id, meta?.['file-name'], shortId(id)),
);

const signatureChoice = ({ id, title, 'signer-type': signer }: Signature) =>
	choice(id, title, signer, shortId(id));

export const docflowSignatureSearch = arraySearch(
	'searchDocflowSignatures',
	`${inDocflow.document}/signatures`,
	signatureShape,
	idsOf('accountId', 'docflowId', 'documentId'),
	signatureChoice,
);

export const draftSignatureSearch = wholeSearch(
	'searchDraftSignatures',
	async (client, parameter) => {
		const ids = valuesOf(parameter, 'accountId', 'draftId', 'documentId');
		return asArray((await readObject(client, draftDocumentPath, ids, draftDocumentShape)).signatures);
	},
	signatureChoice,
);

export const inventorySignatureSearch = wholeSearch(
	'searchInventorySignatures',
	async (client, parameter) => {
		const ids = { ...inventoryIds(parameter), documentId: parameter('documentId') };
		return asArray((await inInventory.readDocument(client, ids)).signatures);
	},
	signatureChoice,
);

export const publisherSearch = wholeSearch(
	'searchEventPublishers',
	async (client) =>
		await listAll(
			client,
			{ method: 'GET', path: '/v1/event-publishers', element: anyObject },
			{ style: 'undocumented' },
		),
	// The documentation names no field but the ID, so every readable field helps to tell sources apart.
	(source) => choice(source.id, ...Object.values(omit(source, 'id', 'links')), shortId(source.id)),
);
