import { requestOperation } from '../../../shared/catalog';
import { accountId, documentOfBuilder, draftsBuilderId } from '../../fields';

export const get = requestOperation({
	name: 'Get',
	value: 'get',
	action: 'Get a document of a drafts builder',
	description: 'Retrieve a document of a drafts builder',
	fields: [accountId, draftsBuilderId, documentOfBuilder],
	http: { method: 'GET', path: '/v1/{accountId}/drafts/builders/{draftsBuilderId}/documents/{documentId}' },
});
