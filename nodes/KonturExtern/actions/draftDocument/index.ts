import { externResource } from '../standing';
import { add } from './add.operation';
import { build } from './build.operation';
import { deleteDocument } from './delete.operation';
import { get } from './get.operation';
import { getTask } from './getTask.operation';
import { prepareDataToSign } from './prepareDataToSign.operation';
import { print } from './print.operation';
import { update } from './update.operation';

export const draftDocument = externResource({
	name: 'Draft Document',
	value: 'draftDocument',
	advanced: [get, add, update, build, print, prepareDataToSign, getTask, deleteDocument],
});
