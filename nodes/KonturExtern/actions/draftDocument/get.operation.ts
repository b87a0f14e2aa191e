import { requestOperation } from '../../../shared/catalog';
import { documentInDraft } from '../../fields';
import { draftDocumentPath } from '../../api/routes';

export const get = requestOperation({
	name: 'Get',
	value: 'get',
	action: 'Get a document of a draft',
	description: 'Retrieve a document of a draft: its recognized form, contents and signatures',
	fields: documentInDraft,
	http: { method: 'GET', path: draftDocumentPath },
});
