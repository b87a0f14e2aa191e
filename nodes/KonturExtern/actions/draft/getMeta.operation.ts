import { requestOperation } from '../../../shared/catalog';
import { accountId, draftId } from '../../fields';
import { draftPath } from '../../api/routes';
import { metaShape } from '../../api/types';

export const getMeta = requestOperation({
	name: 'Get Metadata',
	value: 'getMeta',
	action: 'Get the metadata of a draft',
	description: 'Retrieve the sender, recipient and payer of a draft, without its documents',
	fields: [accountId, draftId],
	http: { method: 'GET', path: `${draftPath}/meta`, shape: metaShape },
});
