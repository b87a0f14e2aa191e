import { requestOperation } from '../../../shared/catalog';
import { relatedDocflowId, taskId } from '../../descriptions/documentFields';
import { accountId } from '../../descriptions/locators';
import { documentOfInventory, inventoryId, relatedDocumentId } from '../../descriptions/partLocators';
import { inInventory } from '../../steps/documentPlaces';

export const getTask = requestOperation({
	name: 'Get Task',
	value: 'getTask',
	action: 'Get a task of a document of an inventory',
	description:
		'Retrieve the state and result of printing or of decrypting in the cloud. The result names a content; get it with Content: Download.',
	fields: [accountId, relatedDocflowId, relatedDocumentId, inventoryId, documentOfInventory, taskId],
	http: { method: 'GET', path: `${inInventory.document}/tasks/{taskId}` },
});
