import { outputBinaryField, runOperation } from '../../../shared/catalog';
import { accountId, draftId } from '../../descriptions/locators';
import { documentOfDraft, signatureInDraft } from '../../descriptions/partLocators';
import { downloadSignature, signatureRoute } from '../../steps/downloadSignature';
import { inDraft } from '../../steps/draftDocuments';

export const download = runOperation({
	name: 'Download',
	value: 'download',
	action: 'Download a signature of a draft document',
	description: 'Get a signature as a file (.sig), to keep or verify it',
	fields: [accountId, draftId, documentOfDraft, signatureInDraft, outputBinaryField],
	calls: [signatureRoute(inDraft)],
	run: async (context) => await downloadSignature(context, inDraft),
});
