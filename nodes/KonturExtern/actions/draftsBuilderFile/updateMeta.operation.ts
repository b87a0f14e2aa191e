import { requestOperation } from '../../../shared/catalog';
import { builderFileMetaFields, fileInBuilder } from '../../fields';
import { builderFilesPath } from '../../api/routes';
import { dataOfFile } from '../../jobs/builder';
import { builderFileMetaShape } from '../../api/types';

export const updateMeta = requestOperation({
	name: 'Update Metadata',
	value: 'updateMeta',
	action: 'Update the metadata of a builder file',
	description: 'Replace the name and order of a file; the file itself stays',
	fields: [...fileInBuilder, ...builderFileMetaFields],
	http: {
		method: 'PUT',
		path: `${builderFilesPath}/{fileId}/meta`,
		body: (params) => ({ 'file-name': params.fileName.trim(), 'builder-data': dataOfFile(params) }),
		shape: builderFileMetaShape,
	},
});
