import { requestOperation } from '../../../shared/catalog';
import { documentInDocflow, signatureInDocflow } from '../../fields';
import { docflowDocumentPath } from '../../api/routes';
import { signatureShape } from '../../api/types';

export const get = requestOperation({
	name: 'Get',
	value: 'get',
	action: 'Get a signature of a document in a document flow',
	description: 'Retrieve the owner and type of a signature',
	fields: [...documentInDocflow, signatureInDocflow],
	http: { method: 'GET', path: `${docflowDocumentPath}/signatures/{signatureId}`, shape: signatureShape },
});
