import { requestOperation } from '../../../shared/catalog';
import { documentInBuilder } from '../../fields';
import { builderDocumentPath } from '../../api/routes';
import { builderDocumentShape } from '../../api/types';

export const get = requestOperation({
	name: 'Get',
	value: 'get',
	action: 'Get a document in a drafts builder',
	description: 'Retrieve a document in a drafts builder',
	fields: documentInBuilder,
	http: { method: 'GET', path: builderDocumentPath, shape: builderDocumentShape },
});
