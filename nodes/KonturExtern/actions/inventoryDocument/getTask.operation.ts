import { requestOperation } from '../../../shared/catalog';
import { documentInInventory, taskId } from '../../fields';
import { inInventory } from '../../api/documentPlaces';
import { taskShape } from '../../api/types';

export const getTask = requestOperation({
	name: 'Get Task',
	value: 'getTask',
	action: 'Get a task of a document in an inventory',
	description:
		'Retrieve the status and result of printing or cloud decryption. Download the resulting file with Content: Download.',
	fields: [...documentInInventory, taskId],
	http: { method: 'GET', path: `${inInventory.document}/tasks/{taskId}`, shape: taskShape },
});
