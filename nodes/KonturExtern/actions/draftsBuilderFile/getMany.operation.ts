import { requestOperation } from '../../../shared/catalog';
import { documentInBuilder } from '../../fields';
import { builderFilesPath } from '../../api/routes';
import { builderFileShape } from '../../api/types';

export const getMany = requestOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many files in a drafts builder',
	description: 'Retrieve the files of a document in a drafts builder',
	fields: documentInBuilder,
	http: { method: 'GET', path: builderFilesPath, shape: builderFileShape },
	paginate: { style: 'whole' },
});
