import { requestOperation } from '../../../shared/catalog';
import { builderFilesPath } from '../../api/routes';
import { fileInBuilder } from '../../fields';

export const get = requestOperation({
	name: 'Get',
	value: 'get',
	action: 'Get a file of a drafts builder',
	description: 'Retrieve the details of a file of a drafts builder',
	fields: fileInBuilder,
	http: { method: 'GET', path: `${builderFilesPath}/{fileId}` },
});
