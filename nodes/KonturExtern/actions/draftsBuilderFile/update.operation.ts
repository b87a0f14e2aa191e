import { runOperation } from '../../../shared/catalog';
import { builderFileFields, fileInBuilder } from '../../fields';
import { builderFilesPath } from '../../api/routes';
import { putBuilderFile } from '../../jobs/builder';
import { uploadSignedRoutes } from '../../jobs/draft';

const path = `${builderFilesPath}/{fileId}`;

export const update = runOperation({
	name: 'Update',
	value: 'update',
	action: 'Update a file in a drafts builder',
	description: 'Replace a file of a document. Creates the file if the ID does not exist.',
	fields: [...fileInBuilder, ...builderFileFields],
	certificate: true,
	calls: () => [...uploadSignedRoutes, `PUT ${path}`],
	run: async (context) => await putBuilderFile(context, { method: 'PUT', path }),
});
