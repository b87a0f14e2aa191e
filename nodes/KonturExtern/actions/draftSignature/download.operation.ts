import { outputBinaryField, runOperation } from '../../../shared/catalog';
import { documentInDraft, signatureInDraft } from '../../fields';
import { draftDocumentPath } from '../../api/routes';
import { downloadSignature, signatureRoute } from '../../jobs/document';

export const download = runOperation({
	name: 'Download',
	value: 'download',
	action: 'Download a signature of a draft document',
	description: 'Download a signature as a file (.sig), to store or verify it',
	fields: [...documentInDraft, signatureInDraft, outputBinaryField],
	calls: () => [signatureRoute({ document: draftDocumentPath })],
	run: async (context) => await downloadSignature(context, { document: draftDocumentPath }),
});
