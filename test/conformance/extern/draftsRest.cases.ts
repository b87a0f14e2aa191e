import { file, draftMeta, nobody, twoDrafts, unknownDraft, type Cases } from './common';
import { cloudCertificate, made, signature } from './exchange';
import { runTask } from '../../emulator/support';
import type { CaseItem, World } from '../world';

type Items = [CaseItem, CaseItem];

/** Two items with more fields each. */
const both = ([first, second]: Items, more: CaseItem['parameters']): Items => [
	{ ...first, parameters: { ...first.parameters, ...more } },
	{ ...second, parameters: { ...second.parameters, ...more } },
];

const draftPath = ({ parameters }: CaseItem) =>
	`/v1/${String(parameters.accountId)}/drafts/${String(parameters.draftId)}`;

const documentPath = (item: CaseItem) => `${draftPath(item)}/documents/${String(item.parameters.documentId)}`;

/** Drafts that exist, and other metadata for them. */
async function changedMeta(world: World): Promise<Items> {
	const drafts = await twoDrafts(world);
	const items: Items = [draftMeta(world, 0), draftMeta(world, 1)];
	for (const [index, { parameters }] of items.entries()) {
		Object.assign(parameters, {
			recipientCode: '0088',
			additionalFields: { subject: 'О сверке', relatedDocflowId: nobody },
			draftId: drafts[index].parameters.draftId,
		});
	}
	return items;
}

const unknownMeta = (world: World): CaseItem => ({
	parameters: { ...draftMeta(world, 0).parameters, senderInn: '1234567890', draftId: nobody },
});

const unknownDocument = (world: World): CaseItem => ({
	parameters: { ...unknownDraft(world).parameters, documentId: nobody },
});

const request = {
	contractType: 'ION5',
	// A type that comes from the item makes n8n show, and want, the fields of every type.
	customContractType: '',
	contract: JSON.stringify({
		version: '3',
		data: { ФормОтв: 2 },
		'additional-org-info': { 'signer-type': 'chief' },
	}).replace('"signer-type"', '// chief or representative\n"signer-type"'),
};

/** The second item fills in a form, the first one has JSON. */
const requestAsForm = ([first, second]: Items): Items => {
	const none = { periodFrom: '', periodTo: '', taxpayerName: '', chiefName: '' };
	const form = {
		...none,
		contractType: 'ION4',
		contractFrom: 'fields',
		contract: '{}',
		periodFrom: '2026-01-01T00:00:00',
		periodTo: '2026-06-30T00:00:00',
		taxpayerName: 'ООО Ромашка',
		chiefName: 'Иванов Иван Иванович',
		kbkCodes: '18201061201010000510, 18201011202010000111',
	};
	return [
		{
			...first,
			parameters: { ...first.parameters, ...request, ...none, contractFrom: 'json', kbkCodes: '' },
		},
		{ ...second, parameters: { ...second.parameters, ...request, ...form } },
	];
};

/** Documents that have a signature each. */
async function signatures(world: World): Promise<Items> {
	const items = await twoDrafts(world);
	for (const item of items) {
		item.parameters.signatureId = await made(world, `${documentPath(item)}/signatures`, {
			'base64-content': signature.toString('base64'),
		});
	}
	return items;
}

const unknownSignature = (world: World): CaseItem => ({
	parameters: { ...unknownDocument(world).parameters, signatureId: nobody },
});

/** Drafts whose sender's certificate is in the cloud, each with a document. */
async function cloudDrafts(world: World): Promise<Items> {
	const [owner] = world.owners;
	const items: CaseItem[] = [];
	for (let number = 0; number < 2; number++) {
		const { path, id } = await world.draft(owner);
		const { data: meta } = await world.client.get(`${path}/meta`);
		meta.sender.certificate.content = cloudCertificate;
		await world.client.put(`${path}/meta`, meta);
		items.push({ parameters: { accountId: owner.id, draftId: id } });
	}
	return [items[0], items[1]];
}

/** Notifications to the ministry, checked, of senders that the portal knows. */
async function notifications(world: World): Promise<Items> {
	const items = await twoDrafts(world);
	for (const [index, item] of items.entries()) {
		const { id, organizations } = world.owners[index];
		await made(world, `/v1/${id}/organizations/${[...organizations.keys()][0]}/gosuslugi-auth`, {
			'gosuslugi-uid': '0123456789abcdef0123456789abcdef',
			'base64-signature-content': signature.toString('base64'),
		});
		const { data: meta } = await world.client.get(`${draftPath(item)}/meta`);
		await world.client.put(`${draftPath(item)}/meta`, { ...meta, recipient: { 'mvd-code': '660-066' } });
		await world.client.post(`${draftPath(item)}/check?deferred=true`);
		world.emulator.state.clock.advance(1000);
	}
	return items;
}

