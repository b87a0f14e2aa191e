import { sampleReport } from '../../emulator/extern/sampleReport';
import { binaryItem } from '../../host/engine';
import { signCms, TestCertificates, type TestCertificate } from '../../support/testCertificates';
import type { CaseItem, World } from '../world';
import { nobody, type Cases } from './common';

/** Two document flows of the same type that came in, of two accounts. */
async function twoIncoming(world: World, type: string, more = {}): Promise<[CaseItem, CaseItem]> {
	const items: CaseItem[] = [];
	for (const { id } of world.owners) {
		const docflow = await world.emulator.control.createIncoming(id, { type });
		items.push({ parameters: { accountId: id, docflowId: docflow.id, ...more } });
	}
	return [items[0], items[1]];
}

const unknown: CaseItem = { parameters: { accountId: nobody, docflowId: nobody } };

const received = { statuses: ['received'], successStates: [], timeout: 5 };

/** A report of an account with its signature, made elsewhere. */
async function signedReport(world: World, index: 0 | 1, signer: TestCertificate): Promise<CaseItem> {
	const { id, inn, kpp } = world.owners[index];
	const guid = `0d2c5d0e-5a0f-4b3c-9d7e-00000000000${index}`;
	const { filename, bytes } = sampleReport({ inn, kpp, guid });
	const { binary } = await binaryItem(
		{},
		{
			data: { content: bytes, fileName: filename, mimeType: 'application/xml' },
			signature: { content: await signCms(signer, bytes), fileName: `${filename}.sig` },
		},
	);
	return { parameters: { accountId: id, ...given(signer.pem) }, binary };
}

const given = (senderCertificate: string) => ({
	signatureFrom: 'binary',
	senderCertificate,
	senderIpAddress: '203.0.113.10',
});

export const jobs: Cases = {
	'report.send': (world) => {
		const refused: CaseItem = { parameters: {} };
		return {
			items: async () => {
				const certificates = await TestCertificates.create();
				const signer = await certificates.make('rsa');
				await certificates.remove();
				refused.parameters = { accountId: nobody, ...given(signer.pem) };
				return [await signedReport(world, 0, signer), await signedReport(world, 1, signer)];
			},
			refused,
		};
	},
	'docflow.wait': {
		items: async (world) => await twoIncoming(world, 'fns534-demand', received),
		refused: { parameters: { ...unknown.parameters, ...received } },
	},
	'docflow.downloadDocuments': {
		items: async (world) => await twoIncoming(world, 'fns534-demand', { includeSignatures: true }),
		refused: unknown,
	},
};
