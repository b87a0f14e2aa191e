import { runOperation } from '../../../shared/catalog';
import { documentInDraft, draftSignatureFields } from '../../fields';
import { draftDocumentPath } from '../../api/routes';
import { putDraftSignature, signingRoutes } from '../../jobs/draft';

const path = `${draftDocumentPath}/signatures`;

export const add = runOperation({
	name: 'Add',
	value: 'add',
	action: 'Sign a document in a draft',
	description:
		'Attach a signature to a document in a draft: sign with your certificate, or use a signature made elsewhere. Adding the same signature twice does no harm.',
	fields: [...documentInDraft, ...draftSignatureFields],
	certificate: true,
	calls: () => [...signingRoutes, `POST ${path}`],
	run: async (context) => await putDraftSignature(context, { method: 'POST', path }),
});
