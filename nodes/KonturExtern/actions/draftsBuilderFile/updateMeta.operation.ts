import { requestOperation } from '../../../shared/catalog';
import { accountId, builderFileMetaFields, documentOfBuilder, draftsBuilderId, fileId } from '../../fields';
import { dataOfFile } from '../../jobs/builder/builderData';

export const updateMeta = requestOperation({
	name: 'Update Metadata',
	value: 'updateMeta',
	action: 'Update the metadata of a builder file',
	description: 'Replace the name and order of a file; the file itself stays',
	fields: [accountId, draftsBuilderId, documentOfBuilder, fileId, ...builderFileMetaFields],
	http: {
		method: 'PUT',
		path: '/v1/{accountId}/drafts/builders/{draftsBuilderId}/documents/{documentId}/files/{fileId}/meta',
		body: (params) => ({ 'file-name': params.fileName.trim(), 'builder-data': dataOfFile(params) }),
	},
});
