import { requestOperation } from '../../../shared/catalog';
import { documentInDraft, signatureInDraft } from '../../fields';
import { draftDocumentPath } from '../../api/routes';
import { signatureShape } from '../../api/types';

export const get = requestOperation({
	name: 'Get',
	value: 'get',
	action: 'Get a signature of a draft document',
	description: 'Retrieve the owner and certificate of a signature',
	fields: [...documentInDraft, signatureInDraft],
	http: { method: 'GET', path: `${draftDocumentPath}/signatures/{signatureId}`, shape: signatureShape },
});
