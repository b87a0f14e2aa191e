import { outputBinaryField, runOperation } from '../../../shared/catalog';
import { signatureId } from '../../descriptions/documentFields';
import { documentId } from '../../descriptions/fields';
import { accountId, docflowId } from '../../descriptions/locators';
import { inDocflow } from '../../steps/documentPlaces';
import { downloadSignature, signatureRoute } from '../../steps/downloadSignature';

export const download = runOperation({
	name: 'Download',
	value: 'download',
	action: 'Download a signature of a document of a document flow',
	description: 'Get a signature as a file (.sig), to keep or verify it',
	fields: [accountId, docflowId, documentId, signatureId, outputBinaryField],
	calls: [signatureRoute(inDocflow)],
	run: async (context) => await downloadSignature(context, inDocflow),
});
