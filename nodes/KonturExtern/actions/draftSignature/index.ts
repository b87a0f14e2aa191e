import { externResource } from '../standing';
import { add } from './add.operation';
import { deleteSignature } from './delete.operation';
import { download } from './download.operation';
import { get } from './get.operation';
import { update } from './update.operation';

export const draftSignature = externResource({
	name: 'Draft Signature',
	value: 'draftSignature',
	advanced: [get, add, update, download, deleteSignature],
});
