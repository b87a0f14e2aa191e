import { requestOperation } from '../../../shared/catalog';
import { accountId, draftsBuilderId } from '../../fields';

export const getMeta = requestOperation({
	name: 'Get Metadata',
	value: 'getMeta',
	action: 'Get the metadata of a drafts builder',
	description: 'Retrieve who sends, to whom and for what, without the state of the builder',
	fields: [accountId, draftsBuilderId],
	http: { method: 'GET', path: '/v1/{accountId}/drafts/builders/{draftsBuilderId}/meta' },
});
