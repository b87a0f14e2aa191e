import { requestOperation } from '../../../shared/catalog';
import { documentInDraft } from '../../fields';
import { draftDocumentPath } from '../../api/routes';
import { draftDocumentShape } from '../../api/types';

export const get = requestOperation({
	name: 'Get',
	value: 'get',
	action: 'Get a document in a draft',
	description: 'Retrieve a document in a draft: its recognized form, contents and signatures',
	fields: documentInDraft,
	http: { method: 'GET', path: draftDocumentPath, shape: draftDocumentShape },
});
