import { requestOperation } from '../../../shared/catalog';
import { draftsBuilderId } from '../../descriptions/builderFields';
import { documentId } from '../../descriptions/fields';
import { accountId } from '../../descriptions/locators';

export const getMany = requestOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many files of a drafts builder',
	description: 'Retrieve the files of a document of a drafts builder',
	fields: [accountId, draftsBuilderId, documentId],
	http: {
		method: 'GET',
		path: '/v1/{accountId}/drafts/builders/{draftsBuilderId}/documents/{documentId}/files',
	},
	paginate: { style: 'whole' },
});
