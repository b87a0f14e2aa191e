import { runOperation } from '../../../shared/catalog';
import { accountId, docflowId, documentsRequestId, signatureFields } from '../../fields';
import { readObject } from '../../api/read';
import { documentsRequestPath } from '../../api/routes';
import { replyShape } from '../../api/types';
import { chosenSignature } from '../../jobs/draft';
import { putBytes, signGenerated } from '../../jobs/reply';

export const sign = runOperation({
	name: 'Sign',
	value: 'sign',
	action: 'Sign a request for documents from the social fund',
	description:
		'Attach a raw signature to a request: sign with your certificate, or use a signature made elsewhere',
	fields: [accountId, docflowId, documentsRequestId, ...signatureFields],
	certificate: true,
	calls: () => [`GET ${documentsRequestPath}`, `PUT ${documentsRequestPath}/signature`],
	run: async (context) => {
		const { params, client } = context;
		const signature = await chosenSignature(context, async (pair) => {
			const request = await readObject(client, documentsRequestPath, params, replyShape);
			return await signGenerated(request, pair, params.options);
		});
		return {
			json: await putBytes(
				client,
				{ path: `${documentsRequestPath}/signature`, shape: replyShape, echo: params.documentsRequestId },
				params,
				signature,
			),
		};
	},
});
