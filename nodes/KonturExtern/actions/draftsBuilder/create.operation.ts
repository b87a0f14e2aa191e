import { requestOperation } from '../../../shared/catalog';
import { accountId, builderMetaFields } from '../../fields';
import { builderMeta } from '../../jobs/builder';
import { draftsBuilderShape } from '../../api/types';

export const create = requestOperation({
	name: 'Create',
	value: 'create',
	action: 'Create a drafts builder',
	description:
		'Create a drafts builder, which converts files to the format of the authority and builds drafts from them. Add documents and files to it next.',
	fields: [accountId, ...builderMetaFields],
	certificate: true,
	http: {
		method: 'POST',
		path: '/v1/{accountId}/drafts/builders',
		body: async (params, { openKeyPair }) => await builderMeta(params, openKeyPair),
		shape: draftsBuilderShape,
	},
});
