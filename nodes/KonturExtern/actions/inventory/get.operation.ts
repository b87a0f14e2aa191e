import { requestOperation } from '../../../shared/catalog';
import { accountId, inventoryId, relatedDocflowId, relatedDocumentId } from '../../fields';
import { inInventory } from '../../api/documentPlaces';
import { simplifyDocflow } from '../docflow/simplify';

export const get = requestOperation({
	name: 'Get',
	value: 'get',
	action: 'Get an inventory',
	description:
		'Retrieve an inventory: its state, its documents and what the tax office has answered. Turn Simplify off to see the documents.',
	fields: [accountId, relatedDocflowId, relatedDocumentId, inventoryId],
	http: { method: 'GET', path: inInventory.docflow },
	simplify: simplifyDocflow,
});
