import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sampleReport } from '../../emulator/extern/seed/sampleReport';
import { binaryItem } from '../../host/engine/engine';
import { withOpenssl } from '../../support/openssl';
import type { CaseItem, World } from '../world';
import { useKey } from '../signature.cases';
import { file, nobody, type Cases } from './common';
import { SENDER_ADDRESS } from '../../support/senderAddress';

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

const received = { statuses: ['received'], successStates: [], options: { timeout: 5 } };

interface SignedElsewhere {
	/** PEM. */
	certificate: string;
	reports: Array<{ filename: string; bytes: Buffer; signature: Buffer }>;
}

/** Reports of two accounts with their signatures, made elsewhere. */
async function signElsewhere(owners: World['owners']): Promise<SignedElsewhere> {
	return await withOpenssl(async ({ file, folder, run }) => {
		const [key, pem] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
		await run(
			...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=Test'],
			...['-addext', 'keyUsage=digitalSignature'],
			...['-keyout', key, '-out', pem],
		);
		const reports: SignedElsewhere['reports'] = [];
		for (const [index, { inn, kpp }] of owners.entries()) {
			const guid = `0d2c5d0e-5a0f-4b3c-9d7e-00000000000${index}`;
			const { filename, bytes } = sampleReport({ inn, kpp, guid });
			const signature = await run(
				...['cms', '-sign', '-binary', '-outform', 'DER', '-signer', pem, '-inkey', key],
				...['-in', await file('report.xml', bytes)],
			);
			reports.push({ filename, bytes, signature });
		}
		return { certificate: await readFile(pem, 'utf8'), reports };
	});
}

let signedElsewhere: Promise<SignedElsewhere> | undefined;

async function signedReports(world: World): Promise<{ certificate: string; items: [CaseItem, CaseItem] }> {
	// Accounts are the same in every world.
	const { certificate, reports } = await (signedElsewhere ??= signElsewhere(world.owners));
	const itemOf = async (index: 0 | 1): Promise<CaseItem> => {
		const { filename, bytes, signature } = reports[index];
		const { binary } = await binaryItem(
			{},
			{
				data: { content: bytes, fileName: filename, mimeType: 'application/xml' },
				signature: { content: signature, fileName: `${filename}.sig` },
			},
		);
		return { parameters: { accountId: world.owners[index].id, ...given(certificate) }, binary };
	};
	return { certificate, items: [await itemOf(0), await itemOf(1)] };
}

const given = (senderCertificate: string) => ({
	signatureFrom: 'binary',
	senderCertificate,
	senderIpAddress: SENDER_ADDRESS,
});

const answering = { answerFor: 'one', senderIpAddress: SENDER_ADDRESS };

const replying = {
	senderIpAddress: SENDER_ADDRESS,
	additionalFields: { claimItemNumber: '1.01', timeout: 60 },
};

function reportCase(world: World) {
	const refused: CaseItem = { parameters: {} };
	return {
		items: async () => {
			const { certificate, items } = await signedReports(world);
			refused.parameters = { accountId: nobody, ...given(certificate) };
			return items;
		},
		refused,
	};
}

const letter = {
	recipientCode: '0087',
	letterSubject: 'О сверке расчётов',
	letterText: 'Просим сообщить состояние расчётов.',
	senderIpAddress: SENDER_ADDRESS,
};

export const jobs: Cases = {
	'report.send': reportCase,
	'report.check': reportCase,
	'letter.send': (world) => ({
		items: async () => {
			useKey(world);
			const binary = await file('%PDF-1.7\nact', 'act.pdf');
			const additionalFields = { binaryPropertyNames: 'data', regionCode: '78' };
			// The same letter would not be sent again.
			const letterText = `${letter.letterText} ${randomUUID()}`;
			const [first, second] = world.owners;
			return [
				{ parameters: { ...letter, letterText, accountId: first.id, additionalFields }, binary },
				{ parameters: { ...letter, letterText, accountId: second.id, additionalFields }, binary },
			];
		},
		refused: { parameters: { ...letter, accountId: nobody } },
	}),
	'attention.getAll': {
		items: async ({ owners: [first, second] }) => [
			{ parameters: { inns: `${first.inn}-${String(first.kpp)}`, daysAhead: 30 } },
			{ parameters: { inns: `${second.inn}-${String(second.kpp)}`, daysAhead: 20 } },
		],
	},
	'calendar.get': {
		items: async ({ owners: [first, second] }) => [
			{ parameters: { accountId: first.id, daysAhead: 30, options: { list: 'all' } } },
			{ parameters: { accountId: second.id, daysAhead: 30, options: { list: 'payments' } } },
		],
		refused: { parameters: { accountId: nobody, daysAhead: 30 } },
	},
	'report.recognize': {
		items: async ({ owners }) => {
			const items: CaseItem[] = [];
			for (const [index, { inn, kpp }] of owners.slice(0, 2).entries()) {
				const { filename, bytes } = sampleReport({ inn, kpp, guid: String(index) });
				const { binary } = await binaryItem({}, { data: { content: bytes, fileName: filename } });
				items.push({ parameters: { binaryPropertyName: 'data' }, binary });
			}
			return [items[0], items[1]];
		},
		refused: { parameters: { binaryPropertyName: ',' } },
	},
	'docflow.wait': {
		items: async (world) => await twoIncoming(world, 'fns534-demand', received),
		refused: { parameters: { ...unknown.parameters, ...received } },
	},
	'docflow.downloadDocuments': {
		items: async (world) =>
			await twoIncoming(world, 'fns534-demand', { options: { includeSignatures: true } }),
		refused: unknown,
	},
	'docflow.saveArchive': {
		items: async (world) => await twoIncoming(world, 'fns534-cu-letter'),
		refused: unknown,
	},
	'docflow.answer': {
		items: async (world) => {
			useKey(world);
			return await twoIncoming(world, 'fns534-cu-letter', answering);
		},
		refused: { parameters: { ...unknown.parameters, ...answering } },
		unique: 'docflowId',
		pages: async (world, item) => {
			world.emulator.control.setOptions({ pageSize: 2 });
			const [owner] = world.owners;
			const type = 'fns534-cu-letter';
			for (let count = 0; count < 5; count++) await world.emulator.control.createIncoming(owner.id, { type });
			const settings = { answerFor: 'many', options: { dryRun: true }, filters: { types: type } };
			Object.assign(item.parameters, settings, { accountId: owner.id });
			const letters = [...owner.docflows.values()].filter((docflow) => docflow.type === type);
			return letters.filter(({ status }) => status !== 'finished').length;
		},
	},
	'documentsRequest.fetch': (world) => ({
		items: async () => {
			useKey(world);
			world.emulator.control.robots({ mode: 'timed', stepMs: 20 });
			return await twoIncoming(world, 'fss-sedo-proactive-payments-demand', { options: { timeout: 20 } });
		},
		refused: unknown,
	}),
	'demand.reply': (world) => ({
		items: async () => {
			useKey(world);
			const items: CaseItem[] = [];
			for (const owner of world.owners) {
				const { id } = await world.emulator.control.createIncoming(owner.id);
				items.push({
					parameters: { ...replying, accountId: owner.id, relatedDocflowId: id },
					binary: await file(`<Файл ИдФайл="${id}"/>`, 'invoice.xml'),
				});
			}
			return [items[0], items[1]];
		},
		refused: { parameters: { ...replying, accountId: nobody, relatedDocflowId: nobody } },
	}),
};
