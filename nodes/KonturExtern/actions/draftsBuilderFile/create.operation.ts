import { runOperation } from '../../../shared/catalog';
import { builderFileFields, documentInBuilder } from '../../fields';
import { builderFilesPath } from '../../api/routes';
import { putBuilderFile } from '../../jobs/builder';
import { uploadSignedRoutes } from '../../jobs/draft';

const path = `${builderFilesPath}`;

export const create = runOperation({
	name: 'Create',
	value: 'create',
	action: 'Create a file in a drafts builder',
	description: 'Add a file to a document in a drafts builder',
	fields: [...documentInBuilder, ...builderFileFields],
	certificate: true,
	calls: () => [...uploadSignedRoutes, `POST ${path}`],
	run: async (context) => await putBuilderFile(context, { method: 'POST', path }),
});
