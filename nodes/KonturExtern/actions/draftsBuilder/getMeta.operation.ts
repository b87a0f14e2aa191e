import { requestOperation } from '../../../shared/catalog';
import { accountId, draftsBuilderId } from '../../fields';
import { builderPath } from '../../api/routes';
import { builderMetaShape } from '../../api/types';

export const getMeta = requestOperation({
	name: 'Get Metadata',
	value: 'getMeta',
	action: 'Get the metadata of a drafts builder',
	description: 'Retrieve the sender, recipient and data of a drafts builder, without its status',
	fields: [accountId, draftsBuilderId],
	http: { method: 'GET', path: `${builderPath}/meta`, shape: builderMetaShape },
});
