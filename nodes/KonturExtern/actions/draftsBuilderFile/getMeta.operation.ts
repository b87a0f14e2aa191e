import { requestOperation } from '../../../shared/catalog';
import { fileInBuilder } from '../../fields';
import { builderFilesPath } from '../../api/routes';
import { builderFileMetaShape } from '../../api/types';

export const getMeta = requestOperation({
	name: 'Get Metadata',
	value: 'getMeta',
	action: 'Get the metadata of a builder file',
	description: 'Retrieve the name and order of a file in a drafts builder',
	fields: fileInBuilder,
	http: { method: 'GET', path: `${builderFilesPath}/{fileId}/meta`, shape: builderFileMetaShape },
});
