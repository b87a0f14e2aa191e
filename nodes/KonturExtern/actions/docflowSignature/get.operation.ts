import { requestOperation } from '../../../shared/catalog';
import { docflowDocumentPath } from '../../api/routes';
import { documentInDocflow, signatureInDocflow } from '../../fields';

export const get = requestOperation({
	name: 'Get',
	value: 'get',
	action: 'Get a signature of a document of a document flow',
	description: 'Retrieve the owner and type of a signature',
	fields: [...documentInDocflow, signatureInDocflow],
	http: { method: 'GET', path: `${docflowDocumentPath}/signatures/{signatureId}` },
});
