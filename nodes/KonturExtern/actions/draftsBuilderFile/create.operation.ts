import { runOperation } from '../../../shared/catalog';
import { builderFileFields, draftsBuilderId } from '../../descriptions/builderFields';
import { accountId } from '../../descriptions/locators';
import { documentOfBuilder } from '../../descriptions/partLocators';
import { builderFiles, putBuilderFile } from '../../steps/builderFiles';
import { uploadRoutes } from '../../steps/uploadSigned';

const path = `${builderFiles}`;

export const create = runOperation({
	name: 'Create',
	value: 'create',
	action: 'Create a file of a drafts builder',
	description: 'Put a file into a document of a drafts builder',
	fields: [accountId, draftsBuilderId, documentOfBuilder, ...builderFileFields],
	calls: [...uploadRoutes, `POST ${path}`],
	run: async (context) => await putBuilderFile(context, { method: 'POST', path }),
});
