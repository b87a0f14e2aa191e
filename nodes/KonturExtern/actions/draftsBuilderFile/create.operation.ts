import { runOperation } from '../../../shared/catalog';
import { builderFileFields, documentInBuilder } from '../../fields';
import { builderFiles, putBuilderFile } from '../../jobs/builder/builderFiles';
import { uploadRoutes } from '../../jobs/draft/uploadSigned';

const path = `${builderFiles}`;

export const create = runOperation({
	name: 'Create',
	value: 'create',
	action: 'Create a file of a drafts builder',
	description: 'Add a file to a document of a drafts builder',
	fields: [...documentInBuilder, ...builderFileFields],
	certificate: true,
	calls: [...uploadRoutes, `POST ${path}`],
	run: async (context) => await putBuilderFile(context, { method: 'POST', path }),
});
