import type { IDataObject } from 'n8n-workflow';
import type { CaseItem, World } from '../world';
import { draftMeta as metaOf } from '../../emulator/support';
import { draftMeta, file, nobody, type Cases } from './common';
import { demand, made, signature } from './exchange';

type Items = [CaseItem, CaseItem];

const path = ({ parameters }: CaseItem, ...rest: string[]) =>
	[`/v1/${String(parameters.accountId)}/drafts/builders/${String(parameters.draftsBuilderId)}`, ...rest].join(
		'/',
	);

const documentPath = (item: CaseItem, ...rest: string[]) =>
	path(item, 'documents', String(item.parameters.documentId), ...rest);

/** Builders of answers to a demand, of two accounts. */
async function builders(world: World): Promise<Items> {
	const items: CaseItem[] = [];
	for (const owner of world.owners) {
		const { relatedDocflowId, relatedDocumentId } = demand(world, owner);
		const draftsBuilderId = await made(world, `/v1/${owner.id}/drafts/builders`, {
			...metaOf(owner),
			'builder-type': 'urn:drafts-builder:fns534-inventory',
			'builder-data': {
				'related-document': {
					'related-docflow-id': relatedDocflowId,
					'related-document-id': relatedDocumentId,
				},
			},
		});
		items.push({ parameters: { accountId: owner.id, draftsBuilderId } });
	}
	return [items[0], items[1]];
}

/** The same with a document each. */
async function documents(world: World): Promise<Items> {
	const items = await builders(world);
	for (const item of items) {
		const body = { 'builder-data': { 'claim-item-number': '1.01', type: 'scanned' } };
		item.parameters.documentId = await made(world, path(item, 'documents'), body);
	}
	return items;
}

async function addFile(world: World, item: CaseItem, name: string): Promise<string> {
	const { data } = await world.client.post(
		`/v1/${String(item.parameters.accountId)}/contents`,
		Buffer.from(name),
	);
	return await made(world, documentPath(item, 'files'), {
		'content-id': data.id,
		'base64-signature-content': signature.toString('base64'),
		meta: { 'file-name': name, 'builder-data': { 'scanned-file-order': 1 } },
	});
}

/** The same with a file each. */
async function files(world: World): Promise<Items> {
	const items = await documents(world);
	for (const item of items) item.parameters.fileId = await addFile(world, item, 'page1.pdf');
	return items;
}

async function buildable(world: World): Promise<Items> {
	const [first, second] = (await files(world)).map(
		({ parameters: { accountId, draftsBuilderId } }): CaseItem => ({
			parameters: { accountId, draftsBuilderId },
		}),
	);
	return [first, second];
}

const both = ([first, second]: Items, more: IDataObject): Items => [
	{ ...first, parameters: { ...first.parameters, ...more } },
	{ ...second, parameters: { ...second.parameters, ...more } },
];

const unknown = (world: World, more: IDataObject = {}): CaseItem => ({
	parameters: {
		accountId: world.owners[0].id,
		draftsBuilderId: nobody,
		documentId: nobody,
		fileId: nobody,
		...more,
	},
});

/** A type that comes from the item makes n8n show, and want, the fields of every type. */
const ofOtherTypes = { letterSubject: '', regionCode: '', applicationCode: '' };

/** An answer to a demand, and a letter. */
function metas(world: World): Items {
	const { relatedDocflowId, relatedDocumentId } = demand(world);
	return [
		{
			parameters: {
				...draftMeta(world, 0).parameters,
				...ofOtherTypes,
				builderType: 'fns534-inventory',
				inventoryData: { relatedDocflowId, relatedDocumentId },
			},
		},
		{
			parameters: {
				...draftMeta(world, 1).parameters,
				...ofOtherTypes,
				builderType: 'fns534-letter',
				inventoryData: {},
				letterSubject: 'О сверке',
				regionCode: '66',
			},
		},
	];
}

/** Other metadata for builders that exist. */
async function changedMetas(world: World): Promise<Items> {
	const existing = await builders(world);
	const items = metas(world);
	for (const [index, { parameters }] of items.entries()) {
		parameters.draftsBuilderId = existing[index].parameters.draftsBuilderId;
	}
	return items;
}

const wrongMeta = (world: World): CaseItem => {
	const [{ parameters }] = metas(world);
	return { parameters: { ...parameters, senderInn: '1234567890', draftsBuilderId: nobody } };
};

const documentData = {
	builderType: 'fns534-inventory',
	svdregCode: '',
	inventoryDocument: { claimItemNumber: '1.02', type: 'scanned' },
};

const withPages = async ([first, second]: Items): Promise<Items> => [
	{ ...first, binary: await file('%PDF-1.7 one', 'page1.pdf') },
	{ ...second, binary: await file('%PDF-1.7 two', 'page2.pdf') },
];

