import { requestOperation } from '../../../shared/catalog';
import { builderFilesPath } from '../../api/routes';
import { fileInBuilder } from '../../fields';

export const getMeta = requestOperation({
	name: 'Get Metadata',
	value: 'getMeta',
	action: 'Get the metadata of a builder file',
	description: 'Retrieve the name and order of a file of a drafts builder',
	fields: fileInBuilder,
	http: { method: 'GET', path: `${builderFilesPath}/{fileId}/meta` },
});
