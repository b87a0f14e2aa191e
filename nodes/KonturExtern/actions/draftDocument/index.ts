import { resource } from '../../../shared/catalog';
import { add } from './add.operation';
import { deleteDocument } from './delete.operation';
import { get } from './get.operation';

export const draftDocument = resource({
	name: 'Draft Document',
	value: 'draftDocument',
	operations: [add, get, deleteDocument],
});
