import { requestOperation } from '../../../shared/catalog';
import { builderDocumentFields, documentInBuilder } from '../../fields';
import { builderDocumentPath } from '../../api/routes';
import { dataOfDocument } from '../../jobs/builder';
import { builderMetaShape } from '../../api/types';

export const updateMeta = requestOperation({
	name: 'Update Metadata',
	value: 'updateMeta',
	action: 'Update the metadata of a builder document',
	description: 'Replace the description of an existing document',
	fields: [...documentInBuilder, ...builderDocumentFields],
	http: {
		method: 'PUT',
		path: `${builderDocumentPath}/meta`,
		body: (params) => ({ 'builder-data': dataOfDocument(params) }),
		shape: builderMetaShape,
	},
});
