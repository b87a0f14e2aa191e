import { outputBinaryField, runOperation } from '../../../shared/catalog';
import { documentInDraft, signatureInDraft } from '../../fields';
import { downloadSignature, signatureRoute } from '../../jobs/document/downloadSignature';
import { inDraft } from '../../jobs/draft/draftDocuments';

export const download = runOperation({
	name: 'Download',
	value: 'download',
	action: 'Download a signature of a draft document',
	description: 'Download a signature as a file (.sig), to store or verify it',
	fields: [...documentInDraft, signatureInDraft, outputBinaryField],
	calls: [signatureRoute(inDraft)],
	run: async (context) => await downloadSignature(context, inDraft),
});
