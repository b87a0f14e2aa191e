import { requestOperation } from '../../../shared/catalog';
import { documentInDocflow } from '../../fields';
import { docflowDocumentPath } from '../../api/routes';
import { signatureShape } from '../../api/types';

export const getMany = requestOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many signatures of a document in a document flow',
	description: 'Retrieve the signatures of a document with their owners and types',
	fields: documentInDocflow,
	http: { method: 'GET', path: `${docflowDocumentPath}/signatures`, shape: signatureShape },
	paginate: { style: 'whole' },
});
