import type { IDataObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';
import { outputBinaryField, runOperation } from '../../../shared/catalog';
import { downloadContent } from '../../../shared/transport';
import { documentId } from '../../descriptions/fields';
import { accountId, docflowId } from '../../descriptions/locators';

export const download = runOperation({
	name: 'Download',
	value: 'download',
	action: 'Download a document of a document flow',
	description: 'Get the file of a document: the plain one if there is one, else the encrypted one',
	fields: [accountId, docflowId, documentId, outputBinaryField],
	calls: [
		'GET /v1/{accountId}/docflows/{docflowId}/documents/{documentId}',
		'GET /v1/{accountId}/contents/{contentId}',
	],
	run: async ({ params, client, writeBinary }) => {
		const { body: document } = await client.request({
			method: 'GET',
			path: '/v1/{accountId}/docflows/{docflowId}/documents/{documentId}',
			pathValues: { accountId: params.accountId, docflowId: params.docflowId, documentId: params.documentId },
		});
		const description = (document.description ?? {}) as IDataObject;
		const contents = (((document.content ?? {}) as IDataObject)['docflow-document-contents'] ??
			[]) as IDataObject[];
		const chosen = contents.find(({ encrypted }) => encrypted !== true) ?? contents[0];
		const contentId = chosen?.['content-id'];
		if (typeof contentId !== 'string') {
			throw new UserError(
				'The document has no file. Some documents of a document flow are only a mark that something happened.',
			);
		}
		const { stream, contentType, size } = await downloadContent(client, params.accountId, contentId);
		const name = typeof description.filename === 'string' ? description.filename : params.documentId;
		const type = typeof description['content-type'] === 'string' ? description['content-type'] : contentType;
		return {
			json: {
				id: document.id,
				type: description.type,
				contentId,
				fileName: name,
				contentType: type,
				size,
				encrypted: chosen.encrypted === true,
				compressed: chosen.compressed === true,
			},
			binary: { [params.binaryPropertyName]: await writeBinary(stream, name, type) },
		};
	},
});
