import { requestOperation } from '../../../shared/catalog';
import { inventoryId, relatedDocument } from '../../fields';
import { inInventory } from '../../api/documentPlaces';
import { simplifyDocflow } from '../docflow/simplify';
import { wholeDocflowShape } from '../../api/types';

export const get = requestOperation({
	name: 'Get',
	value: 'get',
	action: 'Get an inventory',
	description:
		'Retrieve an inventory: its status, its documents and the response of the tax office. Turn Simplify off to see the documents.',
	fields: [...relatedDocument, inventoryId],
	http: { method: 'GET', path: inInventory.docflow, shape: wholeDocflowShape },
	simplify: simplifyDocflow,
});
