import { externResource } from '../standing';
import { build } from './build.operation';
import { create } from './create.operation';
import { deleteBuilder } from './delete.operation';
import { get } from './get.operation';
import { getMeta } from './getMeta.operation';
import { getTask } from './getTask.operation';
import { update } from './update.operation';
import { updateMeta } from './updateMeta.operation';

export const draftsBuilder = externResource({
	name: 'Drafts Builder',
	value: 'draftsBuilder',
	advanced: [get, create, getMeta, update, updateMeta, build, getTask, deleteBuilder],
});
