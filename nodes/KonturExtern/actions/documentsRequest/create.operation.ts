import { requestOperation } from '../../../shared/catalog';
import { accountId, certificateFields, docflowId, requestOptions } from '../../fields';
import { certificateBody } from '../../api/certificate';
import { orNothing } from '../../api/parameters';
import { docflowPath } from '../../api/routes';
import { replyShape } from '../../api/types';

export const create = requestOperation({
	name: 'Create',
	value: 'create',
	action: 'Create a request for documents from the social fund',
	description:
		'Generate the request for the documents of an incoming message from the social fund (SEDO). The documents arrive after you sign and send it.',
	fields: [accountId, docflowId, ...certificateFields, requestOptions],
	certificate: true,
	http: {
		method: 'POST',
		path: `${docflowPath}/generate-documents-request`,
		body: async ({ additionalFields, ...params }, { openKeyPair }) => ({
			...(await certificateBody(params, openKeyPair)),
			'machine-readable-warrant-id': orNothing(additionalFields.machineReadableWarrantId),
		}),
		// An unsent duplicate does no harm.
		repeat: 'harmless',
		shape: replyShape,
	},
});
