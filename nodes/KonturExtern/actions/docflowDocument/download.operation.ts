import type { IDataObject } from 'n8n-workflow';
import { field, outputBinaryField, runOperation } from '../../../shared/catalog';
import { store } from '../../../shared/files/files';
import { documentId } from '../../descriptions/fields';
import { accountId, docflowId } from '../../descriptions/locators';
import { openDocument } from '../../steps/documentContent';
import { inDocflow } from '../../steps/documentPlaces';

export const download = runOperation({
	name: 'Download',
	value: 'download',
	action: 'Download a document of a document flow',
	description: 'Get the file of a document: the plain one if there is one, else the encrypted one',
	fields: [
		accountId,
		docflowId,
		documentId,
		field({
			displayName: 'Decrypt with Certificate',
			name: 'decrypt',
			type: 'boolean',
			default: false,
			description:
				'Whether to decrypt an encrypted file inside n8n with the key of the Kontur Certificate credential. The certificate may have expired.',
		}),
		field({
			displayName: 'Unpack Archive',
			name: 'unzip',
			type: 'boolean',
			default: true,
			description:
				'Whether to unpack a file that was compressed for the way. What is still encrypted stays as it is.',
		}),
		outputBinaryField,
	],
	calls: [inDocflow.reads, 'GET /v1/{accountId}/contents/{contentId}'],
	run: async ({ params, client, writeBinary, openKeyPair }) => {
		const document = await inDocflow.readDocument(client, params);
		const opened = await openDocument(client, params.accountId, document, {
			openKeyPair: params.decrypt ? openKeyPair : undefined,
			unpack: params.unzip,
		});
		const { source, chunks, contentId, encrypted, compressed } = opened;
		const name = opened.fileName || params.documentId;
		const file = await store(writeBinary, source, chunks, name, opened.contentType).catch(opened.problem);
		return {
			json: {
				id: document.id,
				type: ((document.description ?? {}) as IDataObject).type,
				contentId,
				fileName: name,
				contentType: opened.contentType,
				size: file.bytes,
				encrypted,
				compressed,
			},
			binary: { [params.binaryPropertyName]: file },
		};
	},
});
