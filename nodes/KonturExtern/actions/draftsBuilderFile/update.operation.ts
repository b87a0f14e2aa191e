import { runOperation } from '../../../shared/catalog';
import { builderFileFields, draftsBuilderId } from '../../descriptions/builderFields';
import { accountId } from '../../descriptions/locators';
import { documentOfBuilder, fileId } from '../../descriptions/partLocators';
import { builderFiles, putBuilderFile } from '../../steps/builderFiles';
import { uploadRoutes } from '../../steps/uploadSigned';

const path = `${builderFiles}/{fileId}`;

export const update = runOperation({
	name: 'Update',
	value: 'update',
	action: 'Update a file of a drafts builder',
	description: 'Replace a file of a document. If there is no file of this ID, it is created.',
	fields: [accountId, draftsBuilderId, documentOfBuilder, fileId, ...builderFileFields],
	calls: [...uploadRoutes, `PUT ${path}`],
	run: async (context) => await putBuilderFile(context, { method: 'PUT', path }),
});