const fileData = { builderType: 'fns534-inventory', additionalFields: { order: 2 } };

const contract = { contract: JSON.stringify({ Пояснение: 'Верно' }), contractVersion: '1' };

export const builderCases: Cases = {
	'draftsBuilder.create': (world) => ({ items: async () => metas(world), refused: wrongMeta(world) }),
	'draftsBuilder.get': (world) => ({ items: builders, refused: unknown(world) }),
	'draftsBuilder.getMeta': (world) => ({ items: builders, refused: unknown(world) }),
	'draftsBuilder.update': (world) => ({ items: changedMetas, refused: wrongMeta(world) }),
	'draftsBuilder.updateMeta': (world) => ({ items: changedMetas, refused: wrongMeta(world) }),
	'draftsBuilder.build': (world) => ({ items: buildable, refused: unknown(world) }),
	'draftsBuilder.getTask': (world) => ({
		items: async () => {
			const items = await buildable(world);
			for (const item of items) {
				const { data } = await world.client.post(path(item, 'build?deferred=true'));
				item.parameters.taskId = String(data.id);
			}
			world.emulator.state.clock.advance(1000);
			return items;
		},
		refused: unknown(world, { taskId: nobody }),
	}),
	'draftsBuilder.delete': {
		items: builders,
		refused: { parameters: { accountId: nobody, draftsBuilderId: nobody } },
	},
	'draftsBuilderDocument.create': (world) => ({
		items: async () => both(await builders(world), documentData),
		refused: unknown(world, documentData),
	}),
	'draftsBuilderDocument.get': (world) => ({ items: documents, refused: unknown(world) }),
	'draftsBuilderDocument.getAll': (world) => ({
		items: async () => {
			const items = await documents(world);
			for (const item of items) await made(world, path(item, 'documents'), { 'builder-data': {} });
			return items;
		},
		refused: unknown(world),
		unique: 'id',
	}),
	'draftsBuilderDocument.getMeta': (world) => ({
		items: async () => {
			const items = await documents(world);
			const body = { 'builder-data': { 'claim-item-number': '2.01' } };
			await world.client.put(documentPath(items[1], 'meta'), body);
			return items;
		},
		refused: unknown(world),
	}),
	'draftsBuilderDocument.update': (world) => ({
		items: async () => both(await documents(world), documentData),
		refused: unknown(world, documentData),
	}),
	'draftsBuilderDocument.updateMeta': (world) => ({
		items: async () => {
			const [first, second] = both(await documents(world), documentData);
			second.parameters.inventoryDocument = { claimItemNumber: '2.02', type: 'warrant' };
			return [first, second];
		},
		refused: unknown(world, documentData),
	}),
	'draftsBuilderDocument.prepare': (world) => ({ items: buildable, refused: unknown(world) }),
	'draftsBuilderDocument.delete': {
		items: documents,
		refused: { parameters: { accountId: nobody, draftsBuilderId: nobody, documentId: nobody } },
	},
	'draftsBuilderFile.create': (world) => ({
		items: async () => await withPages(both(await documents(world), fileData)),
		refused: unknown(world, fileData),
	}),
	'draftsBuilderFile.get': (world) => ({ items: files, refused: unknown(world) }),
	'draftsBuilderFile.getAll': (world) => ({
		items: async () => {
			const items = await files(world);
			for (const item of items) await addFile(world, item, 'page2.pdf');
			return items;
		},
		refused: unknown(world),
		unique: 'id',
	}),
	'draftsBuilderFile.getMeta': (world) => ({
		items: async () => {
			const items = await files(world);
			items[1].parameters.fileId = await addFile(world, items[1], 'page2.pdf');
			return items;
		},
		refused: unknown(world),
	}),
	'draftsBuilderFile.update': (world) => ({
		items: async () => await withPages(both(await files(world), fileData)),
		refused: unknown(world, fileData),
	}),
	'draftsBuilderFile.updateMeta': (world) => ({
		items: async () => {
			const [first, second] = both(await files(world), { ...fileData, fileName: 'a.pdf' });
			second.parameters.fileName = 'b.pdf';
			return [first, second];
		},
		refused: unknown(world, { ...fileData, fileName: 'a.pdf' }),
	}),
	'draftsBuilderFile.generate': (world) => ({
		items: async () => both(await documents(world), contract),
		refused: unknown(world, contract),
	}),
	'draftsBuilderFile.downloadSignature': (world) => ({ items: files, refused: unknown(world) }),
	'draftsBuilderFile.delete': {
		items: files,
		refused: {
			parameters: { accountId: nobody, draftsBuilderId: nobody, documentId: nobody, fileId: nobody },
		},
	},
};
