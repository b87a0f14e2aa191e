import { requestOperation } from '../../../shared/catalog';
import { accountId, certificateFields, docflowId, requestOptions } from '../../fields';
import { certificateBody } from '../../api/certificate';
import { orNothing } from '../../api/parameters';
import { docflowPath } from '../../api/routes';

export const create = requestOperation({
	name: 'Create',
	value: 'create',
	action: 'Create a request for documents of the social fund',
	description:
		'Generate the request for the documents of an incoming message of the social fund (SEDO). Sign and send it next; then the documents arrive.',
	fields: [accountId, docflowId, ...certificateFields, requestOptions],
	certificate: true,
	http: {
		method: 'POST',
		path: `${docflowPath}/generate-documents-request`,
		body: async ({ additionalFields, ...params }, { openKeyPair }) => ({
			...(await certificateBody(params, openKeyPair)),
			'machine-readable-warrant-id': orNothing(additionalFields.machineReadableWarrantId),
		}),
		// An extra request does no harm: it is never sent.
		repeat: 'harmless',
	},
});
