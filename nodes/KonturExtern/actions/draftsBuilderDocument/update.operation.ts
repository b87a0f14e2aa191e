import { requestOperation } from '../../../shared/catalog';
import { builderDocumentFields, documentInBuilder } from '../../fields';
import { builderDocumentPath } from '../../api/routes';
import { dataOfDocument } from '../../jobs/builder';
import { builderDocumentShape } from '../../api/types';

export const update = requestOperation({
	name: 'Update',
	value: 'update',
	action: 'Update a document in a drafts builder',
	description:
		'Replace the description of a document; its files stay. Creates the document if the ID does not exist.',
	fields: [...documentInBuilder, ...builderDocumentFields],
	http: {
		method: 'PUT',
		path: builderDocumentPath,
		body: (params) => ({ 'builder-data': dataOfDocument(params) }),
		shape: builderDocumentShape,
	},
});
