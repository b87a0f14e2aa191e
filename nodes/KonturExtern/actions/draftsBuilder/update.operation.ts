import { requestOperation } from '../../../shared/catalog';
import { accountId, builderMetaFields, draftsBuilderId } from '../../fields';
import { builderPath } from '../../api/routes';
import { builderMeta } from '../../jobs/builder';
import { draftsBuilderShape } from '../../api/types';

export const update = requestOperation({
	name: 'Update',
	value: 'update',
	action: 'Update a drafts builder',
	description:
		'Replace the sender, recipient and data; fields left empty are cleared. Creates the builder if the ID does not exist.',
	fields: [accountId, draftsBuilderId, ...builderMetaFields],
	certificate: true,
	http: {
		method: 'PUT',
		path: builderPath,
		body: async (params, { openKeyPair }) => await builderMeta(params, openKeyPair),
		shape: draftsBuilderShape,
	},
});
