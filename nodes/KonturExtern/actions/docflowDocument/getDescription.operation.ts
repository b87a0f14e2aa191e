import { requestOperation } from '../../../shared/catalog';
import { documentInDocflow } from '../../fields';
import { docflowDocumentPath } from '../../api/routes';
import { documentDescriptionShape } from '../../api/types';

export const getDescription = requestOperation({
	name: 'Get Description',
	value: 'getDescription',
	action: 'Get the description of a document in a document flow',
	description:
		'Retrieve the type, file name, size and details (requisites) of a document, without files and signatures',
	fields: documentInDocflow,
	http: { method: 'GET', path: `${docflowDocumentPath}/description`, shape: documentDescriptionShape },
});
