import { runOperation } from '../../../shared/catalog';
import { builderFileFields, fileInBuilder } from '../../fields';
import { builderFiles, putBuilderFile } from '../../jobs/builder/builderFiles';
import { uploadRoutes } from '../../jobs/draft/uploadSigned';

const path = `${builderFiles}/{fileId}`;

export const update = runOperation({
	name: 'Update',
	value: 'update',
	action: 'Update a file of a drafts builder',
	description: 'Replace a file of a document. Creates the file if the ID does not exist.',
	fields: [...fileInBuilder, ...builderFileFields],
	certificate: true,
	calls: [...uploadRoutes, `PUT ${path}`],
	run: async (context) => await putBuilderFile(context, { method: 'PUT', path }),
});
