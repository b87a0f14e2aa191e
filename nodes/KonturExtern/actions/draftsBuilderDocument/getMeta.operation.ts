import { requestOperation } from '../../../shared/catalog';
import { documentInBuilder } from '../../fields';
import { builderDocumentPath } from '../../api/routes';
import { builderMetaShape } from '../../api/types';

export const getMeta = requestOperation({
	name: 'Get Metadata',
	value: 'getMeta',
	action: 'Get the metadata of a builder document',
	description: 'Retrieve the description of a document in a drafts builder',
	fields: documentInBuilder,
	http: { method: 'GET', path: `${builderDocumentPath}/meta`, shape: builderMetaShape },
});
