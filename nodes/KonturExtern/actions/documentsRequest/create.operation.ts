import { runOperation } from '../../../shared/catalog';
import { chosenCertificate } from '../../api/certificate';
import { accountId, certificateFields, docflowId, requestOptions } from '../../fields';
import { orNothing } from '../../api/parameters';
import { inDocflow } from '../../api/documentPlaces';

export const create = runOperation({
	name: 'Create',
	value: 'create',
	action: 'Create a request for documents of the social fund',
	description:
		'Generate the request for the documents of an incoming message of the social fund (SEDO). Sign and send it next; then the documents arrive.',
	fields: [accountId, docflowId, ...certificateFields, requestOptions],
	calls: [`POST ${inDocflow.docflow}/generate-documents-request`],
	run: async (context) => {
		const { params, client } = context;
		const { body } = await client.request({
			method: 'POST',
			path: `${inDocflow.docflow}/generate-documents-request`,
			pathValues: params,
			body: {
				'certificate-base64': await chosenCertificate(
					params.certificateFrom,
					params.certificate,
					context.openKeyPair,
				),
				'machine-readable-warrant-id': orNothing(params.additionalFields.machineReadableWarrantId),
			},
			// An extra request does no harm: it is never sent.
			repeat: 'harmless',
		});
		return { json: body };
	},
});
