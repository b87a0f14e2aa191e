import { requestOperation } from '../../../shared/catalog';
import { accountId, documentOfBuilder, draftsBuilderId } from '../../fields';

export const getMany = requestOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many files of a drafts builder',
	description: 'Retrieve the files of a document of a drafts builder',
	fields: [accountId, draftsBuilderId, documentOfBuilder],
	http: {
		method: 'GET',
		path: '/v1/{accountId}/drafts/builders/{draftsBuilderId}/documents/{documentId}/files',
	},
	paginate: { style: 'whole' },
});
