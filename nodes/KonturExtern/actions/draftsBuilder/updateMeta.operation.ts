import { requestOperation } from '../../../shared/catalog';
import { accountId, builderMetaFields, draftsBuilderId } from '../../fields';
import { builderPath } from '../../api/routes';
import { builderMeta } from '../../jobs/builder';
import { builderMetaShape } from '../../api/types';

export const updateMeta = requestOperation({
	name: 'Update Metadata',
	value: 'updateMeta',
	action: 'Update the metadata of a drafts builder',
	description: 'Replace the sender, recipient and data of an existing builder; fields left empty are cleared',
	fields: [accountId, draftsBuilderId, ...builderMetaFields],
	certificate: true,
	http: {
		method: 'PUT',
		path: `${builderPath}/meta`,
		body: async (params, { openKeyPair }) => await builderMeta(params, openKeyPair),
		shape: builderMetaShape,
	},
});
