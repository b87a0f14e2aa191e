import { requestOperation } from '../../../shared/catalog';
import { builderFilesPath } from '../../api/routes';
import { contract, contractVersion, documentInBuilder } from '../../fields';
import { jsonObject, orNothing } from '../../api/parameters';
import { builderFileShape } from '../../api/types';

export const generate = requestOperation({
	name: 'Generate',
	value: 'generate',
	action: 'Generate a file in a drafts builder',
	description: 'Generate a file from data and add it to a document in a drafts builder',
	fields: [...documentInBuilder, contract, contractVersion],
	http: {
		method: 'POST',
		path: `${builderFilesPath}/generate`,
		query: (params) => ({ version: orNothing(params.contractVersion) }),
		body: (params) => jsonObject(params.contract, 'Contract'),
		shape: builderFileShape,
	},
});
