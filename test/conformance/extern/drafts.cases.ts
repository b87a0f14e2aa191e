import { certificate, cms } from '../../emulator/support';
import { useKey } from '../signature.cases';
import { nobody, file, smallPages, draftMeta, twoDrafts, unknownDraft, type Cases } from './common';

export const drafts: Cases = {
	'draft.create': (world) => ({
		// The second draft names no certificate: another one signs it, in the web interface.
		items: async () => [
			{ parameters: { ...draftMeta(world, 0).parameters, certificateFrom: 'text' } },
			{ parameters: { ...draftMeta(world, 1).parameters, certificateFrom: 'none', senderCertificate: '' } },
		],
		refused: { parameters: { ...draftMeta(world, 0).parameters, senderInn: '1234567890' } },
	}),
	'draft.get': (world) => ({ items: twoDrafts, refused: unknownDraft(world) }),
	'draft.getAll': {
		items: async ({ owners }) => [
			{ parameters: { accountId: owners[0].id, limit: 2 } },
			{ parameters: { accountId: owners[0].id, limit: 3 } },
		],
		refused: { parameters: { accountId: nobody, limit: 3 } },
		unique: 'id',
		pages: async (world) => {
			smallPages(world);
			return world.owners[0].drafts.size;
		},
	},
	'draft.check': (world) => ({ items: twoDrafts, refused: unknownDraft(world) }),
	'draft.prepare': (world) => ({ items: twoDrafts, refused: unknownDraft(world) }),
	'draft.send': (world) => ({ items: twoDrafts, refused: unknownDraft(world) }),
	'draft.delete': {
		items: twoDrafts,
		refused: { parameters: { accountId: nobody, draftId: nobody } },
	},
	'draftDocument.add': (world) => ({
		items: async () => {
			const [first, second] = await twoDrafts(world);
			return [
				{ ...first, binary: await file('<one/>', 'one.xml') },
				{ ...second, binary: await file('<two/>', 'two.xml') },
			];
		},
		refused: unknownDraft(world),
	}),
	'draftDocument.get': (world) => ({
		items: twoDrafts,
		refused: { parameters: { ...unknownDraft(world).parameters, documentId: nobody } },
	}),
	'draftDocument.delete': {
		items: twoDrafts,
		refused: { parameters: { accountId: nobody, draftId: nobody, documentId: nobody } },
	},
	'draftSignature.add': (world) => ({
		items: async () => {
			const [first, second] = await twoDrafts(world);
			const signature = await file(Buffer.from(cms(certificate), 'base64'), 'report.xml.sig');
			return [
				{ ...first, binary: signature },
				{ ...second, binary: signature },
			];
		},
		refused: { parameters: { ...unknownDraft(world).parameters, documentId: nobody } },
	}),
	'draft.sign': (world) => ({
		items: async () => {
			useKey(world);
			const [first, second] = await twoDrafts(world);
			return [
				{ parameters: { ...first.parameters, options: { kind: 'automatic' } } },
				{ parameters: { ...second.parameters, options: { kind: 'cms' } } },
			];
		},
		refused: unknownDraft(world),
	}),
	'draftTask.get': (world) => ({
		items: async () => {
			const drafts = await twoDrafts(world);
			for (const { parameters } of drafts) {
				const path = `/v1/${String(parameters.accountId)}/drafts/${String(parameters.draftId)}/check?deferred=true`;
				parameters.taskId = String((await world.client.post(path)).data.id);
			}
			// Ended tasks: one that still runs looks different from moment to moment.
			world.emulator.state.clock.advance(1000);
			return drafts;
		},
		refused: { parameters: { ...unknownDraft(world).parameters, taskId: nobody } },
	}),
};
