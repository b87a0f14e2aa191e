import { runOperation } from '../../../shared/catalog';
import { documentInDraft, draftSignatureFields, signatureInDraft } from '../../fields';
import { draftDocumentPath } from '../../api/routes';
import { putDraftSignature, signingRoutes } from '../../jobs/draft';

const path = `${draftDocumentPath}/signatures/{signatureId}`;

export const update = runOperation({
	name: 'Update',
	value: 'update',
	action: 'Update a signature of a draft document',
	description:
		'Replace a signature of a document in a draft. Creates the signature if the ID does not exist.',
	fields: [...documentInDraft, signatureInDraft, ...draftSignatureFields],
	certificate: true,
	calls: () => [...signingRoutes, `PUT ${path}`],
	run: async (context) => await putDraftSignature(context, { method: 'PUT', path }),
});
