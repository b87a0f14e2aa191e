import { outputBinaryField, runOperation } from '../../../shared/catalog';
import { documentInDocflow, signatureInDocflow } from '../../fields';
import { inDocflow } from '../../api/documentPlaces';
import { downloadSignature, signatureRoute } from '../../jobs/document';

export const download = runOperation({
	name: 'Download',
	value: 'download',
	action: 'Download a signature of a document in a document flow',
	description: 'Download a signature as a file (.sig), to store or verify it',
	fields: [...documentInDocflow, signatureInDocflow, outputBinaryField],
	calls: () => [signatureRoute(inDocflow)],
	run: async (context) => await downloadSignature(context, inDocflow),
});
