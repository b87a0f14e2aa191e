import { runOperation } from '../../../shared/catalog';
import { documentInDocflow, replyDocumentId, replyId, signatureFields } from '../../fields';
import { pfrReplyPath } from '../../api/routes';
import { chosenSignature } from '../../jobs/draft';
import {
	decryptedFile,
	pfrReplyDocumentPath,
	putBytes,
	readReplyDocument,
	signGenerated,
} from '../../jobs/reply';
import { pfrReplyDocumentShape } from '../../api/types';

export const sign = runOperation({
	name: 'Sign',
	value: 'sign',
	action: 'Sign a document in a reply to the pension fund',
	description:
		'Attach a signature to a document in the reply: sign with your certificate, or use a signature made elsewhere',
	fields: [...documentInDocflow, replyId, replyDocumentId, ...signatureFields],
	certificate: true,
	calls: () => [`GET ${pfrReplyPath}`, `PUT ${pfrReplyDocumentPath}/signature`],
	run: async (context) => {
		const { params, client } = context;
		const signature = await chosenSignature(context, async (pair) => {
			const file = await decryptedFile(await readReplyDocument(client, params), pair);
			return await signGenerated({ content: file.toString('base64') }, pair, params.options);
		});
		return {
			json: await putBytes(
				client,
				{
					path: `${pfrReplyDocumentPath}/signature`,
					shape: pfrReplyDocumentShape,
					echo: false,
				},
				params,
				signature,
			),
		};
	},
});
