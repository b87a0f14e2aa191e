import { field, requestOperation } from '../../../shared/catalog';
import { builderFilesPath } from '../../api/routes';
import { contract, documentInBuilder } from '../../fields';
import { jsonObject, orNothing } from '../../api/parameters';

export const generate = requestOperation({
	name: 'Generate',
	value: 'generate',
	action: 'Generate a file of a drafts builder',
	description: 'Generate a file from data and add it to a document of a drafts builder',
	fields: [
		...documentInBuilder,
		contract,
		field({
			displayName: 'Contract Version',
			name: 'contractVersion',
			type: 'string',
			default: '',
			description: 'Version of the form of the contract, if it has several',
		}),
	],
	http: {
		method: 'POST',
		path: `${builderFilesPath}/generate`,
		query: (params) => ({ version: orNothing(params.contractVersion) }),
		body: (params) => jsonObject(params.contract, 'Contract'),
	},
});
