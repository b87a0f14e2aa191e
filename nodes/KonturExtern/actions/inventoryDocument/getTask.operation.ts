import { requestOperation } from '../../../shared/catalog';
import {
	accountId,
	documentOfInventory,
	inventoryId,
	relatedDocflowId,
	relatedDocumentId,
	taskId,
} from '../../fields';
import { inInventory } from '../../api/documentPlaces';

export const getTask = requestOperation({
	name: 'Get Task',
	value: 'getTask',
	action: 'Get a task of a document of an inventory',
	description:
		'Retrieve the state and result of printing or of decrypting in the cloud. The result names a content; get it with Content: Download.',
	fields: [accountId, relatedDocflowId, relatedDocumentId, inventoryId, documentOfInventory, taskId],
	http: { method: 'GET', path: `${inInventory.document}/tasks/{taskId}` },
});
