import { requestOperation } from '../../../shared/catalog';
import { certificateFields, documentInDocflow } from '../../fields';
import { certificateBody } from '../../api/certificate';
import { docflowDocumentPath } from '../../api/routes';
import { pfrReplyShape } from '../../api/types';

export const create = requestOperation({
	name: 'Create',
	value: 'create',
	action: 'Create a reply to the pension fund',
	description:
		'Generate the reply to a protocol or letter from the former pension fund. Sign each of its documents, then send the reply.',
	fields: [...documentInDocflow, ...certificateFields],
	certificate: true,
	http: {
		method: 'POST',
		path: `${docflowDocumentPath}/pfr-generate-reply`,
		body: async (params, { openKeyPair }) => await certificateBody(params, openKeyPair),
		// An unsent duplicate does no harm.
		repeat: 'harmless',
		shape: pfrReplyShape,
	},
});
