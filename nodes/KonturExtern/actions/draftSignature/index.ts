import { resource } from '../../../shared/catalog';
import { add } from './add.operation';
import { deleteSignature } from './delete.operation';
import { download } from './download.operation';
import { get } from './get.operation';
import { update } from './update.operation';

export const draftSignature = resource({
	name: 'Draft Signature',
	value: 'draftSignature',
	operations: [add, get, update, download, deleteSignature],
});
