import { runOperation } from '../../../shared/catalog';
import { chosenCertificate } from '../../api/certificate';
import { certificateFields, documentInDocflow } from '../../fields';
import { inDocflow } from '../../api/documentPlaces';

export const create = runOperation({
	name: 'Create',
	value: 'create',
	action: 'Create a reply to the pension fund',
	description:
		'Generate the reply to a protocol or letter of the former pension fund. Sign each of its documents, then send the reply.',
	fields: [...documentInDocflow, ...certificateFields],
	calls: [`POST ${inDocflow.document}/pfr-generate-reply`],
	run: async ({ params, client, openKeyPair }) => {
		const { body } = await client.request({
			method: 'POST',
			path: `${inDocflow.document}/pfr-generate-reply`,
			pathValues: params,
			body: {
				'certificate-base64': await chosenCertificate(
					params.certificateFrom,
					params.certificate,
					openKeyPair,
				),
			},
			// An extra reply does no harm: it is never sent.
			repeat: 'harmless',
		});
		return { json: body };
	},
});
