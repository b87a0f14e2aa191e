import { runOperation } from '../../../shared/catalog';
import { accountId, documentOfDraft, draftId, draftSignatureFields } from '../../fields';
import { putDraftSignature } from '../../jobs/draft/draftSignatures';
import { signingRoutes } from '../../jobs/draft/signDocument';

const path = '/v1/{accountId}/drafts/{draftId}/documents/{documentId}/signatures';

export const add = runOperation({
	name: 'Add',
	value: 'add',
	action: 'Sign a document of a draft',
	description:
		'Attach a signature to a document of a draft: sign with your certificate, or use a signature made elsewhere. Adding the same signature twice does no harm.',
	fields: [accountId, draftId, documentOfDraft, ...draftSignatureFields],
	calls: [...signingRoutes, `POST ${path}`],
	run: async (context) => await putDraftSignature(context, { method: 'POST', path }),
});
