import type { IBinaryData } from 'n8n-workflow';
import { certificate } from '../../emulator/support';
import { binaryItem } from '../../host/engine/engine';
import type { Case, CaseItem, World } from '../world';
import { SENDER_ADDRESS } from '../../support/senderAddress';

/** By resource and operation, as they are stored. */
export type Cases = Record<string, Case | ((world: World) => Case)>;

export const nobody = '0b0b0b0b-0b0b-4b0b-8b0b-0b0b0b0b0b0b';

export const file = async (content: string | Buffer, fileName: string): Promise<{ data: IBinaryData }> => {
	const { binary } = await binaryItem({}, { data: { content, fileName, mimeType: 'application/xml' } });
	return binary as { data: IBinaryData };
};

export const smallPages = (world: World) => world.emulator.control.setOptions({ pageSize: 40 });

/** Makes all users members of the first account, and pages of one; how many they are. */
export function everybody(world: World): number {
	world.emulator.control.setOptions({ pageSize: 1 });
	const { members } = world.owners[0];
	for (const login of world.emulator.state.auth.users.keys()) {
		if (!members.has(login)) members.set(login, 'user');
	}
	return members.size;
}

export const draftMeta = (world: World, index: 0 | 1): CaseItem => ({
	parameters: {
		accountId: world.owners[index].id,
		senderInn: world.owners[index].inn,
		senderKpp: world.owners[index].kpp ?? '',
		senderCertificate: certificate,
		senderIpAddress: SENDER_ADDRESS,
		recipientType: 'ifns-code',
		recipientCode: '0087',
		additionalFields: {},
	},
});

export const twoDrafts = async (world: World): Promise<[CaseItem, CaseItem]> => {
	const drafts = [await world.draft(world.owners[0]), await world.draft(world.owners[1])];
	const [first, second] = drafts.map(({ id, documentId }, index) => ({
		parameters: { accountId: world.owners[index].id, draftId: id, documentId },
	}));
	return [first, second];
};

export const unknownDraft = (world: World): CaseItem => ({
	parameters: { accountId: world.owners[0].id, draftId: nobody },
});
