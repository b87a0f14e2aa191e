import { externResource } from '../standing';
import { create } from './create.operation';
import { deleteDocument } from './delete.operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { getMeta } from './getMeta.operation';
import { prepare } from './prepare.operation';
import { update } from './update.operation';
import { updateMeta } from './updateMeta.operation';

export const draftsBuilderDocument = externResource({
	name: 'Drafts Builder Document',
	value: 'draftsBuilderDocument',
	advanced: [get, getMany, create, getMeta, update, updateMeta, prepare, deleteDocument],
});
