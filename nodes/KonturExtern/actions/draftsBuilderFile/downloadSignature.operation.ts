import { outputBinaryField, runOperation } from '../../../shared/catalog';
import { base64, bytesOfJsonString } from '../../../shared/transport';
import { fileInBuilder } from '../../fields';
import { builderFilesPath } from '../../api/routes';

const path = `${builderFilesPath}/{fileId}/signature`;

export const downloadSignature = runOperation({
	name: 'Download Signature',
	value: 'downloadSignature',
	action: 'Download the signature of a builder file',
	description: "Download the counterparty's signature of a file (.sig)",
	fields: [...fileInBuilder, outputBinaryField],
	calls: () => [`GET ${path}`],
	run: async ({ params, client, writeBinary }) => {
		const { body } = await client.request({ method: 'GET', path, pathValues: params, shape: base64 });
		const bytes = bytesOfJsonString(body);
		const file = await writeBinary(bytes, `${params.fileId.trim()}.sig`, 'application/pkcs7-signature');
		return {
			json: { fileId: params.fileId, fileName: file.fileName, size: bytes.length },
			binary: { [params.binaryPropertyName]: file },
		};
	},
});
