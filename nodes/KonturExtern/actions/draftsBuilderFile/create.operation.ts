import { runOperation } from '../../../shared/catalog';
import { accountId, builderFileFields, documentOfBuilder, draftsBuilderId } from '../../fields';
import { builderFiles, putBuilderFile } from '../../jobs/builder/builderFiles';
import { uploadRoutes } from '../../jobs/draft/uploadSigned';

const path = `${builderFiles}`;

export const create = runOperation({
	name: 'Create',
	value: 'create',
	action: 'Create a file of a drafts builder',
	description: 'Add a file to a document of a drafts builder',
	fields: [accountId, draftsBuilderId, documentOfBuilder, ...builderFileFields],
	calls: [...uploadRoutes, `POST ${path}`],
	run: async (context) => await putBuilderFile(context, { method: 'POST', path }),
});
