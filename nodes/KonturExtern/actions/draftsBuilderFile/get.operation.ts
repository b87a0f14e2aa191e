import { requestOperation } from '../../../shared/catalog';
import { fileInBuilder } from '../../fields';
import { builderFilesPath } from '../../api/routes';
import { builderFileShape } from '../../api/types';

export const get = requestOperation({
	name: 'Get',
	value: 'get',
	action: 'Get a file in a drafts builder',
	description: 'Retrieve the details of a file in a drafts builder',
	fields: fileInBuilder,
	http: { method: 'GET', path: `${builderFilesPath}/{fileId}`, shape: builderFileShape },
});
