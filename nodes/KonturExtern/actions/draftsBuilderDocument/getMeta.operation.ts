import { requestOperation } from '../../../shared/catalog';
import { draftsBuilderId } from '../../descriptions/builderFields';
import { documentId } from '../../descriptions/fields';
import { accountId } from '../../descriptions/locators';

export const getMeta = requestOperation({
	name: 'Get Metadata',
	value: 'getMeta',
	action: 'Get the metadata of a builder document',
	description: 'Retrieve what a document of a drafts builder is',
	fields: [accountId, draftsBuilderId, documentId],
	http: {
		method: 'GET',
		path: '/v1/{accountId}/drafts/builders/{draftsBuilderId}/documents/{documentId}/meta',
	},
});