export const draftsRest: Cases = {
	'draft.update': (world) => ({ items: changedMeta, refused: unknownMeta(world) }),
	'draft.updateMeta': (world) => ({ items: changedMeta, refused: unknownMeta(world) }),
	'draft.getMeta': (world) => ({ items: twoDrafts, refused: unknownDraft(world) }),
	'draft.buildDocument': (world) => ({
		items: async () => requestAsForm(await twoDrafts(world)),
		refused: { parameters: { ...unknownDraft(world).parameters, ...request } },
	}),
	'draft.createWebDraft': (world) => ({ items: twoDrafts, refused: unknownDraft(world) }),
	'draft.signInCloud': (world) => ({ items: cloudDrafts, refused: unknownDraft(world) }),
	'draft.confirmCloudSignature': (world) => ({
		items: async () => {
			const items = await cloudDrafts(world);
			for (const item of items) {
				const { data } = await world.client.post(`${draftPath(item)}/cloud-sign`);
				item.parameters.requestId = String(data['request-id']);
				item.parameters.code = world.emulator.control.confirmationCode(String(data['request-id']));
			}
			return items;
		},
		refused: { parameters: { ...unknownDraft(world).parameters, requestId: 'r-0', code: '1234' } },
	}),
	'draftDocument.update': (world) => ({
		items: async () => {
			const [first, second] = await twoDrafts(world);
			const subscription =
				'urn:document:fss-sedo-provider-subscription-subscribe-request-for-registration-number';
			const binary = await file('<one/>', 'one.xml');
			return [
				{ parameters: { ...first.parameters, source: 'binary', contentId: '' }, binary },
				// A document of which only the type is known.
				{
					parameters: {
						...second.parameters,
						...{ source: 'none', contentId: '', additionalFields: { type: subscription } },
					},
					binary,
				},
			];
		},
		refused: { parameters: { ...unknownDocument(world).parameters, source: 'binary' } },
	}),
	'draftDocument.build': (world) => ({
		items: async () => both(await twoDrafts(world), request),
		refused: { parameters: { ...unknownDocument(world).parameters, ...request } },
	}),
	'draftDocument.print': (world) => ({ items: twoDrafts, refused: unknownDocument(world) }),
	'draftDocument.prepareDataToSign': (world) => ({
		items: async () => await notifications(world),
		refused: unknownDocument(world),
	}),
	'draftDocument.getTask': (world) => ({
		items: async () => {
			const items = await twoDrafts(world);
			for (const item of items) {
				const { data } = await world.client.get(`${documentPath(item)}/print?deferred=true`);
				item.parameters.taskId = String(data.id);
			}
			world.emulator.state.clock.advance(1000);
			return items;
		},
		refused: { parameters: { ...unknownDocument(world).parameters, taskId: nobody } },
	}),
	'draftSignature.get': (world) => ({ items: signatures, refused: unknownSignature(world) }),
	'draftSignature.update': (world) => ({
		items: async () => {
			const [first, second] = await signatures(world);
			const binary = await file(signature, 'report.xml.sig');
			return [
				{ ...first, binary },
				{ ...second, binary },
			];
		},
		refused: unknownSignature(world),
	}),
	'draftSignature.download': (world) => ({ items: signatures, refused: unknownSignature(world) }),
	'draftSignature.delete': {
		items: signatures,
		refused: {
			parameters: { accountId: nobody, draftId: nobody, documentId: nobody, signatureId: nobody },
		},
	},
	'draftTask.getAll': {
		items: async (world) => {
			const items: CaseItem[] = [];
			for (const owner of world.owners) {
				const draft = await world.draft(owner);
				for (let number = 0; number < 2; number++) {
					await runTask(world.emulator, world.client, draft, 'check');
				}
				const parameters = { accountId: owner.id, draftId: draft.id, includeReleased: true };
				items.push({ parameters });
			}
			return [items[0], items[1]];
		},
		refused: { parameters: { accountId: nobody, draftId: nobody, includeReleased: true } },
		unique: 'id',
		pages: async (world, item) => {
			world.emulator.control.setOptions({ pageSize: 1 });
			await world.client.post(`${draftPath(item)}/check?deferred=true`);
			return 3;
		},
	},
};
