import type { IBinaryData, IDataObject } from 'n8n-workflow';
import { binaryItem } from '../host/engine/engine';
import { committed } from '../unit/gost-cms/support';
import type { Case, CaseItem, World } from './world';

const KEY = '256-A';
const OTHER = '512-C';
/** Its certificate names a person and an organization with all their numbers. */
const FULL = 'leaf';
const data = (content: Uint8Array, fileName: string) => ({ content: Buffer.from(content), fileName });

const files = async (given: Record<string, ReturnType<typeof data>>): Promise<Record<string, IBinaryData>> =>
	(await binaryItem({}, given)).binary ?? {};

const certificateText = (name: string) => committed.text(`keys/${name}.crt`);

/** Puts the key of the cases into the credential that they use. */
export function useKey(world: World): void {
	const settings = { keyFrom: 'file', privateKey: committed.text(`keys/${KEY}.key`) };
	world.engine.store.put('certificate', {
		name: 'Certificate',
		type: 'konturCertificateApi',
		data: { ...settings, certificate: certificateText(KEY) },
	});
}

const item = async (
	parameters: IDataObject,
	given: Record<string, ReturnType<typeof data>> = {},
): Promise<CaseItem> => ({ parameters, binary: await files(given) });

const message = committed.get('msg');
const detached = (name: string) => data(committed.get(`sig/${name}/detached-cades.der`), `${name}.sig`);

/** By resource and operation, as they are stored. */
export const signatureCases: Record<string, Case | ((world: World) => Case)> = {
	'document.sign': (world) => ({
		items: async () => {
			useKey(world);
			return [
				await item({ kind: 'detached' }, { data: data(message, 'one.txt') }),
				await item({ kind: 'attached' }, { data: data(message, 'two.txt') }),
			];
		},
		refused: { parameters: { kind: 'xml' } },
	}),
	'document.verify': (world) => ({
		items: async () => {
			useKey(world);
			return [
				await item(
					{ signatureBinaryPropertyName: 'signature' },
					{ data: data(message, 'one.txt'), signature: detached(FULL), other: data(message, 'one.txt') },
				),
				await item(
					{ signatureBinaryPropertyName: 'signature' },
					{ data: data(message, 'two.txt'), signature: detached(OTHER), other: data(message, 'two.txt') },
				),
			];
		},
		refused: { parameters: { signatureBinaryPropertyName: 'other' } },
	}),
	'document.decrypt': (world) => ({
		items: async () => {
			useKey(world);
			const encrypted = committed.get(`env/${KEY}/gost89.msg.der`);
			const others = committed.get(`env/${OTHER}/gost89.msg.der`);
			return [
				await item(
					{ binaryPropertyName: 'data' },
					{ data: data(encrypted, 'one.txt.enc'), other: data(others, 'other.enc') },
				),
				await item(
					{ binaryPropertyName: 'data' },
					{ data: data(encrypted, 'two.enc'), other: data(others, 'other.enc') },
				),
			];
		},
		refused: { parameters: { binaryPropertyName: 'other' } },
	}),
	'certificate.get': (world) => ({
		items: async () => {
			useKey(world);
			return [
				await item({ certificateFrom: 'text', certificateText: certificateText(FULL) }),
				await item({ certificateFrom: 'credential', certificateText: '' }),
			];
		},
		refused: { parameters: { certificateFrom: 'text', certificateText: 'AAAA' } },
	}),
};
